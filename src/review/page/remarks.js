// Why: words of the officer that travel with the case: comments, what is left for the checker, why a document is withheld.
// Refuses: to withhold a whole document without a reason.

import { buttons, askText, dialog } from "./dialog.js";
import { h } from "./dom.js";
import { refuse, send, withhold } from "./judge.js";
import { save } from "./saver.js";
import { say } from "./say.js";
import { current, documentOf, store, tell } from "./store.js";
import { nextUndecided } from "./walk.js";
import { brief } from "./wording.js";

/** Key C: a comment on the current finding, or on the page when there is none. */
export function comment() {
  if (refuse()) return;
  const finding = current();
  const n = store.page;
  askText(finding ? `Comment on ${brief(finding.text)}` : `Comment on page ${n}`, "Comment", finding?.comment ?? store.state.pages[n - 1].comment ?? "", "Save comment",
    (text) => keep(finding, n, text), { hint: "For you and the checker; it is not sent to anybody" });
}

/** Key L: the current finding is left for the checker, and the next one comes. */
export function leave() {
  if (refuse()) return;
  const finding = current();
  if (!finding) return say("No finding is chosen");
  keep(finding, finding.n, finding.comment?.startsWith(LEFT) ? finding.comment : `${LEFT}${finding.comment ? `: ${finding.comment}` : ""}`);
  nextUndecided();
}

const LEFT = "For the checker";

/** @param {import("./store.js").Finding|undefined} finding @param {number} n @param {string} text */
async function keep(finding, n, text) {
  try {
    await save("/api/comment", finding ? { finding: finding.id, text } : { n, text });
    if (finding) finding.comment = text;
    else store.state.pages[n - 1].comment = text;
    tell("decided", finding ? [finding.id] : []);
    say("Comment saved");
  } catch (cause) {
    say(/** @type {Error} */ (cause).message);
  }
}

/** Shift+W: withholds the document in view, with a reason; or gives it back. */
export function withholdDocument() {
  if (refuse()) return;
  const document = documentOf(store.page);
  if (document.state !== "disclose") return withhold("document");
  dialog(`Withhold ${brief(document.title, 60)}`, (close) => {
    const why = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "reason", rows: "3", autofocus: true, "aria-describedby": "reason-error" }));
    const exemption = /** @type {HTMLSelectElement} */ (h("select", { id: "under" }, store.state.exemptions.map((/** @type {any} */ one) => h("option", { value: one.id }, `${one.mark}  ${one.label}`))));
    const wrong = h("p", { id: "reason-error", class: "error", role: "alert" });
    const run = async (/** @type {string} */ ruling) => {
      if (!why.value.trim()) {
        wrong.textContent = "Enter the reason";
        return why.focus();
      }
      close();
      const answer = await send({ scope: "document", document: document.id, ruling, reason: why.value.trim(), ...(ruling === "withhold" ? { exemption: exemption.value } : {}) });
      if (!answer) return;
      document.state = ruling;
      tell("state");
      say(`${brief(document.title, 60)} is ${ruling === "withhold" ? "withheld" : "left out"}`);
    };
    return [
      h("p", {}, "Withheld: the requester is told that there is a document. Left out: it is not part of the answer at all."),
      h("label", { for: "under" }, "Exemption"), exemption,
      h("label", { for: "reason" }, "Reason"), wrong, why,
      buttons(["Withhold document", () => run("withhold")], ["Leave it out", () => run("exclude")], ["Cancel", close]),
    ];
  });
}

