// Why: the one place that talks to the program. Every failure becomes a Refused with words for the officer.
// Refuses: other origins (paths only), keeping answers (`no-store`), and guessing: no answer is "lost".

import { store } from "./store.js";

/** What the program refused, or that it did not answer (status 0). */
export class Refused extends Error {
  /**
   * @param {number} status HTTP status; 0 when no answer came
   * @param {{what?: string, where?: string, hint?: string}} [error]
   */
  constructor(status, error = {}) {
    super(error.what || FALLBACK[status] || "The program refused this");
    this.status = status;
    this.where = error.where || "";
    this.hint = error.hint || "";
    /** @type {{what: string, where: string, hint: string}[]} for forms: what is wrong, field by field */
    this.problems = [];
  }
  /** True when nothing came back at all: the program stopped, or the computer slept. */
  get lost() { return this.status === 0; }
}

/** @type {Object<number, string>} */
const FALLBACK = {
  0: "Blackpanel does not answer",
  401: "This window is no longer signed in. Open the address that Blackpanel printed",
  403: "This is not allowed here",
  404: "This is not there",
  409: "The case was changed elsewhere",
  423: "Another window is working on this case; this one can only read",
};

/** The name of this window, so that only one of two writes. */
export const WINDOW = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
async function ask(path, options = {}) {
  let answer;
  try {
    const headers = { "x-window": WINDOW, ...options.headers };
    answer = await fetch(path, { cache: "no-store", credentials: "same-origin", redirect: "error", ...options, headers });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new Refused(0);
  }
  if (answer.ok) return answer;
  const body = await answer.json().catch(() => ({}));
  const refused = new Refused(answer.status, body.error);
  refused.problems = body.error?.problems ?? [];
  throw refused;
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function get(path, signal) {
  return (await ask(path, { signal })).json();
}

/**
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function post(path, body = {}) {
  const answer = await ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return answer.json().catch(() => ({}));
}

/**
 * The picture of a page as the program drew it.
 * @param {number} n running number of the page, from 1
 * @param {number} dpi
 * @param {"source"|"burned"} view
 * @param {AbortSignal} [signal]
 */
export async function picture(n, dpi, view, signal) {
  const fresh = view === "burned" ? `&rev=${store.state.rev}` : "";
  const answer = await ask(`/page/${n}?dpi=${dpi}&view=${view}${fresh}`, { signal });
  return answer.blob();
}
