// Why: the state and the findings are asked for while the other modules still come, so that the page opens at once. It imports
// nothing, and so runs first. Refuses: to read anything; whoever needs the answers waits for them here.

/** The name of this window, so that only one of two writes. */
export const WINDOW = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} path @returns {Promise<any>} the answer, or null when it must be asked for again */
async function ask(path) {
  try {
    const answer = await fetch(path, { cache: "no-store", credentials: "same-origin", redirect: "error", headers: { "x-window": WINDOW } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Answers that nobody has taken yet. @type {Map<string, Promise<any>>} */
const first = new Map(["/api/state", "/api/index"].map((path) => [path, ask(path)]));

/** The first answer at an address, once; null when there is none. @param {string} path @returns {Promise<any>} */
export function early(path) {
  const answer = first.get(path) ?? Promise.resolve(null);
  first.delete(path);
  return answer;
}
