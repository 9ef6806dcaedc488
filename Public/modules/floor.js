// A small map of the floor that goes with the list of objects: pointing at one shows the other.

import { svg } from "./dom.js";

/**
 * @param layout The layout's document, in the server's own frame: x east, y north, metres.
 * @param faults The identifiers to mark.
 * @param named Gives the name of an identifier.
 * @returns The drawing and a function that marks one object as pointed at.
 */
export function floorMap(layout, faults, named) {
  const { x: width, y: depth } = layout.room.size;
  const boxes = new Map();
  // Low things first, so that what stands on a rug or a table is drawn above it.
  const objects = layout.objects
    .filter((object) => object.position && object.size)
    .sort((a, b) => a.position.z + a.size.height / 2 - (b.position.z + b.size.height / 2));
  for (const object of objects) {
    const { position, size, rotation } = object;
    // Drawn with y downward, north up: clockwise stays clockwise.
    const [x, y] = [position.x, depth - position.y];
    boxes.set(object.id, svg("rect", {
      x: x - size.length / 2, y: y - size.width / 2, width: size.length, height: size.width,
      rx: Math.min(size.length, size.width, 0.3) * 0.18,
      transform: `rotate(${rotation?.z_angle ?? 0} ${x} ${y})`,
      class: faults.has(object.id) ? "thing fault" : "thing",
      "data-object": object.id,
    }, svg("title", {}, named(object.id))));
  }
  const frame = frameOf(width, depth, objects);
  const map = svg(
    "svg",
    {
      class: "map", role: "img", "aria-label": "Map of the floor, north at the top",
      viewBox: frame.join(" "),
    },
    floor(layout.room),
    openings(layout.room),
    [...boxes.values()],
  );
  const point = (id) => boxes.forEach((box, key) => box.classList.toggle("pointed", key === id));
  return { map, point };
}

/** The floor: a rectangle, or the room's outline. */
export function floor({ size: { x: width, y: depth }, outline }) {
  if (!outline) return svg("rect", { class: "floor", x: 0, y: 0, width, height: depth });
  return svg("polygon", { class: "floor", points: outline.map(({ x, y }) => `${x},${depth - y}`).join(" ") });
}

/** The ends of each wall by its name: of an outline's, or of the four. */
export function wallsOf({ size: { x: width, y: depth }, outline }) {
  if (!outline) {
    return new Map(Object.entries({
      // Offsets count from the west or south end of the four, elsewhere counter-clockwise.
      south_wall: [[0, 0], [width, 0]], north_wall: [[0, depth], [width, depth]],
      west_wall: [[0, 0], [0, depth]], east_wall: [[width, 0], [width, depth]],
    }));
  }
  return new Map(outline.map(({ x, y, wall }, index) => {
    const next = outline[(index + 1) % outline.length];
    return [wall, [[x, y], [next.x, next.y]]];
  }));
}

/** Doors and windows as strokes on the walls that they are in. */
export function openings(room) {
  const { size: { y: depth }, openings: list } = room;
  const walls = wallsOf(room);
  return (list ?? []).filter(({ wall }) => walls.has(wall)).map(({ kind, wall, offset, width: breadth }) => {
    const [[x, y], [toX, toY]] = walls.get(wall);
    const length = Math.hypot(toX - x, toY - y);
    const at = (way) => [x + ((toX - x) * way) / length, depth - (y + ((toY - y) * way) / length)];
    const [[x1, y1], [x2, y2]] = [at(offset - breadth / 2), at(offset + breadth / 2)];
    return svg("line", { class: `opening ${kind}`, x1, y1, x2, y2 }, svg("title", {}, `${kind} in ${wall}`));
  });
}

/** The part of the plane to show, `[x, y, width, height]`: the room, and what left it, up to half a room away. */
export function frameOf(width, depth, objects) {
  const [dx, dy] = [width / 2, depth / 2];
  let [left, top, right, bottom] = [0, 0, width, depth];
  for (const { position, size, rotation } of objects) {
    const angle = ((rotation?.z_angle ?? 0) * Math.PI) / 180;
    const [cosine, sine] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    const across = (size.length * cosine + size.width * sine) / 2;
    const along = (size.length * sine + size.width * cosine) / 2;
    const [x, y] = [position.x, depth - position.y];
    left = Math.min(left, Math.max(x - across, -dx));
    right = Math.max(right, Math.min(x + across, width + dx));
    top = Math.min(top, Math.max(y - along, -dy));
    bottom = Math.max(bottom, Math.min(y + along, depth + dy));
  }
  const margin = Math.max(right - left, bottom - top) * 0.02;
  return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin];
}
