// Why: how much is left, for the whole case, each page, each document and each person, counted from the findings themselves.
// Refuses: counts of the server that may be older than the last key press.

import { on, store } from "./store.js";

/** @typedef {import("./store.js").Finding} Finding */

/**
 * @typedef {{findings: number, undecided: number, check: number, redact: number, keep: number, moot: number,
 *   pages: Map<number, number>, documents: Map<number, number>, people: Map<string, number>}} Sums
 */

/** @type {Sums|null} */
let sums = null;
/** How each finding was counted. @type {Map<string, string>} */
const counted = new Map();

on("findings state", () => { sums = null; });
on("decided", (ids) => {
  if (!sums || !ids) return;
  for (const id of ids) {
    const finding = store.byId.get(id);
    if (finding) recount(sums, finding);
  }
});

/** Counts, made once and then kept true finding by finding. @returns {Sums} */
export function tally() {
  if (!store.complete && store.state) return fromServer();
  sums ??= count();
  return sums;
}

function count() {
  counted.clear();
  const all = { findings: store.findings.length, undecided: 0, check: 0, redact: 0, keep: 0, moot: 0, pages: new Map(), documents: new Map(), people: new Map() };
  for (const finding of store.findings) recount(all, finding);
  return all;
}

/** @param {Finding} finding */
function standing(finding) {
  return finding.moot ? "moot" : finding.decision ?? "undecided";
}

/** Takes a finding out of where it was counted and counts it where it is now. @param {Sums} all @param {Finding} finding */
function recount(all, finding) {
  const [before, now] = [counted.get(finding.id), standing(finding)];
  if (before === now) return;
  if (before) put(all, finding, before, -1);
  put(all, finding, now, 1);
  counted.set(finding.id, now);
}

/** @param {any} all @param {Finding} finding @param {string} where @param {1|-1} by */
function put(all, finding, where, by) {
  all[where] += by;
  if (where !== "undecided") return;
  if (finding.confidence === "check") all.check += by;
  more(all.pages, finding.n, by);
  more(all.documents, store.state?.pages?.[finding.n - 1]?.document, by);
  if (finding.person) more(all.people, finding.person, by);
}

/** @param {Map<any, number>} map @param {any} key @param {number} by */
function more(map, key, by) {
  map.set(key, (map.get(key) ?? 0) + by);
}

function fromServer() {
  const { counts, pages, people } = store.state;
  const documents = new Map();
  for (const page of pages) more(documents, page.document, page.undecided);
  return {
    ...counts,
    pages: new Map(pages.map((/** @type {any} */ page) => [page.n, page.undecided])),
    documents,
    people: new Map(people.map((/** @type {any} */ person) => [person.id, person.undecided])),
  };
}
