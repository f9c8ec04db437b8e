// Why: the pages of the whole case under one another, of which at most seven exist at a time.
// Refuses: to draw what nobody sees; what scrolls away is stopped and its canvas used again.

import { cardsOf } from "./cards.js";
import { byId, eachFrame, h } from "./dom.js";
import { giveCanvas, resolution } from "./canvases.js";
import { overlay } from "./overlay.js";
import { paint, sheet } from "./sheet.js";
import { on, store, tell } from "./store.js";

const MOUNTED = 7;
const GAP = 24;
/** Milliseconds within which another page means that somebody hurries past: pictures wait so long, and so do the pages beside. */
const HURRY = 120;
const ZOOMS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** @typedef {import("./sheet.js").Mounted} Mounted */

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
/** Size of the view and how far it is scrolled, so that nobody has to ask the browser, which would lay out the page for it. */
const view = { wide: 0, high: 0, top: 0 };
/** When a page was last mounted. */
let turned = 0;
/** @type {number|undefined} */ let beside;
/** @type {{at?: import("./store.js").Box}|null} where to go in the next frame */
let going = null;

/** Builds the view into #pages. */
export function viewer() {
  scroller = byId("pages");
  space = h("div", { class: "pages-space" });
  scroller.append(space);
  scroller.addEventListener("scroll", scrolled, { passive: true });
  new ResizeObserver(() => layout()).observe(scroller);
  const go = eachFrame(() => { if (going) show(going.at); });
  on("page", (detail) => {
    if (detail?.scrolled) return;
    going = { at: detail?.at };
    go();
  });
  on("current decided findings", eachFrame(redraw));
  on("state", () => (tops.length === store.state.pages.length + 1 ? redraw() : layout()));
  on("cards", (n) => { const page = mounted.get(n); if (page) overlay(page.over, n, scale); });
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
  Object.assign(view, { wide: scroller.clientWidth, high: scroller.clientHeight, top: scroller.scrollTop });
  if (pages.length === 0 || view.wide === 0) return;
  const wanted = zoom ? zoom * (96 / 72) : Math.min(2, Math.max(0.3, (view.wide - 2 * GAP) / usual(pages)));
  if (wanted === scale && tops.length === pages.length + 1 && across >= view.wide) return mount();
  const inPage = scale ? (view.top - tops[store.page - 1]) / scale : 0;
  scale = wanted;
  tops = [GAP];
  for (const page of pages) tops.push(tops[tops.length - 1] + page.height * scale + GAP);
  space.style.height = `${tops[tops.length - 1]}px`;
  across = Math.max(view.wide, Math.max(...new Set(pages.map((/** @type {any} */ page) => page.width))) * scale + 2 * GAP);
  space.style.width = `${across}px`;
  scrollTo(tops[store.page - 1] + inPage * scale);
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
    const before = view.top;
    view.top = scroller.scrollTop;
    if (going || before === view.top) return;
    const n = pageNear(view.top + view.high / 3);
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
  going = null;
  if (scale === 0) return;
  const top = tops[store.page - 1];
  if (!box) scrollTo(top - GAP / 2);
  else {
    const [y0, y1] = [top + box[1] * scale, top + box[3] * scale];
    if (y0 < view.top + 20 || y1 > view.top + view.high - 20) scrollTo(y0 - view.high / 3);
    const x = box[0] * scale;
    if (across > view.wide && (x < scroller.scrollLeft || x > scroller.scrollLeft + view.wide - 40)) scroller.scrollLeft = x - 60;
  }
  mount();
}

/** @param {number} top kept within the pages, as the browser keeps it */
function scrollTo(top) {
  view.top = Math.max(0, Math.min(top, tops[tops.length - 1] - view.high));
  scroller.scrollTop = view.top;
}

function mount() {
  if (scale === 0) return; // in a part that is not shown yet
  const first = pageNear(view.top);
  const last = pageNear(view.top + view.high);
  const from = Math.max(1, first - 1);
  const to = Math.min(tops.length - 1, last + 1, from + MOUNTED - 1);
  for (const [n, page] of mounted) if (n < from || n > to) unmount(n, page);
  const now = performance.now();
  const wait = now - turned < HURRY ? HURRY : 0;
  for (let n = first; n <= Math.min(last, to); n += 1) {
    if (!mounted.has(n)) turned = now;
    one(n, wait);
  }
  clearTimeout(beside);
  beside = window.setTimeout(() => { for (const n of [to, from]) if (n < first || n > last) one(n, 0); }, HURRY);
}

/** @param {number} n @param {Mounted} page */
function unmount(n, page) {
  page.stop.abort();
  giveCanvas(page.canvas);
  page.element.remove();
  mounted.delete(n);
}

/** @param {number} n @param {number} wait milliseconds before its picture is asked for */
function one(n, wait) {
  const size = store.state.pages[n - 1];
  let page = mounted.get(n);
  if (!page) {
    page = sheet(n);
    mounted.set(n, page);
    space.append(page.element);
  }
  const { style } = page.element;
  style.top = `${tops[n - 1]}px`;
  style.left = `${Math.max(GAP, (view.wide - size.width * scale) / 2)}px`;
  style.width = `${size.width * scale}px`;
  style.height = `${size.height * scale}px`;
  const wanted = `${resolution(scale)} ${store.view} ${store.view === "burned" ? store.state.rev : ""}`;
  if (page.drawn === wanted) return;
  page.drawn = wanted;
  page.stop.abort();
  page.stop = new AbortController();
  cardsOf(n);
  overlay(page.over, n, scale);
  paint(n, page, resolution(scale), wait);
}

function redraw() {
  for (const [n, page] of mounted) overlay(page.over, n, scale);
  if (store.view === "burned") mount();
}
