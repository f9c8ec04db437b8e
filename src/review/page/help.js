// Why: the keys, each with its words; here they can be changed, and switched off all at once (WCAG 2.1.4).
// Refuses: to give one key to two actions.

import { buttons, dialog } from "./dialog.js";
import { button, fill, h } from "./dom.js";
import { allActions, changeKey, keyName, keysOn, resetKeys, switchKeys } from "./keys.js";
import { say } from "./say.js";

/** Key ?: the keys. */
export function help() {
  const table = h("tbody");
  const draw = () => fill(table, allActions().map((action) => h("tr", {},
    h("th", { scope: "row" }, action.words),
    h("td", {}, h("kbd", {}, shown(action.key)), (action.more ?? []).map((key) => [" or ", h("kbd", {}, shown(key))])),
    h("td", {}, action.name === "exemption-key" ? "" : button("Change", (event) => listen(action, /** @type {HTMLElement} */ (event.target), draw), { "aria-label": `Change the key for: ${action.words}` })))));
  dialog("Keys", (close) => {
    const on = h("input", { type: "checkbox", id: "keys-on", checked: keysOn(), onchange: (/** @type {any} */ event) => switchKeys(event.target.checked) });
    draw();
    return [
      h("p", { class: "tick" }, on, h("label", { for: "keys-on" }, "Use single keys")),
      h("p", { class: "quiet" }, "With single keys off, everything is reached by Tab, Enter and the arrow keys. Typing in a field never decides anything."),
      h("table", { class: "keys" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "What"), h("th", { scope: "col" }, "Key"), h("th", { scope: "col" }, h("span", { class: "unseen" }, "Change")))), table),
      buttons(["Close", close], ["First keys again", () => { resetKeys(); draw(); }]),
    ];
  }, { wide: true });
}

/** @type {Object<string, string>} */
const SHOWN = { ArrowDown: "↓", ArrowUp: "↑" };
/** @param {string} key */
const shown = (key) => SHOWN[key] ?? key;

/**
 * Takes the next key pressed as the key of an action.
 * @param {{name: string, words: string}} action @param {HTMLElement} at @param {() => void} draw
 */
function listen(action, at, draw) {
  at.textContent = "Press a key";
  const end = (/** @type {KeyboardEvent} */ event) => {
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    at.removeEventListener("keydown", end);
    if (event.key === "Tab") return draw();
    event.preventDefault();
    if (event.key === "Escape") return draw();
    const taken = changeKey(action.name, keyName(event));
    say(taken ? `${keyName(event)} is taken: ${taken}` : `${keyName(event)}: ${action.words}`);
    draw();
  };
  at.addEventListener("keydown", end);
}
