// Why: a real headless Chromium on a page of the stand-in or of the program, watched from the first moment.
// Refuses: a test that passes although the page asked something of another address or wrote an error.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after } from "node:test";
import { chromium } from "playwright-core";
import { madeUp, serve, TYPES } from "./stand-in.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** @type {Promise<import("playwright-core").Browser>|undefined} */
let running;
after(async () => (await running)?.close());

/** The browser of this file. Sandboxed unless it runs as root, where Chromium has none. */
export function browser() {
  running ??= chromium.launch({ executablePath: PROGRAM, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
  return running;
}

/**
 * Opens a page and watches it: at the end of the test it has asked nothing of any other address and written no error.
 * @param {import("node:test").TestContext} test
 * @param {string} url
 * @param {object} [options] of the browser context; `allowed`: console errors that belong to the test
 */
export async function open(test, url, { allowed, context, ...options } = {}) {
  const own = context ?? (await (await browser()).newContext({ viewport: { width: 1400, height: 900 }, ...options }));
  if (process.env.PAGE_FROM_DISK) await fromDisk(own);
  const page = await own.newPage();
  const origin = new URL(url).origin;
  const wrong = [];
  page.on("request", (request) => { if (!request.url().startsWith(origin) && !request.url().startsWith("blob:")) wrong.push(`asked ${request.url()}`); });
  page.on("console", (line) => { if (["error", "warning"].includes(line.type()) && !allowed?.test(line.text())) wrong.push(`${line.type()}: ${line.text()}`); });
  page.on("pageerror", (error) => wrong.push(`error: ${error.stack}`));
  test.after(async () => {
    await page.close();
    if (!context) await own.close();
    assert.deepEqual(wrong, [], "the page wrote errors or asked another address");
  });
  await page.goto(url);
  return page;
}

/** With PAGE_FROM_DISK=1 the files of the page are those of the folder, not those built into the program: for work on the page. */
async function fromDisk(context) {
  await context.route(/\/assets\/[^/]+$/, async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").pop();
    await route.fulfill({ body: readFileSync(new URL(`../../src/review/page/${name}`, import.meta.url)), contentType: TYPES[name.split(".").pop()] });
  });
}

/**
 * The review page on a made-up case.
 * @param {import("node:test").TestContext} test
 * @param {{pages?: number, findings?: number, state?: object, made?: (made: any) => void}} [matter]
 * @param {object} [options] of open()
 */
export async function made(test, { pages = 12, findings = 60, state = {}, made: change } = {}, options = {}) {
  const matter = madeUp(pages, findings, state);
  change?.(matter);
  const server = await serve(matter);
  test.after(() => server.close());
  const page = await open(test, server.url, options);
  if (matter.state.mode === "review") await ready(page);
  return { page, matter, server };
}

/** Waits until all findings are there. @param {import("playwright-core").Page} page */
export async function ready(page) {
  await page.locator("#findings [role=option]").first().waitFor();
  await until(() => page.locator("#list-count").textContent(), (words) => !words?.includes("still reading"), "all findings are read");
}

/**
 * Asks until the answer fits.
 * @template T
 * @param {() => Promise<T>|T} ask @param {(answer: T) => boolean} fits @param {string} what
 * @returns {Promise<T>}
 */
export async function until(ask, fits, what, patience = 15000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > end) assert.fail(`${what}: still ${JSON.stringify(answer)}`);
    await new Promise((done) => setTimeout(done, 40));
  }
}

/** The rules of WCAG 2.2 AA and best practice that axe finds broken. @param {import("playwright-core").Page} page @param {string} state */
export async function axe(page, state) {
  await page.evaluate(AXE);
  const broken = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  });
  assert.deepEqual(broken, [], `axe in the state "${state}"`);
}

/** What the live region says. @param {import("playwright-core").Page} page */
export const said = async (page) => ((await page.locator("#said").textContent()) ?? "").replaceAll("\u00a0", "");

/** Waits for "Saved". @param {import("playwright-core").Page} page */
export const saved = (page) => until(() => page.locator("#saved").textContent(), (words) => words === "Saved ✓", "everything is saved");
