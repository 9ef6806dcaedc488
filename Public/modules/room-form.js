// The part of the form that says what shape the room has: the corners of its floor, its doors and windows, and a map of
// both.

import { byID, h, replace, svg } from "./dom.js";
import { floor, frameOf, openings, wallsOf } from "./floor.js";

const four = [["south_wall", "South"], ["east_wall", "East"], ["north_wall", "North"], ["west_wall", "West"]];
const usualWidth = { door: 0.9, window: 1.4 };

export class RoomForm {
  #details = byID("shape");
  #corners = byID("outline");
  #rows = byID("openings");
  #map = byID("shape-map");
  #sizes = ["x", "y"].map((axis) => byID(`size-${axis}`));
  /** Numbers the rows, so that each input has a name of its own. */
  #count = 0;

  constructor() {
    byID("add-door").addEventListener("click", () => this.#add({ kind: "door" }, true));
    byID("add-window").addEventListener("click", () => this.#add({ kind: "window" }, true));
    for (const input of [this.#corners, ...this.#sizes]) input.addEventListener("input", () => this.#follow());
    this.#rows.addEventListener("input", () => this.#draw());
    this.#follow();
  }

  /** Shows the shape of a room: a plain box where it has none. */
  fill(room) {
    this.#corners.value = (room?.outline ?? []).map(({ x, y }) => `${x} ${y}`).join("\n");
    replace(this.#rows);
    this.#follow();
    for (const opening of room?.openings ?? []) this.#add(opening, false);
    this.#details.open = Boolean(room?.outline || room?.openings?.length);
  }

  /**
   * Puts the shape into the body of a request.
   * @param mark Called with a pointer and what is wrong there.
   */
  read(body, mark) {
    const corners = this.#outline();
    if (corners) {
      body.outline = corners;
      // The corners say how long and wide the room is.
      delete body.size.x;
      delete body.size.y;
      if (corners.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) {
        mark("/outline", "must have two numbers a line");
      } else if (corners.length < 3) {
        mark("/outline", "must have at least three lines");
      }
    }
    const list = this.#openings();
    if (list.length > 0) body.openings = list;
    list.forEach(({ offset, width }, index) => {
      if (!(width > 0)) mark(`/openings/${index}/width`, "must be a number of metres above 0");
      if (!Number.isFinite(offset)) mark(`/openings/${index}/offset`, "must be a number of metres");
    });
  }

  /** The input that a pointer of the request belongs to, where its fault is written and how; null for others. */
  field(pointer) {
    if (pointer === "/outline" || pointer.startsWith("/outline/")) {
      const corner = Number(pointer.split("/")[2] ?? NaN);
      const name = Number.isInteger(corner) ? `Corner ${corner + 1}` : "The list of corners";
      // The server counts corners from 0.
      const reworded = (detail) => detail.replace(/\bcorner (\d+)/g, (_, number) => `corner ${Number(number) + 1}`);
      return { input: "outline", error: "outline-error", name, reworded };
    }
    const [, list, place, part] = pointer.split("/");
    const row = list === "openings" ? this.#rows.children[Number(place)] : undefined;
    if (!row) return list === "openings" ? { input: null, error: "openings-error", name: "The list of openings" } : null;
    const input = row.querySelector(`[data-part="${part}"]`) ?? row.querySelector("input");
    const kind = row.querySelector("[data-part=kind]").value;
    const words = { offset: "place", width: "width", wall: "wall", kind: "kind" }[part] ?? "measure";
    return { input: input.id, error: "openings-error", name: `The ${kind}'s ${words} (${Number(place) + 1})` };
  }

  /** Corners as they are written, `{x, y}` each; null for none. */
  #outline() {
    const lines = this.#corners.value.split(/[\n;]/).map((line) => line.trim()).filter(Boolean);
    if (lines.length === 0) return null;
    return lines.map((line) => {
      const numbers = line.split(/[\s,]+/).filter(Boolean).map(Number);
      return numbers.length === 2 ? { x: numbers[0], y: numbers[1] } : { x: NaN, y: NaN };
    });
  }

  #openings() {
    return [...this.#rows.children].map((row) => {
      const value = (part) => row.querySelector(`[data-part=${part}]`);
      return {
        kind: value("kind").value, wall: value("wall").value, offset: value("offset").valueAsNumber,
        width: value("width").valueAsNumber, ...row.others,
      };
    });
  }

  /** The room as it is written, for the map; null where it is none yet. */
  #room() {
    const outline = this.#outline();
    if (!outline) {
      const [x, y] = this.#sizes.map((input) => input.valueAsNumber);
      return x > 0 && y > 0 ? { size: { x, y } } : null;
    }
    if (outline.length < 3 || outline.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) return null;
    // As the server has them: counter-clockwise from the first corner, each with the wall that begins there.
    const doubled = outline.reduce((sum, { x, y }, index) => {
      const next = outline[(index + 1) % outline.length];
      return sum + x * next.y - y * next.x;
    }, 0);
    const corners = doubled < 0 ? [outline[0], ...outline.slice(1).reverse()] : outline;
    const size = { x: Math.max(...corners.map(({ x }) => x)), y: Math.max(...corners.map(({ y }) => y)) };
    if (!(size.x > 0 && size.y > 0)) return null;
    return { size, outline: corners.map((corner, index) => ({ ...corner, wall: `wall_${index + 1}` })) };
  }

  /** Walls to choose from, `[value, label]` each. */
  #walls() {
    const outline = this.#outline();
    return outline ? outline.map((_, index) => [`wall_${index + 1}`, `Wall ${index + 1}`]) : four;
  }

