// Why: what happened, in one short sentence, for the eye and for the screen reader (WCAG 4.1.3).
// Refuses: to move the focus, and to say the same sentence in a way that is not heard the second time.

import { byId } from "./dom.js";

let turn = false;

/**
 * Says a sentence in the polite live region.
 * @param {string} sentence
 */
export function say(sentence) {
  turn = !turn;
  // a no-break space makes a repeated sentence a new one
  byId("said").textContent = sentence + (turn ? "\u00a0" : "");
}
