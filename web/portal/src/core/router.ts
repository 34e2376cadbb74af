import { languages, type Language } from '../../../src/core/model';

export interface Route {
  language: Language;
  /** Without language and slashes at the ends: "", "orders", "orders/R1". */
  path: string;
  query: URLSearchParams;
}

/** "/ru/orders/R1?x=1" → its parts; undefined when the address names no language. */
export function readAddress(url: URL): Route | undefined {
  const [, first = '', ...rest] = url.pathname.split('/');
  const language = languages.find((known) => known === first);
  if (!language) return undefined;
  return { language, path: rest.filter(Boolean).map(decode).join('/'), query: url.searchParams };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function writeAddress(language: Language, path: string, query?: URLSearchParams): string {
  const text = query?.toString();
  return `/${language}/${path.split('/').map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

/** Of the languages that the browser asks for, the first that there is; else Kazakh. */
export const preferredLanguage = (asked: readonly string[]): Language =>
  asked.map((tag) => languages.find((known) => tag.toLowerCase().startsWith(known))).find(Boolean) ?? 'kk';

/** "orders/:id" against "orders/R1" → {id: "R1"}; a last ":rest*" takes all that follows. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const got = path.split('/');
  const found: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    if (part.endsWith('*')) {
      found[part.slice(1, -1)] = got.slice(i).join('/');
      return got.length > i ? found : undefined;
    }
    if (got[i] === undefined) return undefined;
    if (part.startsWith(':')) found[part.slice(1)] = got[i];
    else if (part !== got[i]) return undefined;
  }
  return wanted.length === got.length ? found : undefined;
}
