// Why: the documents of the case, what could not be read among them, and what holds for a document as a whole.
// Refuses: to hide a document that could not be read.

import { wholeDocument } from "./bulk.js";
import { button, eachFrame, fill, h } from "./dom.js";
import { choose } from "./order.js";
import { withholdDocument } from "./remarks.js";
import { Rows } from "./rows.js";
import { documentOf, mayWrite, on, store } from "./store.js";
import { tally } from "./tally.js";
import { goToPage } from "./walk.js";
import { some } from "./wording.js";

/** @type {Object<string, string>} */
const STATE = { disclose: "", withhold: "Withheld", exclude: "Left out", held: "Not sent: needs a decision" };

/** @param {HTMLElement} panel */
export function documentsList(panel) {
  const card = h("div", { class: "side-card" });
  const documents = () => store.state.documents;
  const choose_ = (/** @type {number} */ index) => {
    if (documents()[index].pages) goToPage(documents()[index].first);
    about(index, card);
  };
  const rows = new Rows({ label: "Documents", height: 4.25, count: () => documents().length, draw: (index, row) => one(index, row), choose: choose_ });
  panel.append(rows.element, card);
  on("state findings", () => rows.fresh());
  on("page", () => {
    const at = documents().indexOf(documentOf(store.page));
    if (at === rows.at) return;
    rows.show(at);
    about(at, card);
  });
  on("decided state", eachFrame(() => {
    if (panel.hidden) return;
    rows.update();
    if (rows.at >= 0) about(rows.at, card);
  }));
}

/** @param {number} index @param {HTMLElement} row */
function one(index, row) {
  const document = store.state.documents[index];
  const left = tally().documents.get(index) ?? 0;
  fill(row,
    h("span", { class: "row-main two" }, h("span", { class: "row-text" }, `${document.number}. ${document.title}`)),
    h("span", { class: "row-more" }, document.problem ? "⚠ Could not be read" : some(document.pages, "page"),
      STATE[document.state] ? ` · ${STATE[document.state]}` : "", document.duplicate_of ? " · duplicate" : "", " ",
      left > 0 ? h("span", { class: "dot" }, `${left} to decide`) : null));
}

/** @param {number} index @param {HTMLElement} card */
function about(index, card) {
  const document = store.state.documents[index];
  if (!document) return fill(card);
  const focused = window.document.activeElement && card.contains(window.document.activeElement) ? window.document.activeElement.textContent : null;
  fill(card,
    h("h2", {}, document.title),
    h("p", { class: "quiet" }, document.file),
    document.problem ? h("p", { class: "problem" }, `${document.problem.what}. ${document.problem.hint ?? ""}`) : null,
    document.author === "requester" ? h("p", {}, "The requester wrote this themselves.") : null,
    document.pages ? h("div", { class: "buttons" },
      button(document.state === "disclose" ? "Withhold or leave out…" : "Disclose again", () => withholdDocument(), { disabled: !mayWrite() }),
      button("Decide everything in it…", () => wholeDocument(), { disabled: !mayWrite() }),
      button("Only this document in the list", () => choose({ document: index, person: null, show: "all" }))) : null);
  if (focused) /** @type {HTMLElement[]} */ ([...card.querySelectorAll("button")]).find((each) => each.textContent === focused)?.focus();
}
