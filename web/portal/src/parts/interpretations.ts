import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { Refused } from '../api/client';
import type { Interpretation, OrderDetail, VerdictMove, Written } from '../api/types';
import type { App } from '../core/app';
import { form } from './form';
import { tellWritten } from './history';
import { verdictMark, verdictMove } from './marks';
import { empty, sentence } from './states';

/** How the order is read: the reading in force first, then the others with what the verdict would be under each. */
export function interpretations(app: App, order: OrderDetail): TemplateResult {
  const sorted = [...order.interpretations].sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.version - a.version);
  return sorted.length === 0 ? empty(app.words.details.no_reading) : html`<ul class="readings">${sorted.map((own) => reading(app, order, own))}</ul>`;
}

const reading = (app: App, order: OrderDetail, own: Interpretation): TemplateResult => html`<li class=${own.chosen ? 'chosen' : ''}>
  <h3>${own.chosen ? app.t.readings.chosen : app.t.readings.other}</h3>
  <p class="caption">${fill(app.t.readings.version, { n: own.version })} · ${own.decided_by}, ${app.format.date(own.decided_on)}${own.force ? ` · ${app.words.force[own.force]}` : ''}${own.due ? ` · ${app.words.orders.due}: ${app.format.date(own.due)}` : ''}</p>
  <p>${app.say(own.why)}</p>
  ${own.requirements.length > 0 ? html`<ul>${own.requirements.map((text) => html`<li>${app.say(text)}</li>`)}</ul>` : nothing}
  <p>${app.t.readings.verdict} ${verdictMark(app, own.today)}</p>
  ${own.chosen || !app.may('interpretation.write') ? nothing : choice(app, order, own)}</li>`;

const pathOf = (order: OrderDetail): string => `/orders/${encodeURIComponent(order.id)}/interpretation`;

/** What it would do stands there before the reason is asked for; the choice itself is an entry of the register and can be taken back. */
function choice(app: App, order: OrderDetail, own: Interpretation): TemplateResult {
  const id = `choose-${own.id}-${own.version}`.replace(/\W/g, '-');
  const key = `preview:${order.id}:${id}`;
  const moves = app.get<VerdictMove[] | null>(key, null);
  const look = (event: Event) => {
    if ((event.target as HTMLDetailsElement).open && moves === null) void preview(app, order, own, key);
  };
  return html`<details class="do" @toggle=${look}><summary>${app.t.readings.choose}</summary>
    <div role="status">${moves === null ? html`<p>${app.t.states.loading}…</p>` : moves.length === 0 ? html`<p>${app.t.readings.same_verdicts}</p>` : html`<p>${app.t.readings.moves}</p><ul class="plain-list">${moves.map((move) => html`<li>${verdictMove(app, move)}</li>`)}</ul>`}</div>
    ${form(app, {
      id,
      label: app.t.readings.choose,
      submit: app.t.readings.choose,
      fields: [{ name: 'reason', label: app.t.extensions.reason, kind: 'long', required: true }],
      async send({ reason }) {
        const written = await app.client.post<Written<unknown>>(pathOf(order), { id: own.id, version: own.version, reason });
        app.keep(key, null);
        await app.reload();
        tellWritten(app, app.t.readings.chosen_now, written);
      },
    })}</details>`;
}

async function preview(app: App, order: OrderDetail, own: Interpretation, key: string): Promise<void> {
  try {
    const found = await app.client.post<Written<unknown>>(pathOf(order), { id: own.id, version: own.version }, { preview: true });
    app.put(key, found.changed);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.tell(sentence(app, error.problem));
  }
}
