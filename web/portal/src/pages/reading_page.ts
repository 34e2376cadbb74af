import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { address, Refused } from '../api/client';
import type { Decision, DecisionInput, Modality, Reading, Statement } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { draftCard, isDraft } from '../parts/draft_card';
import { forgetDraft } from '../parts/draft_form';
import { pageHead } from '../parts/marks';
import { empty } from '../parts/states';

/**
 * A report beside the drafts of the orders in it: each tied to its passage, confirmed, edited or rejected by a person, by keyboard alone if wanted. The
 * decisions stand on the server, with who and when.
 */
export const readingPage = definePage<Reading>({
  pattern: 'readings/:id',
  section: 'readings',
  right: 'reading.read',
  title: (_app, own) => own.title || own.name,
  load: (app, { id }, signal) => app.client.get<Reading>(`/readings/${encodeURIComponent(id!)}`, {}, signal),
  show: (app, own) => html`${pageHead(own.title || own.name, facts(app, own), app.t.nav.readings)}
    ${tools(app, own)}
    <div class="read-sheet">
      <section aria-labelledby="read-source-title"><h2 id="read-source-title">${app.t.review.source}</h2>
        <div class="read-source" tabindex="0" role="group" aria-labelledby="read-source-title">${passages(app, own)}</div></section>
      <section aria-labelledby="read-drafts-title"><h2 id="read-drafts-title">${app.t.review.drafts}</h2>${drafts(app, own)}</section>
    </div>
    ${takeAway(app, own)}`,
  enter(app, own) {
    const keys = (event: KeyboardEvent) => keyboard(app, own, event);
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  },
});

const facts = (app: App, own: Reading): string =>
  [own.published ? app.day(own.published) : `${app.t.review.published}: ${app.t.not_known}`, own.name, `${own.created.by}, ${app.moment(own.created.at)}`].join(' · ');

/** What is listed: the drafts, what was decided of, or every sentence. */
const listed = (app: App, own: Reading): Statement[] =>
  own.report.statements.filter((one) => app.get('read:all', false) || isDraft(one) || own.decisions[one.id]?.decision);

const current = (app: App, own: Reading): Statement | undefined => {
  const list = listed(app, own);
  return list.find((one) => one.id === app.get('read:now', '')) ?? list[0];
};

function tools(app: App, own: Reading): TemplateResult {
  const wanted = own.report.statements.filter(isDraft);
  const done = wanted.filter((one) => own.decisions[one.id]?.decision).length;
  return html`<div class="read-tools"><span role="status" class="count">${fill(app.t.review.progress, { done, all: wanted.length })}</span>
    <span class="read-kinds" role="group" aria-label=${app.t.review.kinds}>${(['ordered', 'required', 'supported'] as Modality[]).map((kind) => html`<span class="passage ${kind}">${app.words.modality[kind]}</span>`)}</span>
    <label class="check"><input type="checkbox" id="read-all" .checked=${app.get('read:all', false)} @change=${(event: Event) => app.put('read:all', (event.target as HTMLInputElement).checked)}> ${app.t.review.all}</label>
    ${app.may('reading.write') ? html`<p class="caption read-keys">${app.t.review.keys}</p>` : nothing}</div>`;
}

interface Piece {
  text: string;
  statement?: Statement;
}
const cut = new WeakMap<Reading, Piece[]>();

/** The text in pieces: statements count in bytes of UTF-8, the page in letters. */
function pieces(own: Reading): Piece[] {
  const known = cut.get(own);
  if (known) return known;
  const bytes = new TextEncoder().encode(own.text);
  const decoder = new TextDecoder();
  const slice = (begin: number, end: number) => decoder.decode(bytes.subarray(begin, end));
  const found: Piece[] = [];
  let at = 0;
  for (const statement of [...own.report.statements].sort((a, b) => a.begin - b.begin || b.end - a.end)) {
    if (statement.begin < at) continue;
    if (statement.begin > at) found.push({ text: slice(at, statement.begin) });
    found.push({ text: slice(statement.begin, statement.end), statement });
    at = statement.end;
  }
  if (at < bytes.length) found.push({ text: slice(at, bytes.length) });
  cut.set(own, found);
  return found;
}

function passages(app: App, own: Reading): unknown {
  const now = current(app, own)?.id;
  return pieces(own).map(({ text, statement }) => {
    if (!statement) return html`<span class="furniture">${text}</span>`;
    const shown = statement.same_as ?? statement.id;
    const modality = own.decisions[statement.id]?.modality ?? statement.modality;
    return html`<mark class="passage ${modality} ${shown === now ? 'now' : ''}" data-id=${statement.id} title=${app.words.modality[modality]} @click=${() => go(app, own, shown)}>${text}</mark>`;
  });
}

