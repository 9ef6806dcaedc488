// The form that starts a job: presets, the settings that matter most, and the whole configuration as JSON.

import { listPresets, startJob, startSweep } from "./api.js";
import { byID, h, replace } from "./dom.js";
import { hideProblem, showProblem } from "./problems.js";

const algorithms = [
  ["grpo", "GRPO"], ["3d_spo", "3D-SPO"], ["rloo", "RLOO"], ["reinforce_plus_plus", "REINFORCE++"], ["remax", "ReMax"],
  ["ppo", "PPO"], ["dapo", "DAPO"], ["gspo", "GSPO"], ["sft", "Supervised"],
];

// A pointer of the request, its field, and where its fault is written.
const fields = [
  ["/algorithm", "algorithm", "algorithm-error"], ["/steps", "steps", "steps-error"], ["/turns", "turns", "turns-error"],
  ["/rooms", "objects-low", "rooms-error"], ["/group_size", "group-size", "group-size-error"],
  ["/prompts_per_step", "prompts", "prompts-error"], ["/optimizer/learning_rate", "rate", "rate-error"],
  ["/seed", "job-seed", "seed-error"], ["/grid", "grid", "grid-error"],
];

/** The algorithm's name as people write it. */
export const algorithmName = (id) => algorithms.find(([key]) => key === id)?.[1] ?? String(id ?? "");

export class TrainingForm {
  #form = byID("job-form");
  #alert = byID("form-error");
  #button = byID("start");
  #sweepButton = byID("start-sweep");
  #text = byID("configuration");
  #presets = [];
  #configuration = {};

