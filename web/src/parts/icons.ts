import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit-html';
import type { Words } from '../core/words';
import type { Confidence, Verdict } from '../core/model';

/** The words are all that a mark needs of its page. */
type Worded<Key extends keyof Words> = { words: Pick<Words, Key> };

const verdictShapes: Record<Verdict, SVGTemplateResult> = {
  met: svg`<circle cx="8" cy="8" r="7.5" class="solid"/><path d="m4.4 8.3 2.4 2.5 4.8-5.3" class="cut"/>`,
  on_track: svg`<circle cx="8" cy="8" r="6.7" class="line"/><path d="M4.6 8h6M8.2 5.2 11 8l-2.8 2.8" class="line"/>`,
  at_risk: svg`<path d="M8 .9 15.6 14.8H.4Z" class="solid"/><path d="M8 5.6v4.6M8 12v1.2" class="cut"/>`,
  not_met: svg`<rect x=".6" y=".6" width="14.8" height="14.8" rx="2" class="solid"/><path d="m4.8 4.8 6.4 6.4m0-6.4-6.4 6.4" class="cut"/>`,
  no_data: svg`<circle cx="8" cy="8" r="6.7" class="line dashed"/><path d="M5.2 8h5.6" class="line"/>`,
  described: svg`<path d="M2.5 3.5h11M2.5 8h11M2.5 12.5h7" class="line"/>`,
};

/** A verdict as icon, word and colour. */
export const verdictMark = (context: Worded<'verdict'>, verdict: Verdict): TemplateResult => html`<span class="verdict ${verdict}"
  ><svg viewBox="0 0 16 16" aria-hidden="true">${verdictShapes[verdict]}</svg>${context.words.verdict[verdict]}</span>`;

const confidenceShapes: Record<Confidence, SVGTemplateResult> = {
  published: svg`<circle cx="6" cy="6" r="5" class="solid"/>`,
  transcribed: svg`<circle cx="6" cy="6" r="4.6" class="line"/><circle cx="6" cy="6" r="2.4" class="solid"/>`,
  derived: svg`<circle cx="6" cy="6" r="4.6" class="line"/><path d="M6 1.4a4.6 4.6 0 0 1 0 9.2Z" class="solid"/>`,
  modelled: svg`<circle cx="6" cy="6" r="4.6" class="line"/>`,
  unverified: svg`<circle cx="6" cy="6" r="4.6" class="line dashed"/>`,
  demo: svg`<path d="M6 .9 11.1 6 6 11.1.9 6Z" class="line dashed"/>`,
};

/** How far a figure can be trusted: a small mark with its word (`brief`: the word only for a screen reader and as a tip). */
export const confidenceMark = (
  context: Worded<'confidence' | 'confidence_meaning'>,
  confidence: Confidence,
  brief = false,
): TemplateResult => html`<span
  class="confidence ${confidence}" title=${context.words.confidence_meaning[confidence]}
  ><svg viewBox="0 0 12 12" aria-hidden="true">${confidenceShapes[confidence]}</svg
  ><span class=${brief ? 'unseen' : ''}>${context.words.confidence[confidence]}</span></span>`;

export const fragileMark = (
  context: Worded<'orders'>,
): TemplateResult => html`<span class="fragile" title=${context.words.orders.fragile_meaning}
  ><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3.5h12l-1.6 6.2a4.6 4.6 0 0 1-8.8 0ZM8 13v2.2M5 15.4h6M8.6 3.5 7 6.4l2.2 1.4L8 10.4" class="line"/></svg
  >${context.words.orders.fragile}</span>`;
