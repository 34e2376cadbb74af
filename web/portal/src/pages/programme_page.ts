import { html } from 'lit-html';
import { address } from '../api/client';
import { definePage } from '../core/page';
import { importForm } from '../parts/import';
import { pageHead, section } from '../parts/marks';

export const programmePage = definePage<null>({
  pattern: 'programme',
  section: 'programme',
  right: 'programme.import',
  title: (app) => app.t.nav.programme,
  load: () => Promise.resolve(null),
  show: (app) => html`${pageHead(app.t.nav.programme, app.t.programme.lead)}
    ${section('import', app.t.programme.import, importForm(app, { id: 'import-programme', path: '/programme/import', accept: '.zip', hint: app.t.programme.import_hint }))}
    ${section('export', app.t.programme.export, html`<p>${app.t.programme.export_hint}</p><p class="exports"><a href=${address('/programme/export.zip')} download>ZIP</a></p>`)}`,
});
