// Why: what does not fit together stays in sight until somebody settles it: the same text decided differently, the
// requester's own data redacted, a finding inside kept text. Refuses: to settle anything without a reason or a decision.

import { askText } from "./dialog.js";
import { button, fill, h } from "./dom.js";
import { refuse, send } from "./judge.js";
import { Rows } from "./rows.js";
import { save } from "./saver.js";
import { say } from "./say.js";
import { mayWrite, on, store } from "./store.js";
import { goToPage, select } from "./walk.js";
import { some } from "./wording.js";

/** @type {Object<string, string>} */
const KIND = {
  text: "Same text, decided differently", own: "The requester's own data is redacted", inside: "Something to redact inside kept text",
  copy: "Copies of a page decided differently", elsewhere: "The same text stands elsewhere",
};

/** @returns {any[]} */
const conflicts = () => store.state.conflicts ?? [];
/** How many are not settled. */
export const openConflicts = () => conflicts().filter((one) => !one.settled).length;

/** @param {HTMLElement} panel */
export function conflictsList(panel) {
  const card = h("div", { class: "side-card" });
  const rows = new Rows({ label: "To settle", height: 4.25, count: () => conflicts().length, draw: one, choose: (index) => { go(conflicts()[index]); about(conflicts()[index], card); } });
  const none = h("p", { class: "quiet" }, "Nothing contradicts itself.");
  panel.append(none, rows.element, card);
  const anew = () => {
    none.hidden = conflicts().length > 0;
    rows.element.hidden = conflicts().length === 0;
    rows.fresh();
    about(conflicts()[rows.at], card);
  };
  on("state", anew);
  anew();
}

/** @param {number} index @param {HTMLElement} row */
function one(index, row) {
  const conflict = conflicts()[index];
  fill(row, h("span", { class: "row-main two" }, h("span", { class: "row-text" }, `${conflict.settled ? "✓" : "⚠"} ${KIND[conflict.kind] ?? "To settle"}`)),
    h("span", { class: "row-more" }, conflict.settled ? "Settled" : conflict.what));
}

/** @param {any} conflict */
function ids(conflict) {
  return (conflict.findings ?? []).filter((/** @type {string} */ id) => store.byId.has(id));
}

/** @param {any} conflict */
function go(conflict) {
  const first = ids(conflict)[0];
  if (first) select(first);
  else goToPage(conflict.places?.[0]?.n ?? conflict.pages?.[0] ?? store.page);
}

/** @param {any} conflict @param {HTMLElement} card */
function about(conflict, card) {
  if (!conflict) return fill(card);
  const all = ids(conflict);
  fill(card, h("h2", {}, KIND[conflict.kind] ?? "To settle"), h("p", {}, conflict.what),
    conflict.settled ? h("p", {}, "✓ Settled") : null,
    h("div", { class: "buttons" },
      all.slice(0, 6).map((/** @type {string} */ id, /** @type {number} */ index) => button(`Show ${index + 1} (page ${store.byId.get(id)?.n})`, () => select(id))),
      all.length > 1 ? button(`Redact all ${all.length}`, () => settle(all, "redact"), { disabled: !mayWrite() }) : null,
      all.length > 1 ? button(`Keep all ${all.length} visible`, () => settle(all, "keep"), { disabled: !mayWrite() }) : null,
      conflict.settled ? null : button("Leave as it is…", () => accept(conflict), { disabled: !mayWrite() })));
}

/** @param {string[]} all @param {string} ruling */
async function settle(all, ruling) {
  if (refuse()) return;
  const answer = await send({ scope: "finding", ids: all, ruling });
  if (answer) say(`${ruling === "redact" ? "Redacted" : "Kept"} ${some(all.length, "finding")}`);
}

/** @param {any} conflict */
function accept(conflict) {
  askText("Leave as it is", "Reason", "", "Save the reason", async (reason) => {
    try {
      await save("/api/settle", { conflict: conflict.id, reason });
      conflict.settled = true;
      say("Settled");
    } catch (cause) {
      say(/** @type {Error} */ (cause).message);
    }
  }, { needed: true, hint: "The checker sees it" });
}
