// Why: one action for many findings, and before it what it would touch: how many, in how many documents, five of them.
// Refuses: to decide before the preview is on the screen.

import { post } from "./api.js";
import { buttons, dialog } from "./dialog.js";
import { fill, h } from "./dom.js";
import { exemptionFor, refuse, send } from "./judge.js";
import { say } from "./say.js";
import { current, documentOf, exemptionOf, personOf, store } from "./store.js";
import { tally } from "./tally.js";
import { brief, some } from "./wording.js";

/**
 * Shows what an action would touch, then does it as one action (one undo).
 * @param {string} title
 * @param {(ruling: "redact"|"keep") => object|object[]} actions
 * @param {{wholeWord?: boolean}} [options] whether "Whole word only" is offered
 */
export function preview(title, actions, options = {}) {
  if (refuse()) return;
  const shown = h("div", { class: "preview", "aria-live": "polite" }, h("p", {}, "Looking…"));
  let count = 0;
  const whole = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: "whole", checked: true, onchange: () => look() }));
  const look = async () => {
    try {
      const seen = await post("/api/preview", { actions: [actions("redact")].flat(), whole_word: whole.checked });
      count = seen.count;
      fill(shown, samples(seen));
    } catch (cause) {
      fill(shown, h("p", { class: "error" }, /** @type {Error} */ (cause).message));
    }
  };
  dialog(title, (close) => {
    const run = async (/** @type {"redact"|"keep"} */ ruling) => {
      if (count === 0) return;
      close();
      const answer = await send(actions(ruling), [], "", options.wholeWord ? { whole_word: whole.checked } : {});
      if (answer) say(`${ruling === "redact" ? "Redacted" : "Kept"} ${some(count, "finding")}. ${tally().undecided} left. ${answer.can_undo === undefined ? "" : "One undo takes it back"}`);
    };
    return [
      shown,
      options.wholeWord ? h("p", { class: "tick" }, whole, h("label", { for: "whole" }, "Whole word only")) : null,
      buttons(["Redact all", () => run("redact")], ["Keep all visible", () => run("keep")], ["Cancel", close]),
    ].filter((part) => part !== null);
  });
  look();
}

/** @param {any} seen the answer of /api/preview */
function samples(seen) {
  return [
    h("p", { class: "big" }, `${some(seen.count, "finding")} in ${some(seen.documents, "document")}`),
    seen.decided_otherwise ? h("p", {}, `${some(seen.decided_otherwise, "finding")} of these are decided otherwise now.`) : null,
    h("ul", { class: "samples" }, (seen.samples ?? []).map((/** @type {any} */ one) =>
      h("li", {}, h("span", { class: "quiet" }, `Page ${one.n}: `), (one.before ?? "").slice(-50), h("mark", {}, one.text), (one.after ?? "").slice(0, 50)))),
  ];
}

/** Key G: every finding with the same text. */
export function sameText() {
  const finding = current();
  if (!finding) return say("No finding is chosen");
  preview(`Same text: ${brief(finding.text)}`, (ruling) => ({ scope: "text", ids: [finding.id], ruling, ...carry(finding, ruling) }), { wholeWord: true });
}

/** Key P: the person behind the current finding, all mentions. */
export function thisPerson() {
  const finding = current();
  const person = personOf(finding?.person ?? null);
  if (!person) return say("No person is behind this finding");
  wholePerson(person);
}

/** @param {any} person of state.people */
export function wholePerson(person) {
  preview(`All mentions of ${person.name}`, (ruling) => ({ scope: "person", person: person.id, ruling }));
}

/** Everything that was found on the page in view. */
export function wholePage() {
  const n = store.page;
  preview(`Everything found on page ${n}`, (ruling) => ({ scope: "page", n, ruling }));
}

/** Everything that was found in the document in view. */
export function wholeDocument() {
  const document = documentOf(store.page);
  preview(`Everything found in ${brief(document.title, 60)}`, (ruling) => ({ scope: "document", document: document.id, ruling }));
}

/** @param {import("./store.js").Finding} finding @param {string} ruling */
function carry(finding, ruling) {
  const exemption = exemptionOf(exemptionFor(finding));
  return ruling === "redact" && exemption ? { exemption: exemption.id } : {};
}
