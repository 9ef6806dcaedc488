// The answers of a job as pictures: the same room before and after, and all of them page by page.

import { isAborted, listOfJob } from "./api.js";
import { short } from "./chart.js";
import { byID, h, replace } from "./dom.js";
import * as words from "./words.js";

const pageSize = 12;
const restAfter = 2500; // milliseconds between two looks for new answers

const picturePath = ({ links }, width, height) => `${links.preview.replace(/^\//, "")}?width=${width}&height=${height}`;

export class RolloutView {
  #job = null;
  #abort = new AbortController();
  #kind = "step";
  #next = null;
  #timer = 0;
  #isShownWhole = false;
  #before = [];
  #after = [];
  #place = 0;

  constructor() {
    byID("room-previous").addEventListener("click", () => this.#turn(-1));
    byID("room-next").addEventListener("click", () => this.#turn(1));
    byID("rollouts-more").addEventListener("click", () => this.#load(this.#next));
    byID("rollout-kinds").addEventListener("click", (event) => {
      const kind = event.target.closest("[data-kind]")?.dataset.kind;
      if (!kind) return;
      this.#kind = kind;
      for (const button of byID("rollout-kinds").children) {
        button.setAttribute("aria-pressed", String(button.dataset.kind === kind));
      }
      this.#load(null);
    });
  }

  /** Begins with a job of which nothing is known yet. */
  show(id) {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#job = id;
    [this.#before, this.#after, this.#place, this.#next, this.#isShownWhole] = [[], [], 0, null, false];
    byID("compare-card").hidden = true;
    byID("rollouts-card").hidden = true;
    replace(byID("rollouts"));
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** Steps were done; the newest answers follow in a while, unless somebody reads older ones. */
  stepped() {
    if (this.#timer || this.#isShownWhole || !this.#job) return;
    const isFirst = byID("rollouts-card").hidden;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      if (!this.#isShownWhole && !byID("rollouts").contains(document.activeElement)) this.#load(null);
    }, isFirst ? 0 : restAfter);
  }

  /** Evaluations were made at these steps. */
  async evaluated(steps) {
    if (steps.length === 0) return;
    const job = this.#job;
    try {
      const [before, after] = await Promise.all([steps[0], steps.at(-1)].map(async (step) =>
        (await listOfJob(job, "rollouts", { kind: "greedy", step, limit: 100 }, this.#abort.signal)).items ?? []));
      if (job !== this.#job) return;
      const first = (items) => items.filter(({ turn, placed }) => placed && turn === Math.max(...items.map((one) => one.turn)));
      [this.#before, this.#after] = [first(before).reverse(), first(after)];
      this.#compare();
    } catch (error) {
      if (!isAborted(error)) console.warn(error);
    }
    if (this.#kind === "greedy") this.#load(null);
  }

  // MARK: Before and after

  #turn(by) {
    const count = this.#before.length;
    if (count === 0) return;
    this.#place = (this.#place + by + count) % count;
    this.#compare();
  }

  #compare() {
    const before = this.#before[this.#place];
    const after = before && this.#after.find(({ room }) => room.id === before.room.id);
    byID("compare-card").hidden = !before || !after;
    if (!before || !after) return;
    byID("room-number").textContent = `Room ${this.#place + 1} of ${this.#before.length}`;
    const gain = after.reward - before.reward;
    const shot = (one, title) => h("figure", {},
      h("img", { src: picturePath(one, 640, 480), alt: `${title}: the room as the model furnished it`, width: 640, height: 480 }),
      h("figcaption", {}, h("span", {}, title), h("span", {}, `Reward ${short(one.reward)}`)));
    const isSame = before.step === after.step;
    replace(byID("compare"),
      before.room.description && h("p", { class: "wish" }, before.room.description),
      shot(before, before.step === 0 ? "Before training" : `At step ${before.step}`),
      isSame ? h("p", { class: "hint" }, "The next evaluation appears here.") : shot(after, `After step ${after.step}`),
      !isSame && words.isNumber(gain) && h("p", { class: "wish" }, "The reward went ",
        h("span", { class: gain >= 0 ? "gain" : "loss" }, `${gain >= 0 ? "up" : "down"} by ${short(Math.abs(gain))}`), "."));
  }

  // MARK: All answers

  async #load(cursor) {
    const job = this.#job;
    if (!job) return;
    const options = { kind: this.#kind, limit: pageSize, ...(cursor && { cursor }) };
    let page;
    try {
      page = await listOfJob(job, "rollouts", options, this.#abort.signal);
    } catch (error) {
      if (!isAborted(error)) console.warn(error);
      return;
    }
    if (job !== this.#job || options.kind !== this.#kind) return;
    const tiles = (page.items ?? []).map((one) => this.#tile(one));
    if (cursor) {
      this.#isShownWhole = true;
      byID("rollouts").append(...tiles);
      tiles[0]?.querySelector("summary")?.focus({ preventScroll: true });
    } else {
      this.#isShownWhole = false;
      replace(byID("rollouts"), tiles.length > 0 ? tiles : h("li", { class: "hint" }, "None yet."));
      if (tiles.length > 0) byID("rollouts-card").hidden = false;
    }
    this.#next = page.next ?? null;
    byID("rollouts-more").hidden = this.#next === null;
  }

  #tile(one) {
    const where = one.kind === "step" ? `step ${one.step}` : one.step === 0 ? "before training" : `after step ${one.step}`;
    return h("li", { class: "answer" },
      h("img", { src: picturePath(one, 320, 240), loading: "lazy", alt: `The answer of ${where}`, width: 320, height: 240 }),
      h("span", { class: "tile-line" },
        h("span", { class: "tile-score" }, h("span", {}, "Reward "), short(one.reward)),
        !one.placed && h("span", { class: "badge warn" }, "Not placed"),
        one.turn > 0 && h("span", { class: "badge" }, `Turn ${one.turn + 1}`)),
      h("details", {},
        h("summary", {}, words.capitalised(where)),
        h("p", { class: "hint" }, [
          words.count(one.tokens, "token"), words.isNumber(one.advantage) && `advantage ${short(one.advantage)}`,
          ...Object.entries(one.terms ?? {}).map(([name, value]) => `${words.named(name)} ${short(value)}`),
        ].filter(Boolean).join(" · ")),
        h("pre", {}, one.text)));
  }
}
