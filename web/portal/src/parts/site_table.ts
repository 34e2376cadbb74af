import { html, type TemplateResult } from 'lit-html';
import { dataTable } from '../../../src/parts/data_table';
import type { MapSite } from '../api/types';
import type { App } from '../core/app';
import { confidenceMark, known, orderLink, siteLink, stateMark } from './marks';

export const siteTable = (app: App, id: string, caption: string, sites: MapSite[], brief = 60): TemplateResult =>
  dataTable(app, {
    id,
    caption,
    rows: sites,
    brief,
    firstSort: { column: '', descending: false },
    search: (site) => [site.name, site.place, site.district, site.region].flatMap((text) => Object.values(text)),
    columns: [
      { id: 'name', name: app.words.sites.name, value: (site) => app.say(site.name), cell: (site) => siteLink(app, site) },
      { id: 'kind', name: app.words.sites.kind, value: (site) => app.say(site.kind_name) },
      { id: 'state', name: app.t.site.state, value: (site) => app.t.site_state[site.state], cell: (site) => stateMark(app, site.state) },
      { id: 'opens', name: app.words.sites.phase, value: (site) => site.opens, cell: (site) => known(app, site.opens && app.format.date(site.opens)), short: true },
      { id: 'place', name: app.words.sites.place, value: (site) => [site.place, site.district].map(app.say).join(', ') },
      { id: 'region', name: app.words.sites.region, value: (site) => app.say(site.region) },
      { id: 'orders', name: app.words.sites.orders, value: (site) => site.because.join(' '), cell: (site) => (site.because.length > 0 ? site.because.map((order) => html`${orderLink(app, order)} `) : '–') },
      { id: 'confidence', name: app.words.sites.confidence, value: (site) => app.words.confidence[site.confidence], cell: (site) => confidenceMark(app, site.confidence) },
      { id: 'lon', name: app.words.places.lon, value: (site) => site.point[0], hidden: true },
      { id: 'lat', name: app.words.places.lat, value: (site) => site.point[1], hidden: true },
    ],
  });
