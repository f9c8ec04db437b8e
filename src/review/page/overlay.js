// Why: what stands on the picture of a page: outlines of what was found, and panels over what goes. Where they lie once lines are set anew shows the burned view.
// Refuses: meaning by colour alone; every kind has its own line, and a sign or a word. The list says the same in words.

import { fill, h } from "./dom.js";
import { exemptionOf, pageOf, store } from "./store.js";
import { select } from "./walk.js";
import { standing } from "./wording.js";

/**
 * Draws the boxes of a page.
 * @param {HTMLElement} over
 * @param {number} n
 * @param {number} scale CSS pixels for a point
 */
export function overlay(over, n, scale) {
  const marks = store.view === "burned" ? [] : (store.byPage.get(n) ?? []).flatMap((finding) => boxes(finding, scale));
  fill(over, pageOf(n)?.withheld ? h("div", { class: "withheld" }, "This page is withheld") : null, marks);
}

/** @param {import("./store.js").Finding} finding @param {number} scale */
function boxes(finding, scale) {
  const word = standing(finding);
  const redact = finding.decision === "redact" && !finding.moot;
  const rects = redact && finding.panels?.length ? finding.panels : finding.boxes ?? [];
  const now = finding.id === store.current;
  return rects.map((rect, index) => {
    const box = h("div", { class: `box state-${word.toLowerCase().replaceAll(" ", "-")}${redact ? " black" : ""}${now ? " now" : ""}`, "data-id": finding.id, onclick: () => select(finding.id) },
      redact ? label(finding, rect, scale) : null,
      now && index === 0 ? h("span", { class: "tag" }, word) : null);
    box.style.left = `${rect[0] * scale}px`;
    box.style.top = `${rect[1] * scale}px`;
    box.style.width = `${(rect[2] - rect[0]) * scale}px`;
    box.style.height = `${(rect[3] - rect[1]) * scale}px`;
    return box;
  });
}

/** The mark on a panel, when it is large enough to be read. @param {import("./store.js").Finding} finding @param {import("./store.js").Box} rect @param {number} scale */
function label(finding, rect, scale) {
  const mark = exemptionOf(finding.exemption)?.mark ?? "";
  const size = Math.min(10, (rect[3] - rect[1]) * 0.7) * scale;
  if (!mark || size < 6 || (rect[2] - rect[0]) * scale < size * mark.length * 0.65) return null;
  const text = h("span", { class: "mark" }, mark);
  text.style.fontSize = `${size}px`;
  return text;
}
