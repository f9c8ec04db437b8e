// Why: search the text of the whole case and redact what is found, all of it or what is ticked, as one action.
// Refuses: to redact what is not on the screen as ticked.

import { post } from "./api.js";
import { buttons, dialog } from "./dialog.js";
import { button, fill, h } from "./dom.js";
import { refuse, send } from "./judge.js";
import { say } from "./say.js";
import { goToPage } from "./walk.js";
import { number, some } from "./wording.js";

const SHOWN = 200;

/** Key /: the search dialog. */
export function search() {
  const query = /** @type {HTMLInputElement} */ (h("input", { id: "query", type: "text", autofocus: true, autocomplete: "off" }));
  const whole = /** @type {HTMLInputElement} */ (h("input", { id: "whole-word", type: "checkbox", checked: true }));
  const found = h("div", { class: "found", "aria-live": "polite" });
  /** @type {Set<any>} */
  const ticked = new Set();
  dialog("Search and redact", (close) => {
    const look = async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (!query.value.trim()) return query.focus();
      ticked.clear();
      try {
        const answer = await post("/api/search", { query: query.value, whole_word: whole.checked });
        for (const match of answer.matches) ticked.add(match);
        fill(found, results(answer, ticked, close));
      } catch (cause) {
        fill(found, h("p", { class: "error" }, /** @type {Error} */ (cause).message));
      }
    };
    const redact = async () => {
      if (ticked.size === 0 || refuse()) return say("Nothing is ticked");
      close();
      const matches = [...ticked].map(({ n, boxes }) => ({ n, boxes }));
      const answer = await send({ scope: "words", matches, ruling: "redact" });
      if (answer) say(`Redacted ${some(matches.length, "place")}`);
    };
    return [
      h("form", { onsubmit: look, class: "search", role: "search" }, h("label", { for: "query" }, "Text to look for"), query,
        h("p", { class: "tick" }, whole, h("label", { for: "whole-word" }, "Whole word only")), h("button", { type: "submit" }, "Search")),
      found,
      buttons(["Redact ticked", redact], ["Close", close]),
    ];
  }, { wide: true });
}

/** @param {any} answer @param {Set<any>} ticked @param {() => void} close */
function results(answer, ticked, close) {
  if (answer.count === 0) return [h("p", {}, "Not found. Pages that could not be searched are not covered by this.")];
  const rows = answer.matches.slice(0, SHOWN).map((/** @type {any} */ match, /** @type {number} */ index) => {
    const tick = h("input", { type: "checkbox", id: `match${index}`, checked: true,
      onchange: (/** @type {any} */ event) => (event.target.checked ? ticked.add(match) : ticked.delete(match)) });
    return h("li", { class: "tick" }, tick,
      h("label", { for: `match${index}` }, `Page ${match.n}: ${(match.before ?? "").slice(-40)}`, h("mark", {}, match.text), (match.after ?? "").slice(0, 40),
        match.decision ? ` (${match.decision === "redact" ? "redacted" : "kept"} already)` : ""),
      button(`Show page ${match.n}`, () => { close(); goToPage(match.n); }));
  });
  return [
    h("p", { class: "big" }, `${some(answer.count, "place")} found${answer.more ? ", and more" : ""}`),
    answer.matches.length > SHOWN ? h("p", {}, `The first ${SHOWN} are shown; all ${number(answer.matches.length)} are ticked.`) : null,
    h("ul", { class: "matches" }, rows),
  ];
}
