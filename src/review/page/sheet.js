// Why: one page as it is mounted: its canvas, what lies over it, and its picture or why there is none.
// Refuses: to leave a page empty without a word.

import { drawPage, takeCanvas } from "./canvases.js";
import { h } from "./dom.js";
import { documentOf, store } from "./store.js";
import { brief } from "./wording.js";

/** @typedef {{element: HTMLElement, canvas: HTMLCanvasElement, over: HTMLElement, stop: AbortController, drawn: string}} Mounted */

/** @param {number} n @returns {Mounted} */
export function sheet(n) {
  const canvas = takeCanvas();
  const over = h("div", { class: "over", "aria-hidden": "true" });
  const element = h("section", { class: "page", "data-n": n, "aria-label": `Page ${n}` }, canvas, over);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Picture of page ${n}, ${brief(documentOf(n)?.title ?? "", 60)}`);
  return { element, canvas, over, stop: new AbortController(), drawn: "" };
}

/** @param {number} n @param {Mounted} page @param {number} dpi @param {number} wait milliseconds before the picture is asked for */
export async function paint(n, page, dpi, wait) {
  const { signal } = page.stop;
  page.element.classList.add("waiting");
  if (wait) await new Promise((done) => setTimeout(done, wait));
  if (signal.aborted) return;
  page.element.querySelector(".failed")?.remove();
  try {
    await drawPage(page.canvas, n, dpi, store.view, signal);
  } catch (cause) {
    if (signal.aborted) return;
    page.drawn = "failed";
    const { message, hint, lost } = /** @type {any} */ (cause);
    // a page is not damaged because nobody answers
    const advice = lost ? "It is drawn when Blackpanel answers again" : "Withhold this page (W), or look at the document itself";
    page.element.append(h("div", { class: "failed", role: "status" }, h("p", {}, `Page ${n} cannot be shown: ${message}`), h("p", {}, hint || advice)));
  }
  if (!signal.aborted) page.element.classList.remove("waiting");
}
