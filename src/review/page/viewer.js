// Why: the pages of the whole case under one another, of which at most seven exist at a time.
// Refuses: to draw what nobody sees; what scrolls away is stopped and its canvas used again.

import { byId, eachFrame, h } from "./dom.js";
import { drawPage, giveCanvas, resolution, takeCanvas } from "./canvases.js";
import { overlay } from "./overlay.js";
import { documentOf, on, store, tell } from "./store.js";
import { brief } from "./wording.js";

const MOUNTED = 7;
const GAP = 24;
const ZOOMS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** @typedef {{element: HTMLElement, canvas: HTMLCanvasElement, over: HTMLElement, stop: AbortController, drawn: string}} Mounted */

/** @type {Map<number, Mounted>} */
const mounted = new Map();
/** Tops of the pages in CSS pixels; one more for the end. @type {number[]} */
let tops = [0];
/** CSS pixels for a point; 0 until the first layout. */
export let scale = 0;
/** Width of the widest page with its margins, in CSS pixels. */
let across = 0;
/** @type {number|null} null: as wide as the pane */
let zoom = null;
/** @type {HTMLElement} */ let scroller;
/** @type {HTMLElement} */ let space;
let moving = false;

/** Builds the view into #pages. */
export function viewer() {
  scroller = byId("pages");
  space = h("div", { class: "pages-space" });
  scroller.append(space);
  scroller.addEventListener("scroll", scrolled, { passive: true });
  new ResizeObserver(() => layout()).observe(scroller);
  on("page", (detail) => !detail?.scrolled && show(detail?.at));
  on("current decided findings", eachFrame(redraw));
  on("state", () => (tops.length === store.state.pages.length + 1 ? redraw() : layout()));
  on("view", () => { for (const page of mounted.values()) page.drawn = ""; mount(); });
  layout();
}

/** @param {1|-1|0} by next larger, next smaller, or 0 for the width of the pane */
export function zoomBy(by) {
  const now = scale / (96 / 72);
  if (by === 0) zoom = null;
  else if (by > 0) zoom = ZOOMS.find((step) => step > now + 0.01) ?? 4;
  else zoom = [...ZOOMS].reverse().find((step) => step < now - 0.01) ?? 0.25;
  layout();
  tell("zoom", scale / (96 / 72));
}

/** The page under a point of the window, and the point on it in points. @param {number} clientX @param {number} clientY */
export function pageAt(clientX, clientY) {
  for (const [n, page] of mounted) {
    const rect = page.element.getBoundingClientRect();
    if (clientX >= rect.left && clientX < rect.right && clientY >= rect.top && clientY < rect.bottom) return { n, x: (clientX - rect.left) / scale, y: (clientY - rect.top) / scale };
  }
  return null;
}

/** The element of a mounted page. @param {number} n */
export function pageElement(n) {
  return mounted.get(n)?.element;
}

function layout() {
  const pages = store.state.pages;
  if (pages.length === 0 || scroller.clientWidth === 0) return;
  const wanted = zoom ? zoom * (96 / 72) : Math.min(2, Math.max(0.3, (scroller.clientWidth - 2 * GAP) / usual(pages)));
  if (wanted === scale && tops.length === pages.length + 1 && across >= scroller.clientWidth) return mount();
  const inPage = scale ? (scroller.scrollTop - tops[store.page - 1]) / scale : 0;
  scale = wanted;
  tops = [GAP];
  for (const page of pages) tops.push(tops[tops.length - 1] + page.height * scale + GAP);
  space.style.height = `${tops[tops.length - 1]}px`;
  across = Math.max(scroller.clientWidth, Math.max(...new Set(pages.map((/** @type {any} */ page) => page.width))) * scale + 2 * GAP);
  space.style.width = `${across}px`;
  scroller.scrollTop = tops[store.page - 1] + inPage * scale;
  for (const page of mounted.values()) page.drawn = "";
  mount();
}

