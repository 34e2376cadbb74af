import { html, nothing, type TemplateResult } from 'lit-html';
import { siteSymbol } from '../../../src/map/symbols';
import type { MapData, MapSite, OrderedSpot } from '../api/types';
import type { App } from '../core/app';
import { confidenceMark, known, orderLink, rows, siteLink, stateMark } from './marks';

/** What the map knows of the chosen sign; without one, how to choose. */
export function siteCard(app: App, map: MapData, index: number | null): TemplateResult {
  if (index === null) return html`<p class="card-hint">${app.t.map.card_hint}</p>`;
  const site = map.sites[index];
  const spot = map.ordered[index - map.sites.length];
  const close = html`<button type="button" class="plain" @click=${() => app.put('map:selected', null)}>${app.words.card.close}</button>`;
  if (site) return html`<article class="card">${ofSite(app, site)}${close}</article>`;
  if (spot) return html`<article class="card">${ofSpot(app, spot)}${close}</article>`;
  return html`<p class="card-hint">${app.t.map.card_hint}</p>`;
}

const steps = { open: -1, under_way: 0, planned: 1, closed: -1 };

const ofSite = (app: App, site: MapSite): TemplateResult => html`
  <h3><svg viewBox="0 0 24 24" aria-hidden="true">${siteSymbol(site.is_house, steps[site.state], ['…', '+'][steps[site.state]] ?? '')}</svg>${site.stage ? siteLink(app, site) : app.say(site.name)}</h3>
  <p class="card-kind">${app.say(site.kind_name)} · ${[site.place, site.district, site.region].map(app.say).filter(Boolean).join(', ')}</p>
  ${rows([
    [app.t.site.state, html`${stateMark(app, site.state)}${site.stage ? html` <span class="caption">${app.t.stages[site.stage]}</span>` : nothing}`],
    [app.words.sites.phase, known(app, site.opens && app.format.date(site.opens))],
    [app.words.card.because, site.because.length > 0 ? site.because.map((order) => html`${orderLink(app, order)} `) : app.t.map.no_order],
    [app.words.sites.confidence, confidenceMark(app, site.confidence)],
  ])}`;

const ofSpot = (app: App, spot: OrderedSpot): TemplateResult => html`
  <h3>${app.say(spot.area.name)}</h3>
  <p class="card-kind">${app.t.map.ordered_no_site}</p>
  <p>${app.say(spot.requirement)}</p>
  <p>${orderLink(app, spot.order)}</p>`;
