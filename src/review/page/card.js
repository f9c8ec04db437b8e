// Why: the finding in question, with all that is needed to decide it: its line, whose it is, why it was found, the exemption.
// Refuses: percentages; how sure the finder is, is a word and a reason.

import { act, keyOf } from "./keys.js";
import { button, byId, eachFrame, fill, h } from "./dom.js";
import { exemptionFor, setExemption } from "./judge.js";
import { list, place } from "./order.js";
import { current, documentOf, exemptionOf, mayWrite, on, pageOf, personOf, store } from "./store.js";
import { tally } from "./tally.js";
import { brief, BY, number, ROLE, some, standing, SURE } from "./wording.js";

/** Builds the card into #card and keeps it true. */
export function findingCard() {
  const card = byId("card");
  const draw = () => {
    const finding = current();
    const focused = card.contains(document.activeElement) ? document.activeElement?.getAttribute("data-do") : null;
    fill(card, finding ? whole(finding) : nothing());
    if (focused) /** @type {HTMLElement|null} */ (card.querySelector(`[data-do="${focused}"]`))?.focus();
  };
  on("current decided state findings keys", eachFrame(draw));
  draw();
}

function nothing() {
  const { undecided } = tally();
  return [
    h("h2", {}, undecided > 0 ? `${some(undecided, "finding")} to decide` : "Everything is decided"),
    h("p", {}, undecided > 0 ? `Press ${keyOf("undecided")} or choose one in the list.` : "Look at the pages that ask for it, then mark the case as ready."),
    h("p", {}, button("Next to decide", () => act("undecided"), { "data-do": "undecided" })),
  ];
}

/** @param {import("./store.js").Finding} finding */
function whole(finding) {
  const at = place(finding.id);
  const page = pageOf(finding.n);
  return [
    h("h2", {}, `${standing(finding)} `, h("span", { class: "quiet" }, at < 0 ? "" : `${number(at + 1)} of ${number(list().length)}`)),
    h("p", { class: "context" }, tail(finding.before), h("mark", {}, finding.text || "(a box without text)"), head(finding.after)),
    facts(finding, page),
    exemption(finding),
    actions(finding),
  ];
}

/** @param {string} text */
const tail = (text) => (text ? `…${text.slice(-80)} ` : "");
/** @param {string} text */
const head = (text) => (text ? ` ${text.slice(0, 80)}…` : "");

/** @param {import("./store.js").Finding} finding @param {any} page */
function facts(finding, page) {
  const person = personOf(finding.person);
  /** @type {[string, string|null|undefined][]} */
  const rows = [
    ["Where", `Page ${finding.n}, ${brief(documentOf(finding.n)?.title ?? "", 60)}`],
    ["Who", person ? `${person.name} (${ROLE[person.role] ?? person.role})` : "Nobody named"],
    ["Why", `${SURE[finding.confidence] ?? ""}: ${finding.why}`],
    ["Decided", finding.decision ? `${finding.decision === "redact" ? "Redact" : "Keep visible"}${finding.by && BY[finding.by] ? `, ${BY[finding.by]}` : ""}${finding.exception ? " (an exception)" : ""}` : null],
    ["Proposed", finding.decision ? null : finding.proposal === "redact" ? "Redact" : "Keep visible"],
    ["Not sent", finding.moot || page?.withheld ? "This page or document does not go out" : null],
    ["Reason", finding.reason],
    ["Comment", finding.comment],
  ];
  return h("dl", {}, rows.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

/** @param {import("./store.js").Finding} finding */
function exemption(finding) {
  const id = exemptionOf(exemptionFor(finding))?.id ?? "";
  const field = h("select", { id: "exemption", "data-do": "exemption", disabled: !mayWrite(), onchange: (/** @type {any} */ event) => setExemption(event.target.value) },
    id ? null : h("option", { value: "", selected: true }, "Choose"),
    store.state.exemptions.map((/** @type {any} */ one, /** @type {number} */ index) =>
      h("option", { value: one.id, selected: one.id === id }, `${index < 9 ? `${one.key || index + 1}  ` : ""}${one.mark}  ${one.label}`)));
  return h("p", { class: "exemption" }, h("label", { for: "exemption" }, "Exemption"), field);
}

/** The buttons, each with its key. @type {[string, string][]} */
const BUTTONS = [["redact", "Redact"], ["keep", "Keep visible"], ["same", "Same text…"], ["whose", "This person…"], ["comment", "Comment…"], ["leave", "Leave for checker"]];

/** @param {import("./store.js").Finding} finding */
function actions(finding) {
  const shown = BUTTONS.filter(([name]) => name !== "whose" || finding.person);
  return h("div", { class: "buttons" }, shown.map(([name, words]) =>
    button(words, () => act(name), { "data-do": name, class: name === "redact" || name === "keep" ? "main" : "", disabled: !mayWrite(), "aria-keyshortcuts": keyOf(name) || null })));
}
