export interface Disc {
  x: number;
  y: number;
  radius: number;
}

/**
 * Moves discs that cover each other apart, each by at most `limit`, so that neighbouring sites can be told apart on a small map. The order of the list
 * settles ties, so the same map looks the same each time. O(rounds · n²) with n below a few hundred.
 */
export function spread(discs: Disc[], limit: number): { x: number; y: number }[] {
  const moved = discs.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < 24; ++round) {
    let calm = true;
    for (let i = 0; i < moved.length; ++i) {
      for (let j = i + 1; j < moved.length; ++j)
        calm = !push(moved[i]!, moved[j]!, discs[i]!.radius + discs[j]!.radius, i + j) && calm;
    }
    moved.forEach((point, i) => keepNear(point, discs[i]!, limit));
    if (calm) break;
  }
  return moved;
}

/** Parts two points that are closer than `room`; says whether they were. */
function push(a: { x: number; y: number }, b: { x: number; y: number }, room: number, seed: number): boolean {
  let [dx, dy] = [b.x - a.x, b.y - a.y];
  let distance = Math.hypot(dx, dy);
  if (distance >= room - 0.01) return false;
  if (distance < 0.01) {
    [dx, dy, distance] = [Math.cos(seed * 2.4), Math.sin(seed * 2.4), 1];
    distance = 1;
  }
  const step = (room - Math.min(distance, room)) / 2 / distance;
  a.x -= dx * step;
  a.y -= dy * step;
  b.x += dx * step;
  b.y += dy * step;
  return true;
}

function keepNear(point: { x: number; y: number }, home: Disc, limit: number): void {
  const [dx, dy] = [point.x - home.x, point.y - home.y];
  const distance = Math.hypot(dx, dy);
  if (distance <= limit) return;
  point.x = home.x + (dx / distance) * limit;
  point.y = home.y + (dy / distance) * limit;
}
