// Why: which findings the list shows, and in which order: what must be checked comes first.
// Refuses: to take a row away under the officer's hands; a decision changes the list only when the choice changes.

import { on, pageOf, store, tell } from "./store.js";

/** What the list shows. */
export const choice = {
  /** @type {"all"|"undecided"|"check"|"redact"|"keep"|"conflict"|"page"} */ show: "all",
  /** @type {string|null} */ person: null,
  /** @type {number|null} place in state.documents */ document: null,
  /** @type {"check"|"page"} */ order: "check",
};

/** The words of each choice. @type {[typeof choice.show, string][]} */
export const SHOW = [["all", "All"], ["undecided", "Not decided"], ["check", "Check these"], ["redact", "Redact"], ["keep", "Keep"], ["conflict", "Conflicts"], ["page", "This page"]];

/** @type {import("./store.js").Finding[]|null} */
let listed = null;
/** @type {Map<string, number>} */
let places = new Map();

on("findings", () => { listed = null; });
on("page", () => { if (choice.show === "page") { listed = null; tell("filter"); } });

/** @param {Partial<typeof choice>} change */
export function choose(change) {
  Object.assign(choice, change);
  listed = null;
  tell("filter");
}

/** The findings of the list, in its order. */
export function list() {
  if (!listed) {
    listed = store.findings.filter(fits);
    const rank = choice.order === "check" ? (/** @type {any} */ finding) => (finding.confidence === "check" ? 0 : 1) : () => 0;
    listed.sort((one, other) => rank(one) - rank(other) || one.n - other.n || top(one) - top(other));
    places = new Map(listed.map((finding, index) => [finding.id, index]));
  }
  return listed;
}

/** @param {string|null} id @returns {number} -1 when the list does not show it */
export function place(id) {
  list();
  return id ? places.get(id) ?? -1 : -1;
}

/**
 * Whether somebody must still decide it.
 * @param {import("./store.js").Finding} finding
 */
export function open(finding) {
  return !finding.decision && !finding.moot;
}

/** @param {import("./store.js").Finding} finding */
function top(finding) {
  const box = finding.boxes?.[0];
  return box ? box[1] * 10 + box[0] / 1000 : 0;
}

/** @param {import("./store.js").Finding} finding */
function fits(finding) {
  if (choice.person && finding.person !== choice.person) return false;
  if (choice.document !== null && pageOf(finding.n)?.document !== choice.document) return false;
  switch (choice.show) {
    case "undecided": return open(finding);
    case "check": return finding.confidence === "check";
    case "redact":
    case "keep": return finding.decision === choice.show;
    case "conflict": return finding.conflict;
    case "page": return finding.n === store.page;
    default: return true;
  }
}
