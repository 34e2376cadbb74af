import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { dataTable } from '../../../src/parts/data_table';
import type { MapData } from '../api/types';
import type { App } from '../core/app';
import { orderLink, regionLink, section, siteLink } from './marks';
import { siteTable } from './site_table';
import { empty } from './states';

/** The same as the map, as tables: sites, what is ordered and has no site, who is in reach. */
export const mapTables = (app: App, map: MapData): TemplateResult => html`
  ${section('sites', app.words.sites.title, map.sites.length > 0 ? siteTable(app, 'sites', app.words.sites.title, map.sites) : empty(app.t.site.nothing))}
  ${map.ordered.length > 0 ? section('ordered', app.t.map.ordered_title, orderedTable(app, map)) : nothing}
  ${section('reach', fill(app.t.map.reach_title, { minutes: map.minutes }), html`${regionTable(app, map)}`)}
  ${section('places', app.words.places.title, placeTable(app, map))}`;

const orderedTable = (app: App, map: MapData): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.map.ordered_title}><table>
  <caption class="unseen">${app.t.map.ordered_title}</caption>
  <thead><tr><th scope="col">${app.words.orders.order}</th><th scope="col">${app.t.area}</th><th scope="col">${app.words.places.region}</th><th scope="col">${app.words.details.requirement}</th></tr></thead>
  <tbody>${map.ordered.map((spot) => html`<tr><th scope="row">${orderLink(app, spot.order)}</th><td>${app.say(spot.area.name)}</td><td>${regionLink(app, spot.region_id)}</td><td>${app.say(spot.requirement)}</td></tr>`)}</tbody>
</table></div>`;

function regionTable(app: App, map: MapData): TemplateResult {
  const planned = (row: MapData['regions'][number]) => row.by_phase.at(-1) ?? null;
  const adopted = map.regions.some((row) => row.by_phase.length > 0);
  return dataTable(app, {
    id: 'reach',
    caption: fill(app.t.map.reach_title, { minutes: map.minutes }),
    rows: map.regions,
    brief: 40,
    firstSort: { column: 'name', descending: false },
    search: (row) => Object.values(row.name),
    columns: [
      { id: 'name', name: app.words.coverage.region, value: (row) => app.say(row.name), cell: (row) => regionLink(app, row.id) },
      { id: 'people', name: app.words.coverage.people, value: (row) => row.people, cell: (row) => app.format.number(row.people), numeric: true },
      { id: 'today', name: app.t.map.reached_today, value: (row) => row.before, cell: (row) => app.format.number(row.before), numeric: true },
      { id: 'share', name: app.t.map.share_today, value: (row) => (row.people > 0 ? row.before / row.people : null), cell: (row) => app.format.percent(row.before, row.people), numeric: true },
      ...(adopted ? [{ id: 'plan', name: app.t.map.share_planned, value: (row: MapData['regions'][number]) => (planned(row) !== null && row.people > 0 ? planned(row)! / row.people : null), cell: (row: MapData['regions'][number]) => (planned(row) === null ? '–' : app.format.percent(planned(row)!, row.people)), numeric: true }] : []),
    ],
  });
}

function placeTable(app: App, map: MapData): TemplateResult {
  const sites = new Map(map.sites.map((site) => [site.id, site]));
  return dataTable(app, {
    id: 'places',
    caption: app.words.places.title,
    rows: map.places,
    brief: 15,
    firstSort: { column: 'people', descending: true },
    search: (place) => [...Object.values(place.name), ...Object.values(place.district)],
    columns: [
      { id: 'name', name: app.words.places.name, value: (place) => app.say(place.name) },
      { id: 'district', name: app.words.places.district, value: (place) => app.say(place.district) },
      { id: 'region', name: app.words.places.region, value: (place) => regionName(app, place.region_id), cell: (place) => regionLink(app, place.region_id) },
      { id: 'people', name: app.words.places.people, value: (place) => place.people, cell: (place) => app.format.number(place.people), numeric: true },
      { id: 'reached', name: app.words.places.reached, value: (place) => app.t.reached[place.reached], cell: (place) => html`<span class=${place.reached === 'no' ? 'unreached-word' : ''}>${app.t.reached[place.reached]}</span>` },
      { id: 'site', name: app.words.places.site, value: (place) => nameOf(app, sites.get(place.site ?? '')), cell: (place) => (sites.has(place.site ?? '') ? siteLink(app, sites.get(place.site!)!) : app.t.not_known) },
      { id: 'way', name: app.words.places.minutes, value: (place) => place.seconds, cell: (place) => (place.seconds === null ? '–' : app.format.duration(place.seconds)), numeric: true },
    ],
  });
}

const nameOf = (app: App, site: MapData['sites'][number] | undefined): string | null => (site ? app.say(site.name) : null);

const regionName = (app: App, id: string): string => {
  const region = app.programme?.regions.find((own) => own.id === id);
  return region ? app.say(region.name) : id;
};
