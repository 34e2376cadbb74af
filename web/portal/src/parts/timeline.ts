import { html, nothing, type TemplateResult } from 'lit-html';
import type { OrderEvent } from '../api/types';
import type { App } from '../core/app';
import { byWhom, verdictMark } from './marks';
import { empty } from './states';

/** What happened to an order, newest first: verdicts as they turned, records, readings, extensions, reports. */
export const timeline = (app: App, events: OrderEvent[]): TemplateResult =>
  events.length === 0
    ? empty(app.t.orders.no_history)
    : html`<ol class="timeline">${events.map(
        (event) => html`<li><time datetime=${event.on}>${app.format.date(event.on)}</time>
      <span><b>${app.t.events[event.kind]}</b> ${event.before && event.after ? html`${verdictMark(app, event.before)} <span aria-hidden="true">→</span><span class="unseen">${app.t.becomes}</span> ${verdictMark(app, event.after)} ` : nothing}
      ${app.say(event.text)} ${event.by ? html`<span class="caption">${byWhom(app, event.by)}</span>` : nothing}</span></li>`,
      )}</ol>`;
