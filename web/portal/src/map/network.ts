import type { Context } from '../../../src/core/context';
import { notReached, type Report, type Text } from '../../../src/core/model';
import type { MapData, MapSite, Outlines } from '../api/types';
import type { App } from '../core/app';
import { portalWords } from '../core/words';
import { routeLines } from '../parts/route_layer';

/** What the map shows one after another; the index minus one is the report map's step. */
export const layers = ['open', 'under_way', 'planned', 'ordered'] as const;
export type Layer = (typeof layers)[number];

const stepOf: Record<MapSite['state'], number> = { open: -1, under_way: 0, planned: 1, closed: 99 };

/**
 * The register as the report's map draws it: "phases" are under way, planned, and ordered without a site. So one map, one drawing for paper and one
 * set of signs serve both pages. Sites keep their sequence: the first `map.sites.length` are the sites, then the ordered spots.
 */
export function networkReport(map: MapData, outlines: Outlines): Report {
  const name = (key: 'under_way' | 'planned' | 'ordered'): Text => ({
    kk: portalWords.kk.site_state[key],
    ru: portalWords.ru.site_state[key],
    en: portalWords.en.site_state[key],
  });
  const nothing: Text = { kk: '', ru: '', en: '' };
  const bare = { kind_name: nothing, open_cost: 0, year_cost: 0, staff: 0, newly_reached: 0, source: nothing };
  const index = new Map(map.sites.map((site, i) => [site.id, i]));
  return {
    programme: nothing,
    area: '',
    area_name: nothing,
    regional: false,
    status: 'feasible',
    as_of: map.as_of,
    minutes: map.minutes,
    currency: '',
    phases: (['under_way', 'planned', 'ordered'] as const).map((id) => ({
      id: name(id).en,
      start: '',
      end: '',
      budget: null,
      spent: 0,
      openings: 0,
      confidence: 'derived' as const,
    })),
    marks: ['…', '+', '?'],
    sites: [
      ...map.sites.map((site) => ({ ...bare, ...site, phase: stepOf[site.state] })),
      ...map.ordered.map((spot) => ({
        ...bare,
        id: `${spot.order}:${spot.area.id}`,
        name: spot.requirement,
        kind: '',
        is_house: false,
        place: spot.area.name,
        district: nothing,
        region: nothing,
        region_id: spot.region_id,
        point: spot.point,
        phase: 2,
        because: [spot.order],
        confidence: 'derived' as const,
      })),
    ],
    places: map.places.map((place) => ({
      ...place,
      reached: place.reached === 'today' ? -1 : place.reached === 'planned' ? 1 : notReached,
      site: place.site === null ? -1 : (index.get(place.site) ?? -1),
    })),
    orders: [],
    groups: [],
    regions: map.regions.map((row) => {
      const planned = row.by_phase.at(-1) ?? row.before;
      return { ...row, by_phase: [row.before, planned, planned] };
    }),
    objectives: [],
    notes: [],
    sources: [],
    outlines: outlines.items,
    outlines_are_indicative: outlines.indicative,
    plan_hash: '',
  };
}

/** What the report's map wants to be told; the page's choices live in the app's local state. */
export function mapContext(app: App, report: Report): Context {
  const named = {
    ...report,
    lines: report.lines ?? routeLines(app),
    phases: report.phases.map((phase, i) => ({ ...phase, id: app.t.site_state[layers[i + 1]!] })),
  };
  return {
    report: named,
    state: {
      language: app.language,
      region: app.get<string | null>('map:region', null),
      step: app.get('map:step', 2),
      selected: app.get<number | null>('map:selected', null),
      hovered: app.get<number | null>('map:hovered', null),
      verdict: '',
      openOrders: new Set(),
      tables: {},
      printing: app.state.printing,
    },
    set: (change) => {
      for (const key of ['region', 'step', 'selected', 'hovered'] as const) if (key in change) app.keep(`map:${key}`, change[key] ?? null);
      app.redraw();
    },
    words: app.words,
    format: app.format,
    say: (text) => app.format.text(text),
  };
}
