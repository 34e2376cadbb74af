import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { Refused } from '../api/client';
import type { App } from '../core/app';
import { sentence } from './states';

export interface Choice {
  value: string;
  label: string;
}

export interface Field {
  /** As the request's body names it: "name.kk", "values.languages". */
  name: string;
  label: string;
  kind?: 'text' | 'day' | 'select' | 'long' | 'file' | 'number' | 'password' | 'check' | 'address' | 'phone';
  choices?: Choice[];
  required?: boolean;
  hint?: string;
  value?: string | null;
  autocomplete?: AutoFill;
  lang?: string;
  accept?: string;
  min?: string;
  max?: string;
  /** A day: of the same form, the field whose day it may not precede. */
  since?: string;
  minLength?: number;
  /** Only digits, as of a one-time code. */
  digits?: boolean;
}

export interface Form {
  id: string;
  /** Name for a screen reader, where no heading says it. */
  label?: string;
  fields: Field[];
  submit: string;
  danger?: boolean;
  /** Throws Refused: its errors are put beside their fields. */
  send(values: Record<string, string>, data: FormData): Promise<void>;
  cancel?: () => void;
  /** An unfinished form keeps what was typed; a finished one is emptied unless this says otherwise. */
  keepAfter?: boolean;
}

interface Trouble {
  busy: boolean;
  general: string;
  fields: Record<string, string>;
}

const calm: Trouble = { busy: false, general: '', fields: {} };
const idOf = (form: Form, field: Field): string => `${form.id}-${field.name.replace(/\W/g, '-')}`;

/**
 * A form with its problems beside the fields: what the browser can tell before sending, and what the server says after. The first field in trouble gets
 * the focus. Fields keep what was typed when the page is drawn anew.
 */
export function form(app: App, own: Form): TemplateResult {
  const trouble = app.get<Trouble>(`form:${own.id}`, calm);
  const others = Object.entries(trouble.fields).filter(([name]) => !own.fields.some((field) => field.name === name));
  return html`<form id=${own.id} class="form" novalidate aria-label=${own.label ?? nothing} @submit=${(event: SubmitEvent) => void submit(app, own, event)}>
    ${own.fields.map((field) => fieldRow(app, own, field, trouble.fields[field.name]))}
    <div class="form-problem" role="alert">${trouble.general ? html`<p>${trouble.general}</p>` : nothing}
      ${others.map(([name, text]) => html`<p>${name}: ${text}</p>`)}</div>
    <p class="actions"><button type="submit" class=${own.danger ? 'main danger' : 'main'} ?disabled=${trouble.busy}>${trouble.busy ? `${app.t.form.sending}…` : own.submit}</button>
      ${own.cancel ? html`<button type="button" class="plain" @click=${own.cancel}>${app.t.form.cancel}</button>` : nothing}</p>
  </form>`;
}

