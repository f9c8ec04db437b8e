// Why: a stand-in for the program with any number of pages and findings, for the states and sizes that no small case has.
// Refuses: to be a second program. It keeps answers in memory and follows the shapes of the real one, nothing else.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { picture } from "./png.js";

const PAGE = new URL("../../src/review/page/", import.meta.url);
/** Types of the files of the page. */
export const TYPES = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml", html: "text/html; charset=utf-8" };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
const NAMES = ["Tom Dowling", "Dr A Patel", "Mary Price", "J Whitlock", "Nasreen Akhtar"];

/** The words of a page: 30 lines of 8 words on a grid. */
export function words(page) {
  const all = [];
  for (let line = 0; line < 30; line += 1) for (let at = 0; at < 8; at += 1) all.push([40 + at * 60, 60 + line * 16, 92 + at * 60, 72 + line * 16, `word${line}x${at}`, line]);
  return all.filter(([, , x1, y1]) => x1 < page.width && y1 < page.height);
}

/** A made-up case. @param {number} pages @param {number} findings @param {object} change laid over the state */
export function madeUp(pages, findings, change = {}) {
  const each = findings / pages;
  const list = Array.from({ length: findings }, (_, index) => finding(index, Math.floor(index / each) + 1, Math.floor(index % each)));
  const documents = Array.from({ length: Math.ceil(pages / 10) }, (_, index) => ({ id: `d${index}`, number: index + 1, title: `Letter ${index + 1}`, file: `letter ${index + 1}.pdf`, first: index * 10 + 1, pages: Math.min(10, pages - index * 10), state: "disclose", author: null }));
  const state = {
    schema: 1, mode: "review", reading: null, failed: null, read_only: false, read_only_why: null, reference: "SAR-2026-0142", case: "made-up", due: "2026-12-03", days_left: 10, actor: "A. Officer", role: "reviewer", rev: 1, ocr: "here",
    documents,
    pages: Array.from({ length: pages }, (_, index) => ({ n: index + 1, document: Math.floor(index / 10), page: (index % 10) + 1, undecided: 0, findings: 0, searched: true, hard_to_read: index === 2, looked: false, to_look: index === 2, withheld: false, width: index === 1 ? 842 : 595, height: index === 1 ? 595 : 842 })),
    people: NAMES.map((name, index) => ({ id: `P0${index + 1}`, name, aliases: [], role: index === 1 ? "professional" : "third-party", proposal: "redact", why: "Named in three documents", decision: null, mentions: 0, undecided: 0, exceptions: 0, first: list[index] ? { n: list[index].n, finding: list[index].id } : null })),
    exemptions: [{ id: "S2P3-16", mark: "TP", key: "1", label: "Other people", basis: "DPA 2018, Sch 2, para 16" }, { id: "S2P1-2", mark: "CR", key: "2", label: "Crime and tax", basis: "DPA 2018, Sch 2, para 2" }],
    conflicts: [], blockers: [], sign: { state: "open", by: null, at: null }, can_undo: null, can_redo: null, ...change,
  };
  return { state, list, undo: [], redo: [], around: [], check: { withheld: [], conflicts: [], overrides: [], drawn: [], sample: [] }, fail: {} };
}

function finding(index, n, place) {
  const [line, at] = [Math.floor(place / 4), (place % 4) * 2];
  const box = [40 + at * 60, 60 + line * 32, 152 + at * 60, 72 + line * 32];
  return { id: `f${index}`, n, kind: "name", text: NAMES[index % NAMES.length], before: "as I said to ", after: " on the phone last week", why: index % 9 === 4 ? "8 digits near \u2018tel\u2019" : "A name in the letter", confidence: index % 9 === 4 ? "check" : index % 2 ? "likely" : "certain", person: `P0${(index % NAMES.length) + 1}`, exemption: "S2P3-16", proposal: "redact", decision: null, by: null, reason: null, gate: false, exception: false, conflict: false, moot: false, boxes: [box], panels: [[box[0] - 1, box[1] - 1, box[2] + 6, box[3] + 1]] };
}

function counts(list) {
  const undecided = list.filter((one) => !one.decision);
  return { findings: list.length, undecided: undecided.length, check: undecided.filter((one) => one.confidence === "check").length, redact: list.filter((one) => one.decision === "redact").length, keep: list.filter((one) => one.decision === "keep").length, moot: 0, drawn: 0 };
}

function meant(made, action) {
  const like = made.list.find((one) => one.id === action.ids?.[0]);
  if (action.scope === "finding") return made.list.filter((one) => action.ids.includes(one.id));
  if (action.scope === "text") return made.list.filter((one) => one.text === like?.text);
  if (action.scope === "person") return made.list.filter((one) => one.person === action.person);
  if (action.scope === "page") return made.list.filter((one) => one.n === action.n);
  return [];
}

