// The picture of a layout: four fixed views, and an orbit by dragging, by touch, by arrow keys or by buttons.

import { isAborted, picture, planPath, previewPath } from "./api.js";
import { byID } from "./dom.js";
import { explain } from "./problems.js";

// Where the viewer of the fixed views stands, so that a turn begins from there: the compass bearing seen from the
// room, clockwise from above, and the angle above the floor; degrees.
const corner = { azimuth: 146, elevation: 36 };
const above = { azimuth: 180, elevation: 85 };
const elevations = { lowest: 5, highest: 85 };
const degreesPerPixel = 0.45;
const step = 10;
const restAfter = 220; // milliseconds without a turn, until the full picture is asked for
const draftWidth = 400;
const leastDensity = 1.5; // pictures per pixel of the screen, at least: scaled down, their edges are smooth

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const round16 = (value) => Math.round(value / 16) * 16;

export class Viewer {
  #canvas = byID("canvas");
  #image = byID("picture");
  #state = byID("picture-state");
  #busy = byID("picture-busy");
  #id = null;
  #title = "";
  #view = "iso";
  #angles = { ...corner };
  #wanted = null;
  #current = null;
  #rest = 0;
  #address = null;

  constructor() {
    byID("views").addEventListener("click", (event) => {
      const view = event.target.closest("[data-view]")?.dataset.view;
      if (view) this.#choose(view);
    });
    byID("turns").addEventListener("click", (event) => {
      const turn = event.target.closest("[data-turn]")?.dataset.turn;
      if (turn) this.#key(`Arrow${turn[0].toUpperCase()}${turn.slice(1)}`);
    });
    this.#canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.#key(event.key)) event.preventDefault();
    });
    this.#followPointer();
    this.#followSize();
  }

  /** Shows a layout from the corner; `title` describes it for those who do not see it. */
  show(id, title) {
    this.clear();
    this.#id = id;
    this.#title = title;
    this.#choose("iso");
  }

  /** Forgets the layout and what is under way for it. */
  clear() {
    this.#current?.abort.abort();
    this.#wanted = null;
    this.#id = null;
    clearTimeout(this.#rest);
    this.#image.hidden = true;
    this.#setAddress(null);
    this.#state.textContent = "";
    this.#busy.hidden = true;
  }

  // MARK: Turning

  #choose(view) {
    clearTimeout(this.#rest);
    this.#select(view);
    this.#ask(false);
  }

  #select(view) {
    this.#view = view;
    if (view !== "orbit") this.#angles = { ...(view === "top" ? above : corner) };
    for (const button of byID("views").children) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
    this.#canvas.classList.toggle("paper", view === "plan");
    byID("orbit-hint").hidden = view === "plan";
    byID("plan-hint").hidden = view !== "plan";
  }

  /** Turns the camera; true when the key was one for it. */
  #key(key) {
    switch (key) {
      case "ArrowLeft": this.#turn(-step, 0); break;
      case "ArrowRight": this.#turn(step, 0); break;
      case "ArrowUp": this.#turn(0, step); break;
      case "ArrowDown": this.#turn(0, -step); break;
      case "Home": this.#choose("iso"); break;
      default: return false;
    }
    return true;
  }

  #turn(azimuth, elevation) {
    if (!this.#id) return;
    this.#select("orbit");
    this.#angles.azimuth = (((this.#angles.azimuth + azimuth) % 360) + 360) % 360;
    this.#angles.elevation = clamp(this.#angles.elevation + elevation, elevations.lowest, elevations.highest);
    this.#ask(true);
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#ask(false), restAfter);
  }

  #followPointer() {
    let last = null;
    this.#canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !this.#id || this.#view === "plan") return;
      last = { x: event.clientX, y: event.clientY };
      this.#canvas.setPointerCapture(event.pointerId);
      this.#canvas.classList.add("dragging");
    });
    this.#canvas.addEventListener("pointermove", (event) => {
      if (!last) return;
      const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
      if (Math.abs(dx) + Math.abs(dy) < 3) return;
      last = { x: event.clientX, y: event.clientY };
      // The room follows the pointer, so the viewer goes the other way.
      this.#turn(dx * degreesPerPixel, dy * degreesPerPixel);
    });
    const end = () => {
      last = null;
      this.#canvas.classList.remove("dragging");
    };
    this.#canvas.addEventListener("pointerup", end);
    this.#canvas.addEventListener("pointercancel", end);
  }

  // MARK: Asking for pictures, one at a time

  #ask(isDraft) {
    if (!this.#id) return;
    this.#wanted = { path: this.#path(isDraft), isDraft, id: this.#id, view: this.#view };
    // A full picture that is no longer wanted makes way; a draft is nearly there and may finish.
    if (this.#current && !this.#current.isDraft && this.#current.path !== this.#wanted.path) {
      this.#current.abort.abort();
    }
    if (!this.#current) this.#work();
  }

  #path(isDraft) {
    if (this.#view === "plan") return planPath(this.#id);
    const shown = this.#canvas.clientWidth * Math.min(Math.max(devicePixelRatio || 1, leastDensity), 2);
    const width = isDraft ? draftWidth : clamp(round16(shown), 320, 1600);
    const options = { view: this.#view, width, height: Math.max(Math.round(width * this.#shape), 16) };
    if (isDraft) options.look = "draft";
    if (this.#view === "orbit") {
      options.azimuth = Math.round(this.#angles.azimuth);
      options.elevation = Math.round(this.#angles.elevation);
    }
    return previewPath(this.#id, options);
  }

  /** The place's height by its width, which the picture is asked for in. */
  get #shape() {
    const { clientWidth, clientHeight } = this.#canvas;
    return clientWidth > 0 && clientHeight > 0 ? clientHeight / clientWidth : 3 / 4;
  }

  /** Another shape or a larger place wants another picture. */
  #followSize() {
    let [timer, last] = [0, null];
    new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.#canvas;
      if (!this.#id || width === 0) return;
      const isNew = last && (last.width !== width || last.height !== height);
      last = { width, height };
      if (!isNew || this.#view === "plan") return;
      clearTimeout(timer);
      timer = setTimeout(() => this.#ask(false), restAfter);
    }).observe(this.#canvas);
  }

  async #work() {
    while (this.#wanted) {
      const request = { ...this.#wanted, abort: new AbortController() };
      this.#wanted = null;
      this.#current = request;
      this.#busy.hidden = request.isDraft;
      if (this.#image.hidden) this.#state.textContent = "Drawing…";
      try {
        const blob = await picture(request.path, request.abort.signal);
        if (request.id === this.#id && request.view === this.#view) await this.#present(blob);
      } catch (error) {
        if (!isAborted(error) && request.id === this.#id && !this.#wanted) this.#fail(error);
      }
      this.#current = null;
    }
    this.#busy.hidden = true;
  }

  async #present(blob) {
    const address = URL.createObjectURL(blob);
    const next = new Image();
    next.src = address;
    await next.decode().catch(() => {});
    this.#image.src = address;
    this.#image.alt = `${this.#title}, ${this.#description}`;
    this.#image.hidden = false;
    this.#state.textContent = "";
    this.#setAddress(address);
  }

  get #description() {
    switch (this.#view) {
      case "iso": return "seen from a corner";
      case "top": return "seen from above";
      case "eye": return "seen from the door";
      case "plan": return "as a floor plan";
      default:
        return `seen from ${Math.round(this.#angles.azimuth)}°, ${Math.round(this.#angles.elevation)}° up`;
    }
  }

  #fail(error) {
    this.#image.hidden = true;
    this.#state.textContent = `The picture could not be drawn. ${explain(error).title}.`;
  }

  #setAddress(address) {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = address;
  }
}
