// How the map lies on the screen: an even projection, good for the size of a region.

export interface View {
  readonly lat: number; // of the middle
  readonly lon: number;
  readonly scale: number; // pixels for a degree of latitude
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

const CLOSEST = 1_500_000; // about 13 pixels for a metre
const FARTHEST = 300;

/** A degree of longitude is shorter than one of latitude. */
export const squeeze = (view: View) => Math.cos((view.lat * Math.PI) / 180);

export function fitBox(box: Box, width: number, height: number): View {
  const lat = (box.south + box.north) / 2;
  const lon = (box.west + box.east) / 2;
  const tall = Math.max(box.north - box.south, 0.002);
  const wide = Math.max((box.east - box.west) * Math.cos((lat * Math.PI) / 180), 0.002);
  const scale = 0.84 * Math.min(width / wide, height / tall);
  return { lat, lon, scale, width, height };
}

export function toScreen(view: View, lat: number, lon: number): readonly [x: number, y: number] {
  return [
    view.width / 2 + (lon - view.lon) * squeeze(view) * view.scale,
    view.height / 2 - (lat - view.lat) * view.scale,
  ];
}

export function toPlace(view: View, x: number, y: number): readonly [lat: number, lon: number] {
  return [
    view.lat - (y - view.height / 2) / view.scale,
    view.lon + (x - view.width / 2) / (squeeze(view) * view.scale),
  ];
}

/** Moves the ground with the finger. */
export function pan(view: View, dx: number, dy: number): View {
  return {
    ...view,
    lat: view.lat + dy / view.scale,
    lon: view.lon - dx / (squeeze(view) * view.scale),
  };
}

/** Closer or farther, around a point of the screen that stays where it is. */
export function zoom(view: View, factor: number, x = view.width / 2, y = view.height / 2): View {
  const scale = Math.min(CLOSEST, Math.max(FARTHEST, view.scale * factor));
  const [lat, lon] = toPlace(view, x, y);
  const closer = { ...view, scale };
  const [newLat, newLon] = toPlace(closer, x, y);
  return { ...closer, lat: view.lat + lat - newLat, lon: view.lon + lon - newLon };
}

/** The points of a road from the steps in which the server sends it, as degrees by turns. */
export function unfold(line: readonly number[]): Float64Array {
  const points = new Float64Array(line.length);
  let lat = 0;
  let lon = 0;
  for (let i = 0; i + 1 < line.length; i += 2) {
    lat += line[i] ?? 0;
    lon += line[i + 1] ?? 0;
    points[i] = lat / 100_000;
    points[i + 1] = lon / 100_000;
  }
  return points;
}

/** The box around points given as latitude and longitude by turns. */
export function boxOf(line: readonly number[]): Box {
  let [south, west, north, east] = [90, 180, -90, -180];
  for (let i = 0; i + 1 < line.length; i += 2) {
    south = Math.min(south, line[i]!);
    north = Math.max(north, line[i]!);
    west = Math.min(west, line[i + 1]!);
    east = Math.max(east, line[i + 1]!);
  }
  return { south, west, north, east };
}

/** The box that reaches so many degrees of latitude around a point. */
export function boxAround(lat: number, lon: number, reach: number): Box {
  return { south: lat - reach, west: lon - reach, north: lat + reach, east: lon + reach };
}

const CELL_DEG = 0.1;

/** Which part of a large region lies in the middle of the screen; null where more is seen of it. */
export function cellSeen(view: View): string | null {
  if (view.height / view.scale > 3 * CELL_DEG) return null;
  return `${Math.floor(view.lat / CELL_DEG)} ${Math.floor(view.lon / CELL_DEG)}`;
}
