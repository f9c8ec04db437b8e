// Why: the form that takes the place of case.toml: the request, the person asking, the people known to be in the documents.
// Refuses: to send what is plainly missing, and to decide how a case is written (the program does).

import { post } from "./api.js";
import { button, h } from "./dom.js";
import { field, listOf, showProblems, valueOf } from "./form.js";
import { ROLE, some } from "./wording.js";

const LINES = "One on each line. Leave it empty if you do not know";
/** @type {[string, string][]} */
const ROLES = ["third-party", "professional", "representative", "child", "household", "deceased"].map((role) => [role, ROLE[role]]);
let parties = 0;

/**
 * @param {{folder: string, loose?: number}} seen of /api/start/look
 * @param {string} today
 * @param {(folder: string) => void} made called when the case is there
 */
export function caseForm({ folder, loose = 0 }, today, made) {
  const people = h("div", {});
  const form = h("form", { novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); send(form, folder, made); } },
    h("h2", { tabindex: "-1" }, "The case"),
    h("p", { class: "quiet" }, folder),
    loose > 0 ? h("p", { class: "tick" }, h("input", { type: "checkbox", id: "copy-loose", checked: true }), h("label", { for: "copy-loose" }, `Copy the ${some(loose, "file")} of this folder into the case; the ${loose === 1 ? "file itself stays" : "files themselves stay"} where ${loose === 1 ? "it is" : "they are"}`)) : null,
    h("fieldset", {}, h("legend", {}, "The request"),
      field({ id: "request.reference", label: "Reference", hint: "Your number for this request" }),
      field({ id: "request.received", label: "Date it was received", type: "date", value: today }),
      field({ id: "request.summary", label: "What was asked for", hint: "In the words of the person asking", rows: 3 })),
    h("fieldset", {}, h("legend", {}, "The person asking"),
      field({ id: "data_subject.name", label: "Full name" }),
      field({ id: "data_subject.date_of_birth", label: "Date of birth", type: "date", hint: "Leave it empty if you do not know" }),
      field({ id: "data_subject.aliases", label: "Other names", hint: LINES, rows: 2 }),
      field({ id: "data_subject.addresses", label: "Addresses", hint: LINES, rows: 2 }),
      field({ id: "data_subject.emails", label: "E-mail addresses", hint: LINES, rows: 2 }),
      field({ id: "data_subject.phones", label: "Telephone numbers", hint: LINES, rows: 2 })),
    h("fieldset", {}, h("legend", {}, "People you know to be in the documents"),
      h("p", {}, "Blackpanel finds people by itself. Name those you know, so that every mention is found."),
      people, button("Add a person", () => { people.append(party()); /** @type {HTMLElement} */ (people.lastElementChild?.querySelector("input"))?.focus(); })),
    h("button", { type: "submit", class: "main" }, "Make the case and read the documents"));
  return form;
}

function party() {
  const at = `parties.${(parties += 1)}`;
  const box = h("fieldset", { class: "party", "data-at": at }, h("legend", {}, "A person"),
    field({ id: `${at}.name`, label: "Full name" }),
    field({ id: `${at}.role`, label: "Who they are", options: ROLES, value: "third-party" }),
    field({ id: `${at}.aliases`, label: "Other names", hint: LINES, rows: 2 }),
    button("Take this person away", () => box.remove()));
  return box;
}

/** @param {HTMLElement} form @param {string} folder @param {(folder: string) => void} made */
async function send(form, folder, made) {
  const boxes = [...form.querySelectorAll(".party")];
  const problems = ["request.reference", "request.received", "data_subject.name", ...boxes.map((box) => `${box.getAttribute("data-at")}.name`)]
    .filter((id) => !valueOf(form, id))
    .map((id) => ({ id, what: `Enter: ${(form.querySelector(`label[for="${id}"]`)?.textContent ?? "").toLowerCase()}` }));
  showProblems(form, problems);
  if (problems.length > 0) return;
  try {
    const answer = await post("/api/start/case", { folder, copy_loose: Boolean(form.querySelector("#copy-loose:checked")), request: request(form), data_subject: subject(form), parties: boxes.map((box) => one(form, box.getAttribute("data-at") ?? "")) });
    made(answer.folder ?? folder);
  } catch (cause) {
    const { message, hint, problems } = /** @type {import("./api.js").Refused} */ (cause);
    const named = problems.map(({ what, where, hint }) => ({ id: place(where, boxes), what: `${what}${hint ? `. ${hint}` : ""}` }));
    showProblems(form, named.length > 0 ? named : [{ what: `${message}${hint ? `. ${hint}` : ""}` }]);
  }
}

/** The field behind a place of the program: parties count from 0 there. @param {string} where @param {Element[]} boxes */
function place(where, boxes) {
  return (where ?? "").replace(/^parties\.(\d+)/, (whole, index) => boxes[Number(index)]?.getAttribute("data-at") ?? whole);
}

/** @param {HTMLElement} form */
function request(form) {
  return { reference: valueOf(form, "request.reference"), received: valueOf(form, "request.received"), summary: valueOf(form, "request.summary") };
}

/** @param {HTMLElement} form */
function subject(form) {
  const born = valueOf(form, "data_subject.date_of_birth");
  return {
    name: valueOf(form, "data_subject.name"), ...(born ? { date_of_birth: born } : {}),
    aliases: listOf(form, "data_subject.aliases"), addresses: listOf(form, "data_subject.addresses"),
    emails: listOf(form, "data_subject.emails"), phones: listOf(form, "data_subject.phones"),
  };
}

/** @param {HTMLElement} form @param {string} at */
function one(form, at) {
  return { name: valueOf(form, `${at}.name`), role: valueOf(form, `${at}.role`), aliases: listOf(form, `${at}.aliases`) };
}
