// Why: going from finding to finding and from page to page.
// Refuses: to leave the officer nowhere; at the end it says so.

import { some } from "./wording.js";
import { list, open, place } from "./order.js";
import { say } from "./say.js";
import { store, tell } from "./store.js";

/**
 * Makes a finding the current one and shows its page.
 * @param {string|null} id
 */
export function select(id) {
  store.current = id;
  const finding = id ? store.byId.get(id) : undefined;
  if (finding && finding.n !== store.page) store.page = finding.n;
  tell("current");
  if (finding) tell("page", { at: finding.boxes?.[0] });
}

/** @param {1|-1} by */
export function step(by) {
  const all = list();
  if (all.length === 0) return say("There is nothing in the list");
  const at = place(store.current);
  const next = at < 0 ? 0 : at + by;
  if (next < 0) return say("This is the first in the list");
  if (next >= all.length) return say("This is the last in the list");
  select(all[next].id);
}

/**
 * Goes to the next finding that is not decided, after the current one, then from the top.
 * @returns {boolean} false when all of the list is decided
 */
export function nextUndecided() {
  const all = list();
  const at = place(store.current);
  for (let step = 1; step <= all.length; step += 1) {
    const finding = all[(at + step) % all.length];
    if (open(finding)) {
      select(finding.id);
      return true;
    }
  }
  return false;
}

/** @param {number} n running number of the page; kept within the case */
export function goToPage(n) {
  const last = store.state.pages.length;
  const to = Math.min(Math.max(1, n), last);
  if (to !== n) say(n < 1 ? "This is the first page" : "This is the last page");
  store.page = to;
  tell("page", { top: true });
  const here = store.byPage.get(to)?.length ?? 0;
  if (to === n) say(`Page ${to} of ${last}, ${some(here, "finding")}`);
}
