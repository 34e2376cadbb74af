import { Format } from './format';
import type { Report, Text } from './model';
import type { State, Store, TableState } from './state';
import { words, type Words } from './words';

/** What every part of the page draws from: the report, the state, the words and formats of the language in force. */
export interface Context {
  report: Report;
  state: State;
  set(change: Partial<State>): void;
  words: Words;
  format: Format;
  say(text: Text): string;
}

export function makeContext(report: Report, store: Store): Context {
  const own = words[store.state.language];
  const format = new Format(store.state.language, own, report.currency);
  return {
    report,
    state: store.state,
    set: (change) => store.set(change),
    words: own,
    format,
    say: (text) => format.text(text),
  };
}

/** What a table draws from. */
export interface TableContext {
  state: Pick<State, 'tables' | 'printing' | 'language'>;
  set(change: Partial<Pick<State, 'tables'>>): void;
  words: Pick<Words, 'table'>;
  format: Format;
}

const untouched: TableState = { query: '', sort: '', descending: false, all: false };

export const tableState = (context: TableContext, id: string): TableState => context.state.tables[id] ?? untouched;

export function setTable(context: TableContext, id: string, change: Partial<TableState>): void {
  context.set({ tables: { ...context.state.tables, [id]: { ...tableState(context, id), ...change } } });
}

/** Shows a site on the map's card and brings the map into view. */
export function showSite(context: Context, index: number): void {
  const site = context.report.sites[index];
  if (!site) return;
  context.set({ selected: index, step: Math.max(context.state.step, site.phase) });
  document.getElementById('map')?.scrollIntoView({ block: 'start' });
}

/** Opens an order's details and moves the focus there. */
export function showOrder(context: Context, id: string): void {
  context.set({ verdict: '', openOrders: new Set([...context.state.openOrders, id]) });
  const button = document.getElementById(`order-${id}`);
  button?.scrollIntoView({ block: 'center' });
  button?.focus({ preventScroll: true });
}
