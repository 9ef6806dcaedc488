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
  const margin = Math.max(width, depth) * 0.02;
  const boxes = new Map();
  // Low things first, so that what stands on a rug or a table is drawn above it.
  const objects = layout.objects
    .filter((object) => object.position && object.size)
    .sort((a, b) => a.position.z + a.size.height / 2 - (b.position.z + b.size.height / 2));
  for (const object of objects) {
    const { position, size, rotation } = object;
    // Drawn with y downward: both the position and the turn are mirrored.
    const [x, y] = [position.x, depth - position.y];
    boxes.set(object.id, svg("rect", {
      x: x - size.length / 2, y: y - size.width / 2, width: size.length, height: size.width,
      rx: Math.min(size.length, size.width, 0.3) * 0.18,
      transform: `rotate(${-(rotation?.z_angle ?? 0)} ${x} ${y})`,
      class: faults.has(object.id) ? "thing fault" : "thing",
      "data-object": object.id,
    }, svg("title", {}, named(object.id))));
  }
  const map = svg(
    "svg",
    {
      class: "map", role: "img", "aria-label": "Map of the floor, north at the top",
      viewBox: `${-margin} ${-margin} ${width + 2 * margin} ${depth + 2 * margin}`,
    },
    svg("rect", { class: "floor", x: 0, y: 0, width, height: depth }),
    [...boxes.values()],
  );
  const point = (id) => boxes.forEach((box, key) => box.classList.toggle("pointed", key === id));
  return { map, point };
}