/** The width that most pages have. @param {any[]} pages */
function usual(pages) {
  const times = new Map();
  for (const { width } of pages) times.set(width, (times.get(width) ?? 0) + 1);
  return [...times].sort((one, other) => other[1] - one[1])[0][0];
}

function scrolled() {
  if (moving) return;
  moving = true;
  requestAnimationFrame(() => {
    moving = false;
    const n = pageNear(scroller.scrollTop + scroller.clientHeight / 3);
    if (n !== store.page) {
      store.page = n;
      tell("page", { scrolled: true });
    }
    mount();
  });
}

/** @param {number} y @returns {number} running number of the page at a height (binary search) */
function pageNear(y) {
  let low = 1;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle - 1] - GAP <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Scrolls to the page in view, or to a box on it. @param {import("./store.js").Box} [box] */
function show(box) {
  const top = tops[store.page - 1];
  if (!box) scroller.scrollTop = top - GAP / 2;
  else {
    const [y0, y1] = [top + box[1] * scale, top + box[3] * scale];
    if (y0 < scroller.scrollTop + 20 || y1 > scroller.scrollTop + scroller.clientHeight - 20) scroller.scrollTop = y0 - scroller.clientHeight / 3;
    const x = box[0] * scale;
    if (x < scroller.scrollLeft || x > scroller.scrollLeft + scroller.clientWidth - 40) scroller.scrollLeft = x - 60;
  }
  mount();
}

function mount() {
  const first = pageNear(scroller.scrollTop);
  const last = pageNear(scroller.scrollTop + scroller.clientHeight);
  const from = Math.max(1, first - 1);
  const to = Math.min(tops.length - 1, last + 1, from + MOUNTED - 1);
  for (const [n, page] of mounted) if (n < from || n > to) unmount(n, page);
  for (let n = first; n <= to; n += 1) one(n);
  for (let n = from; n < first; n += 1) one(n);
}

/** @param {number} n @param {Mounted} page */
function unmount(n, page) {
  page.stop.abort();
  giveCanvas(page.canvas);
  page.element.remove();
  mounted.delete(n);
}

/** @param {number} n */
function one(n) {
  const size = store.state.pages[n - 1];
  let page = mounted.get(n);
  if (!page) {
    const canvas = takeCanvas();
    const over = h("div", { class: "over", "aria-hidden": "true" });
    const element = h("section", { class: "page", "data-n": n, "aria-label": `Page ${n}` }, canvas, over);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `Picture of page ${n}, ${brief(documentOf(n)?.title ?? "", 60)}`);
    page = { element, canvas, over, stop: new AbortController(), drawn: "" };
    mounted.set(n, page);
    space.append(element);
  }
  const { style } = page.element;
  style.top = `${tops[n - 1]}px`;
  style.left = `${Math.max(GAP, (scroller.clientWidth - size.width * scale) / 2)}px`;
  style.width = `${size.width * scale}px`;
  style.height = `${size.height * scale}px`;
  const wanted = `${resolution(scale)} ${store.view} ${store.view === "burned" ? store.state.rev : ""}`;
  if (page.drawn === wanted) return;
  page.drawn = wanted;
  page.stop.abort();
  page.stop = new AbortController();
  overlay(page.over, n, scale);
  paint(n, page);
}

/** @param {number} n @param {Mounted} page */
async function paint(n, page) {
  const { signal } = page.stop;
  page.element.classList.add("waiting");
  page.element.querySelector(".failed")?.remove();
  try {
    await drawPage(page.canvas, n, resolution(scale), store.view, signal);
  } catch (cause) {
    if (signal.aborted) return;
    page.drawn = "failed";
    const { message, hint } = /** @type {any} */ (cause);
    page.element.append(h("div", { class: "failed", role: "status" }, h("p", {}, `Page ${n} cannot be shown: ${message}`), h("p", {}, hint || "Withhold this page (W), or look at the document itself")));
  }
  if (!signal.aborted) page.element.classList.remove("waiting");
}

function redraw() {
  for (const [n, page] of mounted) overlay(page.over, n, scale);
  if (store.view === "burned") mount();
}
