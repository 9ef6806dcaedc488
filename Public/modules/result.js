// What is read out of a layout: its facts, its score, its objects and how it was made.

import { documentPath, planPath, scenePath } from "./api.js";
import { byID, h, replace } from "./dom.js";
import { floorMap } from "./floor.js";
import * as words from "./words.js";

const list = (value) => (Array.isArray(value) ? value : []);

/** Fills the page with a layout's document. */
export function showResult(layout) {
  const title = words.titleOf(layout.room?.description, layout.room?.type);
  byID("layout-title").textContent = title;
  byID("layout-title").title = title.length > 120 ? title : "";
  replace(byID("layout-facts"), facts(layout));
  replace(byID("layout-origin"), origin(layout));
  replace(byID("score"), scoreCard(layout));
  replace(byID("objects"), objectsCard(layout));
  replace(byID("making-body"), making(layout));
  replace(byID("downloads"), downloads(layout));
  return title;
}

function facts({ room, objects, created_at: time }) {
  const type = room?.type && room.description ? words.capitalised(words.named(room.type)) : null;
  return [type, words.size(room?.size), words.count(list(objects).length, "object"), words.moment(time)]
    .filter(Boolean)
    .map((text) => h("span", {}, text));
}

function origin({ model, placer, parent, objects, repair, refinement }) {
  const isUntrained = model?.trained === false;
  const moved = list(repair?.moved).length;
  return [
    model
      ? h("span", {}, "Placed by the model ", h("strong", {}, model.id))
      : h("span", {}, placer === "solver" ? "Placed by the constraint solver" : "Placed without a model"),
    isUntrained && h("span", { class: "badge warn" }, "Untrained"),
    isUntrained && moved === 0 && h("span", { class: "hint" }, `${noteOf(model) || "Its weights are random"}.`),
    model && moved > 0 &&
      h("span", {}, "The repair moved ", h("strong", {}, `${moved} of ${list(objects).length}`), " objects."),
    parent && h("span", {}, "Refines ", h("a", { href: `#/layouts/${encodeURIComponent(parent)}` }, "an earlier layout")),
    refinement?.improved === false && h("span", { class: "hint" }, "Nothing better was found: the objects stay."),
  ];
}

/** What the server says about a model; of an untrained one, that it is untrained is said by the badge. */
const noteOf = (model) => words.capitalised(String(model.note ?? "").replace(/^untrained\W+/i, "").replace(/\.$/, ""));

const downloads = ({ id, room }) => {
  const stem = words.titleOf(room?.description, room?.type).toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 40).replace(/-$/, "") || "room";
  return [
    ["Scene", "GLB", scenePath(id), "glb"], ["Plan", "SVG", planPath(id), "svg"],
    ["Data", "JSON", documentPath(id), "json"],
  ].map(([label, form, path, extension]) =>
    h("a", { class: "download", href: path, download: `${stem}.${extension}` }, label, " ", h("small", {}, form)));
};

// MARK: Score

function scoreCard({ reward, reward_before_repair: before, repair, objects }) {
  const named = words.namesOf(list(objects));
  const isJudged = words.isNumber(reward?.terms?.judge);
  const best = words.bestTotal(reward?.profile, isJudged);
  if (!reward) return h("p", { class: "hint" }, "This layout was not scored.");
  return [
    h("div", { class: "total" },
      h("output", { class: "number" }, words.score(reward.total)),
      h("p", {}, h("strong", {}, "Reward"), h("br"),
        h("span", { class: "hint" }, best ? `Of at most ${best}${isJudged ? "" : " without a judge"}` : "Higher is better",
          reward.profile && [" · ", h("code", {}, reward.profile)]))),
    h("dl", { class: "terms" }, meters(reward.terms ?? {}, words.termsOf(reward.profile))),
    verdict(reward.judgement),
    complaints(reward, named),
    repair && repairNote(repair, named),
    before && comparison(before, reward),
  ];
}

/** What the judge says, aspect by aspect; or why it says nothing. */
function verdict(judgement) {
  if (!judgement) return null;
  if (judgement.unavailable) return h("p", { class: "hint" }, "The judge gave no grades: ", judgement.unavailable);
  return h("details", { class: "grades" }, h("summary", {}, "What the judge says"),
    h("ul", {}, words.aspects.filter(({ key }) => judgement.grades?.[key]).map(({ key, name }) => {
      const { grade, comment } = judgement.grades[key];
      return h("li", {}, h("strong", {}, name), ` ${words.ratio(grade)} of 10. `, comment);
    })));
}