function drafts(app: App, own: Reading): unknown {
  const list = listed(app, own);
  const now = current(app, own)?.id;
  if (list.length === 0) return empty(own.report.notes.map((note) => app.say(own.terms[`note.${note}`] ?? null)).join('. '));
  return list.map((one) =>
    draftCard(app, own, one, {
      now: one.id === now,
      editing: app.get('read:editing', '') === one.id,
      choose: () => go(app, own, one.id),
      decide: (input) => decide(app, own, one, input),
      edit: () => edit(app, own, one),
      close: () => app.put('read:editing', ''),
    }),
  );
}

/** Shows a draft and its passage. */
function go(app: App, own: Reading, id: string): void {
  if (app.get('read:now', '') === id) return;
  if (!listed(app, own).some((one) => one.id === id)) app.keep('read:all', true);
  app.keep('read:editing', '');
  app.put('read:now', id);
  setTimeout(() => {
    document.querySelector('.read-source .now')?.scrollIntoView({ block: 'nearest' });
    document.querySelector('.draft.now')?.scrollIntoView({ block: 'nearest' });
  });
}

function step(app: App, own: Reading, by: number): void {
  const list = listed(app, own);
  const at = list.findIndex((one) => one.id === current(app, own)?.id);
  const next = list[Math.max(0, Math.min(list.length - 1, at + by))];
  if (next) go(app, own, next.id);
}

function edit(app: App, own: Reading, one: Statement): void {
  go(app, own, one.id);
  forgetDraft(app, one);
  app.put('read:editing', one.id);
  setTimeout(() => document.querySelector<HTMLElement>('.draft.now form select')?.focus());
}

/** Records it (null: takes it back), then goes on to the next draft. */
async function decide(app: App, own: Reading, one: Statement, input: DecisionInput | null): Promise<void> {
  const path = `/readings/${encodeURIComponent(own.id)}/decisions/${one.id}`;
  const version = own.decisions[one.id]?.version ?? 0;
  try {
    own.decisions[one.id] = input ? await app.client.put<Decision>(path, input, version) : await app.client.delete<Decision>(path, undefined, version);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 412) throw error;
    await app.reload();
    app.tell(app.t.review.meanwhile);
    return;
  }
  app.keep('read:editing', '');
  app.tell(app.t.review.kept);
  if (input) step(app, own, 1);
}

function keyboard(app: App, own: Reading, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const one = current(app, own);
  if (event.key === 'Escape' && app.get('read:editing', '')) return app.put('read:editing', '');
  if (target.closest('input, textarea, select, dialog') || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  const write = app.may('reading.write') && one;
  const run: Record<string, (() => void) | undefined> = {
    j: () => step(app, own, 1),
    k: () => step(app, own, -1),
    a: () => app.put('read:all', !app.get('read:all', false)),
    ...(write
      ? {
          c: () => void decide(app, own, one, { decision: 'confirm' }),
          r: () => void decide(app, own, one, { decision: 'reject' }),
          e: () => edit(app, own, one),
          ...(own.decisions[one.id]?.decision ? { u: () => void decide(app, own, one, null) } : {}),
        }
      : {}),
  };
  const wanted = run[event.key];
  if (!wanted) return;
  event.preventDefault();
  wanted();
}

/** The confirmed drafts as a file. */
function takeAway(app: App, own: Reading): TemplateResult {
  const words = app.t.review;
  const taken = Object.values(own.decisions).some(({ decision }) => decision === 'confirm' || decision === 'edit');
  const source = app.get('read:source', own.sources.filter(({ fits }) => fits).at(-1)?.id ?? '');
  const missing = !own.published ? words.needs_day : !taken ? words.nothing_to_take : !source ? words.needs_source : '';
  const path = `/readings/${encodeURIComponent(own.id)}`;
  return html`<section class="part" aria-labelledby="read-take-title"><h2 id="read-take-title">${words.take}</h2><p>${words.take_hint}</p>
    <div class="form"><div class="field"><label for="read-source-id">${words.which}</label>
      <select id="read-source-id" @change=${(event: Event) => app.put('read:source', (event.target as HTMLSelectElement).value)}>
        <option value="">${app.t.form.choose}</option>${own.sources.map(({ id, title }) => html`<option value=${id} ?selected=${id === source}>${title}</option>`)}</select></div></div>
    ${missing ? html`<p class="nothing">${missing}</p>` : html`<p class="actions"><a class="main" id="read-download" download="directives.toml" href=${address(`${path}/directives.toml`, { source, lang: app.language })}>${words.download}</a></p>`}
    <p class="actions"><a download href=${address(`${path}/source`)}>${words.original}</a></p></section>`;
}
