import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { address } from '../api/client';
import type { AuditCheck, AuditEntry, List } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { pageHead } from '../parts/marks';
import { empty } from '../parts/states';

export const auditPage = definePage<List<AuditEntry>>({
  pattern: 'audit',
  section: 'audit',
  right: 'audit.read',
  title: (app) => app.t.nav.audit,
  load: (app, _params, signal) => app.client.get<List<AuditEntry>>('/audit', { ...Object.fromEntries(app.query), limit: 100 }, signal),
  show: (app, { items, next }) => html`${pageHead(app.t.nav.audit, app.t.audit.lead)}
    <p class="actions"><button type="button" class="main" @click=${() => void verify(app)}>${app.t.audit.verify}</button>
      <a href=${address('/audit/head.json')} download>${app.t.audit.head}</a></p>
    <div role="status" aria-live="polite">${checked(app)}</div>
    ${filters(app)}
    ${items.length === 0 ? empty(app.t.audit.none) : table(app, items)}
    ${next ? html`<p><a href=${app.href('audit', { ...Object.fromEntries(app.query), after: next })}>${app.t.audit.older}</a></p>` : nothing}`,
});

async function verify(app: App): Promise<void> {
  app.put('audit:check', await app.client.get<AuditCheck>('/audit/verify'));
}

function checked(app: App): TemplateResult | typeof nothing {
  const check = app.get<AuditCheck | null>('audit:check', null);
  if (!check) return nothing;
  return check.ok
    ? html`<p class="good">${fill(app.t.audit.whole, { n: app.format.number(check.entries) })} <code class="hash-code">${check.head}</code></p>`
    : html`<p class="field-problem">${fill(app.t.audit.broken, { n: check.first_bad ?? '?' })} ${check.detail ?? ''}</p>`;
}

function filters(app: App): TemplateResult {
  const search = (event: Event) => {
    event.preventDefault();
    app.ask(Object.fromEntries([...new FormData(event.target as HTMLFormElement)].map(([name, value]) => [name, String(value).trim()])));
  };
  const field = (name: string, label: string, type = 'text') => html`<label><span>${label}</span><input type=${type} name=${name} .value=${app.query.get(name) ?? ''}></label>`;
  return html`<form class="table-tools filters" role="search" aria-label=${app.words.table.search} @submit=${search}>
    ${field('actor', app.t.audit.actor)}${field('action', app.t.audit.action)}${field('resource', app.t.audit.resource)}${field('since', app.t.changes.since, 'date')}
    <button type="submit" class="plain">${app.t.search.go}</button></form>`;
}

const table = (app: App, items: AuditEntry[]): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.nav.audit}><table><caption class="unseen">${app.t.nav.audit}</caption>
  <thead><tr><th scope="col" class="number">№</th><th scope="col">${app.t.audit.at}</th><th scope="col">${app.t.audit.actor}</th><th scope="col">${app.t.audit.action}</th><th scope="col">${app.t.audit.resource}</th><th scope="col">${app.t.audit.outcome}</th></tr></thead>
  <tbody>${items.map(
    (own) => html`<tr><th scope="row" class="number">${app.format.number(own.seq)}</th><td class="short">${app.moment(own.at)}</td><td>${own.actor || app.t.roles.public} <span class="caption">${app.t.roles[own.role]}</span></td>
      <td>${(app.t.audit.actions as Record<string, string>)[own.action] ?? html`<code>${own.action}</code>`}</td><td><code>${own.resource}</code></td><td class=${own.outcome === 'refused' ? 'field-problem' : ''}>${app.t.audit[own.outcome]}</td></tr>`,
  )}</tbody></table></div>`;
