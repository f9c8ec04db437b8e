// Why: everything that can be done with the page in view, as buttons that say their name and show whether they are on.
// Refuses: to exist only as a picture or a key; each button is reached by Tab.

import { act, keyOf } from "./keys.js";
import { byId, button, eachFrame, fill, h } from "./dom.js";
import { mayWrite, on, pageOf, store } from "./store.js";
import { tally } from "./tally.js";
import { goToPage } from "./walk.js";
import { number } from "./wording.js";

/** @typedef {{name: string, words: string, pressed?: () => boolean, writes?: boolean}} Tool */

/** @type {Tool[]} */
const TOOLS = [
  { name: "before", words: "After", pressed: () => store.view === "burned" },
  { name: "draw", words: "Draw a box", writes: true },
  { name: "pick", words: "Select text", writes: true },
  { name: "withhold-page", words: "Withhold page", pressed: () => Boolean(pageOf(store.page)?.withheld), writes: true },
  { name: "whole-page", words: "All on page…", writes: true },
  { name: "attack", words: "Attack view…" },
];

/** Builds the bar into #pagebar. */
export function pageBar() {
  const field = /** @type {HTMLInputElement} */ (h("input", { id: "page-number", type: "text", inputmode: "numeric", size: "4", onchange: () => goToPage(Number(field.value) || store.page) }));
  const of = h("span", { id: "page-of" });
  const tools = h("div", { class: "tools" });
  const state = h("div", { id: "page-state" });
  fill(byId("pagebar"),
    h("div", { class: "tools" },
      button("‹", () => act("page-before"), { "aria-label": "Page before" }),
      h("label", { for: "page-number" }, "Page"), field, of,
      button("›", () => act("page-after"), { "aria-label": "Page after" }),
      button("−", () => act("zoom-out"), { "aria-label": "Smaller" }), button("+", () => act("zoom-in"), { "aria-label": "Larger" }), button("Fit", () => act("zoom-fit"), { "aria-label": "Fit the width" })),
    tools, state);
  const modes = h("p", { id: "mode-line", hidden: true });
  byId("middle").append(modes);
  on("mode-line", (words) => { modes.textContent = words; modes.hidden = !words; });
  const buttons = TOOLS.map((tool) => ({ tool, element: button(tool.words, () => act(tool.name)) }));
  fill(tools, buttons.map((one) => one.element));
  const draw = () => {
    field.value = String(store.page);
    of.textContent = `of ${number(store.state.pages.length)}`;
    for (const { tool, element } of buttons) {
      if (tool.pressed) element.setAttribute("aria-pressed", String(tool.pressed()));
      /** @type {HTMLButtonElement} */ (element).disabled = Boolean(tool.writes) && !mayWrite();
      element.setAttribute("aria-keyshortcuts", keyOf(tool.name));
    }
    pageState(state);
  };
  on("page state decided view findings keys", eachFrame(draw));
  draw();
}

/** @param {HTMLElement} place */
function pageState(place) {
  const page = pageOf(store.page);
  if (!page) return fill(place);
  const left = tally().pages.get(page.n) ?? 0;
  const words = [page.withheld ? "Withheld." : "", page.hard_to_read ? "Hard to read." : page.searched ? "" : "Could not be searched.", page.why ?? "",
    left > 0 ? `${left} to decide.` : page.findings === 0 ? "Nothing was found here." : "All decided here."].filter(Boolean).join(" ");
  const signature = `${page.n} ${words} ${page.looked} ${page.to_look} ${mayWrite()}`;
  if (place.dataset.shown === signature) return;
  place.dataset.shown = signature;
  const focused = place.contains(document.activeElement);
  fill(place, h("span", {}, words), " ",
    page.looked ? h("span", { class: "looked" }, "✓ You looked at this page") : page.to_look ? button("I looked at this page", () => act("looked"), { disabled: !mayWrite() }) : null);
  if (focused) (/** @type {HTMLElement|null} */ (place.querySelector("button")) ?? byId("pages")).focus();
}
