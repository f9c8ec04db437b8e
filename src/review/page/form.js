// Why: forms as GOV.UK builds them: one error summary with the focus on it, the same words at the field.
// Refuses: errors by colour alone, and errors that vanish.

import { fill, h } from "./dom.js";

/**
 * @typedef {{id: string, label: string, hint?: string, type?: string, options?: [string, string][], value?: string, rows?: number}} Field
 */

/**
 * A labelled field with room for its error.
 * @param {Field} field
 */
export function field({ id, label, hint, type = "text", options, value = "", rows }) {
  const about = { id, name: id, "aria-describedby": `${id}-hint ${id}-error`, value };
  const input = options ? h("select", { ...about, value: null }, options.map(([key, words]) => h("option", { value: key, selected: key === value }, words)))
    : rows ? h("textarea", { ...about, rows }) : h("input", { ...about, type, autocomplete: "off" });
  return h("div", { class: "field" }, h("label", { for: id }, label), h("p", { id: `${id}-hint`, class: "quiet" }, hint ?? ""), h("p", { id: `${id}-error`, class: "error" }), input);
}

/** @param {ParentNode} form @param {string} id @returns {string} */
export function valueOf(form, id) {
  return /** @type {HTMLInputElement|null} */ (form.querySelector(`#${CSS.escape(id)}`))?.value.trim() ?? "";
}

/** Lines or commas between the entries of a field. @param {ParentNode} form @param {string} id */
export function listOf(form, id) {
  return valueOf(form, id).split(/[\n;]+/).map((entry) => entry.trim()).filter(Boolean);
}

/**
 * Shows what is wrong: in the summary, which gets the focus, and at the fields.
 * @param {HTMLElement} form
 * @param {{id?: string, what: string}[]} problems none takes all errors away
 */
export function showProblems(form, problems) {
  for (const error of form.querySelectorAll(".error")) error.textContent = "";
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  form.querySelector(".summary")?.remove();
  if (problems.length === 0) return;
  const summary = h("div", { class: "summary", role: "alert", tabindex: "-1", "aria-labelledby": "summary-title" },
    h("h2", { id: "summary-title" }, "There is a problem"),
    h("ul", {}, problems.map(({ id, what }) => h("li", {}, id ? h("a", { href: `#${id}`, onclick: (/** @type {Event} */ event) => { event.preventDefault(); document.getElementById(id)?.focus(); } }, what) : what))));
  form.prepend(summary);
  for (const { id, what } of problems) {
    const input = id && form.querySelector(`#${CSS.escape(id)}`);
    if (!input) continue;
    input.setAttribute("aria-invalid", "true");
    fill(/** @type {HTMLElement} */ (form.querySelector(`#${CSS.escape(id)}-error`)), h("span", { class: "unseen" }, "Error: "), what);
  }
  summary.focus();
}
