import {
  Map as MapLibre,
  Marker,
  NavigationControl,
  type GeoJSONSource,
  type IControl,
  type LngLatBoundsLike,
} from 'maplibre-gl';
import { html, render } from 'lit-html';
import type { Context } from '../core/context';
import type { Point } from '../core/model';
import { isOpen, peopleAt, phaseMarks } from '../core/select';
import { boxOf, viewBox } from './geometry';
import { spread } from './spread';
import { dotPaint, landColour, mapStyle, nameOpacity, pointFeature } from './style';
import { siteLabel, siteSymbol } from './symbols';

const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export function hasWebGl(): boolean {
  try {
    const canvas = document.createElement('canvas');
    return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
  } catch {
    return false;
  }
}

/** A button that shows the whole area again. */
class ShowAll implements IControl {
  private readonly box = document.createElement('div');
  constructor(name: string, press: () => void) {
    this.box.className = 'maplibregl-ctrl maplibregl-ctrl-group';
    render(
      html`<button type="button" title=${name} aria-label=${name} @click=${press}
      ><svg viewBox="0 0 20 20" width="17" height="17" aria-hidden="true"><path class="line" d="M2 7V2h5M13 2h5v5M18 13v5h-5M7 18H2v-5" /></svg></button>`,
      this.box,
    );
  }
  onAdd(): HTMLElement {
    return this.box;
  }
  onRemove(): void {
    this.box.remove();
  }
}

/** What a page may want of the map beside the sites. */
export interface MapHooks {
  /** A click on the ground. */
  pick?(point: Point): void;
}

/** Margin around what is shown; the names of places need some of it. */
const room = (box: HTMLElement): number => (box.clientWidth < 500 ? 14 : 30);

/**
 * The map in the page. It is told the whole context at each change and brings the canvas and the site buttons in line with it; it is built anew only
 * when the language or the colour scheme changes, since both are part of its style.
 */
export class LiveMap {
  private map: MapLibre;
  private buttons: HTMLButtonElement[] = [];
  private markers: Marker[] = [];
  private here: Marker | undefined;
  private herePoint: Point | null = null;
  private ready = false;
  private builtFor = '';

  constructor(
    private readonly box: HTMLElement,
    private context: Context,
    private readonly hooks: MapHooks = {},
  ) {
    this.map = this.build();
    darkScheme.addEventListener('change', this.rebuild);
  }

  /** Brings the map in line with the page's state. */
  update(context: Context): void {
    const before = this.context;
    this.context = context;
    if (context.state.language !== this.builtFor) {
      this.rebuild();
      return;
    }
    this.updateButtons();
    if (before.state.step !== context.state.step) this.placeSites();
    if (this.ready) this.updateLayers();
    if (before.state.region !== context.state.region) this.showAll();
  }

  showAll = (): void => {
    this.map.fitBounds(this.bounds(), { padding: room(this.box), duration: calm.matches ? 0 : 700 });
  };

  /** Marks where somebody asked from, and shows it together with what was found. */
  setHere(point: Point | null, found: Point[] = []): void {
    this.here?.remove();
    this.here = undefined;
    this.herePoint = point;
    if (!point) return;
    const sign = document.createElement('div');
    sign.className = 'here';
    this.here = new Marker({ element: sign }).setLngLat(point).addTo(this.map);
    for (const added of ['aria-label', 'role', 'tabindex']) sign.removeAttribute(added);
    sign.setAttribute('aria-hidden', 'true');
    const box = boxOf([point, ...found])!;
    this.map.fitBounds([box.west, box.south, box.east, box.north], {
      padding: 2 * room(this.box) + 20,
      maxZoom: 9,
      duration: calm.matches ? 0 : 700,
    });
  }

  /** Takes the map off the page. */
  remove(): void {
    darkScheme.removeEventListener('change', this.rebuild);
    this.map.remove();
  }

  private rebuild = (): void => {
    const { lng, lat } = this.map.getCenter();
    const zoom = this.map.getZoom();
    for (const marker of this.markers) marker.remove();
    this.map.remove();
    this.ready = false;
    this.map = this.build({ center: [lng, lat], zoom });
    if (this.herePoint) this.here = this.here?.addTo(this.map);
  };

  private bounds(): LngLatBoundsLike {
    const { west, south, east, north } = viewBox(this.context.report, this.context.state.region);
    return [west, south, east, north];
  }

