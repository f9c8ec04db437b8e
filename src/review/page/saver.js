// Why: every change goes to the program one after another, each with the revision it was made on, and the page says
// "Saved" only when the program has said so. Refuses: to drop a change in silence, and to write over somebody else's.

import { post, Refused } from "./api.js";
import { loadFindings, loadState, refresh, reload } from "./load.js";
import { add, mayWrite, remove, store, tell } from "./store.js";
import { brief } from "./wording.js";

/** @typedef {{path: string, body: any, ids: string[], done: (answer: any) => void, fail: (cause: any) => void}} Change */

/** @type {Change[]} */
let waiting = [];
let sending = false;
/** @type {number|undefined} */
let later;

/** What the header and the banners show. @type {{kind: "saved"|"saving"|"lost"|"stale"|"refused", count: number, what: string, hint: string}} */
export const saving = { kind: "saved", count: 0, what: "", hint: "" };

/**
 * Sends a change; resolves with the program's answer when it is on disk.
 * @param {string} path
 * @param {object} body without the revision
 * @param {string[]} [ids] findings that were changed on the page already
 * @returns {Promise<any>}
 */
export function save(path, body, ids = []) {
  if (!mayWrite()) return Promise.reject(new Refused(423));
  return new Promise((done, fail) => {
    waiting.push({ path, body, ids, done, fail });
    announce(saving.kind === "lost" ? "lost" : "saving");
    pump();
  });
}

/** Number of changes that are not on disk yet. */
export function unsaved() {
  return waiting.length;
}

/** Tries again now. */
export function again() {
  clearTimeout(later);
  pump();
}

async function pump() {
  if (sending) return;
  sending = true;
  while (waiting.length > 0) {
    const change = waiting[0];
    try {
      const answer = await post(change.path, { rev: store.state.rev, ...change.body });
      waiting.shift();
      await accept(answer, change);
      change.done(answer);
    } catch (cause) {
      if (!(await refused(change, cause))) break;
    }
  }
  sending = false;
  if (waiting.length === 0 && (saving.kind === "saving" || saving.kind === "lost")) announce("saved");
}

/** @param {any} answer @param {Change} change */
async function accept(answer, change) {
  if (answer.rev !== undefined) store.state.rev = answer.rev;
  const stillWaiting = new Set(waiting.flatMap((other) => other.ids));
  const changed = (answer.changed ?? []).filter((/** @type {any} */ one) => !stillWaiting.has(one.id ?? one));
  const whole = changed.filter((/** @type {any} */ one) => typeof one === "object");
  add(whole.filter((/** @type {any} */ one) => store.byId.has(one.id) || one.boxes));
  add(answer.added ?? []);
  remove(answer.removed ?? []);
  const named = changed.filter((/** @type {any} */ one) => typeof one === "string");
  const known = new Set(change.ids);
  if (named.some((/** @type {string} */ id) => !known.has(id))) await reload(named);
  if (answer.added?.length || answer.removed?.length || named.some((/** @type {string} */ id) => !known.has(id))) tell("findings");
  tell("decided", changed.map((/** @type {any} */ one) => one.id ?? one));
  soon();
}

/**
 * @param {Change} change
 * @param {any} cause
 * @returns {Promise<boolean>} whether the next change may go
 */
async function refused(change, cause) {
  if (!(cause instanceof Refused)) throw cause;
  if (cause.lost || cause.status === 401) {
    announce("lost", cause.message, cause.hint);
    clearTimeout(later);
    later = window.setTimeout(pump, 2000);
    return false;
  }
  const dropped = cause.status === 409 ? waiting : [change];
  waiting = waiting.filter((other) => !dropped.includes(other));
  try {
    if (cause.status === 409) {
      await loadState();
      await loadFindings();
      tell("state");
    } else {
      await reload(change.ids);
    }
    tell("decided", dropped.flatMap((other) => other.ids));
  } catch {
    // the next answer of the program says what is wrong
  }
  announce(cause.status === 409 ? "stale" : "refused", cause.message, cause.hint, dropped.length);
  for (const other of dropped) other.fail(cause);
  return true;
}

/**
 * @param {typeof saving.kind} kind
 * @param {string} [what]
 * @param {string} [hint]
 * @param {number} [count]
 */
function announce(kind, what = "", hint = "", count = waiting.length) {
  Object.assign(saving, { kind, count, what: brief(what, 300), hint });
  tell("saving");
}

/** Takes the message of a refusal away, once it was read. */
export function seen() {
  announce(waiting.length > 0 ? "saving" : "saved");
}

/** @type {number|undefined} */
let refreshing;
/** Asks for the state half a second after the last change. */
function soon() {
  clearTimeout(refreshing);
  refreshing = window.setTimeout(() => refresh().catch(() => {}), 500);
}
