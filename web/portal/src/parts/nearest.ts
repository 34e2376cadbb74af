import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { Refused } from '../api/client';
import type { Nearest, Point, SiteDetail } from '../api/types';
import type { App } from '../core/app';
import { currentMap } from '../map/current';
import { known, rows, siteLink } from './marks';
import { coordinates, placeBox } from './place_box';
import { empty, sentence } from './states';

export interface Asked {
  answer: Nearest | null;
  problem: string;
}

/** Asks for the nearest open Houses, and shows them here and on the map. */
export async function askNearest(app: App, from: { place: string } | { point: Point }): Promise<void> {
  const query = 'place' in from ? { place: from.place } : { lon: from.point[0].toFixed(5), lat: from.point[1].toFixed(5) };
  app.put('nearest:busy', true);
  let asked: Asked = { answer: null, problem: '' };
  try {
    asked = { answer: await app.client.get<Nearest>('/nearest', { ...query, limit: 3 }), problem: '' };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    asked = { answer: null, problem: sentence(app, error.problem) };
  }
  app.keep('nearest:busy', false);
  app.put('nearest', asked);
  currentMap.showAsked(asked.answer);
}

/** The question that most visitors come with. */
export const nearestPart = (app: App): TemplateResult => html`<section class="nearest" aria-labelledby="nearest-title">
  <h2 id="nearest-title">${app.t.nearest.title}</h2>
  ${placeBox(app, 'nearest-place', app.t.nearest.label, {
    place: (place) => void askNearest(app, { place: place.id }),
    point: (point) => void askNearest(app, { point }),
  })}
  <p class="caption">${app.t.nearest.hint}</p>
  <div class="nearest-answer" role="status" aria-live="polite">${answer(app)}</div>
</section>`;

function answer(app: App): TemplateResult | typeof nothing {
  if (app.get('nearest:busy', false)) return html`${app.t.states.loading}…`;
  const asked = app.get<Asked | null>('nearest', null);
  if (!asked) return nothing;
  if (!asked.answer) return html`<p class="field-problem">${asked.problem}</p>`;
  const { from, items, by } = asked.answer;
  const place = from.name ? app.say(from.name) : coordinates(from.point);
  return html`<h3>${fill(app.t.nearest.from, { place })}</h3>
    ${items.length === 0 ? empty(app.t.nearest.none) : html`<ol class="nearest-list">${items.map(({ site, seconds, metres }) => house(app, site, seconds, metres))}</ol>`}
    <p class="caption">${by === 'roads' ? app.t.nearest.by_roads : app.t.nearest.by_model}</p>`;
}

const house = (app: App, site: SiteDetail, seconds: number | null, metres: number): TemplateResult => html`<li class="nearest-house">
  <h4>${siteLink(app, site)}</h4>
  <p class="way"><b>${seconds === null ? app.t.nearest.too_far : app.format.duration(seconds)}</b> · ${fill(app.t.nearest.kilometres, { n: app.format.number(Math.ceil(metres / 1000)) })}</p>
  ${contact(app, site)}</li>`;

/** Hours, phone, address: or "not known", never left out. */
export const contact = (app: App, site: SiteDetail): TemplateResult =>
  rows([
    [app.t.site.hours, known(app, site.hours && app.say(site.hours))],
    [app.t.site.phone, known(app, site.phone && html`<a href="tel:${site.phone.replace(/[^+\d]/g, '')}">${site.phone}</a>`)],
    [app.t.site.address, known(app, site.address)],
    ...(site.website && /^https?:/.test(site.website) ? [[app.t.site.website, html`<a href=${site.website} rel="noopener noreferrer">${site.website}</a>`] as [string, unknown]] : []),
  ]);
