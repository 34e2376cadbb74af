import { html, nothing, type TemplateResult } from 'lit-html';
import type { Account, List } from '../api/types';
import { roles } from '../api/types';
import type { App } from '../core/app';
import { definePage } from '../core/page';
import { form, type Field } from '../parts/form';
import { pageHead, regionLink, section } from '../parts/marks';
import { newPasswordFields } from '../parts/password';

export const accountsPage = definePage<List<Account>>({
  pattern: 'accounts',
  section: 'accounts',
  right: 'account.write',
  title: (app) => app.t.nav.accounts,
  load: (app, _params, signal) => app.client.get<List<Account>>('/accounts', { limit: 500 }, signal),
  show: (app, { items }) => html`${pageHead(app.t.nav.accounts, app.t.account.lead)}
    ${table(app, items)}
    ${section('new-account', app.t.account.add, form(app, {
      id: 'account-form',
      label: app.t.account.add,
      submit: app.t.account.add,
      fields: [{ name: 'name', label: app.t.login.name, required: true }, ...commonFields(app), ...newPasswordFields(app)],
      async send({ name, display_name, role, region, password }) {
        await app.client.post('/accounts', { name, display_name, role, ...(region ? { region } : {}), password });
        await app.reload();
        app.tell(app.t.form.saved);
      },
    }))}`,
});

const commonFields = (app: App, own?: Account): Field[] => [
  { name: 'display_name', label: app.t.account.display_name, required: true, value: own?.display_name ?? null },
  { name: 'role', label: app.t.account.role, kind: 'select', required: true, value: own?.role ?? null, choices: roles.map((role) => ({ value: role, label: app.t.roles[role] })) },
  { name: 'region', label: app.words.bar.region, kind: 'select', value: own?.region ?? null, hint: app.t.account.region_hint, choices: (app.programme?.regions ?? []).map((region) => ({ value: region.id, label: app.say(region.name) })) },
];

const table = (app: App, items: Account[]): TemplateResult => html`<div class="scroller" tabindex="0" role="group" aria-label=${app.t.nav.accounts}><table><caption class="unseen">${app.t.nav.accounts}</caption>
  <thead><tr><th scope="col">${app.t.login.name}</th><th scope="col">${app.t.account.display_name}</th><th scope="col">${app.t.account.role}</th><th scope="col">${app.words.bar.region}</th><th scope="col">${app.t.account.totp_short}</th><th scope="col">${app.t.account.last_login}</th><th scope="col"><span class="unseen">${app.t.registers.change}</span></th></tr></thead>
  <tbody>${items.map((own) => row(app, own))}</tbody></table></div>`;

function row(app: App, own: Account): TemplateResult {
  const open = app.get('accounts:open', '') === own.id;
  return html`<tr><th scope="row">${own.name}${own.disabled ? html` <span class="late">${app.t.account.disabled}</span>` : nothing}</th><td>${own.display_name}</td><td>${app.t.roles[own.role]}</td>
    <td>${own.region ? regionLink(app, own.region) : '–'}</td><td>${own.totp ? app.t.form.yes : app.t.form.no}</td><td class="short">${own.last_login ? app.moment(own.last_login) : app.t.account.never}</td>
    <td><button type="button" class="plain small" aria-expanded=${open ? 'true' : 'false'} aria-label="${app.t.registers.change}: ${own.name}" @click=${() => app.put('accounts:open', open ? '' : own.id)}>${app.t.registers.change}</button></td></tr>
    ${open ? html`<tr><td colspan="7">${edit(app, own)}</td></tr>` : nothing}`;
}

const path = (own: Account): string => `/accounts/${encodeURIComponent(own.id)}`;

const edit = (app: App, own: Account): TemplateResult => html`${form(app, {
  id: `account-${own.id.replace(/\W/g, '-')}`,
  label: `${app.t.registers.change}: ${own.name}`,
  submit: app.t.form.save,
  keepAfter: true,
  fields: [...commonFields(app, own), { name: 'disabled', label: app.t.account.disable, kind: 'check', value: own.disabled ? 'yes' : null }],
  async send({ display_name, role, region, disabled }) {
    await app.client.patch(path(own), { display_name, role, region: region || null, disabled: disabled === 'yes' });
    await app.reload();
    app.tell(app.t.form.saved);
  },
})}
  <details class="do"><summary>${app.t.account.give_password}</summary>${form(app, {
    id: `password-${own.id.replace(/\W/g, '-')}`,
    label: `${app.t.account.give_password}: ${own.name}`,
    submit: app.t.account.give_password,
    fields: newPasswordFields(app),
    async send({ password }) {
      await app.client.patch(path(own), { password });
      app.tell(app.t.form.saved);
    },
  })}</details>
  ${own.totp ? html`<p class="actions"><button type="button" class="plain" @click=${() => void resetFactor(app, own)}>${app.t.account.totp_reset}</button></p>` : nothing}`;

async function resetFactor(app: App, own: Account): Promise<void> {
  await app.client.patch(path(own), { reset_totp: true });
  await app.reload();
  app.tell(app.t.form.saved);
}
