// Why: what a list need not know of a finding (its line, why it was found, its panels) comes with the page it is on.
// Refuses: to put what the program knew before over what the officer has decided since.

import { get } from "./api.js";
import { store, tell } from "./store.js";

/** Pages that were asked for. @type {Map<number, Promise<void>>} */
const asked = new Map();

/** Reads the cards of a page once. @param {number} n */
export function cardsOf(n) {
  const before = asked.get(n);
  if (before) return before;
  const now = read(n).catch(() => { asked.delete(n); });
  asked.set(n, now);
  return now;
}

/** All is read anew: pages are asked for again. */
export function forgetCards() {
  asked.clear();
}

/** @param {number} n */
async function read(n) {
  const { findings } = await get(`/api/findings?n=${n}`);
  for (const card of findings) {
    const known = store.byId.get(card.id);
    if (!known) continue;
    const { kind, before, after, why, gate, boxes, panels } = card;
    Object.assign(known, known.decision === card.decision ? card : { kind, before, after, why, gate, boxes, panels }, { whole: true });
  }
  tell("cards", n);
}
