import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import type { SiteDetail, Stage, Written } from '../api/types';
import { stages } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { evidenceForm, evidenceList } from '../parts/evidence';
import { form } from '../parts/form';
import { history, tellWritten } from '../parts/history';
import { confidenceMark, known, orderLink, pageHead, regionLink, rows, section, stateMark } from '../parts/marks';
import { contact } from '../parts/nearest';
import { coordinates } from '../parts/place_box';

export const sitePage = definePage<SiteDetail>({
  pattern: 'sites/:id',
  section: 'map',
  title: (app, site) => app.say(site.name),
  load: (app, { id }, signal) => app.client.get<SiteDetail>(`/sites/${encodeURIComponent(id!)}`, {}, signal),
  show: (app, site) => html`${pageHead(app.say(site.name), nothing, app.say(site.kind_name))}
    ${rows([[app.t.site.state, html`${stateMark(app, site.state)} ${confidenceMark(app, site.confidence)}`]])}
    ${contact(app, site)}
    ${rows([
      [app.words.sites.phase, known(app, site.opens && app.format.date(site.opens))],
      [app.words.sites.place, html`${[site.place, site.district].map(app.say).filter(Boolean).join(', ')}, ${regionLink(app, site.region_id)}`],
      [app.t.nearest.coordinates, coordinates(site.point)],
      [app.words.card.serves, fill(app.words.card.serves_value, { places: app.format.number(site.serves.places), people: app.format.number(site.serves.people) })],
      [app.words.card.because, site.because.length > 0 ? site.because.map((order) => html`${orderLink(app, order)} `) : app.t.map.no_order],
      [app.words.card.source, app.say(site.source)],
    ])}
    ${app.may('site.write', site.region_id) ? html`<p class="actions"><a href=${app.href(`sites/${site.id}/edit`)}>${app.t.site.edit}</a></p>` : nothing}
    ${section('life', app.t.site.life, life(app, site))}
    ${section('evidence', app.t.evidence.heading, html`${evidenceList(app, site.evidence)}
      ${app.may('evidence.write', site.region_id) ? html`<details class="do"><summary>${app.t.evidence.file_it}</summary>${evidenceForm(app, { site: site.id })}</details>` : nothing}`)}
    ${app.me.account ? section('history', app.t.history.heading, history(app, `site/${site.id}`)) : nothing}`,
});

/** The stages in order: what is recorded with its day, what is not. The next one may be recorded; one that skips another is refused by the server. */
function life(app: App, site: SiteDetail): TemplateResult {
  const facts = new Map(site.stages.map((fact) => [fact.stage, fact]));
  return html`<ol class="life">${stages.map((stage) => {
    const fact = facts.get(stage);
    return html`<li class=${fact ? 'past' : ''} aria-current=${site.stage === stage ? 'step' : nothing}><b>${app.t.stages[stage]}</b>
      ${fact ? html`<span>${known(app, fact.from && app.format.date(fact.from))} ${confidenceMark(app, fact.confidence)}</span><span class="caption">${fact.recorded ? `${fact.recorded.by || (fact.recorded.role ? app.t.roles[fact.recorded.role] : '')} ${app.moment(fact.recorded.at)}` : app.say(fact.source)}</span>` : html`<span class="not-known">${app.t.site.not_recorded}</span>`}</li>`;
  })}</ol>
  ${app.may('site.write', site.region_id) && site.stage !== null ? stageForm(app, site) : nothing}`;
}

const stageForm = (app: App, site: SiteDetail): TemplateResult => html`<details class="do"><summary>${app.t.site.record_stage}</summary>
  ${site.next_stages.filter((own) => !own.allowed && own.reason).map((own) => html`<p class="caption">${app.t.stages[own.stage]}: ${app.say(own.reason)}</p>`)}
  ${form(app, {
    id: 'stage-form',
    label: app.t.site.record_stage,
    submit: app.t.site.record_stage,
    fields: [
      {
        name: 'stage',
        label: app.t.site.stage,
        kind: 'select',
        required: true,
        choices: stages.filter((stage) => !site.stages.some((fact) => fact.stage === stage)).map((stage) => ({ value: stage, label: app.t.stages[stage] })),
      },
      { name: 'from', label: app.t.site.since, kind: 'day', required: true, ...(app.programme ? { max: app.programme.today } : {}) },
      { name: 'evidence', label: app.t.reports.evidence, kind: 'select', choices: site.evidence.map((own) => ({ value: own.id, label: own.title })) },
      { name: 'note', label: app.t.reports.note, kind: 'long' },
    ],
    async send({ stage, from, evidence, note }) {
      const written = await app.client.post<Written<SiteDetail>>(`/sites/${encodeURIComponent(site.id)}/stages`, {
        stage: stage as Stage,
        from,
        ...(evidence ? { evidence: [evidence] } : {}),
        ...(note ? { note } : {}),
      });
      await app.reload();
      tellWritten(app, app.t.site.stage_recorded, written);
    },
  })}</details>`;
