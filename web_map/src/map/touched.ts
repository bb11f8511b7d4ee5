/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];

/** A tile of the Web Mercator quad tree; row 0 is the northernmost. */
export interface TileId {
  z: number;
  x: number;
  y: number;
}

/** What a tile holds beyond its edges, as a share of its side: the server's 64 of 4,096 units. */
const BUFFER = 64 / 4096;
/** Boxes are told with seven digits or so; this much (degrees) is given to rounding. */
const ROUNDING = 1e-6;

/** West to east over the world as 0..1. */
export const across = (lon: number) => (lon + 180) / 360;

/** North to south over the world as 0..1. */
export function down(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

const latitude = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** Whether what lies in `box` can be in the tile, its margin included. */
export function touches({ z, x, y }: TileId, [west, south, east, north]: Box): boolean {
  const side = 2 ** z;
  return (
    across(east + ROUNDING) * side >= x - BUFFER &&
    across(west - ROUNDING) * side <= x + 1 + BUFFER &&
    down(south - ROUNDING) * side >= y - BUFFER &&
    down(north + ROUNDING) * side <= y + 1 + BUFFER
  );
}

/** Those of `tiles` that hold something of `boxes`. */
export function touched(tiles: readonly TileId[], boxes: readonly Box[]): TileId[] {
  return tiles.filter((tile) => boxes.some((box) => touches(tile, box)));
}

/** The box around both. */
export function union(one: Box | null, other: Box): Box {
  if (!one) return other;
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}

/** The box of all that `tiles` hold, their margins included; null when there are none. */
export function boxOfTiles(tiles: readonly TileId[]): Box | null {
  let box: Box | null = null;
  for (const { z, x, y } of tiles) {
    const side = 2 ** z;
    box = union(box, [
      ((x - BUFFER) / side) * 360 - 180,
      latitude(Math.min(1, (y + 1 + BUFFER) / side)),
      ((x + 1 + BUFFER) / side) * 360 - 180,
      latitude(Math.max(0, (y - BUFFER) / side)),
    ]);
  }
  return box;
}
