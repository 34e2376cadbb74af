export interface Spot {
  x: number;
  y: number;
}

export interface Label extends Spot {
  text: string;
  size: number;
  /** Distance to keep from the point: the radius of what is drawn there. */
  clear: number;
  kind: 'site' | 'place' | 'region';
}

export interface PlacedLabel extends Label {
  anchor: 'start' | 'middle' | 'end';
}

interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Noto Sans is about 0.56 em wide a letter in all three languages; a little more is safer. */
const widthOf = (label: Label): number => [...label.text].length * label.size * (label.kind === 'place' ? 0.57 : 0.63);

/**
 * Places labels in the order given, each at the first of its positions (right, left, below, above, then the corners) where it covers no obstacle
 * and no label before it; a label without such a position is left out. O(labels · (labels + obstacles)).
 */
export function placeLabels(
  labels: Label[],
  frame: { width: number; height: number },
  obstacles: (Spot & { radius: number })[],
): PlacedLabel[] {
  const taken: Rectangle[] = obstacles.map(({ x, y, radius }) => ({
    left: x - radius,
    top: y - radius,
    right: x + radius,
    bottom: y + radius,
  }));
  const inside = (box: Rectangle) =>
    box.left >= 2 && box.top >= 2 && box.right <= frame.width - 2 && box.bottom <= frame.height - 2;
  const placed: PlacedLabel[] = [];
  for (const label of labels) {
    const found = candidates(label).find(({ box }) => inside(box) && !taken.some((other) => overlap(box, other)));
    if (!found) continue;
    taken.push(found.box);
    placed.push(found.label);
  }
  return placed;
}

function candidates(label: Label): { label: PlacedLabel; box: Rectangle }[] {
  const { x, y, size } = label;
  const gap = label.clear + 3;
  const slant = gap * 0.75;
  const middle = y + size * 0.35;
  const spots: [number, number, PlacedLabel['anchor']][] =
    label.kind === 'region'
      ? [
          [x, middle, 'middle'],
          [x, middle - size * 1.6, 'middle'],
          [x, middle + size * 1.6, 'middle'],
          [x, middle - size * 3, 'middle'],
          [x, middle + size * 3, 'middle'],
        ]
      : [
          [x + gap, middle, 'start'],
          [x - gap, middle, 'end'],
          [x, y + gap + size * 0.8, 'middle'],
          [x, y - gap, 'middle'],
          [x + slant, y - slant, 'start'],
          [x + slant, y + slant + size * 0.7, 'start'],
          [x - slant, y - slant, 'end'],
          [x - slant, y + slant + size * 0.7, 'end'],
        ];
  const width = widthOf(label);
  return spots.map(([at, base, anchor]) => {
    const start = anchor === 'start' ? at : anchor === 'end' ? at - width : at - width / 2;
    return {
      label: { ...label, x: at, y: base, anchor },
      box: { left: start, right: start + width, top: base - size * 0.85, bottom: base + size * 0.25 },
    };
  });
}