function decide(made, { actions }) {
  const before = [];
  const added = [];
  for (const action of actions) {
    if (action.scope === "box" || action.scope === "words") {
      const boxes = action.rect ? [action.rect] : action.boxes ?? action.matches.flatMap((one) => one.boxes);
      const drawn = { ...finding(0, action.n ?? action.matches[0].n, 0), id: `box-${made.list.length}`, kind: "drawn", text: "", person: null, decision: "redact", by: "box", boxes, panels: boxes };
      made.list.push(drawn);
      added.push(drawn);
    } else if (action.ruling === "withhold" || action.ruling === "disclose") made.state.pages[action.n - 1].withheld = action.ruling === "withhold";
    else {
      for (const one of meant(made, action)) {
        before.push([one, one.decision]);
        Object.assign(one, { decision: action.ruling, by: action.scope, exemption: action.exemption ?? one.exemption });
      }
    }
  }
  made.undo.push({ before, added });
  return { changed: before.map(([one]) => one), added, removed: [] };
}

function undo(made) {
  const last = made.undo.pop();
  if (!last) return null;
  for (const [one, decision] of last.before) one.decision = decision;
  made.list = made.list.filter((one) => !last.added.includes(one));
  return { changed: last.before.map(([one]) => one), added: [], removed: last.added.map((one) => one.id), what: "the last decision" };
}

/** Answers one request for data. @returns {[number, any]} */
function answer(made, path, query, body) {
  const { state, list } = made;
  if (made.fail[path]) return [made.fail[path], { error: { what: "made to fail", where: "", hint: "" } }];
  if (body && "rev" in body && body.rev !== state.rev) return [409, { error: { what: "The case was changed elsewhere", where: "", hint: "", rev: state.rev } }];
  const acked = (result) => (result ? [200, { rev: (state.rev += 1), what: "", ...result, counts: counts(list) }] : [404, { error: { what: "There is nothing to undo", where: "", hint: "" } }]);
  if (path === "/api/state") return [200, { ...state, counts: counts(list) }];
  if (path === "/api/beat") return [200, { rev: state.rev, mode: state.mode, reading: state.reading, read_only: state.read_only, read_only_why: state.read_only_why, build: null }];
  if (path === "/api/findings" && query.has("ids")) return [200, { rev: state.rev, findings: list.filter((one) => query.get("ids").split(",").includes(one.id)) }];
  if (path === "/api/findings") return [200, { rev: state.rev, total: list.length, findings: list.slice(Number(query.get("from")), Number(query.get("from")) + Number(query.get("count"))) }];
  const page = /^\/api\/page\/(\d+)$/.exec(path);
  if (page) return [200, { n: Number(page[1]), words: words(state.pages[page[1] - 1]) }];
  if (path.startsWith("/api/attack/")) return [200, { copied: "Dear [TP]", extracted: "Dear [TP]", ocr: null, removed: 3, recovered: 0 }];
  if (path === "/api/around") return [200, made.around];
  if (path === "/api/check") return [200, made.check];
  if (path === "/api/keys") return [200, (made.keys = body ?? made.keys ?? { on: true, keys: {} })];
  if (path === "/api/decide") return acked(decide(made, body));
  if (path === "/api/undo") return acked(undo(made));
  if (path === "/api/preview") { const touched = body.actions.flatMap((one) => meant(made, one)); return [200, { count: touched.length, documents: 1, pages: 1, decided_otherwise: 0, samples: touched.slice(0, 5) }]; }
  if (path === "/api/search") return [200, { count: 1, more: false, matches: [{ n: 1, before: "a ", text: body.query, after: " b", boxes: [[40, 60, 92, 72]], findings: [], decision: null }] }];
  if (path === "/api/looked") { for (const n of body.pages) state.pages[n - 1].looked = true; return acked({ changed: [], looked: body.pages }); }
  if (["/api/comment", "/api/settle", "/api/ready", "/api/agree", "/api/return"].includes(path)) return acked({ changed: [] });
  if (path === "/api/take") return [200, Object.assign(state, { read_only: false, read_only_why: null })];
  return made.extra?.(path, body) ?? [404, { error: { what: "This is not there", where: "", hint: "" } }];
}

/** Serves a made-up case; `made` may be changed while it is served. @returns {Promise<{url: string, close: () => void}>} */
export function serve(made) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    const send = (status, type, bytes) => response.writeHead(status, { "content-type": type, "content-security-policy": POLICY, "cache-control": "no-store" }).end(bytes);
    const asset = /^\/assets\/([a-z0-9-]+\.(js|css|svg))$/.exec(url.pathname);
    if (url.pathname === "/") return send(200, TYPES.html, readFileSync(new URL("index.html", PAGE)));
    if (asset) return send(200, TYPES[asset[2]], readFileSync(new URL(asset[1], PAGE)));
    const drawn = /^\/page\/(\d+)$/.exec(url.pathname);
    if (drawn) {
      if (made.fail.page === Number(drawn[1])) return send(422, "application/json", JSON.stringify({ error: { what: "The picture is broken", where: "", hint: "Withhold this page" } }));
      return send(200, "image/png", picture(made.state.pages[drawn[1] - 1], Number(url.searchParams.get("dpi"))));
    }
    let body = "";
    for await (const part of request) body += part;
    const [status, data] = answer(made, url.pathname, url.searchParams, body ? JSON.parse(body) : null);
    send(status, "application/json", JSON.stringify(data));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done({ url: `http://127.0.0.1:${server.address().port}/`, close: () => { server.closeAllConnections(); server.close(); } })));
}
