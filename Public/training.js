// The training page: what the address says is what is shown.

import { getJob, getSweep, isAborted, listTraining, onReachability, ping } from "./modules/api.js";
import { short } from "./modules/chart.js";
import { announce, byID, h, replace, reveal } from "./modules/dom.js";
import { JobView, statusBadge } from "./modules/job-view.js";
import { explain } from "./modules/problems.js";
import { algorithmName, TrainingForm } from "./modules/training-form.js";
import * as words from "./modules/words.js";

const view = new JobView(() => jobs.load());
const form = new TrainingForm((job) => {
  announce("The job is accepted");
  location.hash = addressOf(job.id);
}, async (sweep) => {
  announce(`The sweep of ${words.count(sweep.runs.length, "run")} is accepted`);
  await jobs.load();
  reveal(byID("sweeps"));
});

const addressOf = (id) => `#/jobs/${encodeURIComponent(id)}`;
let fetching = null;

// MARK: The address

function addressed() {
  const match = /^#\/jobs\/([^/?#]+)$/.exec(location.hash);
  if (!match) return null;
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return match[1];
  }
}

function showPanel(name) {
  for (const one of ["empty", "failed", "job"]) byID(`stage-${one}`).hidden = one !== name;
}

/** Shows the job that the address names. */
async function follow() {
  fetching?.abort();
  const id = addressed();
  jobs.mark(id);
  if (id === null) {
    view.leave();
    document.title = "Training · MetaSpatial";
    showPanel("empty");
    return;
  }
  if (view.id === id) return;
  fetching = new AbortController();
  try {
    const job = await getJob(id, fetching.signal);
    showPanel("job");
    view.show(job);
    byID("job-title").focus({ preventScroll: true });
    if (matchMedia("(max-width: 60rem)").matches) reveal(byID("stage"));
  } catch (error) {
    if (isAborted(error)) return;
    const { title, detail } = explain(error);
    byID("failed-title").textContent = title;
    byID("failed-detail").textContent = detail ?? "";
    view.leave();
    showPanel("failed");
  }
}

// MARK: All jobs

const jobs = {
  cursor: null,
  items: [],
  timer: 0,

  /** Loads the newest jobs; `more` those behind the last. */
  async load(more = false) {
    clearTimeout(this.timer);
    try {
      const page = await listTraining("jobs", 20, more ? this.cursor : null);
      this.items = more ? [...this.items, ...page.items] : page.items;
      this.cursor = page.next;
      this.show();
      await showSweeps();
    } catch (error) {
      byID("jobs-state").textContent = explain(error).title;
    }
    // What others start appears too.
    this.timer = setTimeout(() => { if (!document.hidden && this.items.length <= 20) this.load(); }, 10000);
  },

  show() {
    byID("jobs-state").textContent = this.items.length === 0 ? "Nothing yet. What you train is kept and appears here." : "";
    byID("jobs-more").hidden = !this.cursor;
    const table = byID("jobs-table");
    table.hidden = this.items.length === 0;
    const focused = table.contains(document.activeElement) ? document.activeElement.dataset.job : null;
    replace(table,
      h("thead", {}, h("tr", {}, ["Started", "Algorithm", "Model", "State", "Step", "Reward"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, this.items.map((job) => h("tr", {},
        h("td", {}, h("a", { href: addressOf(job.id), "data-job": job.id }, words.moment(job.created_at))),
        h("td", {}, algorithmName(job.algorithm)), h("td", {}, job.model ?? ""), h("td", {}, statusBadge(job.status)),
        h("td", {}, `${job.step} of ${job.total_steps}`), h("td", {}, short(job.reward))))));
    this.mark(addressed());
    if (focused) table.querySelector(`[data-job="${CSS.escape(focused)}"]`)?.focus();
  },

  mark(id) {
    for (const link of byID("jobs-table").querySelectorAll("[data-job]")) {
      if (link.dataset.job === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  },
};

// MARK: Sweeps

async function showSweeps() {
  const page = await listTraining("sweeps", 5);
  const sweeps = await Promise.all(page.items.map(({ id }) => getSweep(id)));
  replace(byID("sweeps"), sweeps.map((sweep) => h("section", { class: "card" },
    h("div", { class: "card-head" },
      h("h3", {}, `Sweep of ${words.count(sweep.runs.length, "run")} by ${sweep.metric}`), statusBadge(sweep.status)),
    h("div", { class: "scroller" }, h("table", { class: "table" },
      h("thead", {}, h("tr", {}, ["Settings", "State", "Step", "Score", ""].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, sweep.runs.map((run) => h("tr", {},
        h("td", {}, h("a", { href: addressOf(run.job) },
          Object.entries(run.settings).map(([name, value]) => `${name} ${words.isNumber(value) ? short(value) : JSON.stringify(value)}`).join(", "))),
        h("td", {}, statusBadge(run.status)), h("td", {}, `${run.step} of ${run.total_steps}`), h("td", {}, short(run.score)),
        h("td", {}, run.job === sweep.best && h("span", { class: "badge good" }, "Best"))))))))));
}

// MARK: Whether the server answers

function watch() {
  let timer = 0;
  const attempt = async () => {
    clearTimeout(timer);
    if (await ping()) return;
    timer = setTimeout(attempt, 5000);
  };
  byID("offline-retry").addEventListener("click", attempt);
  onReachability((isReachable) => {
    byID("offline").hidden = isReachable;
    clearTimeout(timer);
    if (isReachable) {
      form.load();
      jobs.load();
      if (addressed() && view.id === null) follow();
    } else {
      timer = setTimeout(attempt, 5000);
    }
  });
}

watch();
byID("jobs-more").addEventListener("click", () => jobs.load(true));
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.skip-link");
  if (!link) return;
  event.preventDefault();
  byID("stage").focus({ preventScroll: true });
  reveal(byID("stage"));
});
addEventListener("hashchange", follow);
form.load();
jobs.load();
follow();
