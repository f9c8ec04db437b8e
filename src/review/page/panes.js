// Why: the parts of the page for the keyboard (F6), and on a narrow window one part at a time under tabs.
// Refuses: to lose the focus in a part that is hidden.

import { byId } from "./dom.js";
import { tabs } from "./tabs.js";

const NARROW = window.matchMedia("(max-width: 1023px)");
/** @type {[string, string][]} */
const PANES = [["header", ""], ["side", "Lists"], ["middle", "Page"], ["right", "Finding"]];

/** @type {{open: (name: string) => void, now: () => string}|undefined} */
let narrow;

/** Builds the tabs that a narrow window shows. */
export function panes() {
  const parts = PANES.slice(1).map(([id, words]) => ({ name: id, words, panel: byId(id) }));
  const roles = new Map(parts.map(({ panel }) => [panel, panel.getAttribute("aria-label")]));
  narrow = tabs(byId("pane-tabs"), "Parts of the page", [parts[2], parts[1], parts[0]]);
  const fit = () => {
    byId("pane-tabs").hidden = !NARROW.matches;
    for (const { name, panel } of parts) {
      // a wide window shows all parts, as landmarks; a narrow one shows one, as the panel of its tab
      panel.hidden = NARROW.matches && narrow?.now() !== name;
      if (NARROW.matches) {
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", `tab-${name}`);
      } else {
        panel.removeAttribute("role");
        panel.removeAttribute("aria-labelledby");
        panel.setAttribute("aria-label", roles.get(panel) ?? "");
      }
    }
  };
  NARROW.addEventListener("change", fit);
  fit();
}

/** Moves the focus to the next part. @param {1|-1} by */
export function nextPane(by) {
  const now = PANES.findIndex(([id]) => byId(id).contains(document.activeElement));
  const [id] = PANES[(now + by + PANES.length) % PANES.length];
  if (NARROW.matches && id !== "header") narrow?.open(id);
  const pane = byId(id);
  const first = /** @type {HTMLElement[]} */ ([...pane.querySelectorAll("#findings, #pages, [role=tab][aria-selected=true], button:not([disabled])")]).find((one) => one.offsetParent !== null);
  const main = id === "right" ? byId("findings") : id === "middle" ? byId("pages") : first;
  main?.focus();
}
