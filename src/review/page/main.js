// Why: begins: asks the program what there is and shows the start page, the reading, or the review.
// Refuses: to show an empty page when the program does not answer.

import { byId, button, fill, h } from "./dom.js";
import { early, loadFindings, loadState } from "./load.js";
import { review } from "./review.js";
import { on, store, tell } from "./store.js";
import { startPage } from "./start.js";
import { beat } from "./window.js";
import { nextUndecided } from "./walk.js";

let built = false;

async function begin() {
  try {
    await loadState();
  } catch (cause) {
    return stopped(/** @type {any} */ (cause));
  }
  beat();
  on("mode", show);
  await show();
}

/** @returns {Promise<void>} */
async function show() {
  const { mode } = store.state;
  if (built) return tell("state");
  if (mode === "start" || mode === "failed") return startPage(store.state, wait);
  if (mode === "reading" && !store.state.pages?.length) return wait();
  built = true;
  const first = early();
  review();
  try {
    await loadFindings(first);
    nextUndecided();
    if (store.state.role === "reviewer") byId("findings").focus({ preventScroll: true });
  } catch (cause) {
    stopped(/** @type {any} */ (cause));
  }
}

/** Shows how far the reading is, until the first documents can be looked at. @returns {Promise<void>} */
async function wait() {
  const line = h("p", { role: "status" });
  const bar = h("progress", { "aria-label": "Reading the documents" });
  fill(byId("start"), h("h1", { tabindex: "-1" }, "Reading the documents"), bar, line);
  byId("start").hidden = false;
  for (;;) {
    const state = await loadState().catch(() => null);
    if (state?.reading) {
      line.textContent = `${state.reading.what ?? ""} ${state.reading.done} of ${state.reading.total}`;
      bar.setAttribute("max", String(Math.max(1, state.reading.total)));
      bar.setAttribute("value", String(state.reading.done));
    }
    if (state && (state.mode !== "reading" || state.pages?.length)) return show();
    await new Promise((done) => setTimeout(done, 500));
  }
}

/** @param {{message: string, hint: string}} cause */
function stopped({ message, hint }) {
  byId("review").hidden = true;
  byId("start").hidden = false;
  fill(byId("start"), h("h1", {}, "Blackpanel"), h("div", { class: "summary", role: "alert" }, h("h2", {}, message), h("p", {}, hint || "Start Blackpanel again and open the address it prints.")),
    button("Try again", () => location.reload()));
}

begin();
