import type { App } from '../core/app';
import type { Field } from './form';

/** Long rather than intricate; the server has the last word. */
export const passwordLength = 12;

export const newPasswordFields = (app: App, name = 'password'): Field[] => [
  { name, label: app.t.login.new_password, kind: 'password', required: true, autocomplete: 'new-password', minLength: passwordLength, hint: app.t.login.password_hint },
];
