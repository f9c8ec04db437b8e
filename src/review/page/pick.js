// Why: text of the page chosen by dragging over it or word by word with the arrow keys, and redacted as text.
// Refuses: to redact before the officer confirms with T, Enter or the button.

import { byId, h } from "./dom.js";
import { refuse, send } from "./judge.js";
import { setMode } from "./keys.js";
import { say } from "./say.js";
import { store, tell } from "./store.js";
import { pageAt, pageElement, scale } from "./viewer.js";
import { select } from "./walk.js";
import { wordsOf } from "./words.js";
import { brief } from "./wording.js";

/** @type {{n: number, words: import("./words.js").Word[], from: number, to: number, held: boolean}|null} */
let picking = null;
const shown = h("div", { class: "picked", "aria-hidden": "true" });

/** Whether text is being chosen. */
export const isPicking = () => picking !== null;

/** Key T: starts choosing text; with text chosen, redacts it. */
export async function pick() {
  if (picking) return picking.from >= 0 ? finish() : stop("Choosing text stopped");
  if (refuse()) return;
  const n = store.page;
  const words = await wordsOf(n);
  if (words.length === 0) return say("This page has no text to choose. Draw a box instead (D)");
  picking = { n, words, from: -1, to: -1, held: false };
  byId("pages").classList.add("picks");
  setMode(key);
  tell("mode-line", "Choosing text: drag over it, or use the arrow keys (Shift takes more words), Enter redacts, Escape stops");
  say("Choosing text. Arrow keys go from word to word, Shift takes more, Enter redacts, Escape stops");
}

/** Hears the pointer on the pages. */
export function picksByPointer() {
  const pages = byId("pages");
  pages.addEventListener("pointerdown", async (event) => {
    const at = picking && event.button === 0 && pageAt(event.clientX, event.clientY);
    if (!picking || !at) return;
    event.preventDefault();
    if (at.n !== picking.n) Object.assign(picking, { n: at.n, words: await wordsOf(at.n) });
    if (!picking) return;
    picking.from = picking.to = nearest(picking.words, at);
    picking.held = true;
    show();
  });
  pages.addEventListener("pointermove", (event) => {
    const at = picking?.held && pageAt(event.clientX, event.clientY);
    if (!picking || !at || at.n !== picking.n) return;
    picking.to = nearest(picking.words, at);
    show();
  });
  pages.addEventListener("pointerup", () => {
    if (!picking?.held) return;
    picking.held = false;
    say(`Chosen: ${brief(text(), 80)}. T or Enter redacts`);
  });
}

/** @param {import("./words.js").Word[]} words @param {{x: number, y: number}} at */
function nearest(words, { x, y }) {
  let best = -1;
  let least = Infinity;
  words.forEach(([x0, y0, x1, y1], index) => {
    const dx = Math.max(x0 - x, 0, x - x1);
    // a word of the line the pointer is on comes before one that is nearer on another line
    const dy = Math.max(y0 - y, 0, y - y1) * 4;
    if (dx + dy < least) [best, least] = [index, dx + dy];
  });
  return best;
}

/** @param {KeyboardEvent} event @returns {boolean} */
function key(event) {
  if (!picking) return false;
  if (event.key === "Escape") return stop("Choosing text stopped"), true;
  if (event.key === "Enter" && picking.from >= 0) return finish(), true;
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
  if (!by) return false;
  const last = picking.words.length - 1;
  const to = Math.min(Math.max(0, picking.from < 0 ? 0 : picking.to + by), last);
  picking.to = to;
  if (!event.shiftKey || picking.from < 0) picking.from = to;
  show();
  say(brief(text(), 80));
  return true;
}

function chosen() {
  if (!picking || picking.from < 0) return [];
  return picking.words.slice(Math.min(picking.from, picking.to), Math.max(picking.from, picking.to) + 1);
}

function text() {
  return chosen().map((word) => word[4]).join(" ");
}

/** One box for each run of words on a line. @returns {import("./store.js").Box[]} */
function boxes() {
  /** @type {import("./store.js").Box[]} */
  const all = [];
  let line = null;
  for (const [x0, y0, x1, y1, , of] of chosen()) {
    const last = all[all.length - 1];
    if (last && (of === undefined ? Math.abs(last[1] - y0) < 3 : of === line)) {
      all[all.length - 1] = [Math.min(last[0], x0), Math.min(last[1], y0), Math.max(last[2], x1), Math.max(last[3], y1)];
    } else all.push([x0, y0, x1, y1]);
    line = of;
  }
  return all;
}

function show() {
  const page = picking && pageElement(picking.n);
  if (!page) return;
  shown.replaceChildren(...boxes().map(([x0, y0, x1, y1]) => {
    const part = h("div");
    Object.assign(part.style, { left: `${x0 * scale}px`, top: `${y0 * scale}px`, width: `${(x1 - x0) * scale}px`, height: `${(y1 - y0) * scale}px` });
    return part;
  }));
  if (shown.parentNode !== page) page.append(shown);
  shown.lastElementChild?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function finish() {
  if (!picking) return;
  const [n, parts, words] = [picking.n, boxes(), text()];
  stop();
  const answer = await send({ scope: "words", n, boxes: parts, ruling: "redact" });
  const added = answer?.added?.[0];
  if (added) select(added.id);
  if (answer) say(`Redacted ${brief(words)}`);
}

/** @param {string} [sentence] */
function stop(sentence) {
  picking = null;
  shown.remove();
  setMode(null);
  byId("pages").classList.remove("picks");
  tell("mode-line", "");
  if (sentence) say(sentence);
}
