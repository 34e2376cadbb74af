import { html, nothing, type TemplateResult } from 'lit-html';
import type { Extension, OrderDetail, Written } from '../api/types';
import type { App } from '../core/app';
import { form } from './form';
import { tellWritten } from './history';

const path = (order: OrderDetail): string => `/orders/${encodeURIComponent(order.id)}`;

/** "We have done it": recorded as said by someone. The verdict stays the register's, and a contradiction becomes an alarm. */
export const reportPart = (app: App, order: OrderDetail): TemplateResult => html`<details class="do"><summary>${app.t.reports.title}</summary>
  <p class="caption">${app.t.reports.meaning}</p>
  ${form(app, {
    id: 'report-form',
    label: app.t.reports.title,
    submit: app.t.reports.send,
    fields: [
      { name: 'on', label: app.t.reports.on, kind: 'day', required: true, ...(app.programme ? { max: app.programme.today } : {}) },
      { name: 'note', label: app.t.reports.note, kind: 'long', required: true },
      { name: 'evidence', label: app.t.reports.evidence, kind: 'select', choices: order.evidence.map((own) => ({ value: own.id, label: own.title })) },
    ],
    async send({ on, note, evidence }) {
      const written = await app.client.post<Written<unknown>>(`${path(order)}/reports`, { on, note, ...(evidence ? { evidence } : {}) });
      await app.reload();
      tellWritten(app, app.t.reports.sent, written);
    },
  })}</details>`;

/** An extension is asked for before the day; after it there is nothing to extend. */
export function extensionPart(app: App, order: OrderDetail): TemplateResult | typeof nothing {
  const today = app.programme?.today ?? '';
  const open = order.extensions.filter((own) => own.state === 'asked');
  return html`
    ${app.may('extension.decide') ? open.map((own) => decision(app, own)) : nothing}
    ${!app.may('extension.ask') ? nothing : !order.due ? html`<p class="caption">${app.t.extensions.no_due}</p>` : today > order.due ? html`<p class="caption">${app.t.extensions.too_late}</p>` : request(app, order)}`;
}

/** An extension is to a later day. */
function dayAfter(day: string | null): string {
  if (!day) return '';
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

const request = (app: App, order: OrderDetail): TemplateResult => html`<details class="do"><summary>${app.t.extensions.ask}</summary>
  ${form(app, {
    id: 'extension-form',
    label: app.t.extensions.ask,
    submit: app.t.extensions.ask,
    fields: [
      { name: 'until', label: app.t.extensions.until, kind: 'day', required: true, min: dayAfter(order.due) },
      { name: 'reason', label: app.t.extensions.reason, kind: 'long', required: true },
    ],
    async send({ until, reason }) {
      const written = await app.client.post<Written<Extension>>(`${path(order)}/extensions`, { until, reason });
      await app.reload();
      tellWritten(app, app.t.extensions.sent, written);
    },
  })}</details>`;

const decision = (app: App, own: Extension): TemplateResult => html`<details class="do"><summary>${app.t.extensions.decide}: ${app.format.date(own.until)}</summary>
  ${form(app, {
    id: `decision-${own.id.replace(/\W/g, '-')}`,
    label: app.t.extensions.decide,
    submit: app.t.extensions.decide,
    fields: [
      {
        name: 'granted',
        label: app.t.extensions.decision,
        kind: 'select',
        required: true,
        choices: [
          { value: 'yes', label: app.t.extensions.granted },
          { value: 'no', label: app.t.extensions.refused },
        ],
      },
      { name: 'note', label: app.t.reports.note, kind: 'long' },
    ],
    async send({ granted, note }) {
      const written = await app.client.post<Written<Extension>>(`/extensions/${encodeURIComponent(own.id)}/decision`, { granted: granted === 'yes', note });
      await app.reload();
      tellWritten(app, app.t.extensions.decided, written);
    },
  })}</details>`;