  #add({ kind, wall, offset, width, bottom, height }, isNew) {
    const number = (this.#count += 1);
    const id = (part) => `opening-${number}-${part}`;
    const walls = this.#walls();
    const chosen = walls.some(([value]) => value === wall) ? wall : walls[0][0];
    const labelled = (part, label, input) => h("div", { class: "field" }, h("label", { for: id(part) }, label), input);
    const metres = (part, value) => h("input", {
      id: id(part), "data-part": part, type: "number", inputmode: "decimal", step: "any", min: "0", value, required: true,
      "aria-describedby": "openings-hint openings-error",
    });
    const row = h("li", { class: "opening-row" },
      h("input", { type: "hidden", "data-part": "kind", value: kind }),
      labelled("wall", kind === "door" ? "Door in" : "Window in",
        h("select", { id: id("wall"), "data-part": "wall" },
          walls.map(([value, label]) => h("option", { value, selected: value === chosen }, label)))),
      labelled("offset", "Middle", metres("offset", offset ?? this.#middle(chosen))),
      labelled("width", "Width", metres("width", width ?? usualWidth[kind])),
      h("button", {
        type: "button", class: "quiet", "aria-label": `Remove this ${kind}`, title: "Remove",
        onclick: () => {
          row.remove();
          this.#changed();
          byID(`add-${kind}`).focus();
        },
      }, svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: "m7 7 10 10M17 7 7 17" }))));
    // What the form does not ask for stays as it was.
    row.others = Object.fromEntries(Object.entries({ bottom, height }).filter(([, value]) => value !== undefined));
    this.#rows.append(row);
    this.#changed();
    if (isNew) byID(id("wall")).focus();
  }

  #middle(wall) {
    const ends = wallsOf(this.#room() ?? { size: { x: 4, y: 5 } }).get(wall);
    return ends ? Math.round(50 * Math.hypot(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1])) / 100 : 1;
  }

  #changed() {
    this.#rows.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** The corners or the size were changed: the walls to choose from follow, and the map. */
  #follow() {
    const hasCorners = this.#outline() !== null;
    for (const input of this.#sizes) input.disabled = hasCorners;
    const walls = this.#walls();
    for (const select of this.#rows.querySelectorAll("select")) {
      const chosen = walls.some(([value]) => value === select.value) ? select.value : walls[0][0];
      replace(select, walls.map(([value, label]) => h("option", { value, selected: value === chosen }, label)));
    }
    this.#draw();
  }

  #draw() {
    const room = this.#room();
    this.#map.hidden = room === null;
    if (!room) return;
    const frame = frameOf(room.size.x, room.size.y, []);
    const unit = Math.max(room.size.x, room.size.y) * 0.06;
    const labels = [...wallsOf(room)].map(([name, [[x, y], [toX, toY]]]) => {
      const length = Math.hypot(toX - x, toY - y) || 1;
      // On the inner side, which lies to the left, except at two of the four walls.
      const side = name === "north_wall" || name === "west_wall" ? -1 : 1;
      const [inX, inY] = [(-side * (toY - y)) / length, (side * (toX - x)) / length];
      return svg("text", {
        x: (x + toX) / 2 + inX * unit, y: room.size.y - (y + toY) / 2 - inY * unit, "font-size": unit,
        "text-anchor": "middle", "dominant-baseline": "central",
      }, room.outline ? name.replace("wall_", "") : name[0].toUpperCase());
    });
    const list = this.#openings().filter(({ offset, width }) => Number.isFinite(offset) && width > 0);
    replace(this.#map, svg("svg", {
      class: "map", role: "img", "aria-label": "The floor, north at the top, with its walls and openings",
      viewBox: frame.join(" "),
    }, floor(room), openings({ ...room, openings: list }), labels));
  }
}
