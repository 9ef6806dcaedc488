// The server's API: requests, problems, and whether the server answers at all.

import { readEvents } from "./events.js";

/** An answer that is not a success, as RFC 9457 problem details. */
export class Problem extends Error {
  constructor(document, status) {
    super(document.title || "The server refused the request");
    this.name = "Problem";
    this.status = status ?? document.status ?? 0;
    this.type = document.type ?? "about:blank";
    this.title = this.message;
    this.detail = typeof document.detail === "string" ? document.detail : "";
    this.errors = Array.isArray(document.errors) ? document.errors : [];
  }
}

/** No answer at all. */
export class Unreachable extends Error {
  constructor() {
    super("The server does not answer");
    this.name = "Unreachable";
  }
}

const listeners = new Set();
let isReachable = true;

/** Calls back whenever the server stops or starts to answer. */
export function onReachability(listener) {
  listeners.add(listener);
}

function setReachable(value) {
  if (value === isReachable) return;
  isReachable = value;
  listeners.forEach((listener) => listener(value));
}

export const isAborted = (error) => error instanceof DOMException && error.name === "AbortError";

// Addresses are relative to the page, so that it also works below a prefix.
const address = (path) => new URL(path.replace(/^\//, ""), document.baseURI);

async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(address(path), options);
  } catch (error) {
    if (isAborted(error)) throw error;
    setReachable(false);
    throw new Unreachable();
  }
  setReachable(true);
  if (response.ok) return response;
  let document = {};
  try {
    document = await response.json();
  } catch {
    document = { title: `The server answered ${response.status}`, detail: response.statusText };
  }
  throw new Problem(document ?? {}, response.status);
}

const json = (body, accept, signal) => ({
  method: "POST",
  headers: { "Content-Type": "application/json", Accept: accept },
  body: JSON.stringify(body),
  signal,
});

const part = encodeURIComponent;

/** Whether the server answers now. */
export async function ping() {
  try {
    await send("healthz", { cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a layout and reports its progress.
 * @param body The body of `POST /layout`.
 * @param onProgress Called with `{stage, fraction, message}`.
 * @returns The layout's document.
 */
export async function makeLayout(body, onProgress, signal) {
  const response = await send("layout", json(body, "text/event-stream, application/json;q=0.5", signal));
  if (!(response.headers.get("Content-Type") ?? "").startsWith("text/event-stream")) return response.json();
  try {
    for await (const event of readEvents(response.body)) {
      if (event.name === "progress") onProgress(JSON.parse(event.data));
      if (event.name === "layout") return JSON.parse(event.data);
      if (event.name === "error") throw new Problem(JSON.parse(event.data));
    }
  } catch (error) {
    if (isAborted(error) || error instanceof Problem) throw error;
    if (!(await ping())) throw new Unreachable();
    throw new Problem({ title: "The answer broke off", detail: "Please try again." });
  }
  throw new Problem({ title: "The answer broke off", detail: "The server ended it before the layout came." });
}

export const refineLayout = async (id, body, signal) =>
  (await send(`layouts/${part(id)}/refine`, json(body, "application/json", signal))).json();

export const getLayout = async (id, signal) => (await send(`layouts/${part(id)}`, { signal })).json();

export const deleteLayout = (id) => send(`layouts/${part(id)}`, { method: "DELETE" });

export async function listLayouts(limit, cursor) {
  const query = new URLSearchParams({ limit });
  if (cursor) query.set("cursor", cursor);
  return (await send(`layouts?${query}`, { cache: "no-store" })).json();
}

// MARK: Training

const post = (path, body = {}) => send(path, json(body, "application/json"));

export const listPresets = async () => (await send("training/presets", { cache: "no-store" })).json();
export const startJob = async (configuration) => (await post("training/jobs", configuration)).json();
/** Runs of one configuration over a grid of settings. */
export const startSweep = async (request) => (await post("training/sweeps", request)).json();
export const getJob = async (id, signal) =>
  (await send(`training/jobs/${part(id)}`, { signal, cache: "no-store" })).json();
/** @param action `pause`, `resume` or `cancel`. */
export const changeJob = async (id, action) => (await post(`training/jobs/${part(id)}/${action}`)).json();
export const activateCheckpoint = async (id, step) =>
  (await post(`training/jobs/${part(id)}/checkpoints/${step}/activate`)).json();
/** A list of a job: `rollouts`, `checkpoints` or `evaluations`. */
export const listOfJob = async (id, list, options = {}, signal) =>
  (await send(`training/jobs/${part(id)}/${list}?${new URLSearchParams(options)}`, { signal, cache: "no-store" })).json();
export const tablePath = (id) => `training/jobs/${part(id)}/metrics?format=csv`;
export const eventFilePath = (id) => `training/jobs/${part(id)}/tensorboard`;
/** @param list `jobs` or `sweeps`. */
export async function listTraining(list, limit, cursor) {
  const query = new URLSearchParams({ limit });
  if (cursor) query.set("cursor", cursor);
  return (await send(`training/${list}?${query}`, { cache: "no-store" })).json();
}
export const getSweep = async (id) => (await send(`training/sweeps/${part(id)}`, { cache: "no-store" })).json();

/**
 * What a job measures, from its beginning on and as long as it goes on; takes itself up again where it broke off.
 * @yields `{name, data}`: `metrics` with a row, `job` and at last `end` with the job.
 */
export async function* watchJob(id, signal) {
  let last = "";
  while (!signal.aborted) {
    try {
      const headers = { Accept: "text/event-stream", ...(last && { "Last-Event-ID": last }) };
      const response = await send(`training/jobs/${part(id)}/metrics`, { headers, signal, cache: "no-store" });
      if (response.status === 204) return;
      for await (const event of readEvents(response.body)) {
        // Taken as told before it is shown: a row is never told twice.
        if (event.id) last = event.id;
        yield { name: event.name, data: JSON.parse(event.data) };
        if (event.name === "end") return;
      }
    } catch (error) {
      if (isAborted(error) || error instanceof Problem) throw error;
      setReachable(false);
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

/** The address of a picture; `options` are `view`, `width`, `height`, `azimuth` and `elevation`. */
export const previewPath = (id, options) => `layouts/${part(id)}/preview.png?${new URLSearchParams(options)}`;
export const planPath = (id) => `layouts/${part(id)}/plan.svg`;
export const scenePath = (id) => `layouts/${part(id)}/scene.glb`;
export const documentPath = (id) => `layouts/${part(id)}`;

/** The bytes of a picture. */
export const picture = async (path, signal) => (await send(path, { signal })).blob();
