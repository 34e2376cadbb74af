import { html, nothing, type TemplateResult } from 'lit-html';
import { dataTable } from '../../../src/parts/data_table';
import type { OrderBrief } from '../api/types';
import type { App } from '../core/app';
import { alarmMarks, dueCell, orderLink, verdictMark } from './marks';

/** Orders as a table: what was ordered, by when, what the register shows, what the adopted plan promises. */
export const orderTable = (app: App, id: string, caption: string, orders: OrderBrief[], inPlan = true): TemplateResult =>
  dataTable(app, {
    id,
    caption,
    rows: orders,
    brief: 100,
    firstSort: { column: '', descending: false },
    search: (order) => [order.id, ...Object.values(order.text), ...order.bodies.flatMap((body) => Object.values(body))],
    columns: [
      {
        id: 'order',
        name: app.words.orders.order,
        value: (order) => app.say(order.text),
        cell: (order) => html`<span class="order-cell">${orderLink(app, order.id)} <span><a href=${app.href(`orders/${order.id}`)} class="quiet">${app.say(order.text)}</a>
          <span class="modality">${app.words.modality[order.modality]}</span></span></span>`,
      },
      { id: 'due', name: app.words.orders.due, value: (order) => order.due, cell: (order) => dueCell(app, order) },
      { id: 'today', name: app.words.orders.today, value: (order) => app.words.verdict[order.today], cell: (order) => html`${verdictMark(app, order.today)}${alarmMarks(app, order.alarms)}` },
      ...(inPlan
        ? [
            {
              id: 'plan',
              name: app.words.orders.in_plan,
              value: (order: OrderBrief) => (order.plannable ? app.words.verdict[order.plan] : app.words.orders.not_plannable),
              cell: (order: OrderBrief) => (order.plannable ? verdictMark(app, order.plan) : html`<span class="not-plannable">${app.words.orders.not_plannable}</span>`),
            },
          ]
        : []),
      { id: 'last', name: app.t.orders.last_record, value: (order) => order.last_record, cell: (order) => (order.last_record ? app.format.date(order.last_record) : order.modality === 'described' ? nothing : html`<span class="silent">${app.t.orders.silence}</span>`), short: true },
      { id: 'id', name: 'id', value: (order) => order.id, hidden: true },
    ],
  });
