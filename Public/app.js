// The page: what the address says is what is shown; the form and the buttons change the address.

import { getLayout, isAborted, makeLayout, onReachability, ping, refineLayout } from "./modules/api.js";
import { Composer } from "./modules/composer.js";
import { announce, byID, reveal } from "./modules/dom.js";
import { Gallery } from "./modules/gallery.js";
import { hideProblem, showProblem } from "./modules/problems.js";
import { Stage } from "./modules/stage.js";
import { titleOf } from "./modules/words.js";

const stage = new Stage();
const composer = new Composer(furnish, () => work?.abort());
const gallery = new Gallery((id) => {
  if (id === shown?.id) location.hash = "#/";
});

/** The layout on the stage. */
let shown = null;
/** What is being made. */
let work = null;
/** What is being fetched for the address. */
let fetching = null;

const addressOf = (id) => `#/layouts/${encodeURIComponent(id)}`;

// MARK: The address

function addressed() {
  const match = /^#\/layouts\/([^/?#]+)$/.exec(location.hash);
  if (!match) return null;
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return match[1];
  }
}

/** Shows what the address names. */
async function follow() {
  const id = addressed();
  fetching?.abort();
  gallery.mark(id);
  if (id === null) {
    shown = null;
    if (!work) stage.showEmpty();
    return;
  }
  work?.abort();
  if (shown?.id !== id) {
    shown = null;
    stage.showWorking("Opening the layout", "", false);
    fetching = new AbortController();
    try {
      shown = await getLayout(id, fetching.signal);
    } catch (error) {
      if (isAborted(error)) return;
      stage.showFailed(error, follow);
      reveal(byID("stage"));
      return;
    }
  }
  present();
}

function present() {
  hideProblem(byID("action-error"));
  stage.showLayout(shown);
  composer.follow(shown.room);
  byID("layout-title").focus({ preventScroll: true });
  reveal(byID("stage"));
}

/** A layout was made: it becomes the address. */
function open(layout) {
  shown = layout;
  gallery.add(layout);
  announce(`Done. Reward ${layout.reward?.total?.toFixed(3) ?? "unknown"}.`);
  if (addressed() === layout.id) present();
  else location.hash = addressOf(layout.id);
}

// MARK: Making

async function furnish(body) {
  const task = new AbortController();
  work = task;
  shown = null;
  composer.setBusy(true);
  if (addressed() !== null) history.pushState(null, "", "#/");
  gallery.mark(null);
  stage.showWorking("Furnishing", body.description ?? "");
  reveal(byID("stage"));
  try {
    const layout = await makeLayout(body, (progress) => stage.showProgress(progress), task.signal);
    work = null;
    composer.settle();
    open(layout);
  } catch (error) {
    if (work === task) work = null;
    if (addressed() === null) stage.showEmpty();
    if (isAborted(error)) announce("Stopped");
    else composer.show(error);
  }
  if (!work) composer.setBusy(false);
}

async function refine() {
  const button = byID("refine");
  if (!shown || button.getAttribute("aria-disabled") === "true") return;
  const parent = shown;
  button.setAttribute("aria-disabled", "true");
  button.textContent = "Refining…";
  hideProblem(byID("action-error"));
  byID("stage").setAttribute("aria-busy", "true");
  announce(`Refining ${titleOf(parent.room?.description, parent.room?.type)}`);
  try {
    const { samples, seed, repair } = composer.sampling;
    // Another seed than its parent's, or the same draws would lead to much the same answer.
    // Only a better sample counts, so there are some.
    const layout = await refineLayout(
      parent.id, { samples: Math.max(samples, 4), repair, seed: seed + refinements.next() });
    if (shown === parent) open(layout);
    else gallery.add(layout);
  } catch (error) {
    if (shown === parent) showProblem(byID("action-error"), error);
  }
  byID("stage").removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
  button.textContent = "Refine";
}

const refinements = { count: 0, next() { return ++this.count; } };

// MARK: Whether the server answers

function watch() {
  const banner = byID("offline");
  let timer = 0;
  const attempt = async () => {
    clearTimeout(timer);
    if (await ping()) return;
    timer = setTimeout(attempt, 5000);
  };
  byID("offline-retry").addEventListener("click", attempt);
  onReachability((isReachable) => {
    banner.hidden = isReachable;
    clearTimeout(timer);
    if (isReachable) {
      composer.serverIsBack();
      gallery.load();
      if (addressed() && !shown) follow();
    } else {
      timer = setTimeout(attempt, 5000);
    }
  });
}

watch();
byID("refine").addEventListener("click", refine);
document.addEventListener("click", (event) => {
  // Links within the page must not take the place of the layout's address.
  const link = event.target.closest?.("a[data-scroll], a.skip-link");
  if (!link) return;
  event.preventDefault();
  const target = byID(link.dataset.scroll ?? "stage");
  target.focus({ preventScroll: true });
  reveal(target);
});
addEventListener("hashchange", follow);
if (addressed()) follow();
else stage.showEmpty();
gallery.load();
