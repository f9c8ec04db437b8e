// Why: every action of the review page with its first key and its words; buttons, keys and the help share this one table.
// Refuses: two actions on one key.

import { extend } from "./around.js";
import { attack } from "./attack.js";
import { build } from "./build.js";
import { sameText, thisPerson, wholePage } from "./bulk.js";
import { byId } from "./dom.js";
import { draw } from "./draw.js";
import { help } from "./help.js";
import { decideCurrent, lookedAtPage, setExemption, turnBack, withhold } from "./judge.js";
import { nextPane } from "./panes.js";
import { pick } from "./pick.js";
import { comment, leave, withholdDocument } from "./remarks.js";
import { repeat } from "./repeat.js";
import { say } from "./say.js";
import { search } from "./search.js";
import { store, tell } from "./store.js";
import { zoomBy } from "./viewer.js";
import { goToPage, nextUndecided, step } from "./walk.js";

/** @type {import("./keys.js").Action[]} */
export const ACTIONS = [
  { name: "next", key: "J", more: ["ArrowDown"], words: "Next finding", run: () => step(1) },
  { name: "previous", key: "K", more: ["ArrowUp"], words: "Previous finding", run: () => step(-1) },
  { name: "undecided", key: "N", words: "Next that is not decided", run: () => { if (!nextUndecided()) say("Everything in the list is decided"); } },
  { name: "redact", key: "R", words: "Redact, and go on", run: () => decideCurrent("redact") },
  { name: "keep", key: "V", words: "Keep visible, and go on", run: () => decideCurrent("keep") },
  { name: "exemption-key", key: "1–9", words: "Exemption 1 to 9", run: (event) => event && setExemption(event.key) },
  { name: "exemption", key: "E", words: "Choose the exemption", run: () => document.getElementById("exemption")?.focus() },
  { name: "same", key: "G", words: "Same text, with a preview", run: sameText },
  { name: "whose", key: "P", words: "Whose is this? All mentions of the person, with a preview", run: thisPerson },
  { name: "draw", key: "D", words: "Draw a box", run: draw },
  { name: "pick", key: "T", words: "Select text and redact it", run: pick },
  { name: "repeat", key: "M", words: "Repeat a drawn box on more pages", run: repeat },
  { name: "withhold-page", key: "W", words: "Withhold the page, or disclose it again", run: () => withhold("page") },
  { name: "withhold-document", key: "Shift+W", words: "Withhold the document, or disclose it again", run: withholdDocument },
  { name: "whole-page", key: "A", words: "Everything found on this page, with a preview", run: wholePage },
  { name: "looked", key: "I", words: "I looked at this page", run: lookedAtPage },
  { name: "comment", key: "C", words: "Comment", run: comment },
  { name: "leave", key: "L", words: "Leave for the checker", run: leave },
  { name: "undo", key: "Z", words: "Undo", run: () => turnBack("undo") },
  { name: "redo", key: "Shift+Z", words: "Redo", run: () => turnBack("redo") },
  { name: "before", key: "B", words: "Before / after", run: before },
  { name: "attack", key: "O", words: "What can be got out of this page", run: attack },
  { name: "extend", key: "X", words: "Redact the sentence chosen in \"Left around\"", run: extend },
  { name: "page-before", key: "[", words: "Page before", run: () => goToPage(store.page - 1) },
  { name: "page-after", key: "]", words: "Page after", run: () => goToPage(store.page + 1) },
  { name: "zoom-in", key: "+", words: "Larger", run: () => zoomBy(1) },
  { name: "zoom-out", key: "-", words: "Smaller", run: () => zoomBy(-1) },
  { name: "zoom-fit", key: "0", words: "Fit the width", run: () => zoomBy(0) },
  { name: "search", key: "/", words: "Search and redact", run: search },
  { name: "build", key: "Shift+B", words: "Build the pack", run: build },
  { name: "pane", key: "F6", words: "Next part of the page (Shift+F6: the one before)", more: ["Shift+F6"], run: (event) => nextPane(event?.shiftKey ? -1 : 1) },
  { name: "help", key: "?", words: "These keys", run: help },
];

/** Key B: the page as it is, or as it will be burned. */
function before() {
  store.view = store.view === "burned" ? "source" : "burned";
  byId("pages").classList.toggle("burned", store.view === "burned");
  tell("view");
  say(store.view === "burned" ? "After: the page as it will be burned" : "Before: the page as it is");
}
