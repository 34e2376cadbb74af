import { html, nothing } from 'lit-html';
import { fill } from '../../../src/core/words';
import type { List, SessionBrief, SessionDetail } from '../api/types';
import { definePage } from '../core/page';
import { bodyLink, confidenceMark, pageHead, rows, section } from '../parts/marks';
import { orderTable } from '../parts/order_table';
import { empty } from '../parts/states';

export const sessionsPage = definePage<List<SessionBrief>>({
  pattern: 'sessions',
  section: 'sessions',
  title: (app) => app.t.nav.sessions,
  load: (app, _params, signal) => app.client.get<List<SessionBrief>>('/sessions', { limit: 500 }, signal),
  show: (app, { items }) => html`${pageHead(app.t.nav.sessions, app.t.sessions.lead)}
    ${
      items.length === 0
        ? empty(app.t.sessions.none)
        : html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.nav.sessions}><table><caption class="unseen">${app.t.nav.sessions}</caption>
      <thead><tr><th scope="col">${app.t.sessions.one}</th><th scope="col">${app.t.sessions.date}</th><th scope="col">${app.t.discipline.body}</th><th scope="col" class="number">${app.words.contents.orders}</th><th scope="col">${app.words.sites.confidence}</th></tr></thead>
      <tbody>${items.map((own) => html`<tr><th scope="row"><a href=${app.href(`sessions/${own.id}`)}>${own.number}</a></th><td>${app.format.date(own.date)}</td><td>${bodyLink(app, own.body)}</td><td class="number">${own.orders}</td><td>${confidenceMark(app, own.confidence)}</td></tr>`)}</tbody></table></div>`
    }`,
});

export const sessionPage = definePage<SessionDetail>({
  pattern: 'sessions/:id',
  section: 'sessions',
  title: (app, own) => fill(app.t.sessions.name, { number: own.number }),
  load: (app, { id }, signal) => app.client.get<SessionDetail>(`/sessions/${encodeURIComponent(id!)}`, {}, signal),
  show: (app, own) => html`${pageHead(fill(app.t.sessions.name, { number: own.number }), nothing, app.format.longDate(own.date))}
    ${rows([
      [app.t.discipline.body, bodyLink(app, own.body)],
      [app.t.sessions.date, app.format.date(own.date)],
      [app.words.details.source, html`${app.say(own.source)} ${confidenceMark(app, own.confidence)}`],
    ])}
    ${section('orders', app.t.sessions.orders, own.order_list.length > 0 ? orderTable(app, 'orders', app.t.sessions.orders, own.order_list) : empty(app.t.sessions.no_orders))}`,
});
