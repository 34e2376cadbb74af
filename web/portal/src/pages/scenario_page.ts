import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { dataTable } from '../../../src/parts/data_table';
import { Refused } from '../api/client';
import { followJob } from '../api/job_events';
import type { Progress, ScenarioBrief, ScenarioDetail, Written } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { tellWritten } from '../parts/history';
import { confidenceMark, orderLink, pageHead, rows, section, verdictMark } from '../parts/marks';
import { progressPart } from '../parts/progress';
import { sentence } from '../parts/states';
import { scenarioState } from './scenarios_page';

export const scenarioPage = definePage<ScenarioDetail>({
  pattern: 'scenarios/:id',
  section: 'scenarios',
  right: 'scenario.read',
  title: (_app, own) => own.name,
  load: (app, { id }, signal) => app.client.get<ScenarioDetail>(`/scenarios/${encodeURIComponent(id!)}`, {}, signal),
  enter(app, own) {
    if (!own.job || (own.state !== 'running' && own.state !== 'queued')) return undefined;
    return followJob(own.job, {
      progress: (now) => {
        app.keep('job:lost', false);
        app.put('job:progress', now);
      },
      end: () => {
        app.keep('job:progress', null);
        void app.reload();
      },
      lost: () => app.put('job:lost', true),
    });
  },
  show: (app, own) => html`${pageHead(own.name, nothing, html`<a href=${app.href('scenarios')}>${app.t.nav.scenarios}</a>`)}
    ${own.adopted ? html`<p class="good">${app.t.scenarios.is_adopted}</p>` : nothing}
    ${own.state === 'running' || own.state === 'queued' ? running(app, own) : finished(app, own)}
    ${section('input', app.t.scenarios.input, input(app, own))}`,
});

const running = (app: App, own: ScenarioDetail): TemplateResult =>
  progressPart(app, {
    state: own.state,
    progress: app.get<Progress | null>('job:progress', null),
    lost: app.get('job:lost', false),
    stopping: app.get('job:stopping', false),
    stop: app.may('scenario.run') ? () => void stop(app, own) : null,
  });

