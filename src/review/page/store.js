// Why: what the page knows of the case, in one place, and who wants to hear when it changes.
// Refuses: to outlive the window. Nothing here is ever put into browser storage.

/**
 * @typedef {[number, number, number, number]} Box x0, y0, x1, y1 in points from the top left of the page as shown
 * @typedef {{id: string, n: number, kind: string, text: string, before: string, after: string, why: string,
 *   confidence: "certain"|"likely"|"check", person: string|null, exemption: string|null,
 *   proposal: "redact"|"keep", decision: null|"redact"|"keep", by: string|null, exception: boolean, moot?: boolean, gate?: boolean, reason?: string,
 *   conflict: boolean, comment?: string, boxes: Box[], panels: Box[]}} Finding
 */

export const store = {
  /** @type {any} the answer of /api/state */ state: null,
  /** @type {Finding[]} in page order */ findings: [],
  /** @type {Map<string, Finding>} */ byId: new Map(),
  /** @type {Map<number, Finding[]>} by running page number */ byPage: new Map(),
  /** @type {string|null} id of the current finding */ current: null,
  /** running number of the page in view, from 1 */ page: 1,
  /** @type {"source"|"burned"} */ view: "source",
  /** all findings have arrived */ complete: false,
};

/** @type {Map<string, Set<(detail?: any) => void>>} */
const listeners = new Map();

/**
 * Topics: state, findings (membership), decided (ids), current, page, view, saving, filter.
 * @param {string} topics separated by spaces
 * @param {(detail?: any) => void} listener
 */
export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic)?.add(listener);
  }
}

/**
 * @param {string} topic
 * @param {any} [detail]
 */
export function tell(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** @param {Finding[]} findings more of them; those known already are replaced */
export function add(findings) {
  for (const finding of findings) {
    const known = store.byId.get(finding.id);
    if (known) {
      Object.assign(known, finding);
      continue;
    }
    store.byId.set(finding.id, finding);
    store.findings.push(finding);
    const onPage = store.byPage.get(finding.n);
    if (onPage) onPage.push(finding);
    else store.byPage.set(finding.n, [finding]);
  }
}

/** @param {string[]} ids */
export function remove(ids) {
  const gone = new Set(ids.filter((id) => store.byId.has(id)));
  if (gone.size === 0) return;
  for (const id of gone) {
    const finding = store.byId.get(id);
    if (finding) store.byPage.set(finding.n, (store.byPage.get(finding.n) ?? []).filter((other) => other.id !== id));
    store.byId.delete(id);
  }
  store.findings = store.findings.filter((finding) => !gone.has(finding.id));
  if (store.current && gone.has(store.current)) store.current = null;
}

/** Forgets all findings, before they are read again. */
export function forget() {
  store.findings = [];
  store.byId.clear();
  store.byPage.clear();
  store.complete = false;
}

/** @returns {Finding|undefined} */
export function current() {
  return store.current ? store.byId.get(store.current) : undefined;
}

/** @param {number} n running number */
export function pageOf(n) {
  return store.state?.pages?.[n - 1];
}

/** @param {number} n running number */
export function documentOf(n) {
  const page = pageOf(n);
  return page && store.state.documents[page.document];
}

/** @param {string|null} id */
export function personOf(id) {
  return id ? store.state?.people?.find((/** @type {any} */ person) => person.id === id) : undefined;
}

/** @param {string|null} id */
export function exemptionOf(id) {
  return id ? store.state?.exemptions?.find((/** @type {any} */ exemption) => exemption.id === id || exemption.key === id) : undefined;
}

/** True when this window may write. */
export function mayWrite() {
  return Boolean(store.state) && !store.state.read_only;
}
