// Why: what the officer must know before going on: still reading, connection lost, read-only, sent back, signed, void.
// Refuses: colour as the only sign; each says what it means and what to do.

import { byId, button, fill, h } from "./dom.js";
import { again, saving, seen } from "./saver.js";
import { on, store } from "./store.js";
import { pulse, takePen } from "./window.js";
import { some } from "./wording.js";

/** Builds the banners into #banners. */
export function banners() {
  const place = byId("banners");
  let shown = "";
  const draw = () => {
    const all = [...connection(), ...reading(), ...sign()];
    const signature = JSON.stringify(all.map(({ kind, what, hint }) => [kind, what, hint]));
    if (signature === shown) return;
    shown = signature;
    fill(place, all.map(({ kind, what, hint, go }) =>
      h("div", { class: `banner ${kind}`, role: kind === "error" ? "alert" : "status" }, h("strong", {}, what), hint ? ` ${hint} ` : " ", go ? button(go[0], go[1]) : null)));
  };
  on("state saving", draw);
  draw();
}

/** @typedef {{kind: "error"|"info"|"good", what: string, hint?: string, go?: [string, () => void]}} Banner */

/** @returns {Banner[]} */
function connection() {
  if (pulse.lost || saving.kind === "lost") {
    const lost = saving.count > 0 ? `The last ${some(saving.count, "change")} ${saving.count === 1 ? "is" : "are"} not saved.` : "Everything up to now is saved.";
    return [{ kind: "error", what: "Connection lost.", hint: `${lost} Keep this window open; if Blackpanel was stopped, start it again and open the address it prints.`, go: ["Try again", again] }];
  }
  if (saving.kind === "stale") {
    return [{ kind: "error", what: "The case was changed elsewhere.", hint: `It was read again. Your last ${some(saving.count, "change")} ${saving.count === 1 ? "was" : "were"} not saved: look at ${saving.count === 1 ? "it" : "them"} again.`, go: ["I have seen this", seen] }];
  }
  if (saving.kind === "refused") return [{ kind: "error", what: `Not saved: ${saving.what}.`, hint: saving.hint, go: ["I have seen this", seen] }];
  return [];
}

/** @type {Object<string, Banner>} why a window is read-only */
const READ_ONLY = {
  window: { kind: "info", what: "This window can only read.", hint: "Another window is open on this case.", go: ["Work here instead", () => takePen()] },
  process: { kind: "info", what: "This window can only read.", hint: "Another Blackpanel is working on this case. Close it, then start the review again." },
  asked: { kind: "info", what: "This window can only read.", hint: "The review was started with --read-only." },
  build: { kind: "info", what: "The pack is being built.", hint: "Nothing can be changed until it is done." },
};

/** @returns {Banner[]} */
function reading() {
  const { state } = store;
  /** @type {Banner[]} */
  const all = [];
  if (state.reading) all.push({ kind: "info", what: `Reading ${state.reading.what || "the documents"}:`, hint: `${state.reading.done} of ${state.reading.total} done. You can look at those that are finished.` });
  if (state.ocr === "missing" && state.pages.some((/** @type {any} */ page) => !page.searched)) all.push({ kind: "info", what: "Pictures of text were not read:", hint: "tesseract is not on this computer. Names on these pages cannot be found; look at each page yourself." });
  if (state.read_only && !state.reading) all.push(READ_ONLY[state.read_only_why] ?? READ_ONLY.asked);
  return all;
}

/** @returns {Banner[]} */
function sign() {
  const { state: at, by, comment } = store.state.sign ?? {};
  if (at === "ready") return [{ kind: "info", what: "Ready for check.", hint: `${by ?? "The reviewer"} marked it; a second person looks at it now. A change takes the mark away.` }];
  if (at === "signed") return [{ kind: "good", what: "Checked and agreed.", hint: `By ${by}. A change makes this void. Names are given, not proven.` }];
  if (at === "void") return [{ kind: "error", what: "The agreement is void.", hint: `Something was changed after ${by ?? "the checker"} agreed. The case must be checked again.` }];
  if (at === "returned") return [{ kind: "info", what: `Sent back by ${by ?? "the checker"}:`, hint: comment ?? "" }];
  return [];
}
