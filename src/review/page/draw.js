// Why: a box drawn by dragging, by two clicks (WCAG 2.5.7) or by the arrow keys; all three end in the same rectangle.
// Refuses: boxes without an area, and boxes that cut a word in two.

import { byId, h } from "./dom.js";
import { refuse, send } from "./judge.js";
import { setMode } from "./keys.js";
import { say } from "./say.js";
import { store, tell } from "./store.js";
import { pageAt, pageElement, scale } from "./viewer.js";
import { select } from "./walk.js";
import { covered, snap, wordsOf } from "./words.js";
import { brief } from "./wording.js";

/** @typedef {{n: number, from: [number, number]|null, rect: import("./store.js").Box|null, dragged: boolean}} Drawing */
/** @type {Drawing|null} */
let drawing = null;
/** Points that one press of an arrow key moves. */
const STEP = 4;
const shape = h("div", { class: "drawing", "aria-hidden": "true" });

/** Whether a box is being drawn. */
export const isDrawing = () => drawing !== null;

/** Key D: starts drawing, or stops it. */
export function draw() {
  if (drawing) return stop("Drawing stopped");
  if (refuse()) return;
  drawing = { n: store.page, from: null, rect: null, dragged: false };
  byId("pages").classList.add("draws");
  setMode(key);
  tell("mode-line", "Drawing a box: drag, or click two corners, or use the arrow keys (Shift changes the size), Enter redacts, Escape stops");
  say("Drawing a box. Arrow keys move it, Shift with arrow keys changes its size, Enter redacts, Escape stops");
}

/** Hears the pointer on the pages. */
export function drawsByPointer() {
  const pages = byId("pages");
  pages.addEventListener("pointerdown", down);
  pages.addEventListener("pointermove", move);
  pages.addEventListener("pointerup", up);
}

/** @param {PointerEvent} event */
function down(event) {
  const at = drawing && event.button === 0 && pageAt(event.clientX, event.clientY);
  if (!drawing || !at) return;
  event.preventDefault();
  drawing.dragged = false;
  if (drawing.from && drawing.n === at.n) return to(at);
  Object.assign(drawing, { n: at.n, from: [at.x, at.y], rect: null });
  byId("pages").setPointerCapture(event.pointerId);
}

/** @param {PointerEvent} event */
function move(event) {
  if (!drawing?.from) return;
  const page = pageElement(drawing.n)?.getBoundingClientRect();
  if (!page) return;
  const at = { x: (event.clientX - page.left) / scale, y: (event.clientY - page.top) / scale };
  if (event.buttons & 1 && Math.hypot(at.x - drawing.from[0], at.y - drawing.from[1]) * scale > 4) drawing.dragged = true;
  to(at);
}

/** @param {PointerEvent} event */
function up(event) {
  if (!drawing?.from) return;
  move(event);
  const far = drawing.rect && (drawing.rect[2] - drawing.rect[0]) * scale > 4 && (drawing.rect[3] - drawing.rect[1]) * scale > 2;
  // a click without a drag was the first corner; the next click is the second
  if (drawing.dragged || far) finish();
  else say("First corner set. Click the opposite corner");
}

/** @param {{x: number, y: number}} at */
function to({ x, y }) {
  if (!drawing?.from) return;
  const page = store.state.pages[drawing.n - 1];
  const [x0, y0] = drawing.from;
  const [x1, y1] = [Math.min(Math.max(0, x), page.width), Math.min(Math.max(0, y), page.height)];
  drawing.rect = [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
  show();
}

/** @param {KeyboardEvent} event @returns {boolean} */
function key(event) {
  if (!drawing) return false;
  if (event.key === "Escape") return stop("Drawing stopped"), true;
  if (event.key === "Enter" && drawing.rect) return finish(), true;
  const step = /** @type {Object<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })[event.key];
  if (!step) return false;
  const page = store.state.pages[drawing.n - 1];
  const rect = drawing.rect ?? first(page);
  const [dx, dy] = drawing.rect ? [step[0] * STEP, step[1] * STEP] : [0, 0];
  drawing.rect = event.shiftKey
    ? [rect[0], rect[1], Math.min(page.width, Math.max(rect[0] + STEP, rect[2] + dx)), Math.min(page.height, Math.max(rect[1] + STEP, rect[3] + dy))]
    : moved(rect, dx, dy, page);
  show();
  tellPlace();
  return true;
}

/** The box that the first arrow key shows: in the middle, on the grid of the steps. @param {any} page @returns {import("./store.js").Box} */
function first({ width, height }) {
  const [x, y] = [width / 2 - 50, height / 2 - 8].map((side) => Math.round(side / STEP) * STEP);
  return [x, y, x + 100, y + 16];
}

/** @param {import("./store.js").Box} rect @param {number} dx @param {number} dy @param {any} page @returns {import("./store.js").Box} */
function moved(rect, dx, dy, page) {
  const x = Math.max(-rect[0], Math.min(dx, page.width - rect[2]));
  const y = Math.max(-rect[1], Math.min(dy, page.height - rect[3]));
  return [rect[0] + x, rect[1] + y, rect[2] + x, rect[3] + y];
}

async function tellPlace() {
  const now = drawing?.rect;
  if (!drawing || !now) return;
  const text = covered(now, await wordsOf(drawing.n)).map((word) => word[4]).join(" ");
  if (drawing?.rect === now) say(text ? `Over: ${brief(text, 60)}` : `Over no text, ${Math.round(now[0])} from the left, ${Math.round(now[1])} from the top`);
}

function show() {
  const page = drawing?.rect && pageElement(drawing.n);
  if (!drawing?.rect || !page) return shape.remove();
  const [x0, y0, x1, y1] = drawing.rect;
  Object.assign(shape.style, { left: `${x0 * scale}px`, top: `${y0 * scale}px`, width: `${(x1 - x0) * scale}px`, height: `${(y1 - y0) * scale}px` });
  if (shape.parentNode !== page) page.append(shape);
  shape.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function finish() {
  const { n, rect } = drawing ?? {};
  if (!n || !rect || rect[2] - rect[0] < 2 || rect[3] - rect[1] < 2) return say("This box is too small");
  stop();
  const answer = await send({ scope: "box", n, rect: snap(rect, await wordsOf(n)).map((side) => Math.round(side * 100) / 100), ruling: "redact" });
  const added = answer?.added?.[0];
  if (added) select(added.id);
  if (answer) say(`Box redacted on page ${n}`);
}

/** @param {string} [sentence] */
function stop(sentence) {
  drawing = null;
  shape.remove();
  setMode(null);
  byId("pages").classList.remove("draws");
  tell("mode-line", "");
  if (sentence) say(sentence);
}
