import type { Language } from '../../../src/core/model';
import en from '../i18n/en.json';
import kk from '../i18n/kk.json';
import ru from '../i18n/ru.json';

/** Every word of the pages beyond the report's own (web/src/i18n). All three files have the same keys. */
export type PortalWords = typeof en;

export const portalWords: Record<Language, PortalWords> = { kk, ru, en };
