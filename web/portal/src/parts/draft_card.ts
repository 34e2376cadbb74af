import { html, nothing, type TemplateResult } from 'lit-html';
import type { Decision, DecisionInput, Named, Reading, Statement } from '../api/types';
import type { App } from '../core/app';
import { draftForm } from './draft_form';
import { rows } from './marks';

/** Is it proposed as an order? What says the same as a fuller one, or obliges nobody, is not. */
export const isDraft = (one: Statement): boolean => one.modality !== 'described' && !one.same_as;

export interface Card {
  now: boolean;
  editing: boolean;
  choose(): void;
  /** null: take it back. */
  decide(input: DecisionInput | null): Promise<void>;
  edit(): void;
  close(): void;
}

/** A draft order: its passage, what was read in it, what a person has to look at, and the decision with who and when. */
export function draftCard(app: App, own: Reading, one: Statement, card: Card): TemplateResult {
  const decision = own.decisions[one.id];
  const modality = decision?.modality ?? one.modality;
  const choose = (event: Event) => {
    if (!(event.target as HTMLElement).closest('button, form, a')) card.choose();
  };
  return html`<article class="draft ${modality} ${card.now ? 'now' : ''} ${decision?.decision === 'reject' ? 'rejected' : ''}" data-id=${one.id} aria-labelledby="draft-${one.id}" aria-current=${card.now ? 'true' : nothing} @click=${choose}>
    <h3 id="draft-${one.id}"><span class="draft-kind">${app.words.modality[modality]}</span> <span class="caption">${one.id} · ${term(app, own, `part.${one.part}`)} · ${app.format.number(Math.round(one.confidence * 100))}\u00a0%</span></h3>
    <blockquote lang=${one.language}>${decision?.text?.[one.language] || one.text}</blockquote>
    ${rows(facts(app, own, one, decision))}
    ${one.flags.length > 0 ? html`<p class="caption">${app.t.review.flags}:</p><ul class="draft-flags">${one.flags.map((flag) => html`<li>${term(app, own, `flag.${flag}`)}</li>`)}</ul>` : nothing}
    ${decision?.decision ? html`<p class="draft-decision"><b>${state(app, decision.decision)}</b> <span class="caption">${[decision.recorded.by, app.moment(decision.recorded.at)].join(', ')}</span>${decision.note ? html`<br>${decision.note}` : nothing}</p>` : nothing}
    ${app.may('reading.write') ? buttons(app, decision, card) : nothing}
    ${card.editing ? draftForm(app, own, one, decision, card) : nothing}
  </article>`;
}

const term = (app: App, own: Reading, key: string): string => app.say(own.terms[key] ?? null);

const state = (app: App, decision: DecisionInput['decision']): string =>
  ({ confirm: app.t.review.confirmed, edit: app.t.review.edited, reject: app.t.review.rejected })[decision];

const name = (app: App, list: Named[], id: string): string => {
  const found = list.find((own) => own.id === id);
  return found ? app.say(found.name) : id;
};

/** Who, what, where, by when: as decided, else as it was read. */
function facts(app: App, own: Reading, one: Statement, decision: Decision | undefined): [string, unknown][] {
  const words = app.t.review;
  const issuer = decision?.issuer ?? one.issuer ?? '';
  const bodies = decision?.bodies ?? one.bodies;
  const who = [...bodies.map((id) => name(app, own.bodies, id)), ...(decision?.bodies ? [] : one.bodies_unnamed.map(({ text }) => `“${text}”`))];
  const where = [
    ...(decision?.areas ?? one.areas).map((id) => name(app, own.areas, id)),
    ...(decision?.areas ? [] : one.areas_ambiguous.map(({ text, candidates }) => `${text} (${candidates.map((id) => name(app, own.areas, id)).join(' / ')}?)`)),
    ...(one.every && !decision?.areas ? [term(app, own, `every.${one.every}`)] : []),
    ...(one.open_ended ? [term(app, own, 'and_others')] : []),
    ...(one.reason ? [`“${one.reason}”`] : []),
  ];
  const said: [string, string][] = [
    [words.speaker, one.speaker ?? ''],
    [words.issuer, issuer && name(app, own.bodies, issuer)],
    [words.who, who.join(', ')],
    [words.what, one.subject ? term(app, own, `subject.${one.subject}`) + (one.number ? ` × ${app.format.number(one.number)}` : '') : ''],
    [words.where, where.join(', ')],
    [words.when, due(app, one, decision)],
    [words.also, own.report.statements.filter((other) => other.same_as === one.id).map((other) => `${term(app, own, `part.${other.part}`)}: ${other.text}`).join(' · ')],
  ];
  return said.filter(([, value]) => value !== '');
}

function due(app: App, one: Statement, decision: Decision | undefined): string {
  if (decision?.due !== undefined) return decision.due ? app.day(decision.due) : app.t.review.no_due;
  if (!one.due) return '';
  return `“${one.due.text}” → ${app.day(one.due.date)}${one.due.interpreted ? ` (${app.t.review.interpreted})` : ''}`;
}

function buttons(app: App, decision: Decision | undefined, card: Card): TemplateResult {
  const words = app.t.review;
  const button = (kind: DecisionInput['decision'], label: string, key: string, run: () => void) =>
    html`<button type="button" class="plain" aria-pressed=${String(decision?.decision === kind)} aria-keyshortcuts=${card.now ? key : nothing} @click=${run}>${label}</button>`;
  return html`<p class="actions">${button('confirm', words.confirm, 'c', () => void card.decide({ decision: 'confirm' }))}
    ${button('edit', words.edit, 'e', card.edit)}
    ${button('reject', words.reject, 'r', () => void card.decide({ decision: 'reject' }))}
    ${decision?.decision ? html`<button type="button" class="plain" aria-keyshortcuts=${card.now ? 'u' : nothing} @click=${() => void card.decide(null)}>${words.undo}</button>` : nothing}</p>`;
}
