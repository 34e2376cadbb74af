import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { dataTable, type Column as TableColumn } from '../../../src/parts/data_table';
import { address, Refused } from '../api/client';
import type { Column, Fact, List, RegisterInfo, Written } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { factForm } from '../parts/fact_form';
import { history, tellWritten } from '../parts/history';
import { importPart } from '../parts/import';
import { confidenceMark, known, pageHead, rows, section } from '../parts/marks';
import { empty, sentence } from '../parts/states';

export const registersPage = definePage<null>({
  pattern: 'registers',
  section: 'registers',
  title: (app) => app.t.nav.registers,
  load: () => Promise.resolve(null),
  show: (app) => html`${pageHead(app.t.nav.registers, app.t.registers.lead)}
    <ul class="plain-list big">${(app.programme?.registers ?? []).map((own) => html`<li><a href=${app.href(`registers/${own.id}`)}>${app.say(own.name)}</a>
      <span class="caption">${own.columns.map((column) => app.say(column.name)).join(', ')}</span></li>`)}</ul>
    ${app.may('site.write') ? html`<p class="actions"><a href=${app.href('sites/new')}>${app.t.site.add}</a></p>` : nothing}`,
});

interface Data {
  info: RegisterInfo;
  facts: List<Fact>;
}

/** A register that programme.toml does not declare is not found. */
function infoOf(app: App, id: string): RegisterInfo {
  const info = app.programme?.registers.find((own) => own.id === id);
  if (!info) throw new Refused({ type: 'about:blank', title: '', status: 404 });
  return info;
}

export const registerPage = definePage<Data>({
  pattern: 'registers/:register',
  section: 'registers',
  title: (app, { info }) => app.say(info.name),
  async load(app, { register }, signal) {
    const info = infoOf(app, register!);
    const query = { region: app.query.get('region'), q: app.query.get('q'), after: app.query.get('after'), limit: 200 };
    return { info, facts: await app.client.get<List<Fact>>(`/registers/${encodeURIComponent(info.id)}`, query, signal) };
  },
  show: (app, { info, facts }) => html`${pageHead(app.say(info.name), nothing, html`<a href=${app.href('registers')}>${app.t.nav.registers}</a>`)}
    ${filters(app, facts.next !== null)}
    ${facts.items.length === 0 ? empty(app.t.registers.none) : factTable(app, info, facts.items)}
    ${facts.next ? html`<p><a href=${app.href(app.path, { ...Object.fromEntries(app.query), after: facts.next })}>${app.t.registers.next}</a></p>` : nothing}
    ${app.may('record.write') ? html`
      <details class="do"><summary>${app.t.registers.add}</summary>${factForm(app, info, null)}</details>
      <details class="do"><summary>${app.t.import.title}</summary>${importPart(app, info)}</details>` : nothing}`,
});

/** Of a long register the whole is searched by the server; a short one is all in the table, which has a search of its own. */
function filters(app: App, long: boolean): TemplateResult {
  const region = (event: Event) => app.ask({ q: app.query.get('q') ?? '', region: (event.target as HTMLSelectElement).value });
  const search = (event: Event) => {
    event.preventDefault();
    app.ask({ region: app.query.get('region') ?? '', q: (new FormData(event.target as HTMLFormElement).get('q') as string).trim() });
  };
  return html`<form class="table-tools filters" role="search" aria-label=${app.words.table.search} @submit=${search}>
    <label><span>${app.words.bar.region}</span><select @change=${region}><option value="">${app.words.bar.all_regions}</option>
      ${(app.programme?.regions ?? []).map((own) => html`<option value=${own.id} ?selected=${own.id === app.query.get('region')}>${app.say(own.name)}</option>`)}</select></label>
    ${long || app.query.get('q') ? html`<label><span>${app.t.registers.search_all}</span><input type="search" name="q" .value=${app.query.get('q') ?? ''}></label><button type="submit" class="plain">${app.t.search.go}</button>` : nothing}</form>`;
}

export const shownValue = (app: App, column: Column, value: string | undefined): string => {
  if (!value) return '';
  if (column.type === 'day') return app.format.date(value);
  if (column.type === 'number') return app.format.written(value);
  if (column.type === 'yes_no') return value === 'yes' ? app.t.form.yes : app.t.form.no;
  if (column.id === 'languages' || column.id === 'language') return value.split('|').map((code) => languageName(app, code)).join(', ');
  if (column.type === 'list') return value.split('|').join(', ');
  if (column.type === 'ref' && column.of === 'bodies') {
    const body = app.programme?.bodies.find((own) => own.id === value);
    return body ? app.say(body.name) : value;
  }
  return value;
};

