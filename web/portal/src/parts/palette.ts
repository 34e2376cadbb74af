import { html, type TemplateResult } from 'lit-html';
import { matches } from '../../../src/core/select';
import type { Hit, List } from '../api/types';
import type { App } from '../core/app';
import { hitPath } from './hits';
import { combobox, type Option } from './combobox';
import { publicSections, staffSections } from './shell';

const dialog = (): HTMLDialogElement | null => document.querySelector('#palette');

export function openPalette(app: App): void {
  app.keep('palette:hits', []);
  app.keep('palette:text', '');
  app.put('palette:open', true);
  const own = dialog();
  if (own && !own.open) own.showModal();
  setTimeout(() => document.getElementById('palette-input')?.focus());
}

export function followPalette(app: App): void {
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' && event.code !== 'KeyK') return;
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (dialog()?.open) dialog()!.close();
    else openPalette(app);
  });
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Every page, every action and every record, by a few letters: Ctrl-K. */
export function palette(app: App): TemplateResult {
  const text = app.get('palette:text', '');
  const close = () => {
    app.put('palette:open', false);
    dialog()?.close();
  };
  return html`<dialog id="palette" aria-label=${app.t.palette.title} @close=${() => dialog()?.open || app.put('palette:open', false)}>
    ${combobox({
      id: 'palette-input',
      label: app.t.palette.title,
      hideLabel: true,
      placeholder: app.t.palette.placeholder,
      text,
      open: app.get('palette:open', false),
      options: [...commands(app, text, close), ...hits(app, close)].slice(0, 14),
      nothing: app.words.table.nothing,
      close,
      input: (typed) => {
        app.put('palette:text', typed);
        clearTimeout(waiting);
        waiting = setTimeout(() => void look(app, typed), 180);
      },
    })}
    <p class="caption">${app.t.palette.keys}</p>
  </dialog>`;
}

function commands(app: App, text: string, close: () => void): Option[] {
  const go = (name: string, path: string, hint: string = app.t.palette.page) => ({ name, path, hint });
  const { me, t } = app;
  const list = [
    ...publicSections.map(([name, path]) => go(t.nav[name], path)),
    ...(me.account ? staffSections.filter(([, , right]) => !right || app.may(right)).map(([name, path]) => go(t.nav[name], path)) : []),
    ...(app.may('scenario.run') ? [go(t.scenarios.start, 'scenarios/new', t.palette.action)] : []),
    ...(app.may('reading.write') ? [go(t.review.add, 'readings', t.palette.action)] : []),
    ...(app.may('site.write') ? [go(t.site.add, 'sites/new', t.palette.action)] : []),
    ...(app.may('record.write') ? (app.programme?.registers ?? []).map((own) => go(app.say(own.name), `registers/${own.id}`, t.nav.registers)) : []),
    me.account ? go(t.nav.account, 'account') : go(t.nav.login, 'login'),
  ];
  return list
    .filter(({ name }) => matches(text, [name]))
    .map(({ name, path, hint }) => ({
      id: `go-${path.replace(/\W/g, '-') || 'map'}`,
      label: html`<b>${name}</b> <span class="caption">${hint}</span>`,
      choose: () => {
        close();
        app.go(path);
      },
    }));
}

const hits = (app: App, close: () => void): Option[] =>
  app.get<Hit[]>('palette:hits', []).map((hit) => ({
    id: `hit-${hit.kind}-${hit.id.replace(/\W/g, '-')}`,
    label: html`<b>${app.say(hit.title)}</b> <span class="caption">${app.t.hit_kinds[hit.kind]}</span>`,
    choose: () => {
      close();
      const { path, query } = hitPath(hit);
      app.go(path, query);
    },
  }));

async function look(app: App, typed: string): Promise<void> {
  const { items } = typed.trim().length > 1 ? await app.client.get<List<Hit>>('/search', { q: typed, limit: 8 }) : { items: [] };
  if (app.get('palette:text', '') === typed) app.put('palette:hits', items);
}
