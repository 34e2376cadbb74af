import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import type { Interpretation, OrderDetail } from '../api/types';
import type { App } from '../core/app';
import { verdictMark } from './marks';
import { empty } from './states';

/** How the order is read: the reading in force first, then the others with what the verdict would be under each. */
export function interpretations(app: App, order: OrderDetail): TemplateResult {
  const sorted = [...order.interpretations].sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.version - a.version);
  return sorted.length === 0 ? empty(app.words.details.no_reading) : html`<ul class="readings">${sorted.map((own) => reading(app, own))}</ul>`;
}

const reading = (app: App, own: Interpretation): TemplateResult => html`<li class=${own.chosen ? 'chosen' : ''}>
  <h3>${own.chosen ? app.t.readings.chosen : app.t.readings.other}</h3>
  <p class="caption">${fill(app.t.readings.version, { n: own.version })} · ${own.decided_by}, ${app.format.date(own.decided_on)}${own.force ? ` · ${app.words.force[own.force]}` : ''}${own.due ? ` · ${app.words.orders.due}: ${app.format.date(own.due)}` : ''}</p>
  <p>${app.say(own.why)}</p>
  ${own.requirements.length > 0 ? html`<ul>${own.requirements.map((text) => html`<li>${app.say(text)}</li>`)}</ul>` : nothing}
  <p>${app.t.readings.verdict} ${verdictMark(app, own.today)}</p></li>`;
