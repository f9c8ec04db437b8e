// Why: the list of findings with its filters, one row for each; the whole work of the page can be done from here.
// Refuses: to show more of the document than the finding and its few words of context.

import { byId, eachFrame, fill, h } from "./dom.js";
import { choice, choose, list, place, SHOW } from "./order.js";
import { Rows } from "./rows.js";
import { on, pageOf, personOf, store } from "./store.js";
import { select } from "./walk.js";
import { brief, some, standing } from "./wording.js";

/** Builds the list of findings into #list. */
export function findingsList() {
  const rows = new Rows({
    label: "Findings",
    height: 3.5,
    count: () => list().length,
    draw: row,
    choose: (index) => select(list()[index].id),
  });
  rows.element.id = "findings";
  const count = h("p", { class: "quiet", id: "list-count" });
  byId("list").append(filters(), count, rows.element);
  const anew = () => {
    count.textContent = `${some(list().length, "finding")} shown${store.complete ? "" : ", still reading"}`;
    rows.at = -1;
    rows.fresh();
    rows.show(place(store.current));
  };
  on("findings filter", anew);
  on("decided state", eachFrame(() => rows.update()));
  on("current", () => rows.show(place(store.current)));
  anew();
}

function filters() {
  const show = select_("Show", SHOW, choice.show, (value) => choose({ show: /** @type {any} */ (value) }));
  const order = select_("Order", [["check", "Check these first"], ["page", "By page"]], choice.order, (value) => choose({ order: /** @type {any} */ (value) }));
  const only = h("p", { class: "only", hidden: true });
  on("filter", () => {
    const person = personOf(choice.person);
    const document = choice.document === null ? null : store.state.documents[choice.document];
    only.hidden = !person && !document;
    fill(only, `Only ${person ? person.name : document ? brief(document.title, 60) : ""} `,
      h("button", { type: "button", onclick: () => choose({ person: null, document: null }) }, "Show everything"));
    const field = /** @type {HTMLSelectElement} */ (show.querySelector("select"));
    field.value = choice.show;
  });
  return h("div", { class: "filters" }, show, order, only);
}

/**
 * @param {string} label
 * @param {[string, string][]} options
 * @param {string} chosen
 * @param {(value: string) => void} change
 */
function select_(label, options, chosen, change) {
  const field = h("select", { onchange: (/** @type {any} */ event) => change(event.target.value) },
    options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
  return h("label", { class: "filter" }, h("span", {}, label), field);
}

/** @param {number} index @param {HTMLElement} element */
function row(index, element) {
  const finding = list()[index];
  if (!finding) return fill(element);
  const word = standing(finding);
  const person = personOf(finding.person);
  const page = pageOf(finding.n);
  element.className = `row state-${word.toLowerCase().replaceAll(" ", "-")}`;
  fill(element,
    h("span", { class: "row-main" }, h("span", { class: "row-text" }, brief(finding.text, 60)), " ", h("span", { class: "badge" }, word)),
    h("span", { class: "row-more" }, `Page ${finding.n}`, person ? ` · ${person.name}` : "", finding.exception ? " · exception" : "",
      finding.comment ? " · comment" : "", page?.withheld ? " · page withheld" : ""));
}
