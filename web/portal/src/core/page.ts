import type { TemplateResult } from 'lit-html';
import type { Right } from '../api/types';
import type { App } from './app';
import type { PortalWords } from './words';

/** A page: what it asks of the server, and what it shows of it. Drawing has no effects; `enter` is for what lives beside the template (a map). */
export interface Page<Data = unknown> {
  pattern: string;
  /** Its place in the navigation, to mark it. */
  section: keyof PortalWords['nav'] | '';
  /** Not shown to others; the server refuses them anyway. */
  right?: Right;
  load(app: App, params: Record<string, string>, signal: AbortSignal): Promise<Data>;
  title(app: App, data: Data): string;
  show(app: App, data: Data): TemplateResult;
  /** When it is in the document; what it gives back runs when it leaves. */
  enter?(app: App, data: Data): (() => void) | void;
  /** After each drawing. */
  drawn?(app: App, data: Data): void;
}

/** Any page, its data known to itself only. */
export type AnyPage = Page<never>;

export const definePage = <Data>(page: Page<Data>): AnyPage => page as unknown as AnyPage;
