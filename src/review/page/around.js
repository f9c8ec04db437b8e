// Why: the jigsaw list. A name is gone, but "her brother, the plumber from flat 18" still tells who it was: each sentence
// near a panel with such words, and one key that takes it under the panel. Refuses: to extend a panel by itself.

import { get } from "./api.js";
import { button, fill, h } from "./dom.js";
import { refuse, send } from "./judge.js";
import { keyOf } from "./keys.js";
import { Rows } from "./rows.js";
import { say } from "./say.js";
import { mayWrite, on, personOf, store, tell } from "./store.js";
import { brief, number } from "./wording.js";

/** @type {any[]} */
let places = [];
let fresh = "";
/** @type {Rows} */
let rows;

/** @type {Object<string, string>} */
const MARK = { kinship: "family", occupation: "work", flat: "address", plate: "number plate", role: "role" };

/** @param {HTMLElement} panel */
export function aroundList(panel) {
  const card = h("div", { class: "side-card" });
  const note = h("p", { class: "quiet" });
  rows = new Rows({ label: "Left around panels", height: 5, count: () => places.length, draw: one, choose: (index) => show(index, card) });
  panel.append(note, rows.element, card);
  const look = async () => {
    if (panel.hidden || fresh === String(store.state.rev)) return;
    fresh = String(store.state.rev);
    note.textContent = "Looking…";
    try {
      const answer = await get("/api/around");
      // sentences with telling words come first, each group in the order of the pages
      places = answer.sort((/** @type {any} */ one, /** @type {any} */ other) => Number(other.marks.length > 0) - Number(one.marks.length > 0));
      note.textContent = places.length === 0 ? "Nothing telling is left around the panels." : `${number(places.length)} sentences stand close to a panel and may tell who it was.`;
    } catch (cause) {
      places = [];
      note.textContent = /** @type {Error} */ (cause).message;
    }
    rows.element.hidden = places.length === 0;
    if (rows.at >= places.length) rows.at = -1;
    rows.fresh();
    if (rows.at >= 0) show(rows.at, card);
    else fill(card);
  };
  on("state", look);
  return { shown: look };
}

/** @param {any} place */
const names = (place) => (place.people ?? [place.person]).map((/** @type {string} */ id) => personOf(id)?.name).filter(Boolean).join(", ");

/** @param {number} index @param {HTMLElement} row */
function one(index, row) {
  const place = places[index];
  fill(row, h("span", { class: "row-main two" }, h("span", { class: "row-text" }, brief(place.sentence, 90))),
    h("span", { class: "row-more" }, `Page ${place.n}${names(place) ? ` · near ${names(place)}` : ""}`));
}

/** @param {number} index @param {HTMLElement} card */
function show(index, card) {
  const place = places[index];
  store.page = place.n;
  tell("page", { at: (place.boxes ?? [])[0] });
  fill(card, h("p", {}, marked(place)),
    h("div", { class: "buttons" }, button(`Redact this sentence too (${keyOf("extend")})`, () => extend(), { disabled: !mayWrite() })));
}

/** The sentence with the telling words marked, and what they tell. @param {any} place */
function marked(place) {
  const parts = [];
  const letters = [...place.sentence];
  let at = 0;
  for (const [from, to, kind] of [...(place.marks ?? [])].sort((one, other) => one[0] - other[0])) {
    if (from < at) continue;
    parts.push(letters.slice(at, from).join(""), h("mark", {}, letters.slice(from, to).join("")), h("span", { class: "quiet" }, ` (${MARK[kind] ?? kind})`));
    at = to;
  }
  return [...parts, letters.slice(at).join("")];
}

/** Key X: takes the chosen sentence under the panel. */
export async function extend() {
  const place = places[rows?.at ?? -1];
  if (!place) return say("Choose a sentence in the list \"Left around\" first");
  if (refuse()) return;
  const answer = await send({ scope: "words", n: place.n, boxes: place.extend ?? place.boxes, ruling: "redact" });
  if (answer) say(`Redacted: ${brief(place.sentence)}`);
}
