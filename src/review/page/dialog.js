// Why: one way to open a dialog: named by its heading, closed by Escape, focus given back by the browser.
// Refuses: two dialogs at once.

import { button, h } from "./dom.js";

/**
 * Opens a dialog.
 * @param {string} title
 * @param {(close: () => void) => any[]} body makes what stands in it; the last is usually buttons()
 * @param {{wide?: boolean, closed?: () => void}} [options]
 * @returns {HTMLDialogElement}
 */
export function dialog(title, body, options = {}) {
  document.querySelector("dialog[open]")?.dispatchEvent(new Event("replace"));
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  const element = /** @type {HTMLDialogElement} */ (h("dialog", { "aria-labelledby": "dialog-title", class: options.wide ? "wide" : "" }));
  const close = () => element.close();
  element.append(h("h2", { id: "dialog-title", tabindex: "-1" }, title), ...body(close));
  element.addEventListener("replace", close);
  element.addEventListener("close", () => {
    element.remove();
    if (before?.isConnected) before.focus();
    options.closed?.();
  });
  document.body.append(element);
  element.showModal();
  const first = /** @type {HTMLElement|null} */ (element.querySelector("[autofocus]"));
  (first ?? /** @type {HTMLElement} */ (element.querySelector("h2"))).focus();
  return element;
}

/**
 * A row of buttons; the first is the main one.
 * @param {...[string, () => void]} each
 */
export function buttons(...each) {
  return h("div", { class: "buttons" }, each.map(([words, run], index) => button(words, run, { class: index === 0 && each.length > 1 ? "main" : "" })));
}

/**
 * Asks for one text.
 * @param {string} title
 * @param {string} label
 * @param {string} value
 * @param {string} go words of the button
 * @param {(text: string) => void} use
 * @param {{hint?: string, needed?: boolean}} [options]
 */
export function askText(title, label, value, go, use, options = {}) {
  dialog(title, (close) => {
    const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "asked", rows: "4", autofocus: true, maxlength: "2000", "aria-describedby": "asked-hint asked-error", value }));
    const wrong = h("p", { id: "asked-error", class: "error", role: "alert" });
    const done = () => {
      if (options.needed && !field.value.trim()) {
        wrong.textContent = `Enter: ${label.toLowerCase()}`;
        return field.focus();
      }
      close();
      use(field.value.trim());
    };
    return [h("label", { for: "asked" }, label), h("p", { id: "asked-hint", class: "quiet" }, options.hint ?? ""), wrong, field, buttons([go, done], ["Cancel", close])];
  });
}
