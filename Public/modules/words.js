// Numbers, times and terms in plain words.

const decimals = (digits) => new Intl.NumberFormat("en", { maximumFractionDigits: digits });
const [metres, thousandths, percents] = [decimals(2), decimals(3), decimals(1)];

export const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** A reward, to three places. */
export const score = (value) => (isNumber(value) ? value.toFixed(3).replace("-", "−") : "–");
/** A length in metres, to the centimetre. */
export const length = (value) => (isNumber(value) ? metres.format(value) : "–");
/** A ratio as it is counted. */
export const ratio = (value) => (isNumber(value) ? thousandths.format(value) : "–");
/** A share as per cent; never rounded up to all or down to nothing. */
export function percent(share) {
  if (!isNumber(share)) return "–";
  const rounded = Math.round(share * 1000) / 10;
  if (rounded === 100 && share < 1) return "99.9 %";
  if (rounded === 0 && share > 0) return "0.1 %";
  return `${percents.format(rounded)} %`;
}
/** Milliseconds as people read them. */
export const duration = (ms) =>
  !isNumber(ms) ? "–" : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10000 ? 2 : 1)} s`;

export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** `4 × 5 × 2.7 m` */
export const size = (box) =>
  box ? `${[box.x, box.y, box.z].map(length).join(" × ")} m` : "";

/** `coffee table 2` for `coffee_table_2`; `TV stand` for `tv_stand`. */
export const named = (id) =>
  String(id ?? "").replace(/[_-]+/g, " ").replace(/\btv\b/gi, "TV").trim() || "?";

/**
 * How to call the objects of one layout: `bed` where there is one, `nightstand 2` where there are several.
 * @returns A function from an identifier to its name; other identifiers, such as `south_wall`, keep their words.
 */
export function namesOf(objects) {
  const kindOf = (id) => named(id).replace(/ \d+$/, "");
  const counts = new Map();
  for (const { id } of objects) counts.set(kindOf(id), (counts.get(kindOf(id)) ?? 0) + 1);
  return (id) => (counts.get(kindOf(id)) === 1 ? kindOf(id) : named(id));
}

export const capitalised = (text) => (text ? text[0].toUpperCase() + text.slice(1) : "");

/** A layout's name: the wish, or the kind of room. */
export const titleOf = (wish, type) => wish?.trim() || (type ? `A ${named(type)}` : "A room");

/** A date and time in the reader's own form. */
export function moment(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime())
    ? ""
    : new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

/**
 * The terms of the reward. `goodness` turns a term into a share of 1 where 1 is best, so that every meter that is
 * full is good.
 */
export const terms = [
  {
    key: "collision_ratio", name: "Free of overlaps", goodness: (value) => 1 - value,
    meaning: "Of all pairs of objects, walls, floor and ceiling included, how many do not cut into each other.",
  },
  {
    key: "constraint_ratio", name: "In a fitting place", goodness: (value) => 1 - value,
    meaning: "How many objects stand where one of their relations wants them: against a wall, beside the bed.",
  },
  {
    key: "format", name: "Well-formed answer", goodness: (value) => value,
    meaning: "Whether the answer could be read and names every object once, with a position.",
  },
  {
    key: "judge", name: "Judged by its look", goodness: (value) => value,
    meaning: "The grades that a judge gives to the room, as a share of the best.",
  },
];

/** The terms of profile `physical`, in whose place the two ratios stand for nothing of their own. */
export const physicalTerms = [
  ["collision", "Free of overlaps", "How much of the furniture stands in nothing else, as it is drawn."],
  ["inside", "Inside the room", "How much of the furniture is within walls, floor and ceiling."],
  ["support", "Standing or hanging", "Whether something carries each object."],
  ["relations", "In a fitting place", "How well all relations are kept: against a wall, beside the bed."],
  ["clearance", "Room to use it", "Free floor before what is opened or sat at, and before doors and windows."],
  ["access", "A way to it", "Whether a person can walk up to each object."],
].map(([key, name, meaning]) => ({ key, name, meaning, goodness: (value) => value }))
  .concat(terms.filter(({ key }) => !key.endsWith("_ratio")));

/** The terms of a profile; of one that is unknown here, those of the original. */
export const termsOf = (profile) => (profile === "physical" ? physicalTerms : terms);

/** What a judge grades, in the order of its grades. */
export const aspects = [
  { key: "realism_and_3d_geometric_consistency", name: "Could it exist?" },
  { key: "functionality_and_activity_based_alignment", name: "Can it be used?" },
  { key: "layout_and_furniture", name: "Is it well arranged?" },
  { key: "color_scheme_and_material_choices", name: "Colours and materials" },
  { key: "overall_aesthetic_and_atmosphere", name: "As a whole" },
];

/** The most that a profile's total can be, with a judge and without; undefined for profiles unknown here. */
export const bestTotal = (profile, isJudged) => ({ "metaspatial-v1": isJudged ? 1.5 : 0.5, physical: 1 })[profile];

/** The stages of the making, in order. */
export const stages = [
  ["designing", "Choose furniture"],
  ["placing", "Place it"],
  ["scoring", "Score"],
  ["repairing", "Repair"],
  ["saving", "Keep"],
];
