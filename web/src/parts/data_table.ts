import { html, nothing, type TemplateResult } from 'lit-html';
import { setTable, tableState, type TableContext } from '../core/context';
import { csv, download } from '../core/csv';
import { matches } from '../core/select';
import { fill } from '../core/words';

export interface Column<Row> {
  id: string;
  name: string;
  /** Sorted by this, and written to the CSV. null: unknown, last in either direction. */
  value(row: Row): string | number | null;
  /** Shown; without it the value is. */
  cell?(row: Row): unknown;
  numeric?: boolean;
  /** Stays on one line. */
  short?: boolean;
  /** In the CSV only. */
  hidden?: boolean;
}

export interface DataTable<Row> {
  id: string;
  caption: string;
  rows: Row[];
  columns: Column<Row>[];
  /** Text to search in; all three languages, so that any spelling finds the row. */
  search(row: Row): string[];
  /** Rows shown before "show all". */
  brief: number;
  firstSort: { column: string; descending: boolean };
}

/** A table that can be searched, sorted and taken away as CSV. */
export function dataTable<Row>(context: TableContext, table: DataTable<Row>): TemplateResult {
  const { words, state, format } = context;
  const own = tableState(context, table.id);
  const found = own.query ? table.rows.filter((row) => matches(own.query, table.search(row))) : table.rows;
  const sorted = sortRows(
    found,
    table,
    own.sort || table.firstSort.column,
    own.sort ? own.descending : table.firstSort.descending,
    state.language,
  );
  const shown = own.all && !state.printing ? sorted : sorted.slice(0, table.brief);
  const columns = table.columns.filter((column) => !column.hidden);
  return html`<div class="data-table" id="table-${table.id}">
    <div class="table-tools">
      <label class="search"><span>${words.table.search}</span>
        <input type="search" .value=${own.query} @input=${(event: Event) => setTable(context, table.id, { query: (event.target as HTMLInputElement).value })}></label>
      <span class="count" role="status">${fill(words.table.count, { shown: format.number(found.length), all: format.number(table.rows.length) })}</span>
      <button type="button" class="plain" @click=${() => save(table, sorted)}>${words.table.download}</button>
    </div>
    <div class="scroller" tabindex="0" role="group" aria-label=${table.caption}>
      <table>
        <caption class="unseen">${table.caption}</caption>
        <thead><tr>${columns.map((column) => heading(context, table, column))}</tr></thead>
        <tbody>${shown.map((row) => html`<tr>${columns.map((column, i) => cell(column, row, i === 0))}</tr>`)}
          ${found.length === 0 ? html`<tr><td colspan=${columns.length} class="nothing">${words.table.nothing}</td></tr>` : nothing}</tbody>
      </table>
    </div>
    ${found.length > table.brief ? more(context, table.id, own.all, shown.length, found.length) : nothing}
  </div>`;
}

const cell = <Row>(column: Column<Row>, row: Row, first: boolean): TemplateResult => {
  const content = column.cell ? column.cell(row) : (column.value(row) ?? '–');
  return first
    ? html`<th scope="row">${content}</th>`
    : html`<td class=${column.numeric ? 'number' : column.short ? 'short' : ''}>${content}</td>`;
};

function heading<Row>(context: TableContext, table: DataTable<Row>, column: Column<Row>): TemplateResult {
  const own = tableState(context, table.id);
  const sorted = (own.sort || table.firstSort.column) === column.id;
  const descending = own.sort ? own.descending : table.firstSort.descending;
  const press = () =>
    setTable(context, table.id, { sort: column.id, descending: sorted ? !descending : Boolean(column.numeric) });
  return html`<th scope="col" class=${column.numeric ? 'number' : ''} aria-sort=${sorted ? (descending ? 'descending' : 'ascending') : 'none'}>
    <button type="button" @click=${press}>${column.name}<span class="sort-mark" aria-hidden="true">${sorted ? (descending ? '↓' : '↑') : ''}</span></button></th>`;
}

function more(context: TableContext, id: string, all: boolean, shown: number, found: number): TemplateResult {
  const { words, state, format } = context;
  if (state.printing)
    return html`<p class="caption">${fill(words.table.rest_in_file, { n: format.number(found - shown) })}</p>`;
  const label = all ? words.table.show_fewer : fill(words.table.show_all, { n: format.number(found) });
  return html`<button type="button" class="plain more" @click=${() => setTable(context, id, { all: !all })}>${label}</button>`;
}

export function sortRows<Row>(
  rows: Row[],
  table: Pick<DataTable<Row>, 'columns'>,
  by: string,
  descending: boolean,
  language: string,
): Row[] {
  const column = table.columns.find((known) => known.id === by);
  if (!column) return rows;
  const collator = new Intl.Collator([language, 'ru'], { numeric: true });
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return [...rows].sort((left, right) => {
    const a = column.value(left);
    const b = column.value(right);
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? compare(b, a) : compare(a, b);
  });
}

function save<Row>(table: DataTable<Row>, rows: Row[]): void {
  const text = csv(
    table.columns.map((column) => column.name),
    rows.map((row) => table.columns.map((column) => column.value(row))),
  );
  download(`dostyq-${table.id}.csv`, text, 'text/csv;charset=utf-8');
}
