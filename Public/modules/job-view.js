// A training job: its curves while it goes on, its answers, its checkpoints, and the buttons that steer it.

import { activateCheckpoint, changeJob, eventFilePath, isAborted, listOfJob, tablePath, watchJob } from "./api.js";
import { Chart, short } from "./chart.js";
import { announce, byID, h, replace } from "./dom.js";
import { explain, hideProblem, showProblem } from "./problems.js";
import { RolloutView } from "./rollout-view.js";
import { algorithmName } from "./training-form.js";
import * as words from "./words.js";

const of = (name) => (metrics) => metrics[name];
/** The curves that everybody wants to see, and those for who looks closer. */
const charts = [
  {
    name: "Reward", line: of("reward"), evaluation: of("reward"), isNoisy: true, always: true,
    band: (row) => words.isNumber(row.reward_std) ? [row.reward - row.reward_std, row.reward + row.reward_std] : null,
  },
  {
    name: "Tokens an answer", line: of("completions/mean_length"), always: true,
    band: (row) => [row["completions/min_length"], row["completions/max_length"]],
  },
  { name: "Colliding pairs", line: of("layout/collision_ratio"), evaluation: of("layout/collision_ratio"), isNoisy: true },
  { name: "Objects out of place", line: of("layout/constraint_ratio"), evaluation: of("layout/constraint_ratio"), isNoisy: true },
  { name: "KL to the start", line: of("kl") },
  { name: "Loss", line: of("loss"), evaluation: of("loss"), isNoisy: true },
];
const otherCharts = [
  { name: "Reward for format", line: of("rewards/format"), evaluation: of("rewards/format") },
  { name: "Reward for collisions", line: of("rewards/collision"), evaluation: of("rewards/collision"), isNoisy: true },
  { name: "Reward for constraints", line: of("rewards/constraint"), evaluation: of("rewards/constraint"), isNoisy: true },
  { name: "Entropy", line: of("entropy") },
  { name: "Gradient norm", line: of("grad_norm") },
  { name: "Clipped tokens", line: of("clip_ratio") },
  { name: "Learning rate", line: of("learning_rate") },
  { name: "Tokens a second", line: of("tokens_per_second") },
  { name: "Seconds a step", line: of("step_time") },
];

