import { html, nothing, type TemplateResult } from 'lit-html';
import { languages } from '../../../src/core/model';
import { matches } from '../../../src/core/select';
import type { Decision, DecisionInput, Modality, Named, Reading, Statement } from '../api/types';
import type { App } from '../core/app';
import { combobox } from './combobox';
import { form } from './form';

const modalities: Modality[] = ['ordered', 'required', 'supported', 'described'];
const kMostShown = 8;

/** What was chosen by name before: a form begins with what is there. */
export function forgetDraft(app: App, one: Statement): void {
  for (const list of ['areas', 'bodies']) app.keep(`draft-${one.id}-${list}`, null);
}

/** Changes what was read; what is left alone stays so. Areas and bodies are chosen by name. */
export function draftForm(app: App, own: Reading, one: Statement, decision: Decision | undefined, card: { decide(input: DecisionInput): Promise<void>; close(): void }): TemplateResult {
  const words = app.t.review;
  const labels = { kk: words.text_kk, ru: words.text_ru, en: words.text_en };
  const areas = { id: `draft-${one.id}-areas`, label: words.areas, all: own.areas, first: decision?.areas ?? one.areas };
  const bodies = { id: `draft-${one.id}-bodies`, label: words.bodies, all: own.bodies, first: decision?.bodies ?? one.bodies };
  const due = (decision?.due !== undefined ? decision.due : one.due?.date) ?? '';
  return html`<div class="draft-form">${namesBox(app, areas)}${namesBox(app, bodies)}
    ${form(app, {
      id: `draft-form-${one.id}`,
      label: words.edit,
      submit: app.t.form.save,
      cancel: card.close,
      fields: [
        { name: 'modality', label: words.modality, kind: 'select', required: true, value: decision?.modality ?? one.modality, choices: modalities.map((value) => ({ value, label: app.words.modality[value] })) },
        { name: 'issuer', label: words.issuer, kind: 'select', value: decision?.issuer ?? one.issuer ?? '', choices: own.bodies.map(({ id, name }) => ({ value: id, label: app.say(name) })) },
        ...languages.map((language) => ({ name: `text.${language}`, label: labels[language], kind: 'long' as const, lang: language, value: decision?.text?.[language] ?? (language === one.language ? one.text : '') })),
        { name: 'due', label: words.when, kind: 'day', value: due },
        { name: 'note', label: words.note, kind: 'long', value: decision?.note ?? '' },
      ],
      send: (values) =>
        card.decide({
          decision: 'edit',
          modality: values.modality as Modality,
          text: Object.fromEntries(languages.map((language) => [language, values[`text.${language}`] ?? ''])),
          note: values.note ?? '',
          ...changed('issuer', values.issuer ?? '', one.issuer ?? ''),
          ...changed('areas', chosen(app, areas), one.areas),
          ...changed('bodies', chosen(app, bodies), one.bodies),
          ...changed('due', values.due || null, one.due?.date ?? null),
        }),
    })}</div>`;
}

const changed = <T>(field: string, value: T, read: T): Record<string, T> => (JSON.stringify(value) === JSON.stringify(read) ? {} : { [field]: value });

interface Names {
  id: string;
  label: string;
  all: Named[];
  first: string[];
}

const chosen = (app: App, names: Names): string[] => app.get<string[] | null>(names.id, null) ?? names.first;

/** Some of many by name: typed letters find, Enter takes, a press on × takes out. */
function namesBox(app: App, names: Names): TemplateResult {
  const words = app.t.review;
  const text = app.get(`${names.id}:text`, '');
  const ids = chosen(app, names);
  const named = (id: string) => {
    const found = names.all.find((own) => own.id === id);
    return found ? app.say(found.name) : id;
  };
  const add = (id: string) => {
    app.keep(`${names.id}:text`, '');
    app.put(names.id, [...ids, id]);
  };
  const found = text.trim() === '' ? [] : names.all.filter((own) => !ids.includes(own.id) && matches(text, [own.name.kk, own.name.ru, own.name.en]));
  return html`<div class="field">${combobox({
    id: names.id,
    label: names.label,
    placeholder: words.choose_name,
    text,
    open: text.trim() !== '',
    nothing: words.no_such,
    options: found.slice(0, kMostShown).map((own) => ({
      id: own.id,
      label: html`<b>${app.say(own.name)}</b> ${own.in ? html`<span class="caption">${app.say(own.in.name)}</span>` : nothing}`,
      choose: () => add(own.id),
    })),
    close: () => app.put(`${names.id}:text`, ''),
    input: (typed) => app.put(`${names.id}:text`, typed),
  })}
    ${ids.length > 0 ? html`<ul class="chips">${ids.map((id) => html`<li>${named(id)} <button type="button" class="plain small" aria-label="${words.take_out}: ${named(id)}" @click=${() => app.put(names.id, ids.filter((other) => other !== id))}>×</button></li>`)}</ul>` : nothing}</div>`;
}
