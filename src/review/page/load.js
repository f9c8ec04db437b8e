// Why: reads the case from the program: the state, and all findings in one short answer, so that the page opens at once.
// Refuses: to count what is not there yet.

import { get, Refused } from "./api.js";
import { forgetCards } from "./cards.js";
import { unpack } from "./columns.js";
import { early } from "./early.js";
import { add, forget, remove, store, tell } from "./store.js";

/** Reads /api/state; returns it. */
export async function loadState() {
  store.state = (await early("/api/state")) ?? (await get("/api/state"));
  return store.state;
}

/** Reads all findings, in short; tells "findings". */
export async function loadFindings() {
  const columns = (await early("/api/index")) ?? (await get("/api/index"));
  if (!columns) throw new Refused(423);
  forget();
  forgetCards();
  add(unpack(columns));
  store.complete = true;
  tell("findings");
}

/**
 * Reads some findings again, after the program changed them.
 * @param {string[]} ids
 */
export async function reload(ids) {
  const each = 400;
  if (ids.length > each * 5) return loadFindings();
  for (let from = 0; from < ids.length; from += each) {
    const asked = ids.slice(from, from + each);
    const { findings } = await get(`/api/findings?ids=${asked.map(encodeURIComponent).join(",")}`);
    const here = new Set(findings.map((/** @type {any} */ finding) => finding.id));
    add(findings);
    remove(asked.filter((id) => !here.has(id)));
  }
}

/** Reads what the page does not count itself: conflicts, what is missing, the sign-off, pages and people. */
export async function refresh() {
  const fresh = await get("/api/state");
  Object.assign(store.state, fresh);
  markConflicts();
  tell("state");
}

/** A decision about one finding can set another at odds, or make them agree. */
function markConflicts() {
  const open = store.state.conflicts.filter((/** @type {any} */ one) => !one.settled && one.kind !== "elsewhere");
  const ids = new Set(open.flatMap((/** @type {any} */ one) => one.findings ?? []));
  for (const finding of store.findings) finding.conflict = ids.has(finding.id);
}
