import { html, nothing, type TemplateResult } from 'lit-html';
import { showOrder, type Context } from '../core/context';
import { isOpen, phaseMarks } from '../core/select';
import { fill } from '../core/words';
import { siteSymbol } from '../map/symbols';
import { confidenceMark } from './icons';

/** What there is to know of the chosen site; without one, how to choose. */
export function siteCard(context: Context): TemplateResult {
  const { report, state, words, say, format } = context;
  const index = state.selected;
  const site = index === null ? undefined : report.sites[index];
  if (!site || !isOpen(site, state.step)) return html`<p class="card-hint">${words.card.hint}</p>`;
  const phase = site.phase < 0 ? undefined : report.phases[site.phase];
  const served = report.places.filter((place) => place.site === index);
  const row = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<article class="card">
    <h3><svg viewBox="0 0 24 24" aria-hidden="true">${siteSymbol(site.is_house, site.phase, phaseMarks(report)[site.phase] ?? '')}</svg>${say(site.name)}</h3>
    <p class="card-kind">${say(site.kind_name)} · ${[site.place, site.district, site.region].map(say).filter(Boolean).join(', ')}</p>
    <dl>
      ${row(words.card.opens, phase ? fill(words.card.opens_by, { phase: phase.id, date: format.date(phase.end) }) : words.phase.open)}
      ${phase ? row(words.card.open_cost, format.money(site.open_cost)) : nothing}
      ${row(words.card.year_cost, format.money(site.year_cost))}
      ${site.staff > 0 ? row(words.card.staff, format.number(site.staff)) : nothing}
      ${phase ? row(words.card.newly_reached, format.number(site.newly_reached)) : nothing}
      ${row(words.card.serves, fill(words.card.serves_value, { places: format.number(served.length), people: format.number(served.reduce((sum, place) => sum + place.people, 0)) }))}
      ${phase ? row(words.card.because, site.because.length > 0 ? site.because.map((id) => orderLink(context, id)) : words.card.because_none) : nothing}
      ${row(words.card.source, html`${say(site.source)} ${confidenceMark(context, site.confidence)}`)}
    </dl>
    <button type="button" class="plain" @click=${() => context.set({ selected: null })}>${words.card.close}</button>
  </article>`;
}

/** An order's number; shows its details. */
export function orderLink(context: Context, id: string): TemplateResult {
  const order = context.report.orders.find((known) => known.id === id);
  if (!order) return html`<span class="order-id">${id}</span>`;
  return html`<button type="button" class="order-id" title=${context.say(order.text)} @click=${() => showOrder(context, id)}>${id}</button> `;
}