function meters(values, terms) {
  const known = terms.filter(({ key }) => key in values).map((term) => {
    const value = values[term.key];
    if (!words.isNumber(value)) {
      return h("div", { class: "term absent" },
        h("dt", {}, term.name), h("dd", { class: "value" }, "no judge"));
    }
    const share = Math.min(Math.max(term.goodness(value), 0), 1);
    const bar = h("span", {
      class: `meter ${share >= 0.995 ? "full" : share >= 0.75 ? "fair" : "poor"}`, role: "meter", "aria-label": term.name,
      "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(share * 1000) / 10,
      "aria-valuetext": words.percent(share),
    }, h("span", {}));
    bar.firstChild.style.inlineSize = `${share * 100}%`;
    return h("div", { class: "term" },
      h("dt", {}, term.name), h("dd", { class: "value" }, words.percent(share)), h("dd", {}, bar),
      h("dd", { class: "meaning" }, term.meaning, " ", h("code", {}, `${term.key} ${words.ratio(value)}`)));
  });
  const others = Object.entries(values)
    .filter(([key, value]) => words.isNumber(value) && !words.terms.concat(terms).some((term) => term.key === key))
    .map(([key, value]) => h("div", { class: "term" },
      h("dt", {}, words.capitalised(words.named(key))), h("dd", { class: "value" }, words.ratio(value))));
  return [...known, ...others];
}

/** Two things that share a place; one of them may be a part of the room. */
function overlap([a, b], named) {
  if (b === "middle of the room") return `${named(a)} takes up the middle of the room`;
  if (/^(floor|ceiling|(north|south|east|west)_wall)$/.test(b)) return `${named(a)} cuts into the ${words.named(b)}`;
  return `${named(a)} and ${named(b)} overlap`;
}

function complaints({ profile, collisions, violations, outside }, named) {
  const breach = profile === "physical" ? "is not where all of its relations want it" : "stands where none of its relations wants it";
  const items = [
    ...list(collisions).map((pair) => overlap(pair, named)),
    ...list(violations).map((id) => `${named(id)} ${breach}`),
    ...list(outside).map((id) => `${named(id)} leaves the room`),
  ];
  if (items.length === 0) {
    return h("p", { class: "verdict good" }, "Nothing overlaps, everything is inside and in a fitting place.");
  }
  const shown = 6;
  const line = (item) => h("li", {}, words.capitalised(item));
  return h("div", { class: "verdict bad" },
    h("p", {}, h("strong", {}, words.count(items.length, "thing"), " to mend")),
    h("ul", {}, items.slice(0, shown).map(line)),
    items.length > shown && h("details", {}, h("summary", {}, `${items.length - shown} more`),
      h("ul", {}, items.slice(shown).map(line))));
}

function repairNote(repair, named) {
  const moved = list(repair.moved);
  const relaxed = list(repair.relaxed);
  const given = (item) => typeof item?.relation === "string"
    ? words.named(item.relation)
    : words.named([item?.relation?.preposition, item?.relation?.object_id ?? item?.relation?.layout_element_id]
      .filter(Boolean).join(" ") || "a relation");
  const text = {
    clean: "Nothing had to be moved.",
    repaired: `${words.count(moved.length, "object")} moved to mend it.`,
    relaxed: `${words.count(moved.length, "object")} moved, and ${words.count(relaxed.length, "relation")} given up.`,
    failed: list(repair.crowded).length > 0
      ? `There is no room for ${list(repair.crowded).map(named).join(", ")}; all else stands without fault.`
      : "No placement was found that mends it; the model's own stands.",
  }[repair.outcome] ?? words.capitalised(words.named(repair.outcome));
  const conflict = repair.conflict ?? list(repair.conflicts)[0];
  return h("div", { class: "repair" },
    h("h4", {}, "Repair"),
    h("p", {}, text),
    conflict && h("p", { class: "hint" }, words.capitalised(conflict.detail) ||
      `In conflict: ${list(conflict.objects).map(named).join(", ")}.`),
    moved.length > 0 && h("details", {}, h("summary", {}, repair.displacement > 0 ? `What moved, ${words.length(repair.displacement)} m in all` : "What moved"), h("ul", {},
      moved.map(({ id, distance }) => h("li", {}, `${words.capitalised(named(id))}, ${words.length(distance)} m`)),
      relaxed.map((item) => h("li", {}, `${words.capitalised(named(item.object))}: no longer “${given(item)}”`)))));
}

function comparison(before, after) {
  const rows = [
    ["Reward", words.score(before.total), words.score(after.total)],
    ["Overlaps", list(before.collisions).length, list(after.collisions).length],
    ["Out of place", list(before.violations).length, list(after.violations).length],
    ["Outside", list(before.outside).length, list(after.outside).length],
  ];
  return h("table", { class: "compare" },
    h("caption", { class: "visually-hidden" }, "Before and after the repair"),
    h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, "Before"), h("th", { scope: "col" }, "After"))),
    h("tbody", {}, rows.map(([name, was, is]) =>
      h("tr", { class: String(was) === String(is) ? "same" : "changed" },
        h("th", { scope: "row" }, name), h("td", {}, was), h("td", {}, is)))));
}

