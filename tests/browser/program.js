// Why: the program itself, as built, on a copy of the case that is shipped with it.
// Refuses: to touch the shipped case; every test works on its own copy and stops its own program.

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after } from "node:test";
import { browser, open, ready, until } from "./support.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = process.env.BLACKPANEL ?? join(ROOT, "target/debug/blackpanel");
const SHIPPED = join(ROOT, "fixtures/cases/damp-and-mould");

const scratch = mkdtempSync(join(tmpdir(), "review-page-"));
/** @type {(() => Promise<void>)[]} */
const kills = [];
after(async () => {
  await Promise.all(kills.map((kill) => kill()));
  rmSync(scratch, { recursive: true, force: true });
});
let copies = 0;
/** A copy that was read once, so that the next ones open at once. @type {string|undefined} */
let readBefore;

/** A copy of the shipped case, in a folder of its own. */
export function copyOfCase() {
  const folder = join(scratch, `case-${(copies += 1)}`);
  cpSync(readBefore ?? SHIPPED, folder, { recursive: true, filter: (path) => !/(\/out|\/lock)$/.test(path) });
  return folder;
}

/**
 * Starts the review of a case; stopped when the tests of the file are over.
 * @param {string|null} folder
 * @param {string[]} [more] arguments
 * @returns {Promise<{address: string, kill: () => Promise<void>, folder: string|null}>} the address works once
 */
export async function review(folder, more = []) {
  const child = spawn(PROGRAM, ["review", ...(folder ? [folder] : []), "--no-open", ...more], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => { said += part; });
  const ended = new Promise((done) => child.on("exit", done));
  const kill = async () => { child.kill("SIGKILL"); await ended; };
  kills.push(kill);
  await until(() => said, (words) => /http:\/\/\S+/.test(words), `the address of the page (${PROGRAM} ${existsSync(PROGRAM) ? "" : "is not built"})`);
  return { address: /http:\/\/\S+/.exec(said)[0], kill, folder };
}

/** The shipped case in the browser, read and ready. @param {import("node:test").TestContext} test @param {{folder?: string, args?: string[], allowed?: RegExp, context?: any}} [options] */
export async function reviewed(test, { folder = copyOfCase(), args = [], ...options } = {}) {
  const program = await review(folder, args);
  const page = await open(test, program.address, options);
  await until(() => page.locator("#review").isVisible(), Boolean, "the case is read", 120000);
  test.after(program.kill);
  await ready(page);
  if (!readBefore) {
    readBefore = join(scratch, "read-before");
    cpSync(folder, readBefore, { recursive: true, filter: (path) => !/(\/out|\/lock)$/.test(path) });
  }
  return { ...program, page, folder };
}

/** Asks the program from the page, as the page does. @param {import("playwright-core").Page} page @param {string} path */
export const asked = (page, path) => page.evaluate(async (from) => (await fetch(from)).json(), path);

export { browser };
