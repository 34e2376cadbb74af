import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import type { JobState, Progress } from '../api/types';
import type { App } from '../core/app';
import { rows } from './marks';

export interface Run {
  state: JobState;
  progress: Progress | null;
  lost: boolean;
  stopping: boolean;
  /** null: who looks may not stop it. */
  stop: (() => void) | null;
}

/** A run while it lasts: what is the best so far, what no plan can beat, the gap between, how long it took and may take. */
export function progressPart(app: App, run: Run): TemplateResult {
  const now = run.progress;
  return html`<section class="part running" aria-labelledby="run-title"><h2 id="run-title">${app.t.jobs[run.state]}</h2>
    ${run.lost ? html`<p class="field-problem" role="status">${app.t.progress.lost}</p>` : nothing}
    ${
      now
        ? html`<p id="run-stage">${stage(app, now)}</p>
      ${now.stages ? html`<progress aria-labelledby="run-stage" max=${now.stages} .value=${now.stage_index ?? 0}></progress>` : nothing}
      ${rows([
        [app.t.progress.incumbent, value(app, now.incumbent)],
        [app.words.certificate.bound, value(app, now.bound)],
        [app.words.certificate.gap, now.gap === null ? app.t.not_known : percent(app, now.gap)],
        [app.t.progress.elapsed, seconds(app, now.seconds)],
        [app.t.progress.eta, now.eta === null ? app.t.not_known : seconds(app, now.eta)],
      ])}`
        : html`<p role="status">${app.t.progress.waiting}…</p>`
    }
    <p class="unseen" role="status">${now ? app.say(now.stage) : nothing}</p>
    ${run.stop ? html`<p class="actions"><button type="button" class="main" ?disabled=${run.stopping} @click=${run.stop}>${run.stopping ? `${app.t.progress.stopping}…` : app.t.progress.stop}</button>
      <span class="caption">${app.t.progress.stop_meaning}</span></p>` : nothing}</section>`;
}

const stage = (app: App, now: Progress): string =>
  now.stages ? `${fill(app.t.progress.stage, { n: (now.stage_index ?? 0) + 1, of: now.stages })}: ${app.say(now.stage)}` : app.say(now.stage);

const value = (app: App, number: number | null): string =>
  number === null ? app.t.not_known : app.format.written(Number.isInteger(number) ? String(number) : number.toFixed(2));

/** A gap is never shown smaller than it is. */
const percent = (app: App, share: number): string => app.format.written(`${(Math.ceil(share * 1e6) / 1e4).toFixed(4)} %`);

const seconds = (app: App, value: number): string => (value < 60 ? `${app.format.number(Math.round(value))}\u00a0${app.t.progress.seconds}` : app.format.duration(value));
