import { languages, type Language, type Report } from './model';
import { lastStep } from './select';

export interface TableState {
  query: string;
  sort: string;
  descending: boolean;
  all: boolean;
}

export interface State {
  language: Language;
  region: string | null;
  /** -1: today; else the index of the phase whose end is shown. */
  step: number;
  selected: number | null;
  hovered: number | null;
  verdict: string;
  openOrders: ReadonlySet<string>;
  tables: Record<string, TableState>;
  printing: boolean;
}

/** The page's state, and who wants to know of a change. Language, region and step live in the location hash too. */
export class Store {
  private readonly listeners: (() => void)[] = [];
  constructor(public state: State) {}

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): void {
    this.listeners.push(listener);
  }
}

type Kept = Pick<State, 'language' | 'region' | 'step'>;

/** Reads "#lang=ru&region=abay&step=2027"; what is missing or unknown is taken from `fallback`. */
export function readHash(hash: string, report: Report, fallback: Kept): Kept {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const language = languages.find((known) => known === values.get('lang')) ?? fallback.language;
  const wanted = report.regional ? undefined : values.get('region');
  const region = regionIds(report).find((id) => id === wanted) ?? fallback.region;
  const phase = report.phases.findIndex((known) => known.id === values.get('step'));
  const step = values.get('step') === 'today' ? -1 : phase >= 0 ? phase : fallback.step;
  return { language, region, step };
}

export function writeHash(state: Kept, report: Report): string {
  const values = new URLSearchParams({ lang: state.language });
  if (state.region !== null && !report.regional) values.set('region', state.region);
  if (state.step !== lastStep(report)) values.set('step', report.phases[state.step]?.id ?? 'today');
  return `#${values}`;
}

export function regionIds(report: Report): string[] {
  return [...new Set([...report.regions.map((row) => row.id), ...report.outlines.map((row) => row.region_id)])];
}

export function initialState(report: Report, hash: string, language: string | null): State {
  const first = languages.find((known) => known === language) ?? 'kk';
  return {
    ...readHash(hash, report, {
      language: first,
      region: report.regional ? report.area : null,
      step: lastStep(report),
    }),
    selected: null,
    hovered: null,
    verdict: '',
    openOrders: new Set(),
    tables: {},
    printing: false,
  };
}
