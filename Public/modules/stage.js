// The large place beside the form: empty, working, failed, or a layout.

import { announce, byID, h, replace } from "./dom.js";
import { explain } from "./problems.js";
import { showResult } from "./result.js";
import { Viewer } from "./viewer.js";
import { stages } from "./words.js";

const panels = ["empty", "working", "failed", "layout"];

export class Stage {
  #viewer = new Viewer();
  #stages = new Map();
  #retry = null;
  #clock = 0;

  constructor() {
    byID("failed-retry").addEventListener("click", () => this.#retry?.());
  }

  /** Nothing is chosen. */
  showEmpty() {
    this.#show("empty");
    document.title = "MetaSpatial";
  }

  /** Work has begun. @param hasStages Whether its progress will be told. */
  showWorking(title, wish, hasStages = true) {
    byID("working-title").textContent = title;
    byID("working-wish").textContent = wish;
    byID("working-message").textContent = hasStages ? "Waiting for the server" : "";
    byID("working-bar").removeAttribute("value");
    this.#stages = new Map(stages.map(([key, name]) => [key, h("li", {}, name)]));
    replace(byID("working-stages"), hasStages ? [...this.#stages.values()] : []);
    this.#show("working");
    this.#startClock();
    announce(title);
  }

  /** A step of the work. @param progress `{stage, fraction, message}` */
  showProgress({ stage, fraction, message }) {
    const bar = byID("working-bar");
    if (Number.isFinite(fraction)) bar.value = Math.min(Math.max(fraction, 0), 1);
    const text = message || "";
    if (text) byID("working-message").textContent = text;
    const entry = this.#stages.get(stage);
    if (!entry || entry.hasAttribute("aria-current")) return;
    let isBefore = true;
    for (const one of this.#stages.values()) {
      if (one === entry) isBefore = false;
      one.removeAttribute("aria-current");
      one.classList.toggle("done", isBefore);
    }
    entry.setAttribute("aria-current", "step");
    announce(text || entry.textContent);
  }

  /** Something failed. @param retry Called when the reader wants to try again. */
  showFailed(error, retry) {
    const { title, detail } = explain(error);
    byID("failed-title").textContent = title;
    replace(byID("failed-body"), detail && h("p", {}, detail));
    this.#retry = retry;
    byID("failed-retry").hidden = error.status === 404; // It will not come back.
    this.#show("failed");
    document.title = "MetaSpatial";
    byID("failed-title").focus({ preventScroll: true });
  }

  /** A layout's document. */
  showLayout(layout) {
    this.#show("layout");
    const title = showResult(layout);
    document.title = `${title.length > 60 ? `${title.slice(0, 59)}…` : title} – MetaSpatial`;
    this.#viewer.show(layout.id, title);
  }

  /** Tells how long the work has taken, once it is long enough to wonder. */
  #startClock() {
    const began = performance.now();
    byID("working-clock").textContent = "";
    this.#clock = setInterval(() => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      if (seconds >= 3) byID("working-clock").textContent = `${seconds} s`;
    }, 500);
  }

  #show(name) {
    clearInterval(this.#clock);
    for (const panel of panels) byID(`stage-${panel}`).hidden = panel !== name;
    if (name !== "layout") this.#viewer.clear();
  }
}
