// Why: one key for each action, which the officer can change or switch off as a whole (WCAG 2.1.4).
// Refuses: to act while somebody types in a field or a dialog is open.

import { get, post } from "./api.js";
import { tell } from "./store.js";

/**
 * @typedef {{name: string, key: string, words: string, run: (event?: KeyboardEvent) => void, more?: string[]}} Action
 */

/** @type {Action[]} */
let actions = [];
/** What the officer chose. @type {{on: boolean, keys: Object<string, string>}} */
const own = { on: true, keys: {} };
/** A mode (drawing, choosing words) that hears keys before the actions. @type {((event: KeyboardEvent) => boolean)|null} */
let mode = null;

/** @param {Action[]} all */
export function useActions(all) {
  actions = all;
  document.addEventListener("keydown", press);
}

/** Reads the keys the officer chose before. */
export async function loadKeys() {
  try {
    const { on, keys } = await get("/api/keys");
    Object.assign(own, { on: on !== false, keys: keys ?? {} });
  } catch {
    // the built-in keys hold
  }
  tell("keys");
}

/** All actions with the key that holds now. */
export function allActions() {
  return actions.map((action) => ({ ...action, key: keyOf(action.name) }));
}

/** @param {string} name @returns {string} */
export function keyOf(name) {
  const action = actions.find((one) => one.name === name);
  return own.keys[name] ?? action?.key ?? "";
}

/** @param {string} name */
export function act(name) {
  actions.find((one) => one.name === name)?.run();
}

export function keysOn() {
  return own.on;
}

/** @param {boolean} on */
export function switchKeys(on) {
  own.on = on;
  return keep();
}

/**
 * @param {string} name
 * @param {string} key as keyName() writes it
 * @returns {string|null} the words of the action that has this key already
 */
export function changeKey(name, key) {
  const other = actions.find((one) => one.name !== name && (keyOf(one.name) === key || one.more?.includes(key)));
  if (other) return other.words;
  if (/^[1-9]$/.test(key)) return "Exemption 1 to 9";
  own.keys[name] = key;
  keep();
  return null;
}

/** Gives every action its first key again. */
export function resetKeys() {
  own.keys = {};
  return keep();
}

function keep() {
  tell("keys");
  return post("/api/keys", own).catch(() => {});
}

/** @param {((event: KeyboardEvent) => boolean)|null} hear gets keys first; true when it used one */
export function setMode(hear) {
  mode = hear;
}

/** "Shift+W", "J", "ArrowDown". @param {KeyboardEvent} event */
export function keyName(event) {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const shifted = event.shiftKey && (/^[A-Z]$/.test(key) || key.length > 1);
  return shifted ? `Shift+${key}` : key;
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (mode && !typing(target)) {
    if (mode(event)) return event.preventDefault();
  }
  const key = keyName(event);
  const action = actions.find((one) => keyOf(one.name) === key || one.more?.includes(key));
  // F6 and Escape write nothing into a field and decide nothing: they hold everywhere
  if (key !== "F6" && key !== "Shift+F6" && (!own.on || typing(target))) return;
  if ((key === "ArrowDown" || key === "ArrowUp") && target.closest("[role=listbox], .pages, [role=tablist]")) return;
  const digit = /^[1-9]$/.test(key) ? actions.find((one) => one.name === "exemption-key") : undefined;
  if (!action && !digit) return;
  event.preventDefault();
  (action ?? digit)?.run(event);
}

/** @param {HTMLElement} target */
function typing(target) {
  return Boolean(target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"));
}
