// Why: reads the case from the program: the state first, then the findings in portions, so that the page opens at once.
// Refuses: to call the list complete before the last portion is there.

import { get } from "./api.js";
import { add, forget, remove, store, tell } from "./store.js";

const PORTION = 3000;
const AT_ONCE = 2;

/** Reads /api/state; returns it. */
export async function loadState() {
  store.state = await get("/api/state");
  return store.state;
}

/** Asks for the first portion before anything needs it; null when there is none. */
export function early() {
  return get(`/api/findings?from=0&count=${PORTION}`).catch(() => null);
}

/**
 * Reads all findings; tells "findings" after the first and the last portion.
 * @param {Promise<any>} [asked] of early()
 */
export async function loadFindings(asked) {
  forget();
  const first = (await asked) ?? (await get(`/api/findings?from=0&count=${PORTION}`));
  add(first.findings);
  /** @type {number[]} */
  const starts = [];
  for (let from = PORTION; from < first.total; from += PORTION) starts.push(from);
  if (starts.length > 0) tell("findings");
  const portions = new Map();
  const reader = async () => {
    for (let from = starts.shift(); from !== undefined; from = starts.shift()) {
      portions.set(from, (await get(`/api/findings?from=${from}&count=${PORTION}`)).findings);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  for (const from of [...portions.keys()].sort((one, other) => one - other)) add(portions.get(from));
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
  tell("state");
}
