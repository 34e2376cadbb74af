import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import { confidences, type Confidence } from '../core/model';
import {
  costByPhase,
  countOrders,
  countSites,
  coverageAt,
  lastStep,
  openConfidence,
  reachConfidence,
  weakest,
} from '../core/select';
import { fill } from '../core/words';
import { confidenceMark } from './icons';

interface Figure {
  name: string;
  value: unknown;
  detail: unknown;
  confidence: Confidence;
}

/** Four figures a reader takes away, each with how sure it is. */
export const figures = (
  context: Context,
): TemplateResult => html`<section class="figures" aria-labelledby="figures-title">
  <h2 id="figures-title" class="unseen">${context.words.figures.title}</h2>
  <dl>${[houses(context), people(context), orders(context), cost(context)].map(
    (figure) => html`<div class="figure">
    <dt>${figure.name}</dt>
    <dd class="value">${figure.value}</dd>
    <dd class="detail">${figure.detail}</dd>
    <dd class="sure">${confidenceMark(context, figure.confidence)}</dd>
  </div>`,
  )}</dl>
  <details class="legend-of-confidence">
    <summary>${context.words.figures.how_sure}</summary>
    <dl>${confidences.map((name) => html`<div><dt>${confidenceMark(context, name)}</dt><dd>${context.words.confidence_meaning[name]}</dd></div>`)}</dl>
  </details>
</section>`;

const change = (
  words: Context['words'],
  before: unknown,
  after: unknown,
): TemplateResult => html`<span class="before"><span class="unseen">${words.figures.now} </span>${before}</span
  ><span class="arrow" aria-hidden="true">→</span><span class="after"><span class="unseen">${words.figures.then} </span>${after}</span>`;

function houses(context: Context): Figure {
  const { report, state, words } = context;
  const now = countSites(report, state.region, -1);
  const then = countSites(report, state.region, lastStep(report));
  const detail = fill(words.figures.representations, { before: now.representations, after: then.representations });
  return {
    name: words.figures.houses,
    value: change(words, now.houses, then.houses),
    detail,
    confidence: openConfidence(report, state.region, 'published'),
  };
}

function people(context: Context): Figure {
  const { report, state, words, format } = context;
  const now = coverageAt(report, state.region, -1);
  const then = coverageAt(report, state.region, lastStep(report));
  return {
    name: fill(words.figures.people, { minutes: report.minutes }),
    value: change(words, format.percent(now.reached, now.people), format.percent(then.reached, then.people)),
    detail: fill(words.figures.people_detail, {
      before: format.number(now.reached),
      after: format.number(then.reached),
      all: format.number(then.people),
    }),
    confidence: reachConfidence(report, state.region),
  };
}

function orders(context: Context): Figure {
  const { report, state, words } = context;
  const { met, metOnDemo, plannable } = countOrders(report, state.region);
  return {
    name: words.figures.orders,
    value: html`${met}<span class="of">${fill(words.figures.of, { n: plannable })}</span>`,
    detail: metOnDemo > 0 ? fill(words.figures.orders_demo, { n: metOnDemo }) : words.figures.orders_detail,
    confidence: weakest(
      report.orders.filter((order) => order.plannable && order.confidence !== 'demo').map((order) => order.confidence),
      'derived',
    ),
  };
}

function cost(context: Context): Figure {
  const { report, state, words, format } = context;
  const costs = costByPhase(report, state.region);
  return {
    name: words.figures.cost,
    value: html`<span class="money">${format.money(costs.reduce((a, b) => a + b, 0))}</span>`,
    detail:
      report.phases.length === 0
        ? nothing
        : html`${report.phases.map((phase, i) => html`<span class="by-phase"><b>${phase.id}</b> ${format.money(costs[i]!)}</span>`)}`,
    confidence: weakest(report.phases.map((phase) => phase.confidence)),
  };
}
