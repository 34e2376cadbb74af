import { html, nothing } from 'lit-html';
import type { Evidence } from '../api/types';
import { definePage } from '../core/page';
import { evidenceList } from '../parts/evidence';
import { history } from '../parts/history';
import { orderLink, pageHead, rows, section } from '../parts/marks';

export const evidencePage = definePage<Evidence>({
  pattern: 'evidence/:id',
  section: '',
  title: (_app, own) => own.title,
  load: (app, { id }, signal) => app.client.get<Evidence>(`/evidence/${encodeURIComponent(id!)}`, {}, signal),
  show: (app, own) => html`${pageHead(own.title, nothing, app.t.evidence[own.kind])}
    ${evidenceList(app, [own])}
    ${rows([
      ...(own.order ? [[app.words.orders.order, orderLink(app, own.order)] as [string, unknown]] : []),
      ...(own.site ? [[app.t.site.one, html`<a href=${app.href(`sites/${own.site}`)}>${own.site}</a>`] as [string, unknown]] : []),
      ...(own.file ? [['SHA-256', html`<code class="hash-code">${own.file.sha256}</code>`] as [string, unknown]] : []),
    ])}
    ${app.me.account ? section('history', app.t.history.heading, history(app, `evidence/${own.id}`)) : nothing}`,
});
