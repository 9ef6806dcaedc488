// Earlier layouts: thumbnails, page by page, and their deletion.

import { deleteLayout, isAborted, listLayouts, previewPath, Problem } from "./api.js";
import { announce, byID, h, replace } from "./dom.js";
import { explain, hideProblem, showProblem } from "./problems.js";
import * as words from "./words.js";

const pageSize = 12;

export class Gallery {
  #tiles = byID("tiles");
  #state = byID("gallery-state");
  #more = byID("more");
  #dialog = byID("confirm");
  #known = new Map();
  #next = null;
  #current = null;
  #hasFailed = false;
  #doomed = null;
  #onDeleted;

  /** @param onDeleted Called with the identifier of a layout that was deleted. */
  constructor(onDeleted) {
    this.#onDeleted = onDeleted;
    this.#more.addEventListener("click", () => this.#load(this.#next));
    byID("confirm-no").addEventListener("click", () => this.#dialog.close());
    byID("confirm-yes").addEventListener("click", () => this.#delete());
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }

  /** Loads the first page, or again what failed to load. */
  load() {
    if (this.#known.size === 0 || this.#hasFailed) return this.#load(this.#next);
  }

  /** Puts a new layout in front. */
  add(layout) {
    if (this.#known.has(layout.id)) return;
    const tile = this.#tile({
      id: layout.id, created_at: layout.created_at, description: layout.room?.description,
      room_type: layout.room?.type, size: layout.room?.size, object_count: layout.objects?.length,
      total: layout.reward?.total, collisions: layout.reward?.collisions?.length, model: layout.model,
    });
    this.#known.set(layout.id, tile);
    this.#tiles.prepend(tile);
    this.#showState();
  }

  /** Marks the layout that is shown above. */
  mark(id) {
    this.#current = id;
    this.#known.forEach((tile, key) => this.#markTile(tile, key));
  }

  async #load(cursor) {
    this.#hasFailed = false;
    this.#more.setAttribute("aria-disabled", "true");
    if (this.#known.size === 0) {
      replace(this.#state, h("div", { class: "ghosts", "aria-hidden": "true" }, [0, 1, 2, 3].map(() => h("span", {}))),
        h("p", { class: "visually-hidden" }, "Loading earlier layouts"));
    }
    try {
      const page = await listLayouts(pageSize, cursor);
      const fresh = (page.items ?? []).filter((item) => !this.#known.has(item.id));
      for (const item of fresh) {
        const tile = this.#tile(item);
        this.#known.set(item.id, tile);
        this.#tiles.append(tile);
      }
      this.#next = page.next ?? null;
      if (cursor) {
        announce(`${words.count(fresh.length, "more layout")} shown`);
        fresh.length > 0 && this.#known.get(fresh[0].id).querySelector("a").focus({ preventScroll: true });
      }
      this.#showState();
    } catch (error) {
      this.#hasFailed = true;
      const { title, detail } = explain(error);
      replace(this.#state, h("div", { class: "alert" }, h("p", {}, h("strong", {}, title)), detail && h("p", {}, detail),
        h("button", { type: "button", class: "quiet", onclick: () => this.load() }, "Load again")));
    }
    this.#more.removeAttribute("aria-disabled");
    this.#more.hidden = this.#next === null;
  }

  #showState() {
    replace(this.#state, this.#known.size === 0 &&
      h("p", { class: "hint" }, "Nothing yet. What you furnish is kept and appears here."));
  }

  #tile(item) {
    const title = words.titleOf(item.description, item.room_type);
    const shot = h("span", { class: "shot" });
    const tile = h("li", { class: "tile" },
      h("a", { href: `#/layouts/${encodeURIComponent(item.id)}` },
        shot,
        h("span", { class: "tile-title" }, title),
        h("span", { class: "hint" }, [words.size(item.size), words.isNumber(item.object_count) && words.count(item.object_count, "object")]
          .filter(Boolean).join(" · ")),
        h("span", { class: "tile-line" },
          h("span", { class: "tile-score" }, h("span", {}, "Reward "), words.score(item.total)),
          item.collisions > 0 && h("span", { class: "badge warn" }, words.count(item.collisions, "overlap")),
          item.model?.trained === false && h("span", { class: "badge" }, "Untrained"))),
      h("button", {
        type: "button", class: "delete", "aria-label": `Delete ${title}`, title: "Delete",
        onclick: () => this.#ask(item.id, title),
      }, "×"));
    this.#markTile(tile, item.id);
    this.#showShot(shot, item.id);
    return tile;
  }

  #markTile(tile, id) {
    const link = tile.querySelector("a");
    if (id === this.#current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }

  /** Draws a thumbnail when it comes near the window. */
  #showShot(shot, id) {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      const image = h("img", { alt: "", decoding: "async", width: 400, height: 300 });
      image.addEventListener("error", () => shot.classList.add("broken"), { once: true });
      image.addEventListener("load", () => shot.classList.add("drawn"), { once: true });
      image.src = previewPath(id, { width: 400, height: 300 });
      shot.append(image);
    }, { rootMargin: "300px" });
    observer.observe(shot);
  }

  // MARK: Deleting

  #ask(id, title) {
    this.#doomed = id;
    byID("confirm-text").textContent = `“${title}”, with its pictures and files.`;
    hideProblem(byID("confirm-error"));
    this.#dialog.showModal();
    byID("confirm-no").focus();
  }

  async #delete() {
    const id = this.#doomed;
    const button = byID("confirm-yes");
    if (!id || button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await deleteLayout(id).catch((error) => {
        if (!(error instanceof Problem && error.status === 404)) throw error; // already gone: what was wanted
      });
      const tile = this.#known.get(id);
      const neighbour = tile?.nextElementSibling ?? tile?.previousElementSibling;
      tile?.remove();
      this.#known.delete(id);
      this.#dialog.close();
      (neighbour?.querySelector("a") ?? byID("gallery")).focus();
      announce("Deleted");
      this.#showState();
      this.#onDeleted(id);
      if (this.#known.size === 0 && this.#next) this.#load(this.#next);
    } catch (error) {
      if (!isAborted(error)) showProblem(byID("confirm-error"), error);
    }
    button.removeAttribute("aria-disabled");
  }
}
