import { html, nothing, type TemplateResult } from 'lit-html';
import { Refused } from '../api/client';
import type { Me, TotpSetup } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { form } from '../parts/form';
import { logIns } from '../parts/log_ins';
import { pageHead, regionLink, rows, section } from '../parts/marks';
import { newPasswordFields } from '../parts/password';
import { qrPicture } from '../parts/qr';

export const accountPage = definePage<null>({
  pattern: 'account',
  section: '',
  title: (app) => app.t.nav.account,
  load: (app) => (app.me.account ? Promise.resolve(null) : Promise.reject(new Refused({ type: 'about:blank', title: '', status: 401 }))),
  show: (app) => html`${pageHead(app.me.account!.display_name, undefined, app.t.nav.account)}
    ${app.me.must_change_password ? html`<p class="field-problem" role="alert">${app.t.account.must_change}</p>` : nothing}
    ${app.me.must_enrol && !app.me.must_change_password ? html`<p class="field-problem" role="alert">${app.t.account.must_enrol}</p>` : nothing}
    ${rows([
      [app.t.login.name, app.me.account!.name],
      [app.t.account.role, app.t.roles[app.me.role]],
      ...(app.me.account!.region ? [[app.words.bar.region, regionLink(app, app.me.account!.region)] as [string, unknown]] : []),
    ])}
    <p class="actions"><button type="button" class="main" @click=${() => void logOut(app)}>${app.t.nav.logout}</button></p>
    ${section('password', app.t.account.password, password(app))}
    ${app.me.must_change_password ? nothing : section('second-factor', app.t.account.totp, secondFactor(app))}
    ${section('log-ins', app.t.account.sessions, logIns(app))}`,
});

async function refresh(app: App): Promise<void> {
  app.become(await app.client.get<Me>('/me'));
  app.redraw();
}

async function logOut(app: App): Promise<void> {
  await app.client.delete('/session');
  await refresh(app);
  app.go('');
}

/** First a key for the telephone, then a code that proves that the telephone has it, then codes for the day it is lost. */
function secondFactor(app: App): TemplateResult {
  const codes = app.get<string[]>('factor:codes', []);
  const setup = app.get<TotpSetup | null>('factor', null);
  if (codes.length > 0) {
    return html`<p class="good">${app.t.account.totp_on}</p><p>${app.t.account.recovery}</p>
      <ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>`;
  }
  if (app.me.account!.totp) return html`<p>${app.t.account.totp_on}</p><details class="do"><summary>${app.t.account.totp_off}</summary>${turnOff(app)}</details>`;
  if (!setup) {
    return html`<p>${app.t.account.totp_meaning}</p>
      <p class="actions"><button type="button" class="plain" @click=${() => void begin(app)}>${app.t.account.totp_begin}</button></p>`;
  }
  return html`<p>${app.t.account.totp_scan}</p>${qrPicture(setup.uri, app.t.account.totp_picture)}
    <p>${app.t.account.totp_key} <code>${setup.secret}</code></p>
    ${form(app, {
      id: 'factor-form',
      label: app.t.account.totp,
      submit: app.t.account.totp_confirm,
      fields: [{ name: 'code', label: app.t.login.code, required: true, digits: true, autocomplete: 'one-time-code' }],
      async send({ code }) {
        const answer = await app.client.post<{ recovery_codes: string[] }>('/me/totp/confirm', { code: code!.replace(/\s/g, '') });
        app.keep('factor', null);
        app.keep('factor:codes', answer.recovery_codes);
        await refresh(app);
      },
    })}`;
}

async function begin(app: App): Promise<void> {
  try {
    app.put('factor', await app.client.post<TotpSetup>('/me/totp'));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.tell(error.problem.detail ?? error.problem.title);
  }
}

const turnOff = (app: App): TemplateResult =>
  form(app, {
    id: 'factor-off',
    label: app.t.account.totp_off,
    submit: app.t.account.totp_off,
    danger: true,
    fields: [{ name: 'code', label: app.t.login.code, required: true, autocomplete: 'one-time-code', hint: app.t.login.code_hint }],
    async send({ code }) {
      await app.client.delete('/me/totp', { code: code!.replace(/\s/g, '') });
      await refresh(app);
      app.tell(app.t.form.saved);
    },
  });

const password = (app: App): TemplateResult =>
  form(app, {
    id: 'password-form',
    label: app.t.account.password,
    submit: app.t.account.password,
    fields: [
      { name: 'old', label: app.t.account.old_password, kind: 'password', required: true, autocomplete: 'current-password' },
      ...newPasswordFields(app, 'new'),
    ],
    async send({ old, new: next }) {
      await app.client.post('/me/password', { old, new: next });
      await refresh(app);
      app.tell(app.t.form.saved);
    },
  });
