// Why: a letterhead stands at the same place on many pages; a drawn box can be repeated on them in one action.
// Refuses: pages that are not ticked, and pages of another size than the one the box was drawn on.

import { buttons, dialog } from "./dialog.js";
import { button, h } from "./dom.js";
import { refuse, send } from "./judge.js";
import { say } from "./say.js";
import { current, pageOf, store } from "./store.js";
import { some } from "./wording.js";

/** Key M: the current drawn box on more pages of its document. */
export function repeat() {
  const finding = current();
  if (!finding || finding.kind !== "drawn") return say("Choose a box that was drawn, then repeat it");
  if (refuse()) return;
  const page = pageOf(finding.n);
  const others = store.state.pages.filter((/** @type {any} */ one) => one.document === page.document && one.n !== page.n && same(one, page));
  if (others.length === 0) return say("This document has no other pages of this size");
  dialog("Repeat this box on pages", (close) => {
    const ticks = others.map((/** @type {any} */ one) => h("input", { type: "checkbox", id: `repeat${one.n}`, value: one.n, checked: true }));
    const all = (/** @type {boolean} */ on) => { for (const tick of ticks) /** @type {HTMLInputElement} */ (tick).checked = on; };
    const go = async () => {
      const pages = ticks.filter((/** @type {any} */ tick) => tick.checked).map((/** @type {any} */ tick) => Number(tick.value));
      close();
      const answer = pages.length > 0 && await send(pages.flatMap((/** @type {number} */ n) => finding.boxes.map((rect) => ({ scope: "box", n, rect, ruling: "redact" }))));
      if (answer) say(`Repeated on ${some(pages.length, "page")}`);
    };
    return [
      h("p", {}, "Pages of the same size in this document. One undo takes all of them back."),
      h("div", { class: "buttons" }, button("Tick all", () => all(true)), button("Tick none", () => all(false))),
      h("ul", { class: "matches" }, others.map((/** @type {any} */ one, /** @type {number} */ index) => h("li", { class: "tick" }, ticks[index], h("label", { for: `repeat${one.n}` }, `Page ${one.n}`)))),
      buttons(["Redact on ticked pages", go], ["Cancel", close]),
    ];
  });
}

/** @param {any} one @param {any} other */
function same(one, other) {
  return Math.abs(one.width - other.width) < 1 && Math.abs(one.height - other.height) < 1;
}
