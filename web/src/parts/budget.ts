import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import { costByPhase, inRegion } from '../core/select';
import { confidenceMark } from './icons';
import { phaseFill } from './patterns';

/** What each phase may cost and does. A region has no budget of its own: only its part of the cost is shown. */
export function budget(context: Context): TemplateResult {
  const { report, state, words, format } = context;
  const whole = state.region === null;
  const costs = costByPhase(report, whole ? null : state.region);
  const largest = Math.max(...report.phases.map((phase, i) => Math.max(whole ? (phase.budget ?? 0) : 0, costs[i]!)), 1);
  const openings = (i: number) =>
    whole
      ? report.phases[i]!.openings
      : report.sites.filter((site) => site.phase === i && inRegion(site, state.region)).length;
  return html`<section id="budget" aria-labelledby="budget-title">
    <h2 id="budget-title" tabindex="-1">${words.budget.title}</h2>
    ${whole ? nothing : html`<p class="intro">${words.budget.region_note}</p>`}
    <table class="coverage budget" role="table" aria-labelledby="budget-title">
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">${words.budget.phase}</th><th role="columnheader" scope="col" class="bar-cell"><span class="unseen">${words.coverage.chart}</span></th>
        <th role="columnheader" scope="col" class="number">${words.budget.openings}</th>
        <th role="columnheader" scope="col" class="number">${words.budget.spent}</th>
        ${whole ? html`<th role="columnheader" scope="col" class="number">${words.budget.budget}</th>` : nothing}
        <th role="columnheader" scope="col">${words.sites.confidence}</th>
      </tr></thead>
      <tbody role="rowgroup">${report.phases.map(
        (phase, i) => html`<tr role="row">
        <th role="rowheader" scope="row">${phase.id} <span class="caption">${format.date(phase.start)} – ${format.date(phase.end)}</span></th>
        <td role="cell" class="bar-cell"><svg class="bar-of" aria-hidden="true"
          >${
            whole && phase.budget !== null
              ? svg`<rect class="limit" x="0" y="0" width="${(phase.budget / largest) * 100}%" height="100%" />`
              : nothing
          }<rect width="${(costs[i]! / largest) * 100}%" y="20%" height="60%" .style=${`fill: ${phaseFill(i)}`} /></svg></td>
        <td role="cell" class="number" data-name=${words.budget.openings}>${openings(i)}</td>
        <td role="cell" class="number" data-name=${words.budget.spent}>${format.money(costs[i]!)}</td>
        ${whole ? html`<td role="cell" class="number" data-name=${words.budget.budget}>${phase.budget === null ? words.budget.no_limit : format.money(phase.budget)}</td>` : nothing}
        <td role="cell" data-name=${words.sites.confidence}>${confidenceMark(context, phase.confidence)}</td>
      </tr>`,
      )}</tbody>
    </table>
    <p class="caption">${whole ? words.budget.key : ''}</p>
  </section>`;
}