  private build(camera?: { center: [number, number]; zoom: number }): MapLibre {
    const { report, words, state } = this.context;
    this.builtFor = state.language;
    const map = new MapLibre({
      container: this.box,
      style: mapStyle(report, state.language, darkScheme.matches),
      ...(camera ?? { bounds: this.bounds(), fitBoundsOptions: { padding: room(this.box) } }),
      minZoom: 1,
      maxZoom: 12,
      attributionControl: false,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: true,
      fadeDuration: 0,
      localIdeographFontFamily: '"Noto Sans", sans-serif',
      locale: {
        'Map.Title': words.map.title,
        'NavigationControl.ZoomIn': words.map.zoom_in,
        'NavigationControl.ZoomOut': words.map.zoom_out,
        'CooperativeGesturesHandler.WindowsHelpText': words.map.gesture_ctrl,
        'CooperativeGesturesHandler.MacHelpText': words.map.gesture_cmd,
        'CooperativeGesturesHandler.MobileHelpText': words.map.gesture_touch,
      },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new ShowAll(words.map.show_all, this.showAll), 'top-right');
    map.on('styleimagemissing', ({ id }) => {
      if (id === 'room' && !map.hasImage(id))
        map.addImage(id, { width: 22, height: 22, data: new Uint8Array(22 * 22 * 4) });
    });
    map.on('load', () => {
      this.ready = true;
      this.updateLayers();
      this.placeSites();
      this.box.dataset.loaded = 'true';
    });
    map.on('zoom', () => this.placeSites());
    map.on('resize', () => this.placeSites());
    map.on('click', ({ lngLat }) => this.hooks.pick?.([lngLat.lng, lngLat.lat]));
    this.addButtons(map);
    return map;
  }

  /** Sites are buttons: crisp, reachable by keyboard (one stop; arrow keys go from site to site). */
  private addButtons(map: MapLibre): void {
    const { report } = this.context;
    const marks = phaseMarks(report);
    this.buttons = report.sites.map((site, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = `site-button ${site.is_house ? 'house' : 'representation'}`;
      render(
        html`<svg viewBox="0 0 24 24" aria-hidden="true">${siteSymbol(site.is_house, site.phase, marks[site.phase] ?? '')}</svg><span class="unseen"></span>`,
        button,
      );
      button.addEventListener('click', () =>
        this.context.set({ selected: this.context.state.selected === index ? null : index }),
      );
      button.addEventListener('mouseenter', () => this.context.set({ hovered: index }));
      button.addEventListener('mouseleave', () => this.context.set({ hovered: null }));
      button.addEventListener('focus', () => button.matches(':focus-visible') && this.context.set({ selected: index }));
      button.addEventListener('keydown', (event) => this.moveFocus(event, index));
      return button;
    });
    this.markers = report.sites.map((site, index) =>
      new Marker({ element: this.buttons[index]! }).setLngLat(site.point).addTo(map),
    );
    for (const button of this.buttons) for (const added of ['aria-label', 'role']) button.removeAttribute(added);
    this.updateButtons();
  }

  /** Sizes the buttons for the zoom and moves apart those that would cover each other, their names with them. */
  private placeSites(): void {
    const { report } = this.context;
    const size = Math.max(14, Math.min(30, 15 + (this.map.getZoom() - 2.6) * 4));
    this.box.style.setProperty('--site', `${size.toFixed(1)}px`);
    const open = this.openSites();
    const homes = open.map((index) => ({
      ...this.map.project(report.sites[index]!.point),
      radius: (report.sites[index]!.is_house ? 0.54 : 0.48) * size,
    }));
    const moved = spread(
      homes.map(({ x, y, radius }) => ({ x, y, radius })),
      0.9 * size,
    );
    open.forEach((index, i) => this.markers[index]?.setOffset([moved[i]!.x - homes[i]!.x, moved[i]!.y - homes[i]!.y]));
    if (!this.ready) return;
    const people = peopleAt(report);
    const names = open.map((index, i) => {
      const site = report.sites[index]!;
      const { lng, lat } = this.map.unproject([moved[i]!.x, moved[i]!.y]);
      return pointFeature([lng, lat], {
        region: site.region_id,
        people: people(site),
        name: site.place[this.context.state.language],
      });
    });
    (this.map.getSource('sites') as GeoJSONSource).setData({ type: 'FeatureCollection', features: names });
  }

  private moveFocus(event: KeyboardEvent, from: number): void {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const by = steps[event.key];
    if (event.key === 'Escape') this.context.set({ selected: null });
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const open = this.openSites();
    this.buttons[open[(open.indexOf(from) + by + open.length) % open.length]!]?.focus();
  }

  private openSites(): number[] {
    const { report, state } = this.context;
    return report.sites.flatMap((site, index) => (isOpen(site, state.step) ? [index] : []));
  }

  private updateButtons(): void {
    const { report, state } = this.context;
    const open = this.openSites();
    const stop = state.selected !== null && open.includes(state.selected) ? state.selected : open[0];
    this.buttons.forEach((button, index) => {
      const site = report.sites[index]!;
      const aside = state.region !== null && site.region_id !== state.region;
      button.hidden = !isOpen(site, state.step);
      button.tabIndex = index === stop ? 0 : -1;
      button.lastElementChild!.textContent = siteLabel(this.context, index);
      button.setAttribute('aria-pressed', String(state.selected === index));
      button.classList.toggle('aside', aside);
    });
  }

  private updateLayers(): void {
    const { report, state } = this.context;
    const focus = state.hovered ?? state.selected;
    const site = focus === null ? undefined : report.sites[focus];
    const shownFocus = site && isOpen(site, state.step) ? focus : null;
    for (const [name, value] of Object.entries(
      dotPaint(report, state.step, state.region, shownFocus, darkScheme.matches),
    )) {
      this.map.setPaintProperty('places', name, value);
    }
    for (const layer of ['site-names', 'place-names'])
      this.map.setPaintProperty(layer, 'text-opacity', nameOpacity(state.region));
    this.map.setPaintProperty('regions', 'fill-color', landColour(state.region !== null, darkScheme.matches));
    this.map.setFilter('region-chosen', ['==', 'id', state.region ?? '']);
    this.map.setFilter('border-chosen', ['==', 'id', state.region ?? '']);
    (this.map.getSource('lines') as GeoJSONSource).setData({
      type: 'FeatureCollection',
      features: (report.lines ?? []).map((coordinates) => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'LineString', coordinates },
      })),
    });
    const ends = shownFocus === null ? [] : report.places.filter((place) => place.site === shownFocus);
    (this.map.getSource('links') as GeoJSONSource).setData({
      type: 'FeatureCollection',
      features: ends.map((place) => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'LineString', coordinates: [site!.point, place.point] },
      })),
    });
  }
}
