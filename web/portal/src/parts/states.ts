import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import type { Problem } from '../api/types';
import type { App } from '../core/app';

export const loading = (app: App): TemplateResult =>
  html`<div class="state" role="status" aria-busy="true"><span class="spinner" aria-hidden="true"></span>${app.t.states.loading}…</div>`;

/** One sentence of what went wrong, in the page's language even when the server said nothing. */
export function sentence(app: App, problem: Problem): string {
  const { problems } = app.t;
  const known: Record<number, string> = {
    0: problems.no_answer,
    401: problems.log_in,
    403: problems.not_yours,
    404: problems.not_found,
    409: problems.changed_meanwhile,
    412: problems.changed_meanwhile,
    413: problems.too_large,
    429: problems.too_often,
  };
  return problem.detail || problem.title || known[problem.status] || fill(problems.other, { status: problem.status });
}

export const problemView = (app: App, problem: Problem, again: () => void): TemplateResult => html`<div class="state problem" role="alert">
  <h1 tabindex="-1">${problem.status === 404 ? app.t.problems.not_found_title : app.t.states.problem}</h1>
  <p>${sentence(app, problem)}</p>
  <p class="actions">
    ${problem.status === 404 ? nothing : html`<button type="button" class="plain" @click=${again}>${app.t.states.again}</button>`}
    ${problem.status === 401 ? html`<a href=${app.href('login', { to: app.path })}>${app.t.nav.login}</a>` : nothing}
    <a href=${app.href('')}>${app.t.states.to_start}</a>
  </p>
</div>`;

/** For a page that is not for who asks. */
export const notAllowed = (app: App): TemplateResult => html`<div class="state problem" role="alert">
  <h1 tabindex="-1">${app.t.problems.not_yours_title}</h1>
  <p>${app.me.account ? app.t.problems.not_yours : app.t.problems.log_in}</p>
  <p class="actions">${app.me.account ? nothing : html`<a href=${app.href('login', { to: app.path })}>${app.t.nav.login}</a>`}
    <a href=${app.href('')}>${app.t.states.to_start}</a></p>
</div>`;

/** Nothing there: said, never left blank. */
export const empty = (text: string): TemplateResult => html`<p class="nothing">${text}</p>`;
