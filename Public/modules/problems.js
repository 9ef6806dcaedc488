// Showing what went wrong, in the words of the server and beside the fields that it names.

import { Problem, Unreachable } from "./api.js";
import { h, replace } from "./dom.js";
import { capitalised } from "./words.js";

/** What to say about an error: a title, a sentence, and the faults that belong to no field. */
export function explain(error) {
  if (error instanceof Unreachable) {
    return { title: "The server does not answer", detail: "What you wrote is still here; try again when the server is back." };
  }
  if (error instanceof Problem) return { title: error.title, detail: capitalised(error.detail) };
  console.error(error);
  return { title: "The page made a mistake", detail: String(error?.message ?? error) };
}

/** Fills an alert with an error; `faults` are listed below it. */
export function showProblem(alert, error, faults = error?.errors ?? []) {
  const { title, detail } = explain(error);
  const repeated = faults.length === 1 && detail.includes(faults[0].detail);
  replace(
    alert,
    h("p", {}, h("strong", {}, title)),
    detail && h("p", {}, detail),
    faults.length > 0 && !repeated &&
      h("ul", {}, faults.map((fault) => h("li", {}, h("code", {}, fault.pointer || "/"), ` ${fault.detail}`))),
  );
  alert.hidden = false;
}

export function hideProblem(alert) {
  alert.hidden = true;
  replace(alert);
}
