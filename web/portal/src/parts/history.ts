import { html, nothing, type TemplateResult } from 'lit-html';
import { Refused } from '../api/client';
import type { Change, List, Written } from '../api/types';
import type { App } from '../core/app';
import { empty, sentence } from './states';


/** Says what a write did, with the way back when it left one. */
export function tellWritten<T>(app: App, text: string, written: Written<T>): void {
  app.tell(text, written.changed ?? [], written.change ? () => undo(app, written.change!) : undefined);
}

/** Takes a change back: one more entry of the history. */
export async function undo(app: App, change: string): Promise<void> {
  try {
    const written = await app.client.post<Written<unknown>>(`/changes/${encodeURIComponent(change)}/undo`);
    await app.reload();
    app.tell(app.t.history.undone, written?.changed ?? []);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.tell(sentence(app, error.problem));
  }
}

/** Who changed what and when, newest first. It is asked for when it is opened, and anew after a write. */
export function history(app: App, of: string): TemplateResult {
  const key = `history:${of}`;
  const changes = app.get<Change[] | null>(key, null);
  const open = app.get(`opened:${of}`, false);
  const toggle = (event: Event) => {
    const now = (event.target as HTMLDetailsElement).open;
    if (now !== open) app.put(`opened:${of}`, now);
  };
  if (open && changes === null) void ask(app, of, key);
  return html`<details class="history" ?open=${open} @toggle=${toggle}>
    <summary>${app.t.history.title}</summary>
    ${changes === null ? html`<p role="status">${app.t.states.loading}…</p>` : changes.length === 0 ? empty(app.t.history.nothing) : changeList(app, changes)}
  </details>`;
}

async function ask(app: App, of: string, key: string): Promise<void> {
  if (app.get(`asking:${key}`, false)) return;
  app.keep(`asking:${key}`, true);
  try {
    app.keep(key, (await app.client.get<List<Change>>('/history', { of })).items);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.keep(key, []);
    app.tell(sentence(app, error.problem));
  }
  app.put(`asking:${key}`, false);
}

const changeList = (app: App, changes: Change[]): TemplateResult => html`<ol class="change-list">${changes.map(
  (change) => html`<li>
    <p><b>${app.t.history[change.action]}</b> <span class="caption">${app.moment(change.recorded.at)} · ${change.recorded.by || (change.recorded.role ? app.t.roles[change.recorded.role] : app.t.not_known)}</span>
    ${change.can_undo ? html`<button type="button" class="plain small" @click=${() => void undo(app, change.id)}>${app.t.history.undo}</button>` : nothing}</p>
    ${change.fields.length > 0 ? html`<ul>${change.fields.map((field) => html`<li><code>${field.field}</code>: ${field.before ?? '–'} <span aria-hidden="true">→</span><span class="unseen">${app.t.becomes}</span> ${field.after ?? '–'}</li>`)}</ul>` : nothing}
  </li>`,
)}</ol>`;
