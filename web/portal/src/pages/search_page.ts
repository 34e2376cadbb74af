import { html, nothing } from 'lit-html';
import { fill } from '../../../src/core/words';
import type { Hit, List } from '../api/types';
import { definePage } from '../core/page';
import { hitPath } from '../parts/hits';
import { pageHead } from '../parts/marks';
import { empty } from '../parts/states';

const kinds: Hit['kind'][] = ['order', 'site', 'place', 'region', 'body', 'session', 'record'];

export const searchPage = definePage<List<Hit>>({
  pattern: 'search',
  section: '',
  title: (app) => app.t.search.title,
  async load(app, _params, signal) {
    const q = app.query.get('q') ?? '';
    if (!q.trim()) return { items: [], next: null };
    return app.client.get<List<Hit>>('/search', { q, kind: app.query.get('kind'), limit: 50 }, signal);
  },
  show(app, { items, next }) {
    const q = app.query.get('q') ?? '';
    const kind = app.query.get('kind') ?? '';
    const choose = (event: Event) => app.ask({ q, kind: (event.target as HTMLSelectElement).value });
    return html`${pageHead(q ? fill(app.t.search.results, { words: q }) : app.t.search.title, app.t.search.lead)}
      <div class="table-tools"><label><span>${app.t.search.kind}</span><select @change=${choose}><option value="">${app.t.search.all}</option>
        ${kinds.map((own) => html`<option value=${own} ?selected=${own === kind}>${app.t.hit_kinds[own]}</option>`)}</select></label>
        <span class="count" role="status">${fill(app.t.search.count, { n: app.format.number(items.length) + (next ? '+' : '') })}</span></div>
      ${
        items.length === 0
          ? empty(q ? app.words.table.nothing : app.t.search.ask)
          : html`<ol class="hits">${items.map((hit) => {
              const { path, query } = hitPath(hit);
              return html`<li><a href=${app.href(path, query)}>${app.say(hit.title)}</a> <span class="kind">${app.t.hit_kinds[hit.kind]}</span>
                ${hit.text ? html`<p>${app.say(hit.text)}</p>` : nothing}</li>`;
            })}</ol>`
      }`;
  },
});
