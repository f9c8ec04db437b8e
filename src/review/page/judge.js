// Why: what the officer decides, turned into the program's actions, and said back in one sentence.
// Refuses: deciding more than one thing without a preview (see bulk.js), and deciding in a read-only window.

import { saving, save } from "./saver.js";
import { say } from "./say.js";
import { current, exemptionOf, mayWrite, store, tell } from "./store.js";
import { tally } from "./tally.js";
import { nextUndecided, select, step } from "./walk.js";
import { brief, number, some } from "./wording.js";

/** Exemptions chosen for findings that are not redacted yet. @type {Map<string, string>} */
const chosen = new Map();

/** @param {import("./store.js").Finding} finding @returns {string|null} id of the exemption that a decision will carry */
export function exemptionFor(finding) {
  return chosen.get(finding.id) ?? finding.exemption ?? null;
}

/**
 * Decides the current finding and goes on to the next that is not decided.
 * @param {"redact"|"keep"} ruling
 */
export function decideCurrent(ruling) {
  const finding = current();
  if (!finding) return say("No finding is chosen. Press N for the next one");
  if (refuse()) return;
  put(finding, ruling);
  const left = tally().undecided;
  const done = `${ruling === "redact" ? "Redacted" : "Kept"} ${brief(finding.text)}. ${left === 0 ? "Everything is decided" : `${number(left)} left`}`;
  if (!nextUndecided()) step(1);
  say(done);
}

/**
 * @param {import("./store.js").Finding} finding
 * @param {"redact"|"keep"} ruling
 */
function put(finding, ruling) {
  const exemption = ruling === "redact" ? exemptionFor(finding) : null;
  Object.assign(finding, { decision: ruling, by: "finding", ...(exemption ? { exemption } : {}) });
  tell("decided", [finding.id]);
  send({ scope: "finding", ids: [finding.id], ruling, ...(exemption ? { exemption } : {}) }, [finding.id]);
}

/**
 * @param {string} key "1" to "9", or the id of an exemption
 */
export function setExemption(key) {
  const finding = current();
  const exemption = exemptionOf(key) ?? store.state.exemptions[Number(key) - 1];
  if (!finding || !exemption || refuse()) return;
  chosen.set(finding.id, exemption.id);
  if (finding.decision === "redact") put(finding, "redact");
  else tell("current");
  say(`Exemption: ${exemption.label}${finding.decision === "redact" ? "" : ". R redacts with it"}`);
}

/**
 * Sends actions and says what came of it; used by everything that decides.
 * @param {object|object[]} actions
 * @param {string[]} [ids] findings that show the decision already
 * @param {string} [sentence] said when it is saved
 * @param {object} [more] beside the actions
 * @returns {Promise<any>} the answer, or null when it was refused
 */
export async function send(actions, ids = [], sentence = "", more = {}) {
  try {
    const answer = await save("/api/decide", { actions: [actions].flat(), ...more }, ids);
    if (sentence) say(sentence);
    return answer;
  } catch (cause) {
    say(`Not saved: ${saving.what || /** @type {Error} */ (cause).message}`);
    return null;
  }
}

/** @param {"undo"|"redo"} which */
export async function turnBack(which) {
  if (refuse()) return;
  try {
    const answer = await save(`/api/${which}`, {});
    const changed = (answer.changed ?? []).map((/** @type {any} */ one) => one.id ?? one);
    const first = changed.find((/** @type {string} */ id) => store.byId.has(id));
    if (first) select(first);
    const what = answer.what || some(changed.length, "finding");
    say(answer.what || changed.length ? `${which === "undo" ? "Undone" : "Done again"}: ${what}. ${tally().undecided} left` : `Nothing to ${which}`);
  } catch (cause) {
    say(/** @type {Error} */ (cause).message);
  }
}

/**
 * Withholds or discloses the page or document in view; a second time gives it back.
 * @param {"page"|"document"} scope
 */
export async function withhold(scope) {
  if (refuse()) return;
  const page = store.state.pages[store.page - 1];
  const document = store.state.documents.find((/** @type {any} */ one) => one.id === page.document);
  const out = scope === "page" ? page.withheld : document.state === "withhold";
  const ruling = out ? "disclose" : "withhold";
  const name = scope === "page" ? `Page ${page.n}` : brief(document.title, 60);
  const answer = await send(scope === "page" ? { scope, n: page.n, ruling } : { scope, document: document.id, ruling });
  if (!answer) return;
  if (scope === "page") page.withheld = !out;
  else document.state = out ? "disclose" : "withhold";
  tell("state");
  say(`${name} is ${out ? "disclosed again" : "withheld"}`);
}

/** "I looked at this page". */
export async function lookedAtPage() {
  if (refuse()) return;
  const page = store.state.pages[store.page - 1];
  try {
    await save("/api/looked", { pages: [page.n] });
    page.looked = true;
    tell("state");
    say(`You looked at page ${page.n}`);
  } catch (cause) {
    say(/** @type {Error} */ (cause).message);
  }
}

/** Says why nothing can be written here. @returns {boolean} */
export function refuse() {
  if (mayWrite()) return false;
  say("This window can only read. Nothing was changed");
  return true;
}
