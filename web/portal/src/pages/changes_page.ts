import { html, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import type { List, VerdictChange } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { orderLink, pageHead, verdictMark } from '../parts/marks';
import { empty } from '../parts/states';

/** A month before a day, as a day. */
export function monthBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 30);
  return date.toISOString().slice(0, 10);
}

const since = (app: App): string => app.query.get('since') ?? monthBefore(app.programme!.today);

export const changesPage = definePage<List<VerdictChange>>({
  pattern: 'changes',
  section: 'changes',
  title: (app) => app.t.nav.changes,
  load: (app, _params, signal) => app.client.get<List<VerdictChange>>('/verdict-changes', { since: since(app), limit: 500 }, signal),
  show: (app, { items }) => html`${pageHead(app.t.nav.changes, app.t.changes.lead)}
    <div class="table-tools"><label><span>${app.t.changes.since}</span><input type="date" .value=${since(app)} max=${app.programme!.today}
      @change=${(event: Event) => app.ask({ since: (event.target as HTMLInputElement).value })}></label>
      <span class="count" role="status">${fill(app.t.search.count, { n: items.length })}</span></div>
    ${items.length === 0 ? empty(app.t.changes.none) : table(app, items)}`,
});

const table = (app: App, items: VerdictChange[]): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.nav.changes}><table><caption class="unseen">${app.t.nav.changes}</caption>
  <thead><tr><th scope="col">${app.words.orders.order}</th><th scope="col">${app.t.changes.on}</th><th scope="col">${app.t.changes.before}</th><th scope="col">${app.t.changes.after}</th><th scope="col">${app.t.changes.cause}</th></tr></thead>
  <tbody>${items.map((own) => html`<tr><th scope="row">${orderLink(app, own.order)} ${app.say(own.text)}</th><td class="short">${app.format.date(own.on)}</td><td>${verdictMark(app, own.before)}</td><td>${verdictMark(app, own.after)}</td><td>${app.say(own.cause)}</td></tr>`)}</tbody></table></div>`;
