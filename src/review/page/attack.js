// Why: shows what anybody could get out of this page once it is burned: by copying, by extraction, by reading the picture.
// Refuses: to soften it; what comes back is shown as it is.

import { get } from "./api.js";
import { buttons, dialog } from "./dialog.js";
import { fill, h } from "./dom.js";
import { store } from "./store.js";
import { some } from "./wording.js";

const NO_EYES = "Not tried: no reader for pictures on this computer";

/** Opens the attack view of the page in view. */
export function attack() {
  const n = store.page;
  const place = h("div", { class: "attack", "aria-live": "polite" }, h("p", {}, "Burning a copy of this page and attacking it…"));
  dialog(`What can be got out of page ${n}`, (close) => [place, buttons(["Close", close])], { wide: true });
  const show = (/** @type {any} */ seen, /** @type {string} */ none) => fill(place, verdict(seen), part("By copy and paste", seen.copied), part("By taking the text out of the file", seen.extracted), part("By reading the picture", seen.ocr, none));
  const eyes = store.state.ocr === "here";
  get(`/api/attack/${n}`).then(async (seen) => {
    show(seen, eyes ? "Reading the picture…" : NO_EYES);
    if (eyes) show(await get(`/api/attack/${n}?eyes=1`), NO_EYES);
  }).catch((cause) => fill(place, h("p", { class: "error" }, `${cause.message}. ${cause.hint}`)));
}

/** @param {any} seen */
function verdict(seen) {
  if (seen.removed === undefined) return null;
  return h("p", { class: "big" }, seen.recovered > 0 ? `⚠ ${some(seen.recovered, "removed text")} of ${seen.removed} came back` : `✓ None of the ${some(seen.removed, "removed text")} came back`);
}

/** @param {string} title @param {string|null|undefined} text @param {string} [none] said when there is no answer */
function part(title, text, none = "") {
  return [h("h3", {}, title), text === null || text === undefined ? h("p", { class: "quiet" }, none) : h("pre", { tabindex: "0", role: "group", "aria-label": title }, text || "(nothing)")];
}
