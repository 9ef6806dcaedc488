// The form: a wish, a size, options; its checks and the faults that the server finds in it.

import { Unreachable } from "./api.js";
import { byID, h, prefersStillness } from "./dom.js";
import { hideProblem, showProblem } from "./problems.js";
import { RoomForm } from "./room-form.js";

const examples = [
  ["Bedroom", "A calm bedroom for two, with a desk by the window", 4, 5, 2.7],
  ["Study", "A quiet study with a reading corner and plenty of bookshelves", 3.5, 4, 2.6],
  ["Dining room", "A warm dining room for six, with a sideboard and a plant", 5, 4.5, 2.8],
];

// The field that a JSON pointer of the request belongs to, and where its fault is written.
const fields = {
  "/description": { input: "description", error: "description-error", name: "The wish" },
  "/size": { input: "size-x", error: "size-error", name: "The size" },
  "/size/x": { input: "size-x", error: "size-error", name: "The length" },
  "/size/y": { input: "size-y", error: "size-error", name: "The width" },
  "/size/z": { input: "size-z", error: "size-error", name: "The height" },
  "/object_count": { input: "object-count", error: "object-count-error", name: "The number of objects" },
  "/samples": { input: "samples", error: "samples-error", name: "The number of samples" },
  "/seed": { input: "seed", error: "seed-error", name: "The seed" },
  "/placer": { input: null, error: "placer-error", name: "The placer" },
};

export class Composer {
  #form = byID("wish-form");
  #alert = byID("form-error");
  #button = byID("furnish");
  #stop = byID("stop");
  #shape = new RoomForm();
  #error = null;
  /** Whether the form holds what was written and not yet sent. */
  #isDraft = false;

