// Why: the second person sees what matters most: withheld pages, conflicts, overrides, drawn boxes and a random sample,
// then agrees or sends the case back. Refuses: to let the reviewer agree with themselves (the program checks it).

import { get } from "./api.js";
import { askText } from "./dialog.js";
import { button, fill, h } from "./dom.js";
import { refuse } from "./judge.js";
import { save } from "./saver.js";
import { say } from "./say.js";
import { loadState } from "./load.js";
import { mayWrite, on, store, tell } from "./store.js";
import { goToPage, select } from "./walk.js";
import { brief, onPage, some } from "./wording.js";

/** @param {HTMLElement} panel */
export function checkList(panel) {
  const place = h("div", {});
  // the buttons stay the same elements while the lists are filled anew, so that no click on them is lost
  const buttons = h("div", {});
  panel.append(h("div", { class: "check" }, buttons, place));
  let known = "";
  let who = "";
  const look = async () => {
    const { sign, role, rev, blockers } = store.state;
    const now = JSON.stringify([sign, role, rev, blockers]);
    if (panel.hidden || known === now) return;
    known = now;
    if (who !== `${role} ${mayWrite()}`) {
      who = `${role} ${mayWrite()}`;
      fill(buttons, role === "checker" ? verdict() : ready());
    }
    const list = await get("/api/check").catch((cause) => ({ failed: cause.message }));
    fill(place, blocked(blockers ?? []), list.failed ? h("p", { class: "quiet" }, list.failed) : parts(list));
  };
  on("state", look);
  return { shown: look };
}

/** @param {any[]} blockers */
function blocked(blockers) {
  if (blockers.length === 0) return h("p", {}, "✓ Nothing is missing.");
  return [h("h2", {}, "Still missing"), h("ul", {}, blockers.slice(0, 50).map((one) => h("li", {}, `${one.what}. `, h("span", { class: "quiet" }, onPage(one.hint)))))];
}

function ready() {
  return h("div", { class: "buttons" }, button("Ready for check", () => go("ready", "Marked as ready for check"), { class: "main", disabled: !mayWrite() }));
}

function verdict() {
  return h("div", { class: "buttons" },
    button("Agree", () => go("agree", "Agreed"), { class: "main", disabled: !mayWrite() }),
    button("Send back…", () => askText("Send back", "What must change", "", "Send back", (comment) => go("return", "Sent back", comment), { needed: true }), { disabled: !mayWrite() }),
    h("p", { class: "quiet" }, `You check as ${store.state.actor}. Names are given, not proven.`));
}

/** @param {"ready"|"agree"|"return"} which @param {string} done @param {string} [comment] */
async function go(which, done, comment) {
  if (refuse()) return;
  try {
    await save(`/api/${which}`, comment ? { comment } : {});
    await loadState();
    tell("state");
    say(done);
  } catch (cause) {
    say(/** @type {Error} */ (cause).message);
  }
}

/** @param {any} list of /api/check */
function parts(list) {
  return [
    part("Withheld", list.withheld, (one) => [one.what ?? `Page ${one.n}`, () => one.n && goToPage(one.n)]),
    part("Conflicts", list.conflicts, (one) => [one.what, () => { const first = (one.findings ?? [])[0]; if (first) select(first); }]),
    part("Decided against the proposal", list.overrides, finding),
    part("Drawn boxes", list.drawn, finding),
    part("Random sample of what is kept", list.sample, finding),
  ];
}

/** @param {any} one an id, or an object with it @returns {[string, () => void]} */
function finding(one) {
  const id = typeof one === "string" ? one : one.id;
  const known = store.byId.get(id);
  return [known ? `Page ${known.n}: ${brief(known.text)}` : `Page ${one.n ?? "?"}`, () => (known ? select(id) : one.n && goToPage(one.n))];
}

const SHOWN = 100;

/** @param {string} title @param {any[]|undefined} all @param {(one: any) => [string, () => void]} words */
function part(title, all, words) {
  if (!all) return null;
  return h("details", { open: all.length > 0 }, h("summary", {}, `${title}: ${all.length === 0 ? "none" : all.length}`),
    h("ul", { class: "links" }, all.slice(0, SHOWN).map((one) => { const [text, go] = words(one); return h("li", {}, button(text, go)); })),
    all.length > SHOWN ? h("p", { class: "quiet" }, `and ${some(all.length - SHOWN, "more", "more")}`) : null);
}
