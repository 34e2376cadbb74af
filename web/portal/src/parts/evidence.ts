import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { address } from '../api/client';
import type { Evidence, EvidenceInput, EvidenceKey, StoredFile, Written } from '../api/types';
import type { App } from '../core/app';
import { form, type Field } from './form';
import { tellWritten } from './history';
import { confidenceMark } from './marks';
import { empty } from './states';

const fileAddress = (own: Evidence): string => address(`/evidence/${encodeURIComponent(own.id)}/file`);

/** Documents, photographs and links that show something was done, newest first, each with its day and who filed it. */
export const evidenceList = (app: App, list: Evidence[]): TemplateResult =>
  list.length === 0
    ? empty(app.t.evidence.nothing)
    : html`<ul class="evidence-list">${list.map(
        (own) => html`<li>
      <p><span class="kind">${app.t.evidence[own.kind]}</span> ${title(app, own)} ${confidenceMark(app, own.confidence)}
        ${own.stale ? html`<span class="late">${app.t.evidence.stale}</span>` : nothing}</p>
      <p class="caption">${fill(app.t.evidence.shows, { day: app.format.date(own.day) })}${own.area ? html` · ${app.say(own.area.name)}` : nothing}${own.recorded ? html` · ${filed(app, own)}` : nothing}</p>
    </li>`,
      )}</ul>`;

function title(app: App, own: Evidence): TemplateResult {
  if (own.file) return html`<a href=${fileAddress(own)} download>${own.title}</a> <span class="caption">${own.file.name}, ${size(app, own.file.bytes)}</span>`;
  if (own.url && /^https?:/.test(own.url)) return html`<a href=${own.url} rel="noopener noreferrer nofollow" target="_blank">${own.title}</a>`;
  return html`${own.title}`;
}

const filed = (app: App, own: Evidence): string =>
  fill(app.t.evidence.filed, { at: app.moment(own.recorded!.at), by: own.recorded!.by || (own.recorded!.role ? app.t.roles[own.recorded!.role] : app.t.not_known) });

/** 1 532 KB: thousands of bytes, rounded up. */
const size = (app: App, bytes: number): string => `${app.format.number(Math.ceil(bytes / 1000))}\u00a0${app.t.evidence.kilobytes}`;

/** For whom it may be filed: an order or a site. */
export interface Subject {
  order?: string;
  site?: string;
  keys?: EvidenceKey[];
}

/** Files a document, a photograph or a link; the answer tells which verdicts it moved. */
export function evidenceForm(app: App, subject: Subject): TemplateResult {
  const id = 'evidence-form';
  const kind = app.get<Evidence['kind']>(`${id}:kind`, 'document');
  const keys = subject.keys ?? [];
  const fields: Field[] = [
    { name: 'title', label: app.t.evidence.title, required: true },
    { name: 'day', label: app.t.evidence.day, kind: 'day', required: true, ...(app.programme ? { max: app.programme.today } : {}) },
    ...(keys.length > 0
      ? [{ name: 'about', label: app.t.evidence.about, kind: 'select' as const, required: true, ...(keys.length === 1 ? { value: keys[0]!.about } : {}), choices: keys.map((key) => ({ value: key.about, label: app.say(key.text) })) }]
      : []),
    areaField(app),
    kind === 'link'
      ? { name: 'url', label: app.t.evidence.address, kind: 'address', required: true, hint: 'https://…' }
      : { name: 'file', label: app.t.evidence.file, kind: 'file', required: true, accept: kind === 'photo' ? 'image/jpeg,image/png,image/webp' : '.pdf,.docx,.xlsx,.odt,.ods,.jpg,.png', hint: app.t.evidence.file_hint },
  ];
  return html`<div class="form-block"><fieldset class="choice-row"><legend>${app.t.evidence.kind}</legend>
      ${(['document', 'photo', 'link'] as const).map((value) => html`<label><input type="radio" name="evidence-kind" value=${value} .checked=${kind === value} @change=${() => app.put(`${id}:kind`, value)}> ${app.t.evidence[value]}</label>`)}</fieldset>
    ${form(app, { id, label: app.t.evidence.file_it, fields, submit: app.t.evidence.file_it, send: (values, data) => send(app, subject, kind, values, data) })}</div>`;
}

function areaField(app: App): Field {
  const own = app.ownRegion;
  const regions = (app.programme?.regions ?? []).filter((region) => !own || region.id === own);
  return { name: 'area', label: app.t.evidence.area, kind: 'select', ...(own ? { value: own, required: true } : {}), choices: regions.map((region) => ({ value: region.id, label: app.say(region.name) })) };
}

async function send(app: App, subject: Subject, kind: Evidence['kind'], values: Record<string, string>, data: FormData): Promise<void> {
  const file = data.get('file');
  const stored = file instanceof File ? await app.client.post<StoredFile>('/files', file, { name: file.name }) : null;
  const input: EvidenceInput = {
    kind,
    title: values.title!,
    day: values.day!,
    ...(values.about ? { about: values.about } : {}),
    ...(values.area ? { area: values.area } : {}),
    ...(subject.order ? { order: subject.order } : {}),
    ...(subject.site ? { site: subject.site } : {}),
    ...(values.url ? { url: values.url } : {}),
    ...(stored ? { file: stored.id } : {}),
  };
  const written = await app.client.post<Written<Evidence>>('/evidence', input);
  await app.reload();
  tellWritten(app, app.t.evidence.filed_now, written);
}