// MARK: Objects

function objectsCard(layout) {
  const objects = list(layout.objects);
  if (objects.length === 0) return h("p", { class: "hint" }, "There are no objects.");
  const named = words.namesOf(objects);
  const { collisions, violations, outside } = layout.reward ?? {};
  const faults = new Set([...list(collisions).flat(), ...list(violations), ...list(outside)]);
  const { map, point } = layout.room?.size ? floorMap(layout, faults, named) : { map: null, point: () => {} };
  const entries = new Map(objects.map((object) => [object.id, entry(object, faults.has(object.id), named)]));
  const mark = (id) => {
    point(id);
    entries.forEach((element, key) => element.classList.toggle("pointed", key === id));
  };
  for (const [id, element] of entries) {
    element.addEventListener("pointerenter", () => mark(id));
    element.addEventListener("focusin", () => mark(id));
    element.addEventListener("pointerleave", () => mark(null));
    element.addEventListener("focusout", () => mark(null));
  }
  map?.addEventListener("pointerover", (event) => mark(event.target.dataset?.object ?? null));
  map?.addEventListener("pointerleave", () => mark(null));
  return [map, h("ul", { class: "things" }, [...entries.values()]), credits(objects)];
}

// Whose models are seen, as their licences ask.
function credits(objects) {
  const models = new Map();
  for (const { asset } of objects) {
    if (asset?.id && asset.source !== "parametric") models.set(asset.id, asset);
  }
  if (models.size === 0) return null;
  const line = ({ name, creator, licence }) =>
    [`“${name}”`, creator && ` by ${creator}`, licence && ` (${licence})`].filter(Boolean).join("");
  return h("p", { class: "hint" }, `Models: ${[...models.values()].map(line).join("; ")}.`);
}

function entry(object, isFaulty, named) {
  const { position, size, rotation, placement } = object;
  const angle = rotation?.z_angle;
  const relations = [
    ...list(placement?.room_layout_elements).map((one) => [one.preposition, one.layout_element_id]),
    ...list(placement?.objects_in_room).map((one) => [one.preposition, one.object_id]),
  ].map(([preposition, target]) => `${preposition ?? ""} ${named(target)}`.trim());
  const look = [object.style, object.material].filter(Boolean).join(", ");
  const row = (name, value) => value && [h("dt", {}, name), h("dd", {}, value)];
  return h("li", {}, h("details", {},
    h("summary", {},
      h("span", { class: "name" }, words.capitalised(named(object.id))),
      object.pinned && h("span", { class: "badge" }, "Pinned"),
      isFaulty && h("span", { class: "badge warn" }, "To mend"),
      h("span", { class: "hint" }, size && `${[size.length, size.width, size.height].map(words.length).join(" × ")} m`)),
    h("dl", {},
      row("Centre", position && `x ${words.length(position.x)}, y ${words.length(position.y)}, z ${words.length(position.z)} m`),
      row("Turned", words.isNumber(angle) && `${words.length(angle)}°`),
      row("Faces", object.facing && words.named(object.facing)),
      row("Belongs", relations.join("; ")),
      row("Look", look),
      row("Model", object.asset?.name && object.asset.source !== "parametric" && object.asset.name),
      row("Identifier", h("code", {}, object.id)))));
}

// MARK: Making

function making({ room, samples, turns, seed, timings, think, model, placer, id }) {
  const row = (name, ...value) => [h("dt", {}, name), h("dd", {}, value)];
  const totals = list(samples?.totals);
  const stages = Object.entries(timings ?? {}).filter(([, value]) => words.isNumber(value));
  return [
    h("dl", { class: "facts-list" },
      room?.description && row("Wish", room.description),
      row("Layout", h("code", {}, id)),
      placer && row("Placer", placer),
      words.isNumber(seed) && row("Seed", seed),
      model && row("Model", model.id, noteOf(model) && h("span", { class: "hint" }, ` ${noteOf(model)}.`)),
      model?.sha256 && row("Weights", h("code", {}, String(model.sha256).slice(0, 16)), " (SHA-256)"),
      totals.length > 1 && row(`Rewards of ${totals.length} samples`,
        totals.map((total, index) => h("span", { class: index === samples.chosen ? "sample chosen" : "sample" },
          words.score(total), index === samples.chosen && h("span", { class: "visually-hidden" }, " (chosen)")))),
      list(turns).length > 1 && row("Rewards of the turns", list(turns).map((turn) => words.score(turn.total)).join(" → ")),
      stages.length > 0 && row("Time", h("ul", { class: "times" }, stages.map(([name, value]) =>
        h("li", {}, h("span", {}, words.capitalised(words.named(name.replace(/_ms$/, "")))), " ",
          words.duration(value)))))),
    think && [h("h4", {}, "What the model thought"), h("p", { class: "thought" }, think)],
  ];
}
