import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { dataTable } from '../../../src/parts/data_table';
import type { List, RegionBrief, RegionDetail } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { bodyLink, pageHead, regionLink, rows, section } from '../parts/marks';
import { orderTable } from '../parts/order_table';
import { siteTable } from '../parts/site_table';
import { empty } from '../parts/states';

export const regionsPage = definePage<List<RegionBrief>>({
  pattern: 'regions',
  section: 'regions',
  title: (app) => app.t.nav.regions,
  load: (app, _params, signal) => app.client.get<List<RegionBrief>>('/regions', { limit: 500 }, signal),
  show: (app, { items }) => html`${pageHead(app.t.nav.regions, app.t.region.lead)}
    ${dataTable(app, {
      id: 'regions',
      caption: app.t.nav.regions,
      rows: items,
      brief: 60,
      firstSort: { column: 'name', descending: false },
      search: (region) => Object.values(region.name),
      columns: [
        { id: 'name', name: app.words.coverage.region, value: (region) => app.say(region.name), cell: (region) => regionLink(app, region.id) },
        { id: 'index', name: app.t.region.index, value: (region) => region.index, cell: (region) => index(app, region.index), numeric: true },
        { id: 'houses', name: app.words.map.houses, value: (region) => region.houses, numeric: true },
        { id: 'representations', name: app.words.map.representations, value: (region) => region.representations, numeric: true },
        { id: 'people', name: app.words.coverage.people, value: (region) => region.people, cell: (region) => app.format.number(region.people), numeric: true },
        { id: 'reached', name: fill(app.t.region.reached, { minutes: app.programme?.minutes ?? 60 }), value: (region) => (region.people > 0 ? region.reached / region.people : null), cell: (region) => app.format.percent(region.reached, region.people), numeric: true },
        { id: 'not_met', name: app.words.verdict.not_met, value: (region) => region.orders.not_met ?? 0, numeric: true },
      ],
    })}`,
});

/** "no data" is not zero. */
const index = (app: App, value: number | null): unknown => (value === null ? html`<span class="not-known">${app.words.verdict.no_data}</span>` : app.format.number(value));

export const regionPage = definePage<RegionDetail>({
  pattern: 'regions/:id',
  section: 'regions',
  title: (app, region) => app.say(region.name),
  load: (app, { id }, signal) => app.client.get<RegionDetail>(`/regions/${encodeURIComponent(id!)}`, {}, signal),
  show: (app, region) => html`${pageHead(app.say(region.name), nothing, app.words.coverage.region)}
    ${rows([
      [app.t.region.index, index(app, region.index)],
      [app.words.map.houses, region.houses],
      [app.words.map.representations, region.representations],
      [app.words.coverage.people, app.format.number(region.people)],
      [fill(app.t.region.reached, { minutes: app.programme?.minutes ?? 60 }), `${app.format.percent(region.reached, region.people)} (${app.format.number(region.reached)})`],
      ...(region.coverage && region.coverage.by_phase.length > 0 ? [[app.t.map.share_planned, app.format.percent(region.coverage.by_phase.at(-1)!, region.coverage.people)] as [string, unknown]] : []),
    ])}
    ${section('activity', app.t.region.activity, activity(app, region))}
    ${section('orders', app.words.contents.orders, region.order_list.length > 0 ? orderTable(app, 'orders', app.words.contents.orders, region.order_list) : empty(app.t.orders.none))}
    ${section('sites', app.words.sites.title, region.sites.length > 0 ? siteTable(app, 'sites', app.words.sites.title, region.sites) : empty(app.t.site.nothing))}
    ${section('bodies', app.words.details.bodies, region.bodies.length > 0 ? html`<ul class="plain-list">${region.bodies.map((body) => html`<li>${bodyLink(app, body)}</li>`)}</ul>` : empty(app.t.body.none))}`,
});

/** The index is computed from these counts and nothing else; each leads to its records. */
const activity = (app: App, region: RegionDetail): TemplateResult => html`<p class="intro">${app.t.region.activity_note}</p>
  <div class="scroller" tabindex="0" role="group" aria-label=${app.t.region.activity}><table><caption class="unseen">${app.t.region.activity}</caption>
  <thead><tr><th scope="col">${app.t.region.register}</th><th scope="col" class="number">${app.t.region.records}</th><th scope="col">${app.t.region.last}</th></tr></thead>
  <tbody>${region.index_parts.map(
    (part) => html`<tr><th scope="row"><a href=${app.href(`registers/${part.register}`, { region: region.id })}>${app.say(part.name)}</a></th>
      <td class="number">${index(app, part.count)}${part.complete ? html` <span class="caption">${app.t.region.complete}</span>` : nothing}</td>
      <td>${part.last ? app.format.date(part.last) : html`<span class="not-known">${app.words.verdict.no_data}</span>`}</td></tr>`,
  )}</tbody></table></div>`;
