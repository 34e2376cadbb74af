import {
  confidences,
  notReached,
  type Confidence,
  type Coverage,
  type Order,
  type Place,
  type Point,
  type Report,
  type Site,
} from './model';

// What the page shows is computed here from the report, without any drawing. A step is -1 (today) or the index of a phase whose end is
// shown; a region is an id or null for all.

export const weakest = (list: Confidence[], floor: Confidence = 'published'): Confidence =>
  list.reduce((a, b) => (confidences.indexOf(b) > confidences.indexOf(a) ? b : a), floor);

export const lastStep = (report: Report): number => report.phases.length - 1;

export const isOpen = (site: Site, step: number): boolean => site.phase <= step;

export const isReached = (place: Place, step: number): boolean => place.reached !== notReached && place.reached <= step;

export const inRegion = (row: { region_id: string }, region: string | null): boolean =>
  region === null || row.region_id === region;

/** People with a House within reach at the end of a step. */
export const reachedAt = (row: Coverage, step: number): number =>
  step < 0 ? row.before : (row.by_phase[step] ?? row.before);

export function coverageAt(report: Report, region: string | null, step: number): { people: number; reached: number } {
  const rows = report.regions.filter((row) => region === null || row.id === region);
  if (rows.length > 0) return sum(rows.map((row) => ({ people: row.people, reached: reachedAt(row, step) })));
  const places = report.places.filter((place) => inRegion(place, region));
  return sum(places.map((place) => ({ people: place.people, reached: isReached(place, step) ? place.people : 0 })));
}

function sum(rows: { people: number; reached: number }[]): { people: number; reached: number } {
  return rows.reduce((a, b) => ({ people: a.people + b.people, reached: a.reached + b.reached }), {
    people: 0,
    reached: 0,
  });
}

export function countSites(
  report: Report,
  region: string | null,
  step: number,
): { houses: number; representations: number } {
  const open = report.sites.filter((site) => inRegion(site, region) && isOpen(site, step));
  const houses = open.filter((site) => site.is_house).length;
  return { houses, representations: open.length - houses };
}

/** Opening cost by phase: as the plan reports it for the whole, from the sites for one region. */
export function costByPhase(report: Report, region: string | null): number[] {
  return report.phases.map((phase, index) =>
    region === null
      ? phase.spent
      : report.sites
          .filter((site) => site.phase === index && inRegion(site, region))
          .reduce((total, site) => total + site.open_cost, 0),
  );
}

export const concerns = (order: Order, region: string | null): boolean =>
  region === null || order.regions.length === 0 || order.regions.includes(region);

export interface OrderCount {
  plannable: number;
  met: number;
  /** Met, but only on demo data: told apart and never in `met`. */
  metOnDemo: number;
}

export function countOrders(report: Report, region: string | null): OrderCount {
  const plannable = report.orders.filter(
    (order) => order.plannable && order.modality !== 'described' && concerns(order, region),
  );
  const met = plannable.filter((order) => order.plan === 'met');
  const metOnDemo = met.filter((order) => order.confidence === 'demo').length;
  return { plannable: plannable.length, met: met.length - metOnDemo, metOnDemo };
}

/** Of the sites that are open: facts. What the plan would open is its own decision, as sure as the plan. */
export function openConfidence(report: Report, region: string | null, floor: Confidence): Confidence {
  return weakest(
    report.sites.filter((site) => isOpen(site, -1) && inRegion(site, region)).map((site) => site.confidence),
    floor,
  );
}

/** Figures that rest on travel times and people by place are never better than modelled. */
export const reachConfidence = (report: Report, region: string | null): Confidence =>
  openConfidence(report, region, 'modelled');

const plain: Record<string, string> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
};

/** For search: lower case, one space, and Kazakh letters as a Russian keyboard types them. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[әғқңөұүһіё]/g, (letter) => plain[letter]!)
    .replace(/\s+/g, ' ')
    .trim();

export const matches = (query: string, fields: string[]): boolean => {
  const words = fold(query).split(' ').filter(Boolean);
  const text = fold(fields.join(' '));
  return words.every((word) => text.includes(word));
};

/** People of the place where a site is (else 0): the bigger the place, the sooner it gets a name on the map. */
export function peopleAt(report: Report): (site: Site) => number {
  const key = (point: Point) => point.join();
  const people = new Map(report.places.map((place) => [key(place.point), place.people]));
  return (site) => people.get(key(site.point)) ?? 0;
}

export const largestPlace = (report: Report): number =>
  report.places.reduce((largest, place) => Math.max(largest, place.people), 1);

/** A short name of each phase for the map: "27", or its number when two phases end in one year. */
export function phaseMarks(report: Report): string[] {
  if (report.marks) return report.marks;
  const years = report.phases.map((phase) => phase.end.slice(2, 4));
  const distinct = new Set(years).size === years.length && years.every((year) => /^\d\d$/.test(year));
  return report.phases.map((_, index) => (distinct ? years[index]! : String(index + 1)));
}