/** Asks the run to end; what it has found until then is kept, with its bound. */
async function stop(app: App, own: ScenarioDetail): Promise<void> {
  app.put('job:stopping', true);
  try {
    await app.client.post(`/jobs/${encodeURIComponent(own.job!)}/stop`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.keep('job:stopping', false);
    app.tell(sentence(app, error.problem));
  }
}

const finished = (app: App, own: ScenarioDetail): TemplateResult => html`
  ${rows([
    [app.t.scenarios.state, html`<b>${scenarioState(app, own)}</b>${own.state === 'stopped' ? html` ${app.t.scenarios.stopped_keeps}` : nothing}`],
    ...(own.status === 'feasible' && own.gap ? [[app.words.certificate.gap, app.format.written(own.gap)] as [string, unknown]] : []),
  ])}
  ${own.conflict ? conflict(app, own.conflict) : nothing}
  ${own.sites.length > 0 && !own.adopted && app.may('scenario.adopt') ? adoption(app, own) : nothing}
  ${own.objectives.length > 0 ? section('proof', app.words.certificate.title, objectives(app, own)) : nothing}
  ${own.phases.length > 0 ? section('phases', app.words.budget.title, phases(app, own)) : nothing}
  ${own.sites.length > 0 ? section('openings', app.words.sites.title, openings(app, own)) : nothing}
  ${own.orders.length > 0 ? section('orders', app.words.contents.orders, orders(app, own)) : nothing}
  ${own.plan_hash ? html`<p class="hash">${app.words.certificate.hash} <code class="hash-code">${own.plan_hash}</code></p>` : nothing}`;

const conflict = (app: App, own: NonNullable<ScenarioDetail['conflict']>): TemplateResult => html`<section class="part conflict" aria-labelledby="conflict-title"><h2 id="conflict-title">${app.t.scenarios.conflict}</h2>
  <ul>${own.what.map((text) => html`<li>${app.say(text)}</li>`)}</ul>
  ${own.repairs.length > 0 ? html`<h3>${app.t.scenarios.repairs}</h3><ul>${own.repairs.map((text) => html`<li>${app.say(text)}</li>`)}</ul>` : nothing}</section>`;

/** Adopting is asked twice, since it changes what every order promises. */
function adoption(app: App, own: ScenarioBrief): TemplateResult {
  const sure = app.get('adopt:sure', false);
  if (!sure) return html`<p class="actions"><button type="button" class="main" @click=${() => app.put('adopt:sure', true)}>${app.t.scenarios.adopt}…</button></p>`;
  return html`<div class="confirm" role="group" aria-labelledby="adopt-question"><p id="adopt-question">${fill(app.t.scenarios.adopt_question, { n: own.openings ?? 0 })}</p>
    <p class="actions"><button type="button" class="main" @click=${() => void adopt(app, own)}>${app.t.scenarios.adopt}</button>
    <button type="button" class="plain" @click=${() => app.put('adopt:sure', false)}>${app.t.form.cancel}</button></p></div>`;
}

async function adopt(app: App, own: ScenarioBrief): Promise<void> {
  try {
    const written = await app.client.post<Written<ScenarioBrief>>(`/scenarios/${encodeURIComponent(own.id)}/adopt`);
    app.programme = await app.client.get('/programme');
    await app.reload();
    tellWritten(app, app.t.scenarios.adopted_now, written);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.tell(sentence(app, error.problem));
  }
}

const objectives = (app: App, own: ScenarioDetail): TemplateResult => html`<p class="intro">${app.words.certificate.intro}</p>
  <div class="scroller" tabindex="0" role="group" aria-label=${app.words.certificate.title}><table><caption class="unseen">${app.words.certificate.title}</caption>
  <thead><tr><th scope="col">${app.words.certificate.objective}</th><th scope="col" class="number">${app.words.certificate.value}</th><th scope="col" class="number">${app.words.certificate.bound}</th><th scope="col" class="number">${app.words.certificate.gap}</th></tr></thead>
  <tbody>${own.objectives.map((line) => html`<tr><th scope="row">${app.say(line.name)} <span class="caption">${app.say(line.unit)}</span></th><td class="number">${app.format.written(line.value)}</td><td class="number">${app.format.written(line.bound)}</td><td class="number">${app.format.written(line.gap)}</td></tr>`)}</tbody></table></div>`;

const phases = (app: App, own: ScenarioDetail): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${app.words.budget.title}><table><caption class="unseen">${app.words.budget.title}</caption>
  <thead><tr><th scope="col">${app.words.budget.phase}</th><th scope="col" class="number">${app.words.budget.openings}</th><th scope="col" class="number">${app.words.budget.spent}</th><th scope="col" class="number">${app.words.budget.budget}</th></tr></thead>
  <tbody>${own.phases.map((phase) => html`<tr><th scope="row">${phase.id} <span class="caption">${app.format.date(phase.start)} – ${app.format.date(phase.end)}</span></th><td class="number">${phase.openings}</td><td class="number">${app.format.money(phase.spent)}</td><td class="number">${phase.budget === null ? app.words.budget.no_limit : app.format.money(phase.budget)} ${confidenceMark(app, phase.confidence, true)}</td></tr>`)}</tbody></table></div>`;

const openings = (app: App, own: ScenarioDetail): TemplateResult =>
  dataTable(app, {
    id: 'openings',
    caption: app.words.sites.title,
    rows: own.sites,
    brief: 50,
    firstSort: { column: '', descending: false },
    search: (site) => [site.name, site.place, site.region].flatMap((text) => Object.values(text)),
    columns: [
      { id: 'name', name: app.words.sites.name, value: (site) => app.say(site.name) },
      { id: 'kind', name: app.words.sites.kind, value: (site) => app.say(site.kind_name) },
      { id: 'place', name: app.words.sites.place, value: (site) => app.say(site.place) },
      { id: 'region', name: app.words.sites.region, value: (site) => app.say(site.region) },
      { id: 'phase', name: app.words.sites.phase, value: (site) => own.phases[site.phase]?.id ?? null },
      { id: 'cost', name: app.words.sites.cost, value: (site) => site.open_cost, cell: (site) => app.format.money(site.open_cost), numeric: true },
      { id: 'newly', name: app.words.sites.newly_reached, value: (site) => site.newly_reached, cell: (site) => app.format.number(site.newly_reached), numeric: true },
      { id: 'orders', name: app.words.sites.orders, value: (site) => site.because.join(' '), cell: (site) => (site.because.length > 0 ? site.because.map((id) => html`${orderLink(app, id)} `) : '–') },
    ],
  });

const orders = (app: App, own: ScenarioDetail): TemplateResult => html`<ul class="plain-list">${own.orders.map((order) => html`<li>${orderLink(app, order.id)} ${verdictMark(app, order.plan)}${order.fragile ? html` <span class="caption">${app.words.orders.fragile}</span>` : nothing} ${app.say(order.text)}</li>`)}</ul>`;

/** What was asked for, as far as it is known: a plan that came as a file has none of it. */
const input = (app: App, { input: own, created }: ScenarioDetail): TemplateResult => {
  const lines: [string, unknown, boolean][] = [
    [app.t.scenarios.created, `${app.moment(created.at)} ${created.by}`, true],
    [app.t.scenarios.budget, `${app.format.number(own.budget_percent ?? 100)}\u00a0%`, own.budget_percent !== undefined],
    [app.t.scenarios.stop_gap, `${app.format.written(own.gap_percent ?? '0')}\u00a0%`, own.gap_percent !== undefined],
    [app.t.scenarios.time_limit, app.format.number(own.time_limit ?? 0), (own.time_limit ?? null) !== null],
    [app.t.scenarios.forbid, own.forbid?.join(', '), (own.forbid ?? []).length > 0],
    [app.t.scenarios.require, own.require?.join(', '), (own.require ?? []).length > 0],
    [app.t.scenarios.near_adopted, own.near_adopted ? app.t.form.yes : app.t.form.no, own.near_adopted !== undefined],
  ];
  return rows(lines.filter(([, , said]) => said).map(([name, value]) => [name, value]));
};
