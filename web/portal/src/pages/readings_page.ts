import { html, nothing, type TemplateResult } from 'lit-html';
import type { List, ReadingBrief } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { form, type Field } from '../parts/form';
import { pageHead } from '../parts/marks';
import { empty } from '../parts/states';

/** Published reports that were read for orders, and the form that reads another. */
export const readingsPage = definePage<List<ReadingBrief>>({
  pattern: 'readings',
  section: 'readings',
  right: 'reading.read',
  title: (app) => app.t.nav.readings,
  load: (app, _params, signal) => app.client.get<List<ReadingBrief>>('/readings', { limit: 200 }, signal),
  show: (app, { items }) => html`${pageHead(app.t.nav.readings, app.t.review.lead)}
    ${items.length === 0 ? empty(app.t.review.none) : table(app, items)}
    ${app.may('reading.write') ? addPart(app) : nothing}`,
});

const table = (app: App, items: ReadingBrief[]): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.nav.readings}><table id="table-readings"><caption class="unseen">${app.t.nav.readings}</caption>
  <thead><tr><th scope="col">${app.t.review.report}</th><th scope="col">${app.t.review.published}</th><th scope="col" class="number">${app.t.review.orders}</th><th scope="col" class="number">${app.t.review.decided}</th><th scope="col">${app.t.review.created}</th></tr></thead>
  <tbody>${items.map(
    (own) => html`<tr><th scope="row"><a href=${app.href(`readings/${own.id}`)}>${own.title || own.name}</a></th><td class="short">${app.day(own.published)}</td>
      <td class="number">${app.format.number(own.orders)}</td><td class="number">${app.format.number(own.decided)}</td>
      <td class="short">${app.moment(own.created.at)} <span class="caption">${own.created.by}</span></td></tr>`,
  )}</tbody></table></div>`;

function addPart(app: App): TemplateResult {
  const words = app.t.review;
  const from = app.get<'file' | 'text'>('reading:from', 'file');
  const source: Field[] =
    from === 'file'
      ? [{ name: 'file', label: words.file, kind: 'file', required: true, accept: '.txt,.html,.htm,.pdf,.docx', hint: words.file_hint }]
      : [
          { name: 'name', label: words.name, required: true },
          { name: 'file', label: words.pasted, kind: 'long', required: true },
        ];
  return html`<section class="part" aria-labelledby="reading-add-title"><h2 id="reading-add-title">${words.add}</h2>
    <fieldset class="choice-row"><legend>${words.from}</legend>
      ${(['file', 'text'] as const).map((value) => html`<label><input type="radio" name="reading-from" value=${value} .checked=${from === value} @change=${() => app.put('reading:from', value)}> ${value === 'file' ? words.from_file : words.from_text}</label>`)}</fieldset>
    ${form(app, {
      id: 'reading-form',
      label: words.add,
      submit: words.read,
      fields: [...source, { name: 'published', label: words.day, kind: 'day', hint: words.day_hint }],
      async send(values, data) {
        const file = data.get('file');
        const bytes = file instanceof File ? file : new Blob([values.file!], { type: 'text/plain' });
        const name = file instanceof File ? file.name : values.name!;
        const read = await app.client.post<ReadingBrief>('/readings', bytes, { name, published: values.published });
        app.go(`readings/${read.id}`);
      },
    })}</section>`;
}
