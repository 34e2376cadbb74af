import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { renderSvgMap } from '../../../src/map/svg_map';
import type { Report } from '../../../src/core/model';
import { profiles, type Outlines, type Profile, type RouteStop, type TouristRouteDetail, type TouristRoutes } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { mapContext, networkReport } from '../map/network';
import { confidenceMark, pageHead, regionLink, rows, section, siteLink } from '../parts/marks';
import { kilometres, profileName, routeTable } from '../parts/route_table';
import { empty } from '../parts/states';

const asked = (app: App): Profile => profiles.find((own) => own === app.query.get('profile')) ?? 'citizens';

/** Links, so that each profile has its own address. */
const profileLinks = (app: App, chosen: Profile): TemplateResult => html`<nav class="profile-links" aria-label=${app.t.tourism.show}><ul>${profiles.map(
  (own) => html`<li><a href=${app.href('routes', { profile: own })} aria-current=${own === chosen ? 'true' : nothing}>${profileName(app, own)}</a></li>`,
)}</ul></nav>`;

export const routesPage = definePage<TouristRoutes>({
  pattern: 'routes',
  section: 'routes',
  title: (app) => app.t.tourism.title,
  load: (app, _params, signal) => app.client.get<TouristRoutes>('/routes', { profile: asked(app) }, signal),
  show: (app, routes) => html`${pageHead(app.t.tourism.title, app.t.tourism.lead)}
    ${profileLinks(app, routes.profile)}
    ${routes.items.length > 0 ? routeTable(app, routes) : empty(app.t.site.nothing)}`,
});

interface Data {
  route: TouristRouteDetail;
  outlines: Outlines;
}

export const routePage = definePage<Data>({
  pattern: 'routes/:id',
  section: 'routes',
  title: (app, { route }) => app.say(route.name),
  async load(app, { id }, signal) {
    const [route, outlines] = await Promise.all([
      app.client.get<TouristRouteDetail>(`/routes/${encodeURIComponent(id!)}`, { profile: asked(app) }, signal),
      app.client.get<Outlines>('/outlines', {}, signal),
    ]);
    return { route, outlines };
  },
  show: (app, { route, outlines }) => html`${pageHead(app.say(route.name), nothing, `${app.t.tourism[route.kind]} · ${profileName(app, route.profile)}`)}
    ${rows([
      [app.t.tourism.days, app.format.number(route.days)],
      [app.t.tourism.distance, html`${kilometres(app, route.metres)} ${route.travel === 'roads' ? app.t.tourism.by_road : app.t.tourism.straight} ${confidenceMark(app, 'derived')}`],
      [app.t.tourism.driving, html`${app.format.duration(60 * route.driving_minutes)} ${confidenceMark(app, route.times_confidence)}`],
      ...(route.detour_minutes > 0 ? [[app.t.tourism.detour, html`${app.format.duration(60 * route.detour_minutes)} ${confidenceMark(app, route.times_confidence)}`] as [string, unknown]] : []),
      [app.words.sites.confidence, confidenceMark(app, route.confidence)],
      [app.t.tourism.houses, html`<ul class="plain-list">${route.houses.map((house) => html`<li>${siteLink(app, house)}, ${regionLink(app, house.region_id)}${house.added ? html` <span class="caption">${app.t.tourism.added}</span>` : nothing}</li>`)}</ul>`],
    ])}
    ${files(app, route)}
    ${drawing(app, route, outlines)}
    ${route.day_plans.map((day, i) => section(`day-${i + 1}`, fill(app.t.tourism.day, { n: i + 1, km: app.format.number(Math.round(day.metres / 1000)), time: app.format.duration(60 * day.driving_minutes) }), dayTable(app, route, i)))}
    <p class="caption">${route.travel === 'roads' ? app.t.tourism.real_roads : app.t.tourism.modelled}</p>
    <p class="actions"><a href=${app.href('routes', { profile: route.profile })}>${app.t.tourism.all}</a></p>`,
});

/** The route over the outlines of the regions: no tiles are fetched from anybody. */
function drawing(app: App, route: TouristRouteDetail, outlines: Outlines): TemplateResult {
  const wests = route.line.map(([lon]) => lon);
  const souths = route.line.map(([, lat]) => lat);
  const shown: Report = {
    ...networkReport({ as_of: '', minutes: 0, sites: [], ordered: [], places: [], regions: [] }, outlines),
    lines: [route.line],
    stops: stopsOf(route).map(({ point, house, name }, i) => ({ point, house, name, number: i + 1 })),
    view: { west: Math.min(...wests), east: Math.max(...wests), south: Math.min(...souths), north: Math.max(...souths) },
  };
  const width = app.state.printing ? 720 : Math.min(820, document.documentElement.clientWidth - 32);
  return html`<figure class="map-figure route-map">${renderSvgMap(mapContext(app, shown), { width, maxHeight: 460, step: 2, interactive: false })}
    <figcaption>${outlines.indicative ? html`<p class="caption">${app.words.map.indicative}</p>` : nothing}</figcaption></figure>`;
}

/** Every stop once, in the order it is come to: its place in the list is its number on the map. */
function stopsOf(route: TouristRouteDetail): RouteStop[] {
  const stops = new Map<string, RouteStop>();
  for (const day of route.day_plans) for (const { stop } of day.visits) if (!stops.has(stop.id)) stops.set(stop.id, stop);
  return [...stops.values()];
}

function dayTable(app: App, route: TouristRouteDetail, index: number): TemplateResult {
  const day = route.day_plans[index]!;
  const numbers = new Map(stopsOf(route).map((stop, i) => [stop.id, i + 1]));
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${`${index + 1}`}><table>
    <thead><tr><th scope="col">${app.t.tourism.stop}</th><th scope="col">${app.t.tourism.kind}</th><th scope="col">${app.t.tourism.time}</th><th scope="col" class="number">${app.t.tourism.distance}</th><th scope="col" class="number">${app.t.tourism.driving}</th><th scope="col">${app.words.sites.confidence}</th><th scope="col">${app.words.card.source}</th></tr></thead>
    <tbody>${day.visits.map(
      ({ stop, begins, leaves, driving_minutes, metres }) => html`<tr><th scope="row">${numbers.get(stop.id)}. ${stop.house ? siteLink(app, stop) : app.say(stop.name)}</th>
      <td>${stop.house ? app.t.tourism.house : app.t.tourism.attraction}</td><td class="short">${begins}–${leaves}</td>
      <td class="number">${metres > 0 ? kilometres(app, metres) : '–'}</td><td class="number">${driving_minutes > 0 ? app.format.duration(60 * driving_minutes) : '–'}</td>
      <td>${confidenceMark(app, stop.confidence)}</td><td>${app.say(stop.source)}</td></tr>`,
    )}</tbody></table></div>
    <p>${fill(app.t.tourism.night, { place: app.say(day.night.name), time: day.ends })}</p>`;
}

const endings = ['gpx', 'kml', 'geojson', 'jsonld'] as const;

const files = (app: App, route: TouristRouteDetail): TemplateResult => {
  const link = (ending: string, words: string) => html`<a download href=${`/api/v1/routes/${encodeURIComponent(route.id)}/route.${ending}?profile=${route.profile}&lang=${app.language}`}>${words}</a>`;
  return html`<p class="exports">${app.t.take_away} ${link('pdf', app.t.tourism.sheet)} ${link('html', app.t.tourism.embed)} ${endings.map((ending) => html`${link(ending, ending.toUpperCase())} `)}</p>`;
};
