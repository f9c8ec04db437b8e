// Why: tabs after the pattern of the ARIA authoring guide: one tab stop, arrow keys between tabs, the panel named by its tab.
// Refuses: to build a panel twice.

import { h } from "./dom.js";

/**
 * @typedef {{name: string, words: string, panel: HTMLElement, shown?: () => void}} Tab
 */

/**
 * Builds a tablist into an element.
 * @param {HTMLElement} host
 * @param {string} label
 * @param {Tab[]} tabs
 * @returns {{open: (name: string) => void, word: (name: string, words: string) => void, now: () => string}}
 */
export function tabs(host, label, tabs) {
  let now = tabs[0].name;
  const heads = tabs.map((tab) => h("button", {
    type: "button", role: "tab", id: `tab-${tab.name}`, "aria-controls": tab.panel.id, onclick: () => open(tab.name),
  }, tab.words));
  const list = h("div", { role: "tablist", "aria-label": label, class: "tabs", onkeydown: (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.findIndex((tab) => tab.name === now);
    const to = by ? (at + by + tabs.length) % tabs.length : event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : -1;
    if (to < 0) return;
    event.preventDefault();
    event.stopPropagation();
    open(tabs[to].name);
    heads[to].focus();
  } }, heads);
  for (const tab of tabs) {
    tab.panel.setAttribute("role", "tabpanel");
    tab.panel.setAttribute("aria-labelledby", `tab-${tab.name}`);
  }
  host.append(list);

  /** @param {string} name */
  function open(name) {
    now = name;
    tabs.forEach((tab, index) => {
      const chosen = tab.name === name;
      heads[index].setAttribute("aria-selected", String(chosen));
      heads[index].tabIndex = chosen ? 0 : -1;
      tab.panel.hidden = !chosen;
      if (chosen) tab.shown?.();
    });
  }
  open(now);
  return {
    open,
    now: () => now,
    word: (name, words) => { heads[tabs.findIndex((tab) => tab.name === name)].textContent = words; },
  };
}
