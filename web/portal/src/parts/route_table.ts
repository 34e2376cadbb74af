import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { dataTable } from '../../../src/parts/data_table';
import type { Profile, Ref, TouristRoute, TouristRoutes } from '../api/types';
import type { App } from '../core/app';
import { confidenceMark, regionLink } from './marks';

export const profileName = (app: App, profile: Profile): string => (profile === 'citizens' ? app.t.tourism.citizens : app.t.tourism.foreign);

export const routeLink = (app: App, route: Pick<TouristRoute, 'id' | 'name' | 'profile'>): TemplateResult =>
  html`<a href=${app.href(`routes/${route.id}`, { profile: route.profile })}>${app.say(route.name)}</a>`;

export const kilometres = (app: App, metres: number): string => fill(app.t.tourism.kilometres, { n: app.format.number(Math.round(metres / 1000)) });

const names = (app: App, list: Ref[]): string => list.map(({ name }) => app.say(name)).join(', ');

/** The routes of a profile: what the map's lines are, as a table; what is missing, and what its figures rest on. */
export const routeTable = (app: App, routes: TouristRoutes): TemplateResult => html`
  <p>${fill(app.t.tourism.reached, { n: routes.houses_on_routes, all: routes.houses })}</p>
  ${dataTable(app, {
    id: 'routes',
    caption: `${app.t.tourism.show}: ${profileName(app, routes.profile)}`,
    rows: routes.items,
    brief: 60,
    firstSort: { column: '', descending: false },
    search: (route) => [route.name, ...route.houses.map((house) => house.name)].flatMap((text) => Object.values(text)),
    columns: [
      { id: 'name', name: app.t.tourism.name, value: (route) => app.say(route.name), cell: (route) => routeLink(app, route) },
      { id: 'kind', name: app.t.tourism.kind, value: (route) => app.t.tourism[route.kind] },
      { id: 'houses', name: app.t.tourism.houses, value: (route) => names(app, route.houses) },
      { id: 'regions', name: app.words.sites.region, value: (route) => route.regions.join(' '), cell: (route) => route.regions.map((id, i) => html`${i > 0 ? ', ' : ''}${regionLink(app, id)}`) },
      { id: 'days', name: app.t.tourism.days, value: (route) => route.days, numeric: true },
      { id: 'distance', name: app.t.tourism.distance, value: (route) => Math.round(route.metres / 1000), cell: (route) => kilometres(app, route.metres), numeric: true },
      { id: 'driving', name: app.t.tourism.driving, value: (route) => route.driving_minutes, cell: (route) => app.format.duration(60 * route.driving_minutes), numeric: true },
      { id: 'confidence', name: app.words.sites.confidence, value: (route) => app.words.confidence[route.confidence], cell: (route) => confidenceMark(app, route.confidence) },
    ],
  })}
  ${routes.regions_missing.length > 0 ? html`<p>${fill(app.t.tourism.missing, { regions: names(app, routes.regions_missing) })}</p>` : nothing}
  ${routes.unchanged.length > 0 ? html`<p>${fill(app.t.tourism.unchanged, { routes: names(app, routes.unchanged) })}</p>` : nothing}
  <p class="caption">${routes.travel === 'roads' ? app.t.tourism.real_roads : app.t.tourism.modelled} ${routes.proven ? nothing : app.t.tourism.not_proven}</p>`;