  /**
   * @param onStart Called with the job that was accepted.
   * @param onSweep Called with the sweep that was accepted.
   */
  constructor(onStart, onSweep) {
    replace(byID("algorithm"), algorithms.map(([id, name]) => h("option", { value: id }, name)));
    byID("preset").addEventListener("change", () => this.#choose(byID("preset").value));
    this.#form.addEventListener("input", (event) => this.#follow(event.target));
    this.#form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const configuration = this.#isBusy ? null : this.#read();
      if (configuration) await this.#send(() => startJob(configuration), onStart);
    });
    this.#sweepButton.addEventListener("click", async () => {
      const request = this.#isBusy ? null : this.#readSweep();
      if (request) await this.#send(() => startSweep(request), onSweep);
    });
  }

  async #send(start, onAccepted) {
    this.#setBusy(true);
    try {
      onAccepted(await start());
    } catch (error) {
      this.#show(error);
    }
    this.#setBusy(false);
  }

  /** Asks for the presets, if they are not there yet. */
  async load() {
    if (this.#presets.length > 0) return;
    try {
      this.#presets = (await listPresets()).items ?? [];
    } catch {
      return; // The page says that the server does not answer, and loads again when it does.
    }
    replace(byID("preset"), this.#presets.map(({ id, name }) => h("option", { value: id }, name)));
    this.#choose(this.#presets[0]?.id);
  }

  #choose(id) {
    const preset = this.#presets.find((one) => one.id === id);
    if (!preset) return;
    byID("preset-summary").textContent = preset.summary;
    this.#clear();
    this.#configuration = structuredClone(preset.configuration);
    this.#fill();
    this.#write();
  }

  /** Puts the configuration into the fields. */
  #fill() {
    const { algorithm, steps, turns, rooms, group_size, prompts_per_step, optimizer, seed, adaptation } = this.#configuration;
    const objects = [rooms?.synthetic?.objects ?? 3].flat();
    const values = {
      algorithm: algorithm ?? "grpo", steps: steps ?? 100, turns: turns?.count ?? turns ?? 1,
      "objects-low": objects[0], "objects-high": objects.at(-1), "group-size": group_size ?? 8,
      prompts: prompts_per_step ?? 4, rate: optimizer?.learning_rate ?? "", "job-seed": seed ?? 0,
    };
    for (const [field, value] of Object.entries(values)) byID(field).value = value;
    byID("lora").checked = Boolean(adaptation?.lora);
    for (const field of ["objects-low", "objects-high"]) byID(field).disabled = Boolean(rooms?.scenes) || "dataset" in this.#configuration;
  }

  #write() {
    this.#text.value = JSON.stringify(this.#configuration, null, 2);
  }

  /** A field was changed: the others follow. */
  #follow(input) {
    this.#unmark(input);
    if (["preset", "grid", "halving"].includes(input.id)) return;
    if (input === this.#text) {
      try {
        this.#configuration = JSON.parse(this.#text.value);
        this.#unmark(this.#text);
        this.#fill();
      } catch {
        // Half-written text; it is looked at again when it is sent.
      }
      return;
    }
    this.#take(input);
    this.#write();
  }

  /** Takes a field's value into the configuration. */
  #take({ id }) {
    const whole = this.#configuration;
    const number = (field) => (byID(field).value === "" ? undefined : byID(field).valueAsNumber);
    const set = (object, key, value) => {
      if (value === undefined) delete object[key];
      else object[key] = value;
    };
    switch (id) {
      case "algorithm": whole.algorithm = byID("algorithm").value; break;
      case "steps": set(whole, "steps", number("steps")); break;
      case "turns": {
        const turns = number("turns");
        set(whole, "turns", whole.turns?.count && turns !== undefined ? { ...whole.turns, count: turns } : turns);
        break;
      }
      case "objects-low": case "objects-high": {
        const [low, high] = [number("objects-low") ?? 3, number("objects-high") ?? number("objects-low") ?? 3];
        whole.rooms = { ...whole.rooms, synthetic: { ...whole.rooms?.synthetic, objects: [low, high] } };
        break;
      }
      case "group-size": set(whole, "group_size", number("group-size")); break;
      case "prompts": set(whole, "prompts_per_step", number("prompts")); break;
      case "rate": {
        const optimizer = { ...whole.optimizer };
        set(optimizer, "learning_rate", number("rate"));
        set(whole, "optimizer", Object.keys(optimizer).length > 0 ? optimizer : undefined);
        break;
      }
      case "job-seed": set(whole, "seed", number("job-seed")); break;
      case "lora": whole.adaptation = { ...whole.adaptation, lora: byID("lora").checked ? true : null }; break;
    }
  }

  #read() {
    this.#clear();
    return this.#parse(this.#text, "configuration-error");
  }

  /** The configuration with a grid; halving needs a first rung, so it begins with a ninth of the steps. */
  #readSweep() {
    const configuration = this.#read();
    const grid = configuration && this.#parse(byID("grid"), "grid-error");
    if (!grid) return null;
    const minimum = Math.max(1, Math.ceil((configuration.steps ?? 100) / 9));
    return { configuration, grid, ...(byID("halving").checked && { halving: { factor: 3, minimum_steps: minimum } }) };
  }

  #parse(area, line) {
    try {
      return JSON.parse(area.value);
    } catch (error) {
      byID("options").open = true;
      this.#mark(area.id, line, `This is not valid JSON: ${error.message}.`);
      area.focus();
      return null;
    }
  }

  // MARK: Faults

  #show(error) {
    // A sweep's configuration lies one level deeper than a job's.
    const others = (error?.errors ?? []).filter(({ pointer: whole, detail }) => {
      const pointer = whole.replace(/^\/configuration(?=\/)/, "");
      const field = fields.find(([prefix]) => pointer === prefix || pointer.startsWith(`${prefix}/`));
      if (!field) return true;
      const name = this.#form.querySelector(`label[for="${field[1]}"]`)?.textContent.trim() ?? "This";
      this.#mark(field[1], field[2], `${field[0] === "/rooms" ? "The rooms" : name} ${detail.replace(/\.$/, "")}.`);
      return false;
    });
    const first = this.#form.querySelector("[aria-invalid=true]");
    if ((error?.errors ?? []).length > 0 && others.length === 0) {
      first?.focus();
      return;
    }
    showProblem(this.#alert, error, others);
    this.#alert.focus();
  }

  #mark(field, line, text) {
    byID(line).textContent = text;
    byID(field).setAttribute("aria-invalid", "true");
    if (byID(line).closest("#options")) byID("options").open = true;
  }

  #unmark(input) {
    if (!input.hasAttribute("aria-invalid")) return;
    input.removeAttribute("aria-invalid");
    for (const [, field, line] of [...fields, ["", "configuration", "configuration-error"]]) {
      if (field === input.id) byID(line).textContent = "";
    }
  }

  #clear() {
    for (const input of this.#form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const line of this.#form.querySelectorAll(".field-error")) line.textContent = "";
    hideProblem(this.#alert);
  }

  get #isBusy() {
    return this.#button.getAttribute("aria-disabled") === "true";
  }

  #setBusy(isBusy) {
    for (const button of [this.#button, this.#sweepButton]) button.setAttribute("aria-disabled", String(isBusy));
    this.#button.textContent = isBusy ? "Starting…" : "Start training";
  }
}
