// Why: search the text of the whole case and redact what is found, all of it or what is ticked, as one action.
// Refuses: to redact what is not on the screen as ticked.

import { get, post } from "./api.js";
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
    /** @param {() => Promise<any>} ask @param {boolean} tick whether all is ticked at first @param {string} none */
    const show = async (ask, tick, none) => {
      ticked.clear();
      fill(found, h("p", {}, "Looking…"));
      try {
        const answer = await ask();
        for (const match of tick ? answer.matches : []) ticked.add(match);
        fill(found, answer.count === 0 ? h("p", {}, none) : results(answer, ticked, close));
      } catch (cause) {
        fill(found, h("p", { class: "error" }, /** @type {Error} */ (cause).message));
      }
    };
    const look = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (!query.value.trim()) return query.focus();
      show(() => post("/api/search", { query: query.value, whole_word: whole.checked }), true, "Not found. Pages that could not be searched are not covered by this.");
    };
    const alike = () => show(() => get("/api/alikes"), false, "No word that is left looks like a name that goes.");
    const redact = async () => {
      if (ticked.size === 0 || refuse()) return say("Nothing is ticked");
      close();
      const matches = [...ticked].map(({ n, boxes }) => ({ n, boxes }));
      const answer = await send({ scope: "words", matches, ruling: "redact" });
      if (answer) say(`Redacted ${some(matches.length, "place")}`);
    };
    return [
      h("form", { onsubmit: look, class: "search", role: "search" }, h("label", { for: "query" }, "Text to look for"), query,
        h("p", { class: "tick" }, whole, h("label", { for: "whole-word" }, "Whole word only")), h("div", { class: "buttons" }, h("button", { type: "submit" }, "Search"), button("Look-alikes of names that go", alike))),
      found,
      buttons(["Redact ticked", redact], ["Close", close]),
    ];
  }, { wide: true });
}

/** @param {any} answer @param {Set<any>} ticked @param {() => void} close */
function results(answer, ticked, close) {
  const rows = answer.matches.slice(0, SHOWN).map((/** @type {any} */ match, /** @type {number} */ index) => {
    const tick = h("input", { type: "checkbox", id: `match${index}`, checked: ticked.has(match),
      onchange: (/** @type {any} */ event) => (event.target.checked ? ticked.add(match) : ticked.delete(match)) });
    return h("li", { class: "tick" }, tick,
      h("label", { for: `match${index}` }, `Page ${match.n}: ${(match.before ?? "").slice(-40)}`, h("mark", {}, match.text), (match.after ?? "").slice(0, 40),
        match.like ? ` (like \u201c${match.like}\u201d, which goes ${some(match.times, "time")})` : "", match.decision ? ` (${match.decision === "redact" ? "redacted" : "kept"} already)` : ""),
      button(`Show page ${match.n}`, () => { close(); goToPage(match.n); }));
  });
  return [
    h("p", { class: "big" }, `${some(answer.count, "place")} found${answer.more ? ", and more" : ""}`),
    answer.matches.length > SHOWN ? h("p", {}, `The first ${SHOWN} are shown${ticked.size > 0 ? `; all ${number(answer.matches.length)} are ticked` : ""}.`) : null,
    h("ul", { class: "matches" }, rows),
  ];
}
