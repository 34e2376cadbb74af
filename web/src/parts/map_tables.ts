import { html, type TemplateResult } from 'lit-html';
import { showSite, type Context } from '../core/context';
import { languages, notReached, type Place, type Site } from '../core/model';
import { inRegion } from '../core/select';
import { fill } from '../core/words';
import { phaseMarks } from '../core/select';
import { siteSymbol } from '../map/symbols';
import { dataTable, type Column } from './data_table';
import { confidenceMark } from './icons';
import { orderLink } from './site_card';

/** What the map shows, as two tables. */
export const mapTables = (context: Context): TemplateResult => html`
  <section class="table-section" aria-labelledby="sites-title">
    <h3 id="sites-title">${context.words.sites.title}</h3>${sitesTable(context)}
  </section>
  <section class="table-section" aria-labelledby="places-title">
    <h3 id="places-title">${context.words.places.title}</h3>
    <p class="caption">${fill(context.words.places.caption, { minutes: context.report.minutes })}</p>${placesTable(context)}
  </section>`;

interface NumberedSite {
  site: Site;
  index: number;
}

const when = (context: Context, phase: number): string =>
  phase < 0 ? context.words.phase.open : context.report.phases[phase]!.id;

function sitesTable(context: Context): TemplateResult {
  const { report, words, say, format, state } = context;
  const marks = phaseMarks(report);
  const columns: Column<NumberedSite>[] = [
    {
      id: 'name',
      name: words.sites.name,
      value: ({ site }) => say(site.name),
      cell: ({
        site,
        index,
      }) => html`<button type="button" class="show-site" title=${words.sites.show} @click=${() => showSite(context, index)}
        ><svg viewBox="0 0 24 24" aria-hidden="true">${siteSymbol(site.is_house, site.phase, marks[site.phase] ?? '')}</svg><span>${say(site.name)}</span></button>`,
    },
    { id: 'kind', name: words.sites.kind, value: ({ site }) => say(site.kind_name) },
    { id: 'place', name: words.sites.place, value: ({ site }) => say(site.place) },
    { id: 'region', name: words.sites.region, value: ({ site }) => say(site.region) },
    {
      id: 'phase',
      name: words.sites.phase,
      value: ({ site }) => site.phase,
      cell: ({ site }) => when(context, site.phase),
      short: true,
    },
    {
      id: 'cost',
      name: words.sites.cost,
      value: ({ site }) => (site.phase < 0 ? null : site.open_cost),
      cell: ({ site }) => (site.phase < 0 ? '–' : format.money(site.open_cost)),
      numeric: true,
    },
    {
      id: 'reached',
      name: words.sites.newly_reached,
      value: ({ site }) => (site.phase < 0 ? null : site.newly_reached),
      cell: ({ site }) => (site.phase < 0 ? '–' : format.number(site.newly_reached)),
      numeric: true,
    },
    {
      id: 'orders',
      name: words.sites.orders,
      value: ({ site }) => site.because.join(' '),
      cell: ({ site }) => html`<span class="order-links">${site.because.map((id) => orderLink(context, id))}</span>`,
    },
    {
      id: 'confidence',
      name: words.sites.confidence,
      value: ({ site }) => words.confidence[site.confidence],
      cell: ({ site }) => confidenceMark(context, site.confidence, true),
    },
    { id: 'year_cost', name: words.card.year_cost, value: ({ site }) => site.year_cost, hidden: true },
    { id: 'district', name: words.places.district, value: ({ site }) => say(site.district), hidden: true },
    { id: 'lon', name: words.places.lon, value: ({ site }) => site.point[0], hidden: true },
    { id: 'lat', name: words.places.lat, value: ({ site }) => site.point[1], hidden: true },
  ];
  return dataTable(context, {
    id: 'sites',
    caption: words.sites.title,
    rows: report.sites.map((site, index) => ({ site, index })).filter(({ site }) => inRegion(site, state.region)),
    columns,
    search: ({ site }) =>
      languages
        .flatMap((l) => [site.name[l], site.place[l], site.district[l], site.region[l], site.kind_name[l]])
        .concat(site.because),
    brief: state.printing ? Infinity : 15,
    firstSort: { column: 'phase', descending: false },
  });
}

function placesTable(context: Context): TemplateResult {
  const { report, words, say, format, state } = context;
  const regionName = new Map(report.regions.map((row) => [row.id, row.name]));
  const region = (place: Place): string => {
    const name =
      regionName.get(place.region_id) ?? report.outlines.find((row) => row.region_id === place.region_id)?.name;
    return name ? say(name) : place.region_id;
  };
  const reached = (place: Place): string =>
    place.reached === notReached
      ? words.places.not_reached
      : place.reached < 0
        ? words.places.before
        : report.phases[place.reached]!.id;
  const columns: Column<Place>[] = [
    { id: 'name', name: words.places.name, value: (place) => say(place.name) },
    { id: 'district', name: words.places.district, value: (place) => say(place.district) },
    { id: 'region', name: words.places.region, value: region },
    {
      id: 'people',
      name: words.places.people,
      value: (place) => place.people,
      cell: (place) => format.number(place.people),
      numeric: true,
    },
    {
      id: 'reached',
      name: words.places.reached,
      value: reached,
      cell: (place) =>
        html`<span class=${place.reached === notReached ? 'unreached-word' : ''}>${reached(place)}</span>`,
    },
    {
      id: 'site',
      name: words.places.site,
      value: (place) => (report.sites[place.site] ? say(report.sites[place.site]!.name) : null),
    },
    {
      id: 'minutes',
      name: words.places.minutes,
      value: (place) => (place.seconds === null ? null : Math.ceil(place.seconds / 60)),
      cell: (place) => (place.seconds === null ? '–' : format.duration(place.seconds)),
      numeric: true,
    },
    { id: 'lon', name: words.places.lon, value: (place) => place.point[0], hidden: true },
    { id: 'lat', name: words.places.lat, value: (place) => place.point[1], hidden: true },
  ];
  return dataTable(context, {
    id: 'places',
    caption: words.places.title,
    rows: report.places.filter((place) => inRegion(place, state.region)),
    columns,
    search: (place) =>
      languages.flatMap((l) => [place.name[l], place.district[l], regionName.get(place.region_id)?.[l] ?? '']),
    brief: 15,
    firstSort: { column: 'people', descending: true },
  });
}
