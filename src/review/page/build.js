// Why: from the page to the pack: what is still missing, a password, then progress and plain errors until it is done.
// Refuses: to build what is not decided (the program says what), and to keep or show the password.

import { get, post } from "./api.js";
import { buttons, dialog } from "./dialog.js";
import { button, fill, h } from "./dom.js";
import { record } from "./record.js";
import { say } from "./say.js";
import { unsaved } from "./saver.js";
import { store } from "./store.js";
import { once } from "./window.js";
import { onPage } from "./wording.js";

const EVERY = 700;

/** Opens the dialog that builds the pack. */
export function build() {
  if (unsaved() > 0) return say("Wait until everything is saved");
  const place = h("div", { class: "build" });
  let open = true;
  dialog("Build the pack", (close) => [place, buttons(["Close", close])], { wide: true, closed: () => { open = false; } });
  choose(place, () => open);
}

/** @param {HTMLElement} place @param {() => boolean} isOpen */
function choose(place, isOpen) {
  const word = /** @type {HTMLInputElement} */ (h("input", { id: "password", type: "password", autocomplete: "new-password" }));
  const again = /** @type {HTMLInputElement} */ (h("input", { id: "password-again", type: "password", autocomplete: "new-password", "aria-describedby": "password-error" }));
  const draft = /** @type {HTMLInputElement} */ (h("input", { id: "draft", type: "checkbox" }));
  const wrong = h("p", { id: "password-error", class: "error", role: "alert" });
  const start = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (word.value !== again.value) {
      wrong.textContent = "The two passwords differ. Enter the same password twice";
      return again.focus();
    }
    const body = { ...(word.value ? { password: word.value } : {}), accept_proposed: false, draft: draft.checked };
    word.value = again.value = "";
    try {
      await post("/api/build", body);
      follow(place, isOpen);
    } catch (cause) {
      const { message, hint } = /** @type {any} */ (cause);
      wrong.textContent = `${message}. ${hint}`;
    }
  };
  fill(place, missing(), toRecord(), h("form", { onsubmit: start },
    h("label", { for: "password" }, "Password for the pack"), h("p", { class: "quiet" }, store.state.password?.needed ? `A password is needed: ${store.state.password.rule}. Leave both fields empty and Blackpanel makes one up.` : "Leave both fields empty and Blackpanel makes one up."), word,
    h("label", { for: "password-again" }, "The same password again"), wrong, again,
    h("p", { class: "tick" }, draft, h("label", { for: "draft" }, "A draft: every page says so, and it is not for sending")),
    h("button", { type: "submit", class: "main" }, "Build")));
}

/** The way to the record, for what the program wants to stand in it. */
function toRecord() {
  return h("p", {}, button("Record what was done…", () => record(build)));
}

function missing() {
  const blockers = store.state.blockers ?? [];
  if (blockers.length === 0) return h("p", {}, "✓ Nothing is missing.");
  return h("div", { class: "summary" }, h("h3", {}, "Not ready yet"), h("ul", {}, blockers.slice(0, 30).map((/** @type {any} */ one) => h("li", {}, `${one.what}. `, h("span", { class: "quiet" }, onPage(one.hint))))));
}

/** @param {HTMLElement} place @param {() => boolean} isOpen */
async function follow(place, isOpen) {
  const lines = h("ol", { class: "lines", "aria-live": "polite" });
  fill(place, h("h3", {}, "Building"), h("progress", { "aria-label": "Building the pack" }), lines);
  let shown = 0;
  for (;;) {
    await new Promise((done) => setTimeout(done, EVERY));
    const progress = await get("/api/progress").catch(() => null);
    if (!progress) continue;
    const all = progress.lines ?? [];
    for (const line of all.slice(shown)) lines.append(h("li", {}, line));
    shown = all.length;
    if (progress.running && isOpen()) continue;
    if (!progress.running && isOpen()) fill(place, outcome(progress));
    once();
    return;
  }
}

/** @param {any} progress */
function outcome(progress) {
  const { result, problems, exit } = progress;
  if (exit === 0 && result) {
    say("The pack is built");
    return [h("h3", {}, "✓ The pack is built"), result.summary ? h("p", {}, result.summary) : null,
      h("ul", {}, (result.files ?? []).map((/** @type {any} */ file) => h("li", {}, file.path ?? String(file)))),
      result.password ? h("p", {}, "Password: ", h("code", {}, result.password), ". Send it separately.") : h("p", {}, "Send the password separately.")];
  }
  say("The pack was not built");
  return [h("div", { class: "summary", role: "alert" }, h("h3", {}, "The pack was not built"), h("ul", {}, (problems ?? []).map((/** @type {any} */ one) => h("li", {}, h("strong", {}, one.where && one.where !== "case.toml" ? `${one.where}: ` : ""), `${one.what}. `, h("span", { class: "quiet" }, onPage(one.hint)))))), toRecord()];
}
