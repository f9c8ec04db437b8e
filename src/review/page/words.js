// Why: the words of a page with their places, asked for once, for drawing boxes that do not cut a word and for choosing text.
// Refuses: to keep the words of more than a few pages.

import { get } from "./api.js";

/** @typedef {[number, number, number, number, string, number]} Word x0, y0, x1, y1 in points, text, line */

const KEPT = 20;
/** @type {Map<number, Promise<Word[]>>} */
const known = new Map();

/** @param {number} n @returns {Promise<Word[]>} none when the page has no text or does not answer */
export function wordsOf(n) {
  let words = known.get(n);
  if (!words) {
    words = get(`/api/page/${n}`).then((page) => page.words, () => {
      known.delete(n);
      return [];
    });
    known.set(n, words);
    if (known.size > KEPT) known.delete(known.keys().next().value ?? 0);
  }
  return words;
}

/**
 * A rectangle that takes every word whole whose middle it covers; without words it stays as it is.
 * @param {import("./store.js").Box} rect
 * @param {Word[]} words
 * @returns {import("./store.js").Box}
 */
export function snap(rect, words) {
  return covered(rect, words).reduce((/** @type {import("./store.js").Box} */ whole, [x0, y0, x1, y1]) =>
    [Math.min(whole[0], x0), Math.min(whole[1], y0), Math.max(whole[2], x1), Math.max(whole[3], y1)], rect);
}

/** The words whose middle a rectangle covers. @param {import("./store.js").Box} rect @param {Word[]} words */
export function covered(rect, words) {
  return words.filter(([x0, y0, x1, y1]) => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return x >= rect[0] && x <= rect[2] && y >= rect[1] && y <= rect[3];
  });
}
