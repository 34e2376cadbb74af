import { html, nothing, type TemplateResult } from 'lit-html';
import type { PlanEntry } from '../api/types';
import type { App } from '../core/app';
import { bodyLink } from './marks';
import { empty } from './states';

/** A body's plan of socio-political work: "included" and "implemented" are two facts, each with its day or "no data". */
export const entryList = (app: App, entries: PlanEntry[], withBody = false): TemplateResult =>
  entries.length === 0
    ? empty(app.t.body.no_entries)
    : html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.body.entries}><table><caption class="unseen">${app.t.body.entries}</caption>
    <thead><tr><th scope="col">${app.t.body.project}</th>${withBody ? html`<th scope="col">${app.t.discipline.body}</th>` : nothing}<th scope="col">${app.t.body.included}</th><th scope="col">${app.t.body.implemented}</th></tr></thead>
    <tbody>${entries.map((entry) => html`<tr><th scope="row">${entry.project}</th>${withBody ? html`<td>${bodyLink(app, entry.body)}</td>` : nothing}<td>${fact(app, entry.included)}</td><td>${fact(app, entry.implemented)}</td></tr>`)}</tbody></table></div>`;

const fact = (app: App, day: string | null): unknown => (day ? app.format.date(day) : html`<span class="not-known">${app.words.verdict.no_data}</span>`);
