import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../../src/core/words';
import { Refused } from '../api/client';
import type { ImportPreview, RegisterInfo, Written } from '../api/types';
import type { App } from '../core/app';
import { verdictMove } from './marks';
import { sentence } from './states';

interface Chosen {
  name: string;
  file: File;
  preview: ImportPreview | null;
  problem: string;
  busy: boolean;
}

/** Many records at once: a file is looked through first, every problem is named by row and column, and nothing is written before that is confirmed. */
export const importPart = (app: App, info: RegisterInfo): TemplateResult =>
  importForm(app, {
    id: `import-${info.id}`,
    path: `/registers/${encodeURIComponent(info.id)}/import`,
    accept: '.csv,.xlsx',
    hint: fill(app.t.import.columns, { columns: ['id', 'area', 'from', 'to', ...info.columns.map((column) => column.id), 'source', 'confidence'].join(', ') }),
  });

export interface Import {
  id: string;
  path: string;
  accept: string;
  hint: string;
}

export function importForm(app: App, own: Import): TemplateResult {
  const chosen = app.get<Chosen | null>(own.id, null);
  const choose = (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) void look(app, own, file);
  };
  return html`<div class="form import">
    <div class="field"><label for=${own.id}>${app.t.import.file}</label>
      <span class="file"><input type="file" id=${own.id} accept=${own.accept} aria-describedby="${own.id}-hint" @change=${choose}><span class="file-face" aria-hidden="true">${app.t.form.choose_file}</span><span class="file-name">${chosen?.name ?? app.t.form.no_file}</span></span>
      <span class="caption" id="${own.id}-hint">${own.hint}</span></div>
    <div role="status" aria-live="polite">${chosen?.busy ? html`<p>${app.t.states.loading}…</p>` : nothing}
      ${chosen?.problem ? html`<p class="field-problem">${chosen.problem}</p>` : nothing}
      ${chosen?.preview ? previewOf(app, own, chosen, chosen.preview) : nothing}</div></div>`;
}

async function look(app: App, own: Import, file: File): Promise<void> {
  const chosen: Chosen = { name: file.name, file, preview: null, problem: '', busy: true };
  app.put(own.id, chosen);
  app.put(own.id, { ...chosen, busy: false, ...(await ask<ImportPreview>(app, own, file, true, 'preview')) });
}

async function ask<T>(app: App, own: Import, file: File, preview: boolean, as: string): Promise<Record<string, unknown>> {
  try {
    return { [as]: await app.client.post<T>(own.path, typed(file), { preview }) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { problem: [sentence(app, error.problem), ...(error.problem.errors ?? []).map(({ field, detail }) => `${field}: ${detail}`)].join(' ') };
  }
}

function previewOf(app: App, own: Import, chosen: Chosen, preview: ImportPreview): TemplateResult {
  const { header, rows } = preview.sample;
  return html`<p>${fill(app.t.import.summary, { rows: app.format.number(preview.rows), new: app.format.number(preview.new), changed: app.format.number(preview.changed), same: app.format.number(preview.same) })}</p>
    ${preview.problems.length > 0 ? problems(app, preview) : html`<p>${app.t.import.no_problems}</p>`}
    ${preview.changes_of_verdict.map((move) => html`<p>${verdictMove(app, move)}</p>`)}
    ${rows.length > 0 ? html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.import.sample}><table><caption class="unseen">${app.t.import.sample}</caption>
      <thead><tr>${header.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows.slice(0, 10).map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>` : nothing}
    ${preview.problems.length === 0 && preview.new + preview.changed > 0 ? html`<p class="actions"><button type="button" class="main" @click=${() => void write(app, own, chosen)}>${fill(app.t.import.write, { n: app.format.number(preview.new + preview.changed) })}</button></p>` : nothing}`;
}

const problems = (app: App, preview: ImportPreview): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.import.problems}><table class="problems"><caption>${fill(app.t.import.problems_count, { n: preview.problems.length })}</caption>
  <thead><tr><th scope="col">${app.t.import.row}</th><th scope="col">${app.t.import.column}</th><th scope="col">${app.t.import.problem}</th></tr></thead>
  <tbody>${preview.problems.map((own) => html`<tr><td>${own.file ? `${own.file}: ` : ''}${own.row}</td><td>${own.column}</td><td>${own.detail}</td></tr>`)}</tbody></table></div>`;

async function write(app: App, own: Import, chosen: Chosen): Promise<void> {
  app.put(own.id, { ...chosen, busy: true });
  const said = (await ask<Written<unknown>>(app, own, chosen.file, false, 'written')) as { problem?: string; written?: Written<unknown> };
  if (said.problem) return app.put(own.id, { ...chosen, problem: said.problem, busy: false });
  app.put(own.id, null);
  await app.reload();
  app.tell(app.t.import.written, said.written?.changed ?? []);
}

const types: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

/** Browsers do not know every ending; the server goes by the type. */
const typed = (file: File): Blob => file.slice(0, file.size, types[file.name.split('.').at(-1)!.toLowerCase()] ?? file.type);
