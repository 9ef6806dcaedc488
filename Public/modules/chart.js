// A small curve: a line, a band around it, and the evaluations as dots. Pointing at it, or the arrow keys, read it.

import { h, svg } from "./dom.js";
import { isNumber } from "./words.js";

const [width, height] = [320, 136];
const margin = { left: 2, right: 2, top: 8, bottom: 16 };
const most = 400; // points of a line; more are drawn as means

/** Numbers of any size in few characters. */
export function short(value) {
  if (!isNumber(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return value.toExponential(1).replace("-", "−");
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
  return new Intl.NumberFormat("en", { maximumFractionDigits: digits }).format(value).replace("-", "−");
}

export class Chart {
  #form;
  #points = [];
  #dots = [];
  #cursor = null;
  #value = h("span", { class: "chart-value" });
  #drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  element;

  /**
   * @param form `{name, line, band: (values) => [low, high], evaluation, digits}`: `line` and `evaluation` take the
   * metrics of a row and give a number.
   */
  constructor(form) {
    this.#form = form;
    this.element = h("figure", { class: "chart", tabindex: "0", role: "img" },
      h("figcaption", {}, h("span", { class: "chart-name" }, form.name), this.#value), this.#drawing);
    this.#drawing.addEventListener("pointermove", (event) => {
      const { left, width: shown } = this.#drawing.getBoundingClientRect();
      this.#pointAt(this.#stepAt(((event.clientX - left) / shown) * width));
    });
    this.#drawing.addEventListener("pointerleave", () => this.#pointAt(null));
    this.element.addEventListener("blur", () => this.#pointAt(null));
    this.element.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: -1, ArrowRight: 1, PageUp: 10, PageDown: -10 };
      const steps = this.#points.map(({ step }) => step);
      if (steps.length === 0) return;
      const place = this.#cursor === null ? steps.length - 1 : steps.indexOf(this.#cursor);
      let next = null;
      if (event.key in moves) next = place + moves[event.key];
      else if (event.key === "Home") next = 0;
      else if (event.key === "End") next = steps.length - 1;
      if (next === null) return;
      event.preventDefault();
      this.#pointAt(steps[Math.min(Math.max(next, 0), steps.length - 1)]);
    });
  }

  /**
   * Draws rows anew.
   * @param rows `{step, metrics}` of training, by rising step. @param evaluations The same of evaluations.
   */
  draw(rows, evaluations, totalSteps) {
    const { line, band, evaluation } = this.#form;
    this.#points = rows.map(({ step, metrics }) => ({ step, value: line(metrics), band: band?.(metrics) ?? null }))
      .filter(({ value }) => isNumber(value));
    this.#dots = evaluation
      ? evaluations.map(({ step, metrics }) => ({ step, value: evaluation(metrics) })).filter(({ value }) => isNumber(value))
      : [];
    this.totalSteps = totalSteps;
    this.element.hidden = this.#points.length === 0 && this.#dots.length === 0 && !this.#form.always;
    this.#paint();
  }

  get #scale() {
    const values = [
      ...this.#points.flatMap(({ value, band }) => [value, ...(band ?? []).filter(isNumber)]),
      ...this.#dots.map(({ value }) => value),
    ];
    let [low, high] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
    if (!(low <= high)) [low, high] = [0, 1];
    if (low === high) [low, high] = [low - Math.abs(low || 1) * 0.1, high + Math.abs(high || 1) * 0.1];
    const last = Math.max(this.totalSteps, this.#points.at(-1)?.step ?? 0, 1);
    return {
      low, high, last,
      x: (step) => margin.left + (step / last) * (width - margin.left - margin.right),
      y: (value) => height - margin.bottom - ((value - low) / (high - low)) * (height - margin.top - margin.bottom),
    };
  }

  #stepAt(x) {
    const { last } = this.#scale;
    const step = ((x - margin.left) / (width - margin.left - margin.right)) * last;
    let nearest = null;
    for (const point of this.#points) {
      if (nearest === null || Math.abs(point.step - step) < Math.abs(nearest - step)) nearest = point.step;
    }
    return nearest;
  }

  #pointAt(step) {
    this.#cursor = step;
    this.#paint();
  }

  #paint() {
    const scale = this.#scale;
    const { x, y } = scale;
    const place = ({ step, value }) => `${x(step).toFixed(1)} ${y(value).toFixed(1)}`;
    const points = thinned(this.#points);
    const path = (list) => list.length > 0 ? `M${list.map(place).join("L")}` : null;
    const around = points.filter(({ band }) => band && isNumber(band[0]) && isNumber(band[1]));
    const parts = [
      ...[scale.low, scale.high].map((value) =>
        svg("line", { class: "grid", x1: 0, x2: width, y1: y(value), y2: y(value) })),
      around.length > 1 && svg("path", {
        class: "band",
        d: `${path(around.map(({ step, band }) => ({ step, value: band[1] })))}L${
          around.toReversed().map(({ step, band }) => place({ step, value: band[0] })).join("L")}Z`,
      }),
      points.length > 0 && svg("path", { class: this.#form.isNoisy ? "line faint" : "line", d: path(points) }),
      this.#form.isNoisy && points.length > 0 && svg("path", { class: "line", d: path(smoothed(points)) }),
      this.#dots.length > 1 && svg("path", { class: "line second", d: path(this.#dots) }),
      this.#dots.map((dot) => svg("ellipse", { class: "dot", cx: x(dot.step), cy: y(dot.value), rx: 3, ry: 3 })),
      this.#cursor !== null && svg("line", { class: "cursor", x1: x(this.#cursor), x2: x(this.#cursor), y1: 0, y2: height - margin.bottom }),
    ];
    this.#drawing.replaceChildren(...parts.flat().filter(Boolean));
    this.#describe(scale);
  }

  #describe({ low, high, last }) {
    const point = this.#cursor === null ? this.#points.at(-1) : this.#points.find(({ step }) => step === this.#cursor);
    const dot = this.#dots.findLast(({ step }) => this.#cursor === null || step <= this.#cursor);
    const words = [
      point && (point.band ? `${short(point.value)} (${short(point.band[0])} to ${short(point.band[1])})` : short(point.value)),
    ].filter(Boolean);
    this.#value.replaceChildren(
      ...(this.#cursor !== null && point ? [`step ${point.step}: `] : []), ...words,
      ...(dot ? [h("span", {}, words.length > 0 ? " · " : "", h("span", { class: "key", "aria-hidden": "true" }), `held out ${short(dot.value)}`)] : []),
      ...(words.length === 0 && !dot ? ["no values yet"] : []));
    this.element.setAttribute("aria-label", `${this.#form.name}: ${this.#value.textContent}; from ${short(low)} to ${short(high)}, ${last} steps`);
    let scaleLine = this.element.querySelector(".chart-scale");
    if (!scaleLine) this.element.append((scaleLine = h("p", { class: "chart-scale hint", "aria-hidden": "true" })));
    scaleLine.replaceChildren(h("span", {}, `${short(low)} … ${short(high)}`), h("span", {}, `${last}`));
  }
}

/** At most so many points, each the mean of those in its place. */
function thinned(points) {
  if (points.length <= most) return points;
  const size = points.length / most;
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return Array.from({ length: most }, (_, index) => {
    const part = points.slice(Math.floor(index * size), Math.max(Math.floor((index + 1) * size), Math.floor(index * size) + 1));
    const bands = part.map(({ band }) => band).filter(Boolean);
    return {
      step: part[Math.floor(part.length / 2)].step, value: mean(part.map(({ value }) => value)),
      band: bands.length > 0 ? [Math.min(...bands.map(([low]) => low)), Math.max(...bands.map(([, high]) => high))] : null,
    };
  });
}

/** An exponential mean that follows within about a tenth of the run, and is not drawn to its first value. */
function smoothed(points) {
  const keep = 1 - 1 / Math.min(Math.max(points.length / 20, 1), 15);
  let [sum, weight] = [0, 0];
  return points.map(({ step, value }) => {
    sum = keep * sum + value;
    weight = keep * weight + 1;
    return { step, value: sum / weight };
  });
}
