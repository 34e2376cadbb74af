import type { LiveMap } from '../../../src/map/live_map';
import type { Nearest } from '../api/types';

let live: LiveMap | undefined;

/** The map that is on the page now, for the parts that stand beside it. */
export const currentMap = {
  get: (): LiveMap | undefined => live,
  set(map: LiveMap | undefined): void {
    if (live && live !== map) live.remove();
    live = map;
  },
  /** Marks where was asked from, together with the nearest House. */
  showAsked(answer: Nearest | null): void {
    live?.setHere(answer?.from.point ?? null, answer?.items.slice(0, 1).map(({ site }) => site.point) ?? []);
  },
};
