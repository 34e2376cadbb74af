import { html, nothing, type TemplateResult } from 'lit-html';
import { Refused } from '../api/client';
import type { List, LogInSession } from '../api/types';
import type { App } from '../core/app';
import { empty, sentence } from './states';

const key = 'log-ins';

/** Where one is logged in: each browser with its last sign of life, and the ways to end it. */
export function logIns(app: App): TemplateResult {
  const known = app.get<LogInSession[] | null>(key, null);
  if (known === null) {
    void ask(app);
    return html`<p role="status">${app.t.states.loading}…</p>`;
  }
  const others = known.filter((own) => !own.current);
  return html`<p>${app.t.account.sessions_meaning}</p>
    <div class="scroller" tabindex="0" role="group" aria-label=${app.t.account.sessions}><table id="log-ins"><caption class="unseen">${app.t.account.sessions}</caption>
    <thead><tr><th scope="col">${app.t.account.browser}</th><th scope="col">${app.t.account.began}</th><th scope="col">${app.t.account.seen}</th><th scope="col">${app.t.account.ends}</th><td></td></tr></thead>
    <tbody>${known.map((own) => line(app, own))}</tbody></table></div>
    ${others.length === 0 ? empty(app.t.account.no_others) : html`<p class="actions"><button type="button" class="main danger" @click=${() => void end(app, '/me/sessions', app.t.account.others_ended)}>${app.t.account.end_others}</button></p>`}`;
}

const line = (app: App, own: LogInSession): TemplateResult => html`<tr>
  <th scope="row">${own.agent || app.t.not_known}${own.current ? html` <b>(${app.t.account.this_session})</b>` : nothing}</th>
  <td>${app.moment(own.created)}</td><td>${app.moment(own.seen)}</td><td>${app.moment(own.ends)}</td>
  <td>${own.current ? nothing : html`<button type="button" class="plain" aria-label="${app.t.account.end_session}: ${own.agent || app.t.not_known}, ${app.moment(own.created)}" @click=${() => void end(app, `/me/sessions/${encodeURIComponent(own.id)}`, app.t.account.session_ended)}>${app.t.account.end_session}</button>`}</td></tr>`;

async function ask(app: App): Promise<void> {
  if (app.get(`asking:${key}`, false)) return;
  app.keep(`asking:${key}`, true);
  try {
    app.keep(key, (await app.client.get<List<LogInSession>>('/me/sessions')).items);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.keep(key, []);
    app.tell(sentence(app, error.problem));
  }
  app.put(`asking:${key}`, false);
}

async function end(app: App, path: string, done: string): Promise<void> {
  try {
    await app.client.delete(path);
    app.keep(key, null);
    app.tell(done);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.tell(sentence(app, error.problem));
  }
}
