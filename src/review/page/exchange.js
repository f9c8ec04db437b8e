// Why: decisions out to a spreadsheet or a PDF editor and back, for those who decide there: as `list` and `decide --from` do.
// Refuses: to take files from anywhere but the folders it wrote, and to guess what a deleted mark means.

import { get, post } from "./api.js";
import { buttons, dialog } from "./dialog.js";
import { button, fill, h } from "./dom.js";
import { field, showProblems, valueOf } from "./form.js";
import { refuse } from "./judge.js";
import { save, unsaved } from "./saver.js";
import { say } from "./say.js";
import { mayWrite } from "./store.js";
import { onPage, some } from "./wording.js";

/** What a mark means that somebody deleted. @type {[string, string][]} */
const DELETED = [["", "Stop and tell me"], ["keep", "What it marked stays visible"], ["leave", "Nothing changes"]];

/** Shift+X: the dialog. */
export function exchange() {
  if (unsaved() > 0) return say("Wait until everything is saved");
  const place = h("div", { class: "exchange" });
  dialog("Spreadsheet or PDF editor", (close) => [
    h("p", {}, "The files hold the text of the documents. They are for you: nothing is removed from them, and they are never sent."),
    h("div", { class: "buttons" },
      button("Write a list for a spreadsheet", () => write(place, "list"), { disabled: !mayWrite(), class: "main" }),
      button("Write PDFs with marks for Acrobat", () => write(place, "marks"), { disabled: !mayWrite() })),
    place, buttons(["Close", close])], { wide: true });
  show(place);
}

/** @param {HTMLElement} place @param {"list"|"marks"} form */
async function write(place, form) {
  if (refuse()) return;
  say("Writing…");
  try {
    const { folder, files } = await post("/api/export", { form });
    say(`${some(files, "file")} written to ${folder}`);
    await show(place);
  } catch (cause) {
    wrong(place, cause);
  }
}

/** @param {HTMLElement} place */
async function show(place) {
  try {
    const all = await get("/api/exchange");
    fill(place, all.length === 0 ? h("p", { class: "quiet" }, "Nothing was written yet.") : [
      field({ id: "deleted", label: "When a mark was deleted in the PDF editor", options: DELETED }),
      h("h3", {}, "Written, the last first"),
      h("ul", { class: "folders" }, all.slice(0, 20).map((/** @type {any} */ one) => folder(place, one)))]);
  } catch (cause) {
    wrong(place, cause);
  }
}

/** @param {HTMLElement} place @param {any} one */
function folder(place, one) {
  const what = one.form === "list" ? "The list" : some(one.files, "PDF");
  return h("li", {}, h("p", {}, h("strong", {}, `${one.number}. ${what}`), " in ", h("code", {}, one.folder)),
    h("p", { class: "quiet" }, one.form === "list" ? "Fill in \u201cdecision\u201d (redact or keep) and save it as CSV under the same name." : "Mark and delete redaction marks, do not apply them, and save under the same names."),
    button(`Take back ${one.number}`, () => take(place, one), { disabled: !mayWrite() }));
}

/** @param {HTMLElement} place @param {any} one */
async function take(place, one) {
  if (refuse()) return;
  const deleted = valueOf(place, "deleted");
  try {
    const { taken } = await save("/api/import", { number: one.number, ...(deleted ? { deleted } : {}) });
    showProblems(place, []);
    say(taken ? `${some(taken, "decision")} taken. One undo takes them back` : "Nothing new is in these files");
  } catch (cause) {
    wrong(place, cause);
  }
}

/** @param {HTMLElement} place @param {any} cause */
function wrong(place, cause) {
  const all = cause.problems?.length ? cause.problems : [{ what: cause.message, where: cause.where, hint: cause.hint }];
  showProblems(place, all.slice(0, 50).map((/** @type {any} */ one) => ({ what: `${one.where ? `${one.where}: ` : ""}${one.what}. ${onPage(one.hint)}` })));
}
