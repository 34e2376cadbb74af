import { html, nothing, type TemplateResult } from 'lit-html';
import { languages, type Language } from '../../../src/core/model';
import { patterns } from '../../../src/parts/patterns';
import type { Right } from '../api/types';
import type { App } from '../core/app';
import { writeAddress } from '../core/router';
import type { PortalWords } from '../core/words';
import { openPalette } from './palette';
import { verdictMove } from './marks';

const ownNames: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

type Section = keyof PortalWords['nav'];
export const publicSections: [Section, string][] = [
  ['map', ''],
  ['orders', 'orders'],
  ['regions', 'regions'],
  ['routes', 'routes'],
  ['bodies', 'bodies'],
  ['sessions', 'sessions'],
];
export const staffSections: [Section, string, Right?][] = [
  ['registers', 'registers'],
  ['changes', 'changes'],
  ['scenarios', 'scenarios', 'scenario.read'],
  ['readings', 'readings', 'reading.read'],
  ['programme', 'programme', 'programme.import'],
  ['audit', 'audit', 'audit.read'],
  ['accounts', 'accounts', 'account.write'],
];

/** What stands around every page: navigation, language, who is here, and what was just done. */
export const shell = (app: App, section: Section | '', content: unknown): TemplateResult => html`${patterns()}
  <a class="skip" href="#main" @click=${skip}>${app.t.skip}</a>
  <header class="top">
    ${app.programme?.demo || app.me.account?.demo ? html`<p class="demo-note">${app.t.demo}</p>` : nothing}
    <div class="top-row">
      <a class="brand" href=${app.href('')}><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 1.6 22.4 10.4V21a1.4 1.4 0 0 1-1.4 1.4H3A1.4 1.4 0 0 1 1.6 21V10.4Z" class="solid"/><path d="M9.5 22.4v-7.2h5v7.2Z" class="door"/></svg>Dostyq</a>
      ${searchBox(app)}
      ${languageLinks(app)}
      ${who(app)}
    </div>
    ${navigation(app, section)}
  </header>
  <div class="sheet"><main id="main" tabindex="-1">${content}</main>
  ${foot(app)}</div>
  ${notice(app)}`;

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function searchBox(app: App): TemplateResult {
  const send = (event: Event) => {
    event.preventDefault();
    const words = (new FormData(event.target as HTMLFormElement).get('q') as string).trim();
    if (words) app.go('search', { q: words });
  };
  return html`<form class="search-box" role="search" @submit=${send}>
    <label><span class="unseen">${app.t.search.label}</span>
    <input type="search" name="q" placeholder=${app.t.search.label} .value=${app.path === 'search' ? (app.query.get('q') ?? '') : ''}></label>
    <button type="submit" class="plain">${app.t.search.go}</button>
    <button type="button" class="plain palette-button" aria-keyshortcuts="Control+K" title=${app.t.palette.title} @click=${() => openPalette(app)}>Ctrl K</button>
  </form>`;
}

/** Links, not buttons: every language of a page has its own address. */
const languageLinks = (app: App): TemplateResult => html`<nav class="language-links" aria-label=${app.words.bar.language}>
  ${languages.map(
    (language) => html`<a lang=${language} hreflang=${language} href=${writeAddress(language, app.path, app.query)}
      aria-current=${language === app.language ? 'true' : nothing}>${ownNames[language]}</a>`,
  )}</nav>`;

const who = (app: App): TemplateResult => {
  const { account, role } = app.me;
  return html`<div class="who">${
    account
      ? html`<a href=${app.href('account')}>${account.display_name}</a> <span class="caption">${app.t.roles[role]}</span>`
      : html`<a href=${app.href('login')}>${app.t.nav.login}</a>`
  }</div>`;
};

function navigation(app: App, section: Section | ''): TemplateResult {
  const link = ([name, path]: [Section, string, ...unknown[]]) =>
    html`<li><a href=${app.href(path)} aria-current=${section === name ? 'page' : nothing}>${app.t.nav[name]}</a></li>`;
  const staff = app.me.account ? staffSections.filter(([, , right]) => !right || app.may(right)) : [];
  return html`<nav class="sections" aria-label=${app.t.nav.label}>
    <ul>${publicSections.map(link)}</ul>
    ${staff.length > 0 ? html`<ul class="staff" aria-label=${app.t.nav.staff}>${staff.map(link)}</ul>` : nothing}
  </nav>`;
}

const foot = (app: App): TemplateResult => html`<footer>
  ${app.programme ? html`<p>${app.say(app.programme.name)} · ${app.t.today}: ${app.format.longDate(app.programme.today)}</p>` : nothing}
  ${app.language === 'ru' ? nothing : html`<p>${app.words.head.wording}</p>`}
</footer>`;

function notice(app: App): TemplateResult {
  const close = () => {
    app.notice = null;
    app.redraw();
  };
  const undo = async () => {
    const way = app.notice?.undo;
    close();
    await way?.();
  };
  return html`<div class="notices" role="status" aria-live="polite">${
    app.notice
      ? html`<div class="notice"><p>${app.notice.text}</p>
        ${app.notice.moved.map((move) => html`<p>${verdictMove(app, move)}</p>`)}
        <p class="actions">${app.notice.undo ? html`<button type="button" class="plain" @click=${undo}>${app.t.history.undo}</button>` : nothing}
        <button type="button" class="plain" @click=${close}>${app.words.card.close}</button></p></div>`
      : nothing
  }</div>`;
}
