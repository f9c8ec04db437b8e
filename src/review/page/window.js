// Why: only one window writes. This says every few seconds that this window is open, hears from the program whether it
// lives and who writes, and lets go of the pen when the window closes. Refuses: taking the pen without being asked to.

import { get, post, WINDOW } from "./api.js";
import { loadFindings, loadState } from "./load.js";
import { again, saving, unsaved } from "./saver.js";
import { store, tell } from "./store.js";

const EVERY = 4000;

/** How the program is: heard of or not. */
export const pulse = { lost: false };

/** Starts the beat. */
export function beat() {
  window.setInterval(once, EVERY);
  window.addEventListener("pagehide", () => {
    navigator.sendBeacon("/api/bye", new Blob([JSON.stringify({ window: WINDOW })], { type: "application/json" }));
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved() > 0) event.preventDefault();
  });
}

/** Asks once, now. */
export async function once() {
  try {
    await heard(await get("/api/beat"));
  } catch (cause) {
    const { lost, status } = /** @type {import("./api.js").Refused} */ (cause);
    if (pulse.lost === (lost || status === 401)) return;
    pulse.lost = lost || status === 401;
    tell("saving");
  }
}

/** @param {any} news */
async function heard(news) {
  if (pulse.lost) {
    pulse.lost = false;
    again();
    tell("saving");
  }
  if (!store.state) return;
  const before = store.state;
  const changed = news.mode !== before.mode || news.read_only !== before.read_only || news.read_only_why !== before.read_only_why;
  const read = before.reading && JSON.stringify(news.reading) !== JSON.stringify(before.reading);
  const elsewhere = before.read_only && news.rev !== before.rev && saving.count === 0;
  if (!changed && !read && !elsewhere) return;
  await loadState();
  if (elsewhere || read || news.mode !== before.mode) await loadFindings();
  tell(news.mode === before.mode ? "state" : "mode");
}

/** Makes this the window that writes. */
export async function takePen() {
  Object.assign(store.state, await post("/api/take"));
  await loadState();
  await loadFindings();
  tell("state");
}
