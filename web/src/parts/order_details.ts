import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import type { Order, Text } from '../core/model';
import { fill } from '../core/words';
import { confidenceMark } from './icons';

/** How an order was read, and on what its two verdicts rest. */
export function orderDetails(context: Context, order: Order): TemplateResult {
  const { words, say, format, report } = context;
  const own = words.details;
  const list = (texts: Text[]) =>
    texts.length === 1
      ? html`<p>${say(texts[0]!)}</p>`
      : html`<ul>${texts.map((text) => html`<li>${say(text)}</li>`)}</ul>`;
  const block = (name: string, content: unknown, when = true) =>
    when ? html`<div><dt>${name}</dt><dd>${content}</dd></div>` : nothing;
  const regions = order.regions.map(
    (id) =>
      report.regions.find((row) => row.id === id)?.name ?? report.outlines.find((row) => row.region_id === id)?.name,
  );
  return html`<dl class="details">
    ${block(own.requirement, list(order.requirements), order.requirements.length > 0)}
    ${block(own.reading, html`<p>${say(order.why)}</p><p class="caption">${[order.force ? words.force[order.force] : '', say(order.decided)].filter(Boolean).join(' · ')}</p>`, order.force !== '')}
    ${block(own.reading, html`<p>${own.no_reading}</p>`, order.force === '')}
    ${block(own.other_readings, list(order.other_readings), order.other_readings.length > 0)}
    ${block(own.witness, html`${list(order.witness)}${order.shortfall > 0 && order.today !== 'met' ? html`<p class="caption">${fill(own.shortfall, { n: format.number(order.shortfall) })}</p>` : nothing}`, order.witness.length > 0)}
    ${block(own.plan_witness, list(order.plan_witness), order.plan_witness.length > 0)}
    ${block(own.fragile, words.orders.fragile_meaning, order.fragile)}
    ${block(own.time_left, daysLeft(context, order), order.days_left !== null)}
    ${block(own.bodies, order.bodies.map(say).join('; ') || own.no_bodies)}
    ${block(
      own.regions,
      regions
        .map((name) => (name ? say(name) : ''))
        .filter(Boolean)
        .join(', '),
      regions.length > 0,
    )}
    ${block(own.source, html`${say(order.source)}, ${fill(words.orders.passage, { n: order.passage })}, ${format.date(order.date)} ${confidenceMark(context, order.confidence)}`)}
  </dl>`;
}

function daysLeft({ words, format }: Context, order: Order): string {
  const days = order.days_left ?? 0;
  return fill(days < 0 ? words.details.days_late : words.details.days_left, { n: format.number(Math.abs(days)) });
}
