// Why: people first. Mentions are grouped into persons, and one decision can hold for all of a person's mentions.
// Refuses: to decide for all mentions without the preview.

import { wholePerson } from "./bulk.js";
import { button, eachFrame, fill, h } from "./dom.js";
import { choose } from "./order.js";
import { Rows } from "./rows.js";
import { mayWrite, on, store } from "./store.js";
import { tally } from "./tally.js";
import { nextUndecided, select } from "./walk.js";
import { ROLE, some } from "./wording.js";

/** @param {HTMLElement} panel */
export function peopleList(panel) {
  const card = h("div", { class: "side-card" });
  const people = () => store.state.people;
  const rows = new Rows({
    label: "People",
    height: 3.5,
    count: () => people().length,
    draw: (index, row) => person(people()[index], row),
    choose: (index) => about(people()[index], card),
    open: (index) => only(people()[index]),
  });
  panel.append(rows.element, card);
  on("state findings", () => rows.fresh());
  on("decided state", eachFrame(() => {
    if (panel.hidden) return;
    rows.update();
    if (rows.at >= 0) about(people()[rows.at], card);
  }));
}

/** @param {any} one @param {HTMLElement} row */
function person(one, row) {
  const left = tally().people.get(one.id) ?? 0;
  fill(row,
    h("span", { class: "row-main" }, h("span", { class: "row-text" }, one.name), " ", left > 0 ? h("span", { class: "dot" }, `${left} to decide`) : null),
    h("span", { class: "row-more" }, `${ROLE[one.role] ?? one.role} · ${some(one.mentions, "mention")}${one.exceptions ? ` · ${some(one.exceptions, "exception")}` : ""}`));
}

/** @param {any} one @param {HTMLElement} card */
function about(one, card) {
  if (!one) return fill(card);
  const focused = document.activeElement && card.contains(document.activeElement) ? document.activeElement.textContent : null;
  fill(card,
    h("h2", {}, one.name),
    one.aliases?.length ? h("p", { class: "quiet" }, `Also: ${one.aliases.join(", ")}`) : null,
    h("p", {}, `${ROLE[one.role] ?? one.role}. `, one.decision ? `Decided: ${one.decision === "redact" ? "redact" : "keep visible"}.` : one.proposal ? `Proposed: ${one.proposal === "redact" ? "redact" : "keep visible"}.` : "You must choose."),
    one.why ? h("p", { class: "quiet" }, one.why) : null,
    h("div", { class: "buttons" },
      button("Decide all mentions…", () => wholePerson(one), { disabled: !mayWrite() }),
      button("Only this person in the list", () => only(one)),
      one.first ? button("First mention", () => select(one.first.finding)) : null));
  if (focused) /** @type {HTMLElement[]} */ ([...card.querySelectorAll("button")]).find((each) => each.textContent === focused)?.focus();
}

/** @param {any} one */
function only(one) {
  choose({ person: one.id, document: null, show: "all" });
  store.current = null;
  if (!nextUndecided() && one.first) select(one.first.finding);
}
