// Why: what holds for the whole case, always in sight: reference, days left, how much is decided, whether it is saved.
// Refuses: to say "Saved" before the program has.

import { act } from "./keys.js";
import { byId, button, eachFrame, fill, h } from "./dom.js";
import { saving } from "./saver.js";
import { on, store } from "./store.js";
import { tally } from "./tally.js";
import { pulse } from "./window.js";
import { day, due, duration, number, some } from "./wording.js";

/** Builds the header into #header. */
export function header() {
  const facts = h("p", { class: "facts" });
  const bar = h("progress", { max: "1", value: "0", "aria-label": "Decided" });
  const left = h("p", { class: "left" });
  const saved = h("p", { id: "saved" });
  fill(byId("header"),
    h("h1", {}, "Blackpanel"), facts,
    h("div", { class: "progress" }, bar, left), saved,
    h("div", { class: "buttons" }, button("Undo", () => act("undo")), button("Redo", () => act("redo")), button("Search", () => act("search")),
      button("Build…", () => act("build")), button("Keys", () => act("help"))));
  const draw = () => {
    const { state } = store;
    const sums = tally();
    const live = sums.findings - (sums.moot ?? 0);
    fill(facts, h("strong", {}, state.reference), ` · ${due(state.days_left)}${state.due ? ` (${day(state.due)})` : ""} · ${state.role === "checker" ? "Checker" : "Reviewer"}: ${state.actor}`);
    /** @type {HTMLProgressElement} */ (bar).value = live === 0 ? 1 : (live - sums.undecided) / live;
    left.textContent = sums.undecided === 0 ? `All ${some(live, "finding")} decided` : `${number(sums.undecided)} of ${number(live)} left${sums.check ? `, ${sums.check} to check` : ""}${pace(state, sums.undecided)}`;
  };
  const save = () => {
    saved.className = pulse.lost ? "lost" : saving.kind;
    saved.textContent = pulse.lost || saving.kind === "lost" ? `Not saved: ${some(saving.count, "change")}` : saving.kind === "saving" ? `Saving ${some(saving.count, "change")}…` : "Saved ✓";
  };
  on("state decided findings", eachFrame(draw));
  on("saving", save);
  draw();
  save();
}

/** @param {any} state @param {number} left */
function pace(state, left) {
  return state.pace_seconds ? ` · about ${duration(state.pace_seconds * left)} at your pace` : "";
}
