// Why: numbers, dates and choices as an officer says them, so that every part of the page says them alike.
// Refuses: percentages and jargon.

const NUMBER = new Intl.NumberFormat("en-GB");

/** "30,000". @param {number} count */
export const number = (count) => NUMBER.format(count);

/**
 * "1 page", "12 pages".
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function some(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** @param {string|null|undefined} date as 2026-12-03 */
export function day(date) {
  if (!date) return "";
  const at = new Date(date);
  return Number.isNaN(at.getTime()) ? String(date) : at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** @param {number|null|undefined} days days until the due date; below 0 it has passed */
export function due(days) {
  if (days === null || days === undefined) return "No due date";
  if (days < 0) return `${some(-days, "day")} late`;
  return days === 0 ? "Due today" : `${some(days, "day")} left`;
}

/** @param {number} seconds */
export function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return "less than a minute";
  if (minutes < 90) return some(minutes, "minute");
  return some(Math.round(minutes / 60), "hour");
}

/**
 * A hint of the program for this page: a command of the terminal is no help to somebody who is not in one.
 * @param {string|null|undefined} hint
 */
export function onPage(hint) {
  return !hint || /\bblackpanel |case\.toml/.test(hint) ? "" : hint;
}

/** @type {Object<string, string>} how sure the finder is */
export const SURE = { certain: "Certain", likely: "Likely", check: "Check this" };

/** @type {Object<string, string>} */
export const ROLE = {
  subject: "The person asking", "third-party": "Another person", professional: "Acting in their work",
  child: "A child", representative: "Representative", household: "Same household", deceased: "Has died", office: "Named with a job title",
  unknown: "Not known yet",
};

/** @type {Object<string, string>} what decided a finding, when it was not the finding itself */
export const BY = {
  text: "by the same text", person: "by the person", page: "by the page", document: "by the document", box: "a box somebody drew",
  case: "by the case file", words: "by selected words",
};

/**
 * What holds for a finding, in one word that never depends on colour.
 * @param {import("./store.js").Finding} finding
 */
export function standing(finding) {
  if (finding.moot) return "Not sent";
  if (finding.conflict) return "Conflict";
  if (finding.decision === "redact") return "Redact";
  if (finding.decision === "keep") return "Keep";
  return finding.confidence === "check" ? "Check this" : "Proposed";
}

/**
 * A short form of text of a document, for sentences.
 * @param {string} text
 * @param {number} [length]
 */
export function brief(text, length = 40) {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > length ? `${flat.slice(0, length - 1)}…` : flat;
}
