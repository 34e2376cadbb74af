import { html, nothing, type TemplateResult } from 'lit-html';
import { coverageAt, countSites, inRegion, isOpen } from '../../../src/core/select';
import { fill } from '../../../src/core/words';
import { renderSvgMap } from '../../../src/map/svg_map';
import { phaseVariable, siteSymbol } from '../../../src/map/symbols';
import type { Report } from '../../../src/core/model';
import type { MapData, Outlines, Point } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { currentMap } from '../map/current';
import { layers, mapContext, networkReport } from '../map/network';
import { mapTables } from '../parts/map_tables';
import { askNearest, nearestPart, type Asked } from '../parts/nearest';
import { pageHead } from '../parts/marks';
import { routeChoice, routeLayerTable, routeLegend } from '../parts/route_layer';
import { siteCard } from '../parts/site_card';

interface Data {
  map: MapData;
  report: Report;
}

export const mapPage = definePage<Data>({
  pattern: '',
  section: 'map',
  title: (app) => app.t.map.title,
  async load(app, _params, signal) {
    const [map, outlines] = await Promise.all([
      app.client.get<MapData>('/map', {}, signal),
      app.client.get<Outlines>('/outlines', {}, signal),
    ]);
    const asked = app.query.get('place');
    if (asked) await askNearest(app, { place: asked });
    return { map, report: networkReport(map, outlines) };
  },
  show: (app, { map, report }) => html`
    ${pageHead(app.t.map.title, app.t.map.lead)}
    ${nearestPart(app)}
    <section id="map" class="part" aria-labelledby="map-title">
      <h2 id="map-title">${app.t.map.network}</h2>
      ${choices(app, report)}
      <div class="steps-row">${routeChoice(app)}</div>
      <div class="map-and-card">
        <figure class="map-figure">
          ${app.get('map:flat', false) ? nothing : html`<div id="live-map" class="live-map" role="group" aria-label=${app.words.map.label}></div>`}
          <div class="map-drawing ${app.get('map:flat', false) ? '' : 'for-print'}">${drawing(app, report)}</div>
          <figcaption>${legend(app, report)}${report.outlines_are_indicative ? html`<p class="caption">${app.words.map.indicative}</p>` : nothing}</figcaption>
        </figure>
        <div class="card-place" aria-live="polite" aria-atomic="true">${siteCard(app, map, mapContext(app, report).state.selected)}</div>
      </div>
    </section>
    ${routeLayerTable(app)}
    ${mapTables(app, map)}`,
  enter(app, { report }) {
    void start(app, report);
    return () => currentMap.set(undefined);
  },
  drawn(app, { report }) {
    currentMap.get()?.update(mapContext(app, report));
  },
});

function drawing(app: App, report: Report): TemplateResult | typeof nothing {
  const flat = app.get('map:flat', false);
  if (!app.state.printing && !flat) return nothing;
  const width = app.state.printing ? 720 : Math.min(820, document.documentElement.clientWidth - 32);
  const context = mapContext(app, report);
  return renderSvgMap(context, { width, maxHeight: 560, step: context.state.step, interactive: !app.state.printing });
}

/** The map draws its names with the page's fonts, so these must be there before it. */
async function start(app: App, report: Report): Promise<void> {
  const [{ hasWebGl, LiveMap }] = await Promise.all([
    import('../map/engine'),
    ...['400', '700'].map((weight) => document.fonts.load(`${weight} 24px "Noto Sans"`, 'AЯӘҒҚҢӨҰҮҺІ').catch(() => [])),
  ]);
  const box = document.getElementById('live-map');
  if (!box) return;
  if (!hasWebGl()) return app.put('map:flat', true);
  try {
    currentMap.set(new LiveMap(box, mapContext(app, report), { pick: (point: Point) => void askNearest(app, { point }) }));
    const asked = app.get<Asked | null>('nearest', null);
    if (asked) currentMap.showAsked(asked.answer);
  } catch (error) {
    console.warn(error);
    app.put('map:flat', true);
  }
}

function choices(app: App, report: Report): TemplateResult {
  const { state } = mapContext(app, report);
  const count = countSites(report, state.region, state.step);
  const { people, reached } = coverageAt(report, state.region, Math.min(state.step, 1));
  const region = (event: Event) => app.put('map:region', (event.target as HTMLSelectElement).value || null);
  return html`<div class="steps-row">
    <fieldset class="steps"><legend>${app.t.map.show}</legend>
      ${layers.map(
        (layer, i) => html`<label class=${state.step === i - 1 ? 'chosen' : ''} .style=${`--fill: ${phaseVariable(i - 1)}`}
        ><input type="radio" name="step" .checked=${state.step === i - 1} @change=${() => app.put('map:step', i - 1)}><span>${i > 0 ? '+ ' : ''}${app.t.site_state[layer]}</span></label>`,
      )}</fieldset>
    <label class="region-choice"><span>${app.words.bar.region}</span><select id="map-region" @change=${region}>
      <option value="" ?selected=${state.region === null}>${app.words.bar.all_regions}</option>
      ${(app.programme?.regions ?? []).map((own) => html`<option value=${own.id} ?selected=${own.id === state.region}>${app.say(own.name)}</option>`)}</select></label>
    <p class="readout" aria-live="polite"><span>${app.words.map.houses} <b>${count.houses}</b></span>
      <span>${fill(app.words.map.reached, { minutes: report.minutes })} <b>${app.format.percent(reached, people)}</b></span></p>
  </div>`;
}

function legend(app: App, report: Report): TemplateResult {
  const { state } = mapContext(app, report);
  const has = (isHouse: boolean, phase: number) =>
    report.sites.some((site) => site.is_house === isHouse && site.phase === phase && isOpen(site, state.step) && inRegion(site, state.region));
  const sign = (isHouse: boolean, phase: number) =>
    has(isHouse, phase) ? html`<svg class="legend-site" viewBox="0 0 24 24" aria-hidden="true">${siteSymbol(isHouse, phase, report.marks?.[phase] ?? '')}</svg>` : nothing;
  const dot = (fillStyle: string, kind: string) =>
    html`<svg class="legend-dot" viewBox="0 0 16 16" aria-hidden="true"><circle class="dot ${kind}" cx="8" cy="8" r="5.5" .style=${fillStyle} /></svg>`;
  return html`<ul class="legend">
    ${layers.map((layer, i) => (has(true, i - 1) || has(false, i - 1) ? html`<li>${sign(true, i - 1)}${sign(false, i - 1)}<span>${app.t.map.legend[layer]}</span></li>` : nothing))}
    <li>${dot(`--fill: ${phaseVariable(-1)}`, 'reached')}<span>${fill(app.t.map.legend.reached, { minutes: report.minutes })}</span></li>
    ${state.step >= 1 ? html`<li>${dot(`--fill: ${phaseVariable(1)}`, 'reached')}<span>${fill(app.t.map.legend.will_reach, { minutes: report.minutes })}</span></li>` : nothing}
    <li>${dot('', 'unreached')}<span>${fill(app.words.map.legend_unreached, { minutes: report.minutes })}</span></li>
    ${routeLegend(app)}
    <li class="legend-shapes">${app.t.map.legend.shapes}</li>
  </ul>`;
}
