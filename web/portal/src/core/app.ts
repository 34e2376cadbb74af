import { Format } from '../../../src/core/format';
import type { Language, Text } from '../../../src/core/model';
import type { TableState } from '../../../src/core/state';
import { words, type Words } from '../../../src/core/words';
import { Client } from '../api/client';
import type { Me, Programme, Right, VerdictMove } from '../api/types';
import { writeAddress } from './router';
import { portalWords, type PortalWords } from './words';

/** What is said below the page after a write: the sentence, the verdicts it moved, and the way back. */
export interface Notice {
  text: string;
  moved: VerdictMove[];
  undo?: () => Promise<void>;
}

const stranger: Me = { account: null, role: 'public', rights: [], csrf: '', must_change_password: false, must_enrol: false, first_run: false };

/**
 * What every page draws from: who is here, the programme, the language and its words, and what is open, sorted or typed on this page (`local`).
 * A part changes it by `set` or `put`, which draws the page anew. It is also the TableContext and the word source of the report's own parts.
 */
export class App {
  readonly client = new Client();
  me: Me = stranger;
  programme: Programme | null = null;
  path = '';
  query = new URLSearchParams();
  notice: Notice | null = null;
  state: { language: Language; tables: Record<string, TableState>; printing: boolean } = {
    language: 'kk',
    tables: {},
    printing: false,
  };
  private local = new Map<string, unknown>();

  constructor(
    private readonly draw: () => void,
    private readonly navigate: (address: string, replace: boolean) => void,
    private readonly load: () => Promise<void>,
  ) {}

  get language(): Language {
    return this.state.language;
  }
  get words(): Words {
    return words[this.language];
  }
  get t(): PortalWords {
    return portalWords[this.language];
  }
  get format(): Format {
    return new Format(this.language, this.words, this.programme?.currency ?? '');
  }

  say = (text: Text | null): string => (text ? this.format.text(text) : this.t.not_known);

  /** A day, or "not known". */
  day = (iso: string | null): string => (iso ? this.format.date(iso) : this.t.not_known);

  /** A moment in the programme's zone. */
  moment = (iso: string): string => {
    if (!iso) return this.t.not_known;
    const parts = new Intl.DateTimeFormat('sv-SE', {
      timeZone: this.programme?.zone || 'UTC',
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(new Date(iso));
    const [day = '', time = ''] = parts.split(' ');
    return `${this.format.date(day)}, ${time}`;
  };

  /** `region`: of the record in question, for an officer who has only their own; undefined: not about one region. */
  may = (right: Right, region?: string): boolean =>
    this.me.rights.includes(right) && (this.me.role !== 'officer' || region === undefined || region === this.ownRegion);

  /** An officer's region; null for who has the whole country. */
  get ownRegion(): string | null {
    return this.me.role === 'officer' ? (this.me.account?.region ?? null) : null;
  }

  href = (path: string, query?: Record<string, string>): string =>
    writeAddress(this.language, path, query && new URLSearchParams(query));

  go(path: string, query?: Record<string, string>): void {
    this.navigate(this.href(path, query), false);
  }

  /** The same page with another question, without a new entry in the browser's history. */
  ask(query: Record<string, string>): void {
    const kept = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
    this.navigate(this.href(this.path, kept), true);
  }

  set(change: Partial<App['state']>): void {
    this.state = { ...this.state, ...change };
    this.draw();
  }

  get<T>(key: string, initial: T): T {
    return this.local.has(key) ? (this.local.get(key) as T) : initial;
  }

  put(key: string, value: unknown): void {
    this.local.set(key, value);
    this.draw();
  }

  /** Without drawing: what was typed into a field. */
  keep(key: string, value: unknown): void {
    this.local.set(key, value);
  }

  forget(): void {
    this.local = new Map();
    this.state.tables = {};
  }

  tell(text: string, moved: VerdictMove[] = [], undo?: () => Promise<void>): void {
    this.notice = { text, moved, ...(undo ? { undo } : {}) };
    this.draw();
  }

  /** Asks the server again for what this page shows, its histories too. */
  reload = (): Promise<void> => {
    for (const key of this.local.keys()) if (key.startsWith('history:')) this.local.delete(key);
    return this.load();
  };

  redraw = (): void => this.draw();

  become(me: Me): void {
    this.me = me;
    this.client.csrf = me.csrf;
  }
}
