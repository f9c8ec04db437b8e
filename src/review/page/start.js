// Why: an officer who never opens a terminal gets from a folder to the review here: choose or make a case, then read it.
// Refuses: to write over a case that is there; the program refuses too.

import { get, post } from "./api.js";
import { caseForm } from "./case-form.js";
import { button, byId, fill, h } from "./dom.js";
import { field, showProblems, valueOf } from "./form.js";
import { some } from "./wording.js";

/**
 * Builds the start page.
 * @param {any} state of /api/state
 * @param {() => void} opened called when a case is being opened
 */
export async function startPage(state, opened) {
  const start = await get("/api/start").catch(() => ({ home: "", places: [] }));
  const place = h("div", { class: "start-place" });
  const form = /** @type {HTMLElement} */ (h("form", { class: "start-form", novalidate: true }));
  form.append(field({ id: "folder", label: "Folder of the case", hint: "The folder that holds the documents, for example /home/you/cases/smith", value: start.home }),
    h("button", { type: "submit", class: "main" }, "Look in this folder"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look(valueOf(form, "folder"));
  });
  fill(byId("start"),
    h("h1", { tabindex: "-1" }, "Prepare a disclosure pack"),
    h("p", {}, "Choose the folder with the documents. Everything stays on this computer, and the documents themselves are never changed."),
    failed(state),
    start.places?.length ? h("div", {}, h("h2", {}, "Places"), h("ul", { class: "links" }, start.places.map((/** @type {any} */ one) => h("li", {}, button(one.name, () => look(one.folder)))))) : null,
    form, place);
  /** @type {HTMLElement} */ (byId("start").querySelector("h1")).focus();

  /** @param {string} folder */
  async function look(folder) {
    if (!folder) return showProblems(form, [{ id: "folder", what: "Enter the folder of the case" }]);
    showProblems(form, []);
    try {
      const seen = await post("/api/start/look", { folder });
      /** @type {HTMLInputElement} */ (form.querySelector("#folder")).value = seen.folder;
      fill(place, contents(seen));
      /** @type {HTMLElement} */ (place.querySelector("h2")).focus();
    } catch (cause) {
      const { message, hint } = /** @type {any} */ (cause);
      showProblems(form, [{ id: "folder", what: `${message}${hint ? `. ${hint}` : ""}` }]);
      fill(place);
    }
  }

  /** @param {any} seen of /api/start/look */
  function contents(seen) {
    const kinds = Object.entries(seen.kinds ?? {}).map(([kind, count]) => `${count} ${kind}`).join(", ");
    return [
      h("h2", { tabindex: "-1" }, seen.is_case ? `This is a case${seen.reference ? `: ${seen.reference}` : ""}` : "This folder is not a case yet"),
      h("p", {}, `${some(seen.files ?? 0, "file")}${kinds ? `: ${kinds}` : ""}`),
      seen.problems?.length ? h("ul", {}, seen.problems.map((/** @type {any} */ one) => h("li", {}, `${one.where ? `${one.where}: ` : ""}${one.what}. ${one.hint ?? ""}`))) : null,
      h("div", { class: "buttons" },
        seen.is_case ? button("Open this case", () => open(seen.folder), { class: "main" }) : button("Make a case here", () => make(seen), { class: "main" }),
        seen.parent ? button("Folder above", () => look(seen.parent)) : null),
      seen.folders?.length ? [h("h3", {}, "Folders in it"), h("ul", { class: "links" }, seen.folders.slice(0, 200).map((/** @type {string} */ name) => h("li", {}, button(name, () => look(`${seen.folder.replace(/\/$/, "")}/${name}`)))))] : null,
    ];
  }

  /** @param {any} seen */
  function make(seen) {
    fill(place, caseForm(seen, start.today ?? "", open));
    /** @type {HTMLElement} */ (place.querySelector("h2")).focus();
  }

  /** @param {string} folder */
  async function open(folder) {
    try {
      await post("/api/start/open", { folder });
      opened();
    } catch (cause) {
      const { message, hint } = /** @type {any} */ (cause);
      showProblems(form, [{ id: "folder", what: `${message}${hint ? `. ${hint}` : ""}` }]);
    }
  }
}

/** @param {any} state */
function failed(state) {
  if (state.mode !== "failed") return null;
  return h("div", { class: "summary", role: "alert" }, h("h2", {}, "The case could not be opened"),
    h("ul", {}, (state.failed ?? []).map((/** @type {any} */ one) => h("li", {}, `${one.where ? `${one.where}: ` : ""}${one.what}. ${one.hint ?? ""}`))));
}
