// Why: the pages of the case as small pictures, with what is still open on each.
// Refuses: to draw thumbnails that are not in view; those that scroll away give their canvas back.

import { drawPage, giveCanvas, takeCanvas } from "./canvases.js";
import { eachFrame, fill, h } from "./dom.js";
import { Rows } from "./rows.js";
import { documentOf, on, store } from "./store.js";
import { tally } from "./tally.js";
import { goToPage } from "./walk.js";
import { brief } from "./wording.js";

/** @type {WeakMap<HTMLElement, {n: number, stop: AbortController, canvas: HTMLCanvasElement}>} */
const pictures = new WeakMap();

/** @param {HTMLElement} panel */
export function pagesList(panel) {
  const rows = new Rows({ label: "Pages", height: 6, count: () => store.state.pages.length, draw: one, choose: (index) => goToPage(index + 1) });
  panel.append(rows.element);
  on("state findings", () => rows.fresh());
  on("decided", eachFrame(() => { if (!panel.hidden) rows.update(); }));
  on("page", () => rows.at !== store.page - 1 && !panel.hidden && rows.show(store.page - 1));
  return { shown: () => rows.show(store.page - 1) };
}

/** @param {number} index @param {HTMLElement} row */
function one(index, row) {
  const page = store.state.pages[index];
  const left = tally().pages.get(page.n) ?? 0;
  const words = h("span", { class: "thumb-words" },
    h("span", { class: "row-text" }, `Page ${page.n}`),
    h("span", { class: "row-more" }, brief(documentOf(page.n)?.title ?? "", 40)),
    h("span", {}, left > 0 ? h("span", { class: "dot" }, `${left} to decide`) : open(page)));
  fill(row, picture(page.n, row), words);
}

/** What is open on a page without undecided findings. @param {any} page */
function open(page) {
  if (page.withheld) return "Withheld";
  if (page.to_look && !page.looked) return h("span", { class: "dot" }, page.hard_to_read ? "Hard to read: look" : "Look at it");
  return page.looked ? "✓ Looked at" : "✓";
}

/** @param {number} n @param {HTMLElement} row */
function picture(n, row) {
  const before = pictures.get(row);
  if (before?.n === n) return before.canvas;
  if (before) {
    before.stop.abort();
    giveCanvas(before.canvas);
  }
  const now = { n, stop: new AbortController(), canvas: takeCanvas() };
  now.canvas.width = now.canvas.height = 1;
  now.canvas.setAttribute("aria-hidden", "true");
  now.canvas.className = "thumb";
  pictures.set(row, now);
  // a row that only flies past asks for nothing
  setTimeout(() => {
    if (now.stop.signal.aborted || !row.isConnected) return;
    drawPage(now.canvas, n, 24, "source", now.stop.signal).catch(() => {});
  }, 120);
  return now.canvas;
}
