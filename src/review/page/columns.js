// Why: the findings come in columns, as 30,000 whole cards would keep the page waiting; here each becomes an object again.
// Refuses: to make up what columns do not hold: the rest of a finding comes with its page (see cards.js).

/** @param {any} columns the answer of /api/index @returns {import("./store.js").Finding[]} */
export function unpack({ id, n, words, text, person, flag_names: names, flags, boxes }) {
  /** @type {Object<string, number>} */
  const bit = Object.fromEntries(names.map((/** @type {string} */ name, /** @type {number} */ place) => [name, 1 << place]));
  return id.map((/** @type {string} */ own, /** @type {number} */ at) => {
    const is = flags[at];
    const four = boxes.slice(at * 4, at * 4 + 4).map((/** @type {number} */ tenth) => tenth / 10);
    return {
      id: own, n: n[at], kind: own.startsWith("box-") ? "drawn" : "", text: words[text[at]], before: "", after: "", why: "",
      confidence: is & bit.check ? "check" : is & bit.likely ? "likely" : "certain", person: words[person[at]] || null, exemption: null,
      proposal: is & bit.keep_proposed ? "keep" : "redact", decision: is & bit.redacted ? "redact" : is & bit.kept ? "keep" : null, by: null,
      moot: Boolean(is & bit.moot), exception: Boolean(is & bit.exception), conflict: Boolean(is & bit.conflict), noted: Boolean(is & bit.comment),
      boxes: [four], panels: [], whole: false,
    };
  });
}
