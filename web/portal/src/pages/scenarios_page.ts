import { html, nothing, type TemplateResult } from 'lit-html';
import type { List, Place, ScenarioBrief, ScenarioInput } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { form } from '../parts/form';
import { pageHead } from '../parts/marks';
import { placeBox } from '../parts/place_box';
import { empty } from '../parts/states';

export const scenariosPage = definePage<List<ScenarioBrief>>({
  pattern: 'scenarios',
  section: 'scenarios',
  right: 'scenario.read',
  title: (app) => app.t.nav.scenarios,
  load: (app, _params, signal) => app.client.get<List<ScenarioBrief>>('/scenarios', { limit: 200 }, signal),
  show: (app, { items }) => html`${pageHead(app.t.nav.scenarios, app.t.scenarios.lead)}
    ${app.may('scenario.run') ? html`<p class="actions"><a class="main" href=${app.href('scenarios/new')}>${app.t.scenarios.start}</a></p>` : nothing}
    ${items.length === 0 ? empty(app.t.scenarios.none) : html`${table(app, items)}${compareForm(app, items)}`}`,
});

/** How a run ended, in words; while it runs, that it does. */
export const scenarioState = (app: App, own: ScenarioBrief): string =>
  own.state === 'done' && own.status ? app.words.status[own.status] : app.t.jobs[own.state];

const table = (app: App, items: ScenarioBrief[]): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.nav.scenarios}><table><caption class="unseen">${app.t.nav.scenarios}</caption>
  <thead><tr><th scope="col">${app.t.scenarios.name}</th><th scope="col">${app.t.scenarios.state}</th><th scope="col" class="number">${app.words.budget.openings}</th><th scope="col" class="number">${app.words.sites.cost}</th><th scope="col" class="number">${app.t.scenarios.reached}</th><th scope="col" class="number">${app.words.certificate.gap}</th><th scope="col">${app.t.scenarios.created}</th></tr></thead>
  <tbody>${items.map(
    (own) => html`<tr><th scope="row"><a href=${app.href(`scenarios/${own.id}`)}>${own.name}</a>${own.adopted ? html` <span class="adopted">${app.t.scenarios.adopted}</span>` : nothing}</th>
      <td>${scenarioState(app, own)}</td><td class="number">${number(app, own.openings)}</td><td class="number">${own.cost === null ? '–' : app.format.money(own.cost)}</td><td class="number">${number(app, own.reached)}</td>
      <td class="number">${own.gap === null ? '–' : app.format.written(own.gap)}</td><td class="short">${app.moment(own.created.at)} <span class="caption">${own.created.by}</span></td></tr>`,
  )}</tbody></table></div>`;

const number = (app: App, value: number | null): string => (value === null ? '–' : app.format.number(value));

function compareForm(app: App, items: ScenarioBrief[]): TemplateResult {
  const choices = [
    { value: 'today', label: app.t.scenarios.today },
    ...(app.programme?.adopted ? [{ value: 'adopted', label: app.t.scenarios.adopted_plan }] : []),
    ...items.filter((own) => own.openings !== null).map((own) => ({ value: own.id, label: own.name })),
  ];
  return html`<section class="part" aria-labelledby="compare-title"><h2 id="compare-title">${app.t.scenarios.compare}</h2>
    ${form(app, {
      id: 'compare-form',
      label: app.t.scenarios.compare,
      submit: app.t.scenarios.compare,
      keepAfter: true,
      fields: [
        { name: 'a', label: app.t.scenarios.first, kind: 'select', required: true, choices },
        { name: 'b', label: app.t.scenarios.second, kind: 'select', required: true, choices },
      ],
      send({ a, b }) {
        app.go('scenarios/compare', { a: a!, b: b! });
        return Promise.resolve();
      },
    })}</section>`;
}

export const newScenarioPage = definePage<null>({
  pattern: 'scenarios/new',
  section: 'scenarios',
  right: 'scenario.run',
  title: (app) => app.t.scenarios.start,
  load: () => Promise.resolve(null),
  show: (app) => html`${pageHead(app.t.scenarios.start, app.t.scenarios.start_lead)}
    <div class="form">${placeList(app, 'forbid', app.t.scenarios.forbid)}${placeList(app, 'require', app.t.scenarios.require)}</div>
    ${form(app, {
      id: 'scenario-form',
      label: app.t.scenarios.start,
      submit: app.t.scenarios.run,
      fields: [
        { name: 'name', label: app.t.scenarios.name, required: true },
        { name: 'budget_percent', label: app.t.scenarios.budget, kind: 'number', required: true, value: '100', min: '0', hint: app.t.scenarios.budget_hint },
        { name: 'gap_percent', label: app.t.scenarios.stop_gap, kind: 'number', required: true, value: '0', min: '0', hint: app.t.scenarios.stop_gap_hint },
        { name: 'time_limit', label: app.t.scenarios.time_limit, kind: 'number', min: '1' },
        ...(app.programme?.adopted ? [{ name: 'near_adopted', label: app.t.scenarios.near_adopted, kind: 'check' as const }] : []),
      ],
      async send(values) {
        const input: ScenarioInput = {
          name: values.name!,
          forbid: app.get<Place[]>('forbid', []).map((place) => place.id),
          require: requirements(app),
          budget_percent: Number(values.budget_percent),
          gap_percent: values.gap_percent!,
          time_limit: values.time_limit ? Number(values.time_limit) : null,
          near_adopted: values.near_adopted === 'yes',
        };
        const started = await app.client.post<ScenarioBrief>('/scenarios', input);
        app.go(`scenarios/${started.id}`);
      },
    })}`,
});

/** What opens at a place that must have one: the first kind of House that may open. */
function requirements(app: App): string[] {
  const kind = app.get('require:kind', '') || firstKind(app);
  return app.get<Place[]>('require', []).map((place) => `${place.id}:${kind}`);
}

const firstKind = (app: App): string => {
  const open = (app.programme?.kinds ?? []).filter((kind) => kind.can_open);
  return (open.find((kind) => kind.is_house) ?? open[0])?.id ?? '';
};

function placeList(app: App, id: 'forbid' | 'require', label: string): TemplateResult {
  const chosen = app.get<Place[]>(id, []);
  const without = (place: Place) => app.put(id, chosen.filter((own) => own.id !== place.id));
  const add = (place: Place) => {
    app.keep(`scenario-${id}:text`, '');
    app.put(id, [...chosen.filter((own) => own.id !== place.id), place]);
  };
  const kinds = (app.programme?.kinds ?? []).filter((kind) => kind.can_open);
  return html`<div class="field">${placeBox(app, `scenario-${id}`, label, { place: add })}
    ${chosen.length > 0 ? html`<ul class="chips">${chosen.map((place) => html`<li>${app.say(place.name)} <button type="button" class="plain small" aria-label="${app.t.scenarios.take_out}: ${app.say(place.name)}" @click=${() => without(place)}>×</button></li>`)}</ul>` : nothing}
    ${id === 'require' && chosen.length > 0 ? html`<label><span>${app.words.sites.kind}</span> <select @change=${(event: Event) => app.put('require:kind', (event.target as HTMLSelectElement).value)}>${kinds.map((kind) => html`<option value=${kind.id} ?selected=${kind.id === (app.get('require:kind', '') || firstKind(app))}>${app.say(kind.name)}</option>`)}</select></label>` : nothing}</div>`;
}