  /** @param onSubmit Called with the body of `POST /layout`. @param onStop Called to end the making. */
  constructor(onSubmit, onStop) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#button.getAttribute("aria-disabled") === "true") return;
      const body = this.#read();
      if (body) onSubmit(body);
    });
    // A line break is rarely wanted in a wish; Control or Command with Enter submits from anywhere.
    this.#form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
    });
    this.#form.addEventListener("input", (event) => {
      this.#isDraft = true;
      this.#clear(event.target);
    });
    this.#form.addEventListener("change", () => this.#followPlacer());
    this.#stop.addEventListener("click", onStop);
    byID("reseed").addEventListener("click", () => {
      byID("seed").value = String(crypto.getRandomValues(new Uint32Array(1))[0] % 1_000_000);
    });
    byID("examples").append(
      ...examples.map(([label, wish, x, y, z]) =>
        h("button", { type: "button", class: "chip", onclick: () => this.set(wish, { x, y, z }) }, label)),
    );
    for (const part of ["shape", "options"]) {
      byID(part).addEventListener("toggle", (event) => {
        if (!event.target.open) return;
        this.#form.closest(".composer").scrollTo({
          top: event.target.offsetTop - 16, behavior: prefersStillness() ? "auto" : "smooth",
        });
      });
    }
    this.#followPlacer();
  }

  /** Puts a wish and a size into the form, to be changed or sent; the room is then a box. */
  set(wish, size) {
    this.#fill(wish, { size });
    this.#isDraft = true;
    byID("description").focus();
  }

  /** Follows the room that is shown, so that its wish can be varied; what was written and not sent stays. */
  follow(room) {
    if (!this.#isDraft && room?.size) this.#fill(room.description ?? "", room);
  }

  #fill(wish, room) {
    byID("description").value = wish;
    for (const axis of ["x", "y", "z"]) byID(`size-${axis}`).value = room.size[axis];
    this.#shape.fill(room);
    this.#clearAll();
  }

  /** The options that a further turn shares. */
  get sampling() {
    const samples = this.#whole("samples");
    const seed = this.#whole("seed");
    return {
      samples: samples >= 1 && samples <= 32 ? samples : 1,
      seed: seed >= 0 ? seed : 0,
      repair: byID("repair").checked,
    };
  }

  setBusy(isBusy) {
    // Not `disabled`: the button keeps the focus of whoever pressed it.
    this.#button.setAttribute("aria-disabled", String(isBusy));
    this.#button.textContent = isBusy ? "Furnishing…" : "Furnish";
    this.#stop.hidden = !isBusy;
    if (isBusy) this.#clearAll();
  }

  /** What was sent has become a layout. */
  settle() {
    this.#isDraft = false;
  }

  /** Shows an error: each fault beside its field, the others in the alert. */
  show(error) {
    this.#error = error;
    const faults = error?.errors ?? [];
    const others = faults.filter((fault) => !this.#mark(fault.pointer, fault.detail));
    if (faults.length > 0 && others.length === 0) {
      this.#focusFirst();
      return;
    }
    showProblem(this.#alert, error, others);
    this.#alert.focus();
  }

  /** Takes back the complaint that the server did not answer. */
  serverIsBack() {
    if (this.#error instanceof Unreachable) this.#clearAll();
  }

  #read() {
    this.#clearAll();
    const body = { size: {}, placer: this.#form.elements.placer.value, repair: byID("repair").checked };
    const wish = byID("description").value.trim();
    const objectCount = this.#whole("object-count");
    if (wish) body.description = wish;
    else if (objectCount === undefined) this.#mark("/description", "is missing: say what the room is for");
    for (const axis of ["x", "y", "z"]) {
      const input = byID(`size-${axis}`);
      const value = input.valueAsNumber;
      if (!(value > 0) && !input.disabled) this.#mark(`/size/${axis}`, "must be a number of metres above 0");
      body.size[axis] = value;
    }
    this.#shape.read(body, (pointer, detail) => this.#mark(pointer, detail));
    if (objectCount !== undefined) {
      body.object_count = objectCount;
      this.#within("/object_count", objectCount, 1, 40);
    }
    if (body.placer === "model") {
      body.samples = this.#whole("samples") ?? 1;
      this.#within("/samples", body.samples, 1, 32);
    }
    body.seed = this.#whole("seed") ?? 0;
    this.#within("/seed", body.seed, 0, Number.MAX_SAFE_INTEGER);
    return this.#focusFirst() ? null : body;
  }

  /** The number in a field; undefined for an empty one, NaN for one that is no number. */
  #whole(id) {
    const input = byID(id);
    return input.value === "" && !input.validity.badInput ? undefined : input.valueAsNumber;
  }

  #within(pointer, value, low, high) {
    if (Number.isInteger(value) && value >= low && value <= high) return;
    const range = high === Number.MAX_SAFE_INTEGER ? `of at least ${low}` : `from ${low} to ${high}`;
    this.#mark(pointer, `must be a whole number ${range}`);
  }

  /** Writes a fault beside its field; false when no field has this pointer. */
  #mark(pointer, detail) {
    const field = fields[pointer] ?? this.#shape.field(pointer);
    if (!field) return false;
    const line = byID(field.error);
    const said = (field.reworded?.(detail) ?? detail).replace(/\.$/, "");
    line.textContent = [line.textContent, `${field.name} ${said}.`].filter(Boolean).join(" ");
    if (field.input) byID(field.input).setAttribute("aria-invalid", "true");
    const part = line.closest("details");
    if (part) part.open = true;
    return true;
  }

  #focusFirst() {
    const first = this.#form.querySelector("[aria-invalid=true]");
    first?.focus();
    return first !== null;
  }

  #clear(input) {
    if (!input.hasAttribute?.("aria-invalid")) return;
    input.removeAttribute("aria-invalid");
    for (const line of (input.getAttribute("aria-describedby") ?? "").split(" ")) {
      if (line.endsWith("-error")) byID(line).textContent = "";
    }
  }

  #clearAll() {
    for (const input of this.#form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const line of this.#form.querySelectorAll(".field-error")) line.textContent = "";
    this.#error = null;
    hideProblem(this.#alert);
  }

  #followPlacer() {
    byID("samples").disabled = this.#form.elements.placer.value === "solver";
  }
}