/** A code that we have no name for stays a code. */
const languageName = (app: App, code: string): string => (app.t.language_names as Record<string, string>)[code] ?? code;

function factTable(app: App, info: RegisterInfo, facts: Fact[]): TemplateResult {
  const columns: TableColumn<Fact>[] = info.columns.map((column) => ({
    id: column.id,
    name: app.say(column.name),
    value: (fact) => shownValue(app, column, fact.values[column.id]) || null,
  }));
  return dataTable(app, {
    id: 'facts',
    caption: app.say(info.name),
    rows: facts,
    brief: 200,
    firstSort: { column: '', descending: false },
    search: (fact) => [fact.id, ...Object.values(fact.area?.name ?? {}), ...Object.values(fact.values)],
    columns: [
      { id: 'id', name: app.t.registers.id, value: (fact) => fact.id, cell: (fact) => html`<a href=${app.href(`registers/${info.id}/${fact.id}`)}>${fact.id}</a>` },
      { id: 'area', name: app.t.area, value: (fact) => (fact.area ? app.say(fact.area.name) : null) },
      ...columns,
      { id: 'from', name: app.t.registers.from, value: (fact) => fact.from, cell: (fact) => known(app, fact.from && app.format.date(fact.from)), short: true },
      { id: 'to', name: app.t.registers.to, value: (fact) => fact.to, cell: (fact) => (fact.to ? app.format.date(fact.to) : '–'), short: true },
      { id: 'confidence', name: app.words.sites.confidence, value: (fact) => app.words.confidence[fact.confidence], cell: (fact) => confidenceMark(app, fact.confidence) },
    ],
  });
}

export const factPage = definePage<{ info: RegisterInfo; fact: Fact }>({
  pattern: 'registers/:register/:fact',
  section: 'registers',
  title: (_app, { fact }) => fact.id,
  async load(app, { register, fact }, signal) {
    const info = infoOf(app, register!);
    return { info, fact: await app.client.get<Fact>(`/registers/${encodeURIComponent(info.id)}/${encodeURIComponent(fact!)}`, {}, signal) };
  },
  show: (app, { info, fact }) => html`${pageHead(fact.id, nothing, html`<a href=${app.href(`registers/${info.id}`)}>${app.say(info.name)}</a>`)}
    ${rows([
      [app.t.area, known(app, fact.area && app.say(fact.area.name))],
      ...info.columns.map((column): [string, unknown] => [app.say(column.name), known(app, shownValue(app, column, fact.values[column.id]))]),
      [app.t.registers.from, known(app, fact.from && app.format.date(fact.from))],
      [app.t.registers.to, fact.to ? app.format.date(fact.to) : '–'],
      [app.words.card.source, html`${fact.source} ${confidenceMark(app, fact.confidence)}`],
      ...(fact.recorded ? [[app.t.registers.recorded, `${fact.recorded.by || (fact.recorded.role ? app.t.roles[fact.recorded.role] : app.t.not_known)}, ${app.moment(fact.recorded.at)}`] as [string, unknown]] : []),
      ...(fact.evidence.length > 0 ? [[app.t.evidence.heading, html`${fact.evidence.map((id) => html`<a href=${address(`/evidence/${encodeURIComponent(id)}/file`)} download>${id}</a> `)}`] as [string, unknown]] : []),
    ])}
    ${app.may('record.write') ? html`<details class="do"><summary>${app.t.registers.change}</summary>${factForm(app, info, fact)}</details>
      <details class="do"><summary>${app.t.registers.remove}</summary><p class="caption">${app.t.registers.remove_meaning}</p>
        <p class="actions"><button type="button" class="main danger" @click=${() => void remove(app, info, fact)}>${app.t.registers.remove}</button></p></details>` : nothing}
    ${app.me.account ? section('history', app.t.history.heading, history(app, `fact/${info.id}/${fact.id}`)) : nothing}`,
});

async function remove(app: App, info: RegisterInfo, fact: Fact): Promise<void> {
  try {
    const written = await app.client.delete<Written<Fact>>(`/registers/${encodeURIComponent(info.id)}/${encodeURIComponent(fact.id)}`, undefined, fact.version);
    app.go(`registers/${info.id}`);
    tellWritten(app, fill(app.t.registers.removed, { id: fact.id }), written ?? { item: fact, changed: [] });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.tell(sentence(app, error.problem));
  }
}
