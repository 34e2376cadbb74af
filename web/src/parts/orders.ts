import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import type { Order, Verdict } from '../core/model';
import { verdicts } from '../core/model';
import { concerns } from '../core/select';
import { fill } from '../core/words';
import { fragileMark, verdictMark } from './icons';
import { orderDetails } from './order_details';

/** The orders with a verdict, and the background ones below, closed. */
export function orders(context: Context): TemplateResult {
  const { report, words, state } = context;
  const own = report.orders.filter((order) => concerns(order, state.region));
  const judged = own.filter((order) => order.modality !== 'described');
  const background = own.filter((order) => order.modality === 'described');
  const shown = judged.filter((order) => passes(order, state.verdict));
  return html`<section id="orders" aria-labelledby="orders-title">
    <h2 id="orders-title" tabindex="-1">${words.orders.title}</h2>
    <p class="intro">${words.orders.intro}</p>
    <div class="table-tools">${filter(context, judged)}
      <span class="count" role="status">${fill(words.table.count, { shown: shown.length, all: judged.length })}</span>
      <button type="button" class="plain" @click=${() => openAll(context, shown)}>${allOpen(context, shown) ? words.orders.close_all : words.orders.open_all}</button>
    </div>
    <table class="orders" role="table" aria-labelledby="orders-title">
      <thead role="rowgroup"><tr role="row">
        ${[words.orders.order, words.orders.due, words.orders.today, words.orders.in_plan].map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
      </tr></thead>
      ${shown.map((order) => row(context, order))}
    </table>
    ${
      background.length > 0
        ? html`<details class="background" ?open=${state.printing}>
      <summary>${fill(words.orders.background, { n: background.length })}</summary>
      <p class="caption">${words.orders.background_meaning}</p>
      <ul>${background.map(
        (order) => html`<li><span class="order-id">${order.id}</span> ${context.say(order.text)}
        <span class="caption">${fill(words.orders.passage, { n: order.passage })}</span></li>`,
      )}</ul>
    </details>`
        : nothing
    }
  </section>`;
}

export const passes = (order: Order, choice: string): boolean => {
  const [side, verdict] = choice.split(':');
  return choice === '' || (side === 'plan' ? order.plan : order.today) === verdict;
};

function filter(context: Context, judged: Order[]): TemplateResult {
  const { words, state } = context;
  const choices = (side: 'plan' | 'today') =>
    verdicts
      .map((verdict) => ({ verdict, n: judged.filter((order) => order[side] === verdict).length }))
      .filter(({ n }) => n > 0);
  const option =
    (side: 'plan' | 'today') =>
    ({ verdict, n }: { verdict: Verdict; n: number }) =>
      html`<option value="${side}:${verdict}" ?selected=${state.verdict === `${side}:${verdict}`}>${words.verdict[verdict]} (${n})</option>`;
  return html`<label><span>${words.orders.filter}</span>
    <select id="verdict-filter" @change=${(event: Event) => context.set({ verdict: (event.target as HTMLSelectElement).value })}>
      <option value="" ?selected=${state.verdict === ''}>${words.orders.all}</option>
      <optgroup label=${words.orders.in_plan}>${choices('plan').map(option('plan'))}</optgroup>
      <optgroup label=${words.orders.today}>${choices('today').map(option('today'))}</optgroup>
    </select></label>`;
}

const allOpen = ({ state }: Context, shown: Order[]): boolean =>
  shown.length > 0 && shown.every((order) => state.openOrders.has(order.id));

const openAll = (context: Context, shown: Order[]): void =>
  context.set({ openOrders: allOpen(context, shown) ? new Set() : new Set(shown.map((order) => order.id)) });

function row(context: Context, order: Order): TemplateResult {
  const { words, state, say, format } = context;
  const open = state.openOrders.has(order.id) || state.printing;
  const toggle = () => {
    const changed = new Set(state.openOrders);
    if (!changed.delete(order.id)) changed.add(order.id);
    context.set({ openOrders: changed });
  };
  const due = order.due
    ? html`${format.date(order.due)}${order.due_is_interpreted ? html`<span class="caption">${words.orders.due_interpreted}</span>` : nothing}`
    : words.orders.no_due;
  return html`<tbody role="rowgroup" class=${open ? 'open' : ''}>
    <tr role="row" class="order-row">
      <th role="rowheader" scope="row"><button type="button" id="order-${order.id}" aria-expanded=${open ? 'true' : 'false'} aria-controls="details-${order.id}" @click=${toggle}
        ><span class="order-id">${order.id}</span><span class="order-text">${say(order.text)}<span class="modality">${words.modality[order.modality]}</span></span></button></th>
      <td role="cell" class="due" data-name=${words.orders.due}>${due}</td>
      <td role="cell" data-name=${words.orders.today}>${verdictMark(context, order.today)}</td>
      <td role="cell" data-name=${words.orders.in_plan}>${order.plannable ? verdictMark(context, order.plan) : html`<span class="not-plannable">${words.orders.not_plannable}</span>`}
        ${order.fragile ? fragileMark(context) : nothing}</td>
    </tr>
    <tr role="row" class="order-details" id="details-${order.id}" ?hidden=${!open}>${open ? html`<td role="cell" colspan="4">${orderDetails(context, order)}</td>` : nothing}</tr>
  </tbody>`;
}