const phases = {
  loading: "opening the model", evaluating: "evaluating", sampling: "sampling answers", training: "learning", saving: "writing a checkpoint",
};
const looks = { running: "good", succeeded: "good", paused: "warn", failed: "bad" };
const fileSize = (bytes) => (bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** A job's state as a badge. */
export const statusBadge = (status) => h("span", { class: `badge ${looks[status] ?? ""}` }, words.capitalised(status));

export class JobView {
  #charts = charts.map((form) => new Chart(form));
  #otherCharts = otherCharts.map((form) => new Chart(form));
  #rollouts = new RolloutView();
  #watch = null;
  #job = null;
  #rows = new Map();
  #evaluations = new Map();
  #isDue = false;
  #seen = { checkpoint: -1, evaluation: -1, step: -1 };
  #onChange;

  /** @param onChange Called with a job whose state has changed. */
  constructor(onChange) {
    this.#onChange = onChange;
    replace(byID("charts"), this.#charts.map(({ element }) => element));
    replace(byID("other-charts"), this.#otherCharts.map(({ element }) => element));
    byID("more-charts").addEventListener("toggle", () => this.#draw());
    for (const action of ["pause", "resume", "cancel"]) {
      byID(action).addEventListener("click", () => this.#change(action));
    }
  }

  get id() { return this.#job?.id ?? null; }

  /** Shows a job and follows it until another is shown. */
  async show(job) {
    this.leave();
    const watch = new AbortController();
    this.#watch = watch;
    [this.#rows, this.#evaluations] = [new Map(), new Map()];
    this.#seen = { checkpoint: -1, evaluation: -1, step: -1 };
    this.#rollouts.show(job.id);
    this.#present(job);
    this.#draw();
    try {
      for await (const { name, data } of watchJob(job.id, watch.signal)) {
        if (watch.signal.aborted) return;
        if (name === "metrics") this.#add(data);
        else this.#present(data);
      }
    } catch (error) {
      if (!isAborted(error) && !watch.signal.aborted) showProblem(byID("job-error"), error);
    }
  }

  leave() {
    this.#watch?.abort();
    this.#job = null;
  }

  // MARK: Curves

  #add(row) {
    if (row.kind === "step") this.#rows.set(row.step, row);
    else if (row.kind !== "sampled") {
      const known = this.#evaluations.get(row.step);
      this.#evaluations.set(row.step, { step: row.step, metrics: { ...known?.metrics, ...row.metrics } });
    }
    if (this.#isDue) return;
    // Rows come in crowds when a job is opened; one picture a frame is enough.
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw() {
    const sorted = (rows) => [...rows.values()].sort((a, b) => a.step - b.step);
    const [rows, evaluations] = [sorted(this.#rows), sorted(this.#evaluations)];
    const shown = byID("more-charts").open ? [...this.#charts, ...this.#otherCharts] : this.#charts;
    for (const chart of shown) chart.draw(rows, evaluations, this.#job?.total_steps ?? 1);
    const evaluation = evaluations.at(-1)?.step ?? -1;
    const step = rows.at(-1)?.step ?? -1;
    if (evaluation !== this.#seen.evaluation) this.#rollouts.evaluated(evaluations.map((one) => one.step));
    if (step !== this.#seen.step) this.#rollouts.stepped();
    Object.assign(this.#seen, { evaluation, step });
  }

  // MARK: The job

  #present(job) {
    const last = this.#job;
    this.#job = job;
    const { status, step, total_steps: total, progress, error } = job;
    byID("job-title").textContent = `${algorithmName(job.algorithm)} on ${job.model ?? "the model"}`;
    document.title = `${status === "running" ? `${step}/${total} · ` : ""}Training · MetaSpatial`;
    const badge = byID("job-status");
    badge.className = `badge ${looks[status] ?? ""}`;
    badge.textContent = words.capitalised(status);
    replace(byID("job-facts"), [
      words.moment(job.created_at), words.isNumber(job.reward) && `Reward ${short(job.reward)}`,
      job.resumes > 0 && `Resumed ${words.count(job.resumes, "time")}`, job.sweep && "Part of a sweep",
    ].filter(Boolean).map((fact) => h("span", {}, fact)));
    const share = status === "running" && progress?.phase !== "saving" ? Math.min(progress?.fraction ?? 0, 1) : 0;
    byID("job-bar").value = Math.min((step + 0.9 * share) / total, 1);
    byID("job-step").textContent = `Step ${step} of ${total}`;
    byID("job-phase").textContent = status === "running" && progress ? words.capitalised(phases[progress.phase] ?? progress.phase)
      : status === "queued" ? "Waiting for its turn" : "";
    byID("pause").hidden = !["queued", "running"].includes(status);
    byID("resume").hidden = !["paused", "failed"].includes(status);
    byID("cancel").hidden = !["queued", "running", "paused"].includes(status);
    replace(byID("downloads"),
      h("a", { class: "download", href: tablePath(job.id), download: `${job.id}.csv` }, "Table ", h("small", {}, "CSV")),
      h("a", { class: "download", href: eventFilePath(job.id), download: "" }, "TensorBoard ", h("small", {}, "tfevents")));
    if (error) this.#sayError(error);
    else hideProblem(byID("job-error"));
    this.#describe(job);
    if (last && last.status !== status) announce(`The job is ${status}`);
    if (last?.status !== status) this.#onChange(job);
    if (last?.step !== step || last?.status !== status) this.#loadCheckpoints(job);
  }

  #sayError({ title, detail }) {
    replace(byID("job-error"), h("p", {}, h("strong", {}, title)), detail && h("p", {}, words.capitalised(detail)));
    byID("job-error").hidden = false;
  }

  #describe({ id, configuration, plan, log }) {
    const memory = plan?.memory;
    const row = (name, ...value) => [h("dt", {}, name), h("dd", {}, value)];
    replace(byID("making-body"),
      h("dl", { class: "facts-list" },
        row("Job", h("code", {}, id)),
        words.isNumber(plan?.learning_rate) && row("Learning rate", short(plan.learning_rate)),
        words.isNumber(plan?.trained_parameters) && row("Trained", `${short(plan.trained_parameters)} of ${short(plan.parameters)} weights`),
        memory && row("Memory", `${fileSize(memory.bytes)} of ${fileSize(memory.available)}: `,
          memory.parts.map((one) => `${one.name} ${fileSize(one.bytes)}`).join(", "))),
      log?.length > 0 && h("ul", { class: "messages" }, log.toReversed().map((line) =>
        h("li", {}, h("span", { class: line.level === "warning" ? "badge warn" : "badge" }, `Step ${line.step}`), line.message))),
      h("pre", { class: "settings" }, JSON.stringify(configuration, null, 2)));
  }

  async #change(action) {
    const button = byID(action);
    if (!this.#job || button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    const id = this.#job.id;
    try {
      const job = await changeJob(id, action);
      if (this.#job?.id === id) {
        this.#present(job);
        // The pressed button may be gone; the focus must not be lost with it.
        if (button.hidden) (["resume", "pause"].map(byID).find((one) => !one.hidden) ?? byID("job-title")).focus();
        // A stream that had come to its end is opened again.
        if (action === "resume") this.show(job);
      }
    } catch (error) {
      showProblem(byID("job-error"), error);
    }
    button.removeAttribute("aria-disabled");
  }

  // MARK: Checkpoints

  async #loadCheckpoints({ id }) {
    let items;
    try {
      items = (await listOfJob(id, "checkpoints", {}, this.#watch?.signal)).items ?? [];
    } catch (error) {
      if (!isAborted(error)) console.warn(explain(error).title);
      return;
    }
    if (this.#job?.id !== id) return;
    byID("checkpoints-card").hidden = items.length === 0;
    const focused = document.activeElement?.dataset?.checkpoint;
    replace(byID("checkpoints"),
      h("thead", {}, h("tr", {}, ["Step", "Score", "Size", ""].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, items.toReversed().map((one) => h("tr", {},
        h("td", {}, one.step, " ", one.best && h("span", { class: "badge good" }, "Best")),
        h("td", {}, short(one.score)), h("td", {}, fileSize(one.bytes)),
        h("td", { class: "end" }, one.active
          ? h("span", { class: "badge good" }, "Answers now")
          : h("button", {
            type: "button", class: "quiet small", "data-checkpoint": one.step, onclick: (event) => this.#activate(one.step, event.currentTarget),
          }, "Answer with this", h("span", { class: "visually-hidden" }, ` checkpoint of step ${one.step}`)))))));
    if (focused) byID("checkpoints").querySelector(`[data-checkpoint="${focused}"]`)?.focus();
  }

  async #activate(step, button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.textContent = "Switching…";
    hideProblem(byID("checkpoint-error"));
    const { id } = this.#job;
    try {
      await activateCheckpoint(id, step);
      announce(`The checkpoint of step ${step} answers from now on`);
    } catch (error) {
      showProblem(byID("checkpoint-error"), error);
    }
    if (this.#job?.id === id) await this.#loadCheckpoints(this.#job);
  }
}
