// Why: what must stand in the record before a pack goes out (identity, the searches, what other people were asked), as a
// form in place of `blackpanel log`. Refuses: to tick anything for the officer.

import { buttons, dialog } from "./dialog.js";
import { fill, h } from "./dom.js";
import { field, showProblems, valueOf } from "./form.js";
import { refuse } from "./judge.js";
import { save } from "./saver.js";
import { say } from "./say.js";
import { store } from "./store.js";

/** @type {[string, string][]} */
const BASES = [["refused", "They were asked and refused"], ["consent", "They agreed"], ["not-asked", "They were not asked"], ["cannot-be-asked", "They cannot be asked"], ["professional-role", "They acted in their work"], ["reasonable", "It is reasonable without their agreement"]];
/** @type {[string, string][]} what was proved, and its name in the record */
const PROOF = [["name", "The name"], ["address", "The address"], ["date-of-birth", "The date of birth"], ["matches", "The address is the one on record"]];

/** @type {[string, string][]} */
const OPINIONS = [["no-serious-harm", "No serious harm is likely"], ["already-known", "The person knows it already"], ["serious-harm", "Serious harm is likely"]];

/** @typedef {{event: string, words: string, parts: () => any[], told: (form: HTMLElement) => Object<string, string>, reason?: boolean, needed: string[]}} Entry */

/** @type {Entry[]} */
const ENTRIES = [
  {
    event: "identity-confirmed", words: "Who is asking was proved", needed: [],
    parts: () => PROOF.map(([name, words]) => h("p", { class: "tick" }, h("input", { type: "checkbox", id: `proof-${name}` }), h("label", { for: `proof-${name}` }, words))),
    told: (form) => Object.fromEntries(PROOF.map(([name]) => [name, form.querySelector(`#proof-${name}:checked`) ? "yes" : "no"])),
  },
  {
    event: "search", words: "A search was made", needed: ["system", "terms", "by"],
    parts: () => [field({ id: "system", label: "Where was searched", hint: "The system or folder" }), field({ id: "terms", label: "What was looked for" }), field({ id: "by", label: "Who searched" }), field({ id: "found", label: "How many were found", value: "0" })],
    told: (form) => ({ system: valueOf(form, "system"), terms: valueOf(form, "terms"), by: valueOf(form, "by"), found: valueOf(form, "found") || "0" }),
  },
  {
    event: "party", words: "What another person was asked", needed: ["name", "reason"], reason: true,
    parts: () => [field({ id: "name", label: "Who", options: others() }), field({ id: "basis", label: "What came of it", options: BASES }), field({ id: "reason", label: "Why it is reasonable", hint: "One sentence: what speaks for and against", rows: 3 })],
    told: (form) => ({ name: valueOf(form, "name"), basis: valueOf(form, "basis") }),
  },
  {
    event: "advice", words: "A health professional's opinion", needed: ["from", "reason"], reason: true,
    parts: () => [field({ id: "from", label: "Whose opinion" }), field({ id: "opinion", label: "What they say", options: OPINIONS }), field({ id: "reason", label: "In their words", rows: 3 })],
    told: (form) => ({ from: valueOf(form, "from"), about: "health", opinion: valueOf(form, "opinion") }),
  },
];

/** @returns {[string, string][]} */
function others() {
  return store.state.people.filter((/** @type {any} */ one) => one.role !== "subject").map((/** @type {any} */ one) => [one.name, one.name]);
}

/** Opens the form; `done` is called when it closes. @param {() => void} done */
export function record(done) {
  if (refuse()) return;
  let entry = ENTRIES[0];
  const parts = h("div", { class: "entry" });
  const which = h("select", { id: "entry", autofocus: true, onchange: (/** @type {any} */ event) => { entry = ENTRIES[Number(event.target.value)]; fill(parts, entry.parts()); } },
    ENTRIES.map(({ words }, index) => h("option", { value: index }, words)));
  fill(parts, entry.parts());
  dialog("Record what was done", (close) => {
    const form = h("form", { class: "entry", novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); keep(); } },
      h("label", { for: "entry" }, "What was done"), which, parts, h("div", { class: "buttons" }, h("button", { type: "submit", class: "main" }, "Record it")));
    const keep = async () => {
      const empty = entry.needed.filter((id) => !valueOf(form, id)).map((id) => ({ id, what: `Enter: ${(form.querySelector(`label[for="${id}"]`)?.textContent ?? "").toLowerCase()}` }));
      showProblems(form, empty);
      if (empty.length > 0) return;
      try {
        await save("/api/log", { event: entry.event, told: entry.told(form), ...(entry.reason ? { reason: valueOf(form, "reason") } : {}) });
        say("Recorded");
        fill(parts, h("p", { class: "big" }, "✓ Recorded"), entry.parts());
      } catch (cause) {
        const { message, hint } = /** @type {any} */ (cause);
        showProblems(form, [{ what: `${message}${hint ? `. ${hint}` : ""}` }]);
      }
    };
    return [form, buttons(["Close", close])];
  }, { closed: done });
}
