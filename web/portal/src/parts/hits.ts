import type { Hit } from '../api/types';

/** Where a hit leads. A place leads to the nearest House. */
export function hitPath(hit: Hit): { path: string; query?: Record<string, string> } {
  switch (hit.kind) {
    case 'order':
      return { path: `orders/${hit.id}` };
    case 'site':
      return { path: `sites/${hit.id}` };
    case 'region':
      return { path: `regions/${hit.id}` };
    case 'body':
      return { path: `bodies/${hit.id}` };
    case 'session':
      return { path: `sessions/${hit.id}` };
    case 'record':
      return { path: `registers/${hit.id}` };
    case 'place':
      return { path: '', query: { place: hit.id } };
  }
}