function fieldRow(app: App, own: Form, field: Field, problem: string | undefined): TemplateResult {
  const id = idOf(own, field);
  const day = field.kind === 'day' ? app.get<string>(`day:${id}`, field.value ?? '') : '';
  const described = [field.hint ? `${id}-hint` : '', day ? `${id}-day` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  const about: About = { id, described: described || nothing, invalid: problem ? 'true' : nothing };
  const notes = html`${field.hint ? html`<span class="caption" id="${id}-hint">${field.hint}</span>` : nothing}
    ${day ? html`<span class="caption" id="${id}-day">${app.format.longDate(day)}</span>` : nothing}
    ${problem ? html`<span class="field-problem" id="${id}-problem">${problem}</span>` : nothing}`;
  if (field.kind === 'check') {
    return html`<div class="field check"><label for=${id}><input type="checkbox" id=${id} name=${field.name} value="yes" ?checked=${field.value === 'yes'}
      aria-describedby=${about.described} aria-invalid=${about.invalid}> ${field.label}</label>${notes}</div>`;
  }
  return html`<div class="field ${problem ? 'wrong' : ''}"><label for=${id}>${field.label}${field.required ? nothing : html` <span class="optional">${app.t.form.optional}</span>`}</label>
    ${control(app, field, about)}${notes}</div>`;
}

interface About {
  id: string;
  described: string | typeof nothing;
  invalid: string | typeof nothing;
}

function control(app: App, field: Field, { id, described, invalid }: About): TemplateResult {
  const required = field.required ? 'true' : nothing;
  if (field.kind === 'select') {
    return html`<select id=${id} name=${field.name} aria-describedby=${described} aria-invalid=${invalid} aria-required=${required}>
      ${field.required && field.value ? nothing : html`<option value="">${app.t.form.choose}</option>`}
      ${(field.choices ?? []).map(({ value, label }) => html`<option value=${value} ?selected=${value === field.value}>${label}</option>`)}</select>`;
  }
  if (field.kind === 'long') {
    return html`<textarea id=${id} name=${field.name} rows="3" lang=${field.lang ?? nothing} aria-describedby=${described} aria-invalid=${invalid} aria-required=${required} .defaultValue=${field.value ?? ''}></textarea>`;
  }
  if (field.kind === 'file') return fileControl(app, field, { id, described, invalid });
  if (field.kind === 'day') return dayControl(app, field, { id, described, invalid });
  const types: Record<string, string> = { number: 'number', password: 'password', address: 'url', phone: 'tel' };
  return html`<input id=${id} name=${field.name} type=${types[field.kind ?? ''] ?? 'text'} value=${field.value ?? ''} lang=${field.lang ?? nothing}
    autocomplete=${field.autocomplete ?? 'off'} inputmode=${field.digits ? 'numeric' : nothing} min=${field.min ?? nothing} max=${field.max ?? nothing}
    aria-describedby=${described} aria-invalid=${invalid} aria-required=${required}>`;
}

/**
 * The browser's own date field: it is typed and opened as on every other page of this browser, in the browser's order of day and month, which need not be the
 * page's. So the chosen day is said in the page's language beside it. Its value is always 2027-04-25.
 */
function dayControl(app: App, field: Field, { id, described, invalid }: About): TemplateResult {
  const say = (event: Event) => app.put(`day:${id}`, (event.target as HTMLInputElement).value);
  return html`<input id=${id} name=${field.name} type="date" value=${field.value ?? ''} min=${field.min ?? nothing} max=${field.max ?? nothing} autocomplete="off"
    aria-describedby=${described} aria-invalid=${invalid} aria-required=${field.required ? 'true' : nothing} @change=${say}>`;
}

/** The browser's own file button speaks the browser's language; this one speaks the page's. */
function fileControl(app: App, field: Field, { id, described, invalid }: About): TemplateResult {
  const chosen = app.get<string>(`file:${id}`, '');
  const choose = (event: Event) => app.put(`file:${id}`, (event.target as HTMLInputElement).files?.[0]?.name ?? '');
  return html`<span class="file"><input type="file" id=${id} name=${field.name} accept=${field.accept ?? nothing} aria-describedby=${described} aria-invalid=${invalid} @change=${choose}>
    <span class="file-face" aria-hidden="true">${app.t.form.choose_file}</span><span class="file-name">${chosen || app.t.form.no_file}</span></span>`;
}

async function submit(app: App, own: Form, event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const key = `form:${own.id}`;
  const element = event.target as HTMLFormElement;
  if (app.get<Trouble>(key, calm).busy) return;
  const data = new FormData(element);
  const values: Record<string, string> = {};
  for (const [name, value] of data) if (typeof value === 'string') values[name] = value.trim();
  const fields = check(app, own, values, data);
  if (Object.keys(fields).length > 0) return report(app, own, { busy: false, general: '', fields });
  app.put(key, { ...calm, busy: true });
  try {
    await own.send(values, data);
    if (!own.keepAfter) element.reset();
    for (const field of own.fields) app.keep(`file:${idOf(own, field)}`, '');
    if (!own.keepAfter) for (const field of own.fields) app.keep(`day:${idOf(own, field)}`, field.value ?? '');
    app.put(key, calm);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const said = Object.fromEntries((error.problem.errors ?? []).map(({ field, detail }) => [field, detail]));
    const general = error.problem.errors?.length ? '' : sentence(app, error.problem);
    report(app, own, { busy: false, general, fields: said });
  }
}

function report(app: App, own: Form, trouble: Trouble): void {
  app.put(`form:${own.id}`, trouble);
  const first = own.fields.find((field) => trouble.fields[field.name]);
  if (first) setTimeout(() => document.getElementById(idOf(own, first))?.focus());
}

/** What can be told without the server. */
function check(app: App, own: Form, values: Record<string, string>, data: FormData): Record<string, string> {
  const { form: words } = app.t;
  const found: Record<string, string> = {};
  for (const field of own.fields) {
    const value = field.kind === 'file' ? ((data.get(field.name) as File | null)?.name ?? '') : (values[field.name] ?? '');
    const element = document.getElementById(idOf(own, field)) as HTMLInputElement | null;
    if (element?.validity?.badInput) found[field.name] = field.kind === 'day' ? words.bad_day : words.bad_number;
    else if (field.required && !value) found[field.name] = words.needed;
    else if (field.kind === 'address' && value && !/^https?:\/\/\S+\.\S+/.test(value)) found[field.name] = words.bad_address;
    else if (field.kind === 'number' && value && !Number.isFinite(Number(value))) found[field.name] = words.bad_number;
    else if (field.digits && value && !/^[\d ]+$/.test(value)) found[field.name] = words.bad_code;
    else if (field.max && value && value > field.max && field.kind === 'day') found[field.name] = fill(words.not_after, { day: app.format.date(field.max) });
    else if (field.min && value && value < field.min && field.kind === 'day') found[field.name] = fill(words.not_before, { day: app.format.date(field.min) });
    else if (field.since && value && value < (values[field.since] ?? '')) found[field.name] = fill(words.not_before, { day: app.format.date(values[field.since]!) });
    else if (field.minLength && value && value.length < field.minLength) found[field.name] = fill(words.too_short, { n: field.minLength });
  }
  return found;
}
