import { html, nothing, type TemplateResult } from 'lit-html';
import { Refused } from '../api/client';
import type { LogIn, Me } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { form } from '../parts/form';
import { pageHead } from '../parts/marks';

export const loginPage = definePage<null>({
  pattern: 'login',
  section: '',
  title: (app) => app.t.nav.login,
  load: () => Promise.resolve(null),
  show: logIn,
});

/** Where one wanted to go; never out of the product. A password that somebody else gave is changed first, a second factor that the role needs is set up first. */
function enter(app: App, me: Me): void {
  app.become(me);
  app.go(me.must_change_password || me.must_enrol ? 'account' : (app.query.get('to') ?? '').replace(/^\/+/, ''));
}

function logIn(app: App): TemplateResult {
  const needsCode = app.get('login:code', false);
  return html`${pageHead(app.t.nav.login, needsCode ? app.t.login.code_lead : undefined)}${form(app, {
    id: 'login-form',
    label: app.t.nav.login,
    submit: app.t.nav.login,
    keepAfter: true,
    fields: [
      { name: 'name', label: app.t.login.name, required: true, autocomplete: 'username' },
      { name: 'password', label: app.t.login.password, kind: 'password', required: true, autocomplete: 'current-password' },
      ...(needsCode
        ? [{ name: 'totp', label: app.t.login.code, required: true, autocomplete: 'one-time-code' as const, hint: app.t.login.code_hint }]
        : []),
    ],
    send: ({ name, password, totp }) => send(app, { name: name!, password: password!, ...(totp ? { totp: totp.replace(/\s/g, '') } : {}) }),
  })}${app.me.first_run || app.programme?.demo ? html`<p class="caption">${app.t.login.first}</p>` : nothing}`;
}

async function send(app: App, asked: LogIn): Promise<void> {
  try {
    enter(app, await app.client.post<Me>('/session', asked));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.problem.code === 'login.totp_needed' && !asked.totp) {
      app.put('login:code', true);
      setTimeout(() => document.getElementById('login-form-totp')?.focus());
      return;
    }
    throw error;
  }
}
