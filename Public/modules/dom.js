// Building and finding elements. Data reaches the page as text only, never as markup.

/** The element of this identifier. */
export const byID = (id) => document.getElementById(id);

function append(element, child) {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) child.forEach((one) => append(element, one));
  else element.append(child instanceof Node ? child : String(child));
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

/** An HTML element with attributes (`onclick` and the like take functions) and children (text is escaped). */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** An SVG element. */
export const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** Replaces what an element holds. */
export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/** Tells people who listen to the page rather than see it. */
export function announce(text) {
  const announcer = byID("announcer");
  if (announcer.textContent === text) announcer.textContent = "";
  announcer.textContent = text;
}

/** Whether the reader asked for less motion. */
export const prefersStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Brings an element into sight, gently where that is welcome; one that begins in sight stays where it is. */
export function reveal(element) {
  const { top } = element.getBoundingClientRect();
  if (top >= 0 && top < innerHeight * 0.3) return;
  element.scrollIntoView({ behavior: prefersStillness() ? "auto" : "smooth", block: "start" });
}
