import { html, nothing, type TemplateResult } from 'lit-html';
import { Refused } from '../api/client';
import type { LogIn, Session } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { form } from '../parts/form';
import { pageHead } from '../parts/marks';
import { newPasswordFields } from '../parts/password';

export const loginPage = definePage<null>({
  pattern: 'login',
  section: '',
  title: (app) => (app.me.first_run ? app.t.login.first_title : app.t.nav.login),
  load: () => Promise.resolve(null),
  show: (app) => (app.me.first_run ? firstRun(app) : logIn(app)),
});

/** Where one wanted to go; never out of the product. A password that somebody else gave is changed first. */
function enter(app: App, session: Session): void {
  app.become(session);
  app.go(session.must_change_password ? 'account' : (app.query.get('to') ?? '').replace(/^\/+/, ''));
}

function logIn(app: App): TemplateResult {
  const needsCode = app.get('login:code', false);
  return html`${pageHead(app.t.nav.login, needsCode ? app.t.login.code_lead : undefined)}${form(app, {
    id: 'login-form',
    label: app.t.nav.login,
    submit: app.t.nav.login,
    keepAfter: true,
    fields: [
      { name: 'login', label: app.t.login.name, required: true, autocomplete: 'username' },
      { name: 'password', label: app.t.login.password, kind: 'password', required: true, autocomplete: 'current-password' },
      ...(needsCode
        ? [{ name: 'code', label: app.t.login.code, required: true, autocomplete: 'one-time-code' as const, hint: app.t.login.code_hint }]
        : []),
    ],
    send: ({ login, password, code }) => send(app, { login: login!, password: password!, ...(code ? { code: code.replace(/\s/g, '') } : {}) }),
  })}${app.programme?.demo ? html`<p class="caption">${app.t.login.demo}</p>` : nothing}`;
}

async function send(app: App, asked: LogIn): Promise<void> {
  try {
    enter(app, await app.client.post<Session>('/session', asked));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.problem.key === 'login.totp_needed' && !asked.code) {
      app.put('login:code', true);
      setTimeout(() => document.getElementById('login-form-code')?.focus());
      return;
    }
    throw error;
  }
}

/** The first account of a new installation. */
const firstRun = (app: App): TemplateResult => html`${pageHead(app.t.login.first_title, app.t.login.first_lead)}${form(app, {
  id: 'setup-form',
  label: app.t.login.first_title,
  submit: app.t.login.first_create,
  keepAfter: true,
  fields: [
    { name: 'login', label: app.t.login.name, required: true, autocomplete: 'username' },
    { name: 'name', label: app.t.account.display_name, required: true, autocomplete: 'name' },
    ...newPasswordFields(app),
  ],
  async send({ login, name, password }) {
    enter(app, await app.client.post<Session>('/setup', { login, name, password }));
  },
})}`;
