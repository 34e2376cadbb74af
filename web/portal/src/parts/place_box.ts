import { html, type TemplateResult } from 'lit-html';
import type { List, Place, Point } from '../api/types';
import type { App } from '../core/app';
import { combobox } from './combobox';

/** "43.24, 76.95", "43,24 76,95" or "43.24 N 76.95 E" as latitude and longitude; undefined when it is no pair of coordinates. */
export function readCoordinates(text: string): Point | undefined {
  const plain = text.trim().replace(/[°NSEWСЮВЗнсвюз]/gi, ' ');
  const match =
    /^(-?\d{1,2}[.,]\d+|-?\d{1,2})\s*[;,\s]\s*(-?\d{1,3}[.,]\d+|-?\d{1,3})\s*$/.exec(plain.trim().replace(/\s+/g, ' '));
  if (!match) return undefined;
  const [lat, lon] = [match[1]!, match[2]!].map((part) => Number(part.replace(',', '.')));
  if (Math.abs(lat!) > 90 || Math.abs(lon!) > 180) return undefined;
  return [lon!, lat!];
}

let waiting: ReturnType<typeof setTimeout> | undefined;

interface Chosen {
  place(place: Place): void;
  point?(point: Point): void;
}

/** Finds a settlement by name; with `point`, coordinates are taken too. */
export function placeBox(app: App, id: string, label: string, chosen: Chosen): TemplateResult {
  const text = app.get(`${id}:text`, '');
  const found = app.get<Place[]>(`${id}:found`, []);
  const open = app.get(`${id}:open`, false);
  const settle = (shown: string) => {
    app.keep(`${id}:text`, shown);
    app.put(`${id}:open`, false);
  };
  const point = chosen.point && readCoordinates(text);
  const takePoint = () => {
    settle(text);
    chosen.point!(point!);
  };
  const options = point
    ? [{ id: 'point', label: html`${app.t.nearest.coordinates}: ${coordinates(point)}`, choose: takePoint }]
    : found.map((place) => ({
        id: place.id,
        label: html`<b>${app.say(place.name)}</b> <span class="caption">${[place.district, place.region].map(app.say).join(', ')}</span>`,
        choose: () => {
          settle(app.say(place.name));
          chosen.place(place);
        },
      }));
  return combobox({
    id,
    label,
    text,
    options,
    open,
    nothing: text.trim().length > 1 && app.get(`${id}:asked`, '') === text ? app.t.nearest.no_place : '',
    placeholder: app.t.nearest.placeholder,
    close: () => app.put(`${id}:open`, false),
    input: (typed) => {
      app.keep(`${id}:text`, typed);
      app.put(`${id}:open`, typed.trim().length > 1);
      clearTimeout(waiting);
      if (typed.trim().length > 1 && !readCoordinates(typed)) waiting = setTimeout(() => void look(app, id, typed), 150);
    },
  });
}

async function look(app: App, id: string, typed: string): Promise<void> {
  const { items } = await app.client.get<List<Place>>('/places', { q: typed, limit: 8 });
  if (app.get(`${id}:text`, '') !== typed) return;
  app.keep(`${id}:asked`, typed);
  app.put(`${id}:found`, items);
}

export const coordinates = ([lon, lat]: Point): string => `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
