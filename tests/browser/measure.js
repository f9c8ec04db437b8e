// Why: the figures of the review page in one run of the program itself, on a case of 2,000 pages and 30,000 findings:
// `cargo build --release && node measure.js`. They belong in a report, not in a check, as they tell of the machine as well.
// Refuses: averages that hide the worst; it prints the middle and the 95th of 100.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const PROGRAM = process.env.BLACKPANEL ?? fileURLToPath(new URL("../../target/release/blackpanel", import.meta.url));
const FIRST = "Emily Oscar Poppy Noah Archie Jack Grace Leo Freya Arthur Isla Harry Ava Theo Ivy Alfie Ruby Max Ella Hugo".split(" ");
const LAST = "Adeyemi Pemberton Bannerjee Marsden Okafor Castellan Whitlock Dowling Penhale Farrant Hosseini Kowalczyk Osei Trelawny Quigley".split(" ");
const PLAIN = "The repair was booked and the surveyor looked at the ceiling again in the week.";
const wait = (time) => new Promise((done) => setTimeout(done, time));

/** Writes the case: 40 documents of 50 pages of 50 lines, of which seven or eight name somebody. @param {string} folder */
function write(folder) {
  mkdirSync(join(folder, "documents"), { recursive: true });
  writeFileSync(join(folder, "case.toml"), 'schema = 1\n[request]\nreference = "MANY-1"\nreceived = 2026-10-28\nsummary = "All about me"\n[data_subject]\nname = "Ann Lee"\n[[party]]\nname = "Kay Fox"\nrole = "third-party"\n');
  let seed = 7;
  const any = (list) => list[(seed = (seed * 1103515245 + 12345) % 2147483648) % list.length];
  const SAID = [
    (first, last) => `Ann Lee said that ${first} ${last} was there on the day.`,
    (first, last) => `Please write to ${first.toLowerCase()}.${last.toLowerCase()}@example.com today.`,
    (first, last) => `${first} ${last} can be reached on 07700 900${100 + (seed % 900)} after five.`,
    (first, last) => `I spoke to Mr ${first} ${last} about the leak and he agreed to ring back.`,
  ];
  for (let file = 0; file < 40; file += 1) {
    const lines = Array.from({ length: 50 * 50 }, (_, line) => ([2, 9, 15].includes(line % 20) ? any(SAID)(any(FIRST), any(LAST)) : PLAIN));
    writeFileSync(join(folder, "documents", `${String(file).padStart(2, "0")} notes.txt`), lines.join("\n"));
  }
}

/** Memory of a process in MB. @param {(args: string) => boolean} is */
function memory(is) {
  const lines = execFileSync("ps", ["-eo", "rss,args"]).toString().split("\n").filter(is);
  return Math.max(0, ...lines.map((line) => Math.round(Number.parseInt(line, 10) / 1024)));
}

/** @param {string} what @param {number[]} times @param {number} limit */
function tell(what, times, limit) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0);
  console.log(`${what.padEnd(44)} ${at(0.5)} ms, 95 of 100 under ${at(0.95)} ms, worst ${at(1)} ms (limit ${limit} ms)`);
}

const scratch = mkdtempSync(join(tmpdir(), "measure-"));
const folder = process.argv[2] ?? join(scratch, "case");
if (!existsSync(folder)) write(folder);
const program = spawn(PROGRAM, ["review", folder, "--no-open"], { stdio: ["ignore", "pipe", "pipe"] });
let said = "";
for (const stream of [program.stdout, program.stderr]) stream.on("data", (part) => { said += part; });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const began = Date.now();
  while (!/http:\/\/\S+/.test(said)) await wait(10);
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  let page = await context.newPage();
  await page.goto(/http:\/\/\S+/.exec(said)[0]);
  const there = (selector) => page.evaluate((one) => Boolean(document.querySelector(one)), selector);
  while (!(await there("#card mark"))) await wait(50);
  console.log(`read and searched                            ${((Date.now() - began) / 1000).toFixed(1)} s`);
  const { counts, pages } = await page.evaluate(async () => (await fetch("/api/state")).json());
  console.log(`pages, findings                              ${pages.length}, ${counts.findings}`);

  const opens = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const address = new URL("/", page.url()).href;
    await page.close();
    page = await context.newPage();
    const begin = Date.now();
    await page.goto(address, { waitUntil: "commit" });
    while (!(await there('canvas[data-drawn]')) || !(await there("#card mark"))) await wait(5);
    opens.push(Date.now() - begin);
  }
  tell("open: page drawn, list and finding shown", opens, 1500);
  await wait(3000);

  tell("key to the next finding, painted", await page.evaluate(async () => {
    const times = [];
    const list = document.querySelector("#findings");
    for (let turn = 0; turn < 200; turn += 1) {
      const start = performance.now();
      list.dispatchEvent(new KeyboardEvent("keydown", { key: turn % 2 ? "v" : "r", bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
    }
    return times;
  }), 50);
  const begin = Date.now();
  while ((await page.evaluate(() => document.querySelector("#saved")?.textContent)) !== "Saved ✓") await wait(10);
  console.log(`… and until the 200 of them are saved        ${Date.now() - begin} ms`);
  await wait(2000);

  tell("one decision, until it is saved", await page.evaluate(async () => {
    const times = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const start = performance.now();
      document.querySelector("#findings").dispatchEvent(new KeyboardEvent("keydown", { key: "r", bubbles: true }));
      await new Promise((done) => setTimeout(done));
      while (document.querySelector("#saved")?.textContent !== "Saved ✓") await new Promise((done) => setTimeout(done, 2));
      times.push(performance.now() - start);
    }
    return times;
  }), 50);

  const jumps = [];
  for (const n of [2000, 1000, 5, 1500, 700, 1999, 40, 1234, 321, 1777]) {
    jumps.push(await page.evaluate(async (to) => {
      const field = document.querySelector("#page-number");
      field.value = String(to);
      const start = performance.now();
      field.dispatchEvent(new Event("change"));
      while (!document.querySelector(`canvas[data-drawn="${to}"]`)) await new Promise((done) => setTimeout(done, 1));
      return performance.now() - start;
    }, Math.min(n, pages.length)));
    await wait(300);
  }
  tell("jump to a page, drawn", jumps, 150);
  console.log(`elements in the page                         ${await page.locator("*").count()}`);

  await page.evaluate(async () => {
    const all = document.querySelector("#pages");
    for (let top = 0; top < all.scrollHeight; top += 900) {
      all.scrollTop = top;
      await new Promise((done) => setTimeout(done, 30));
    }
  });
  console.log(`memory of the page after all pages           ${memory((line) => line.includes("--type=renderer"))} MB (limit 700 MB)`);
  console.log(`memory of the program                        ${memory((line) => line.includes(`${PROGRAM} review`))} MB`);
} finally {
  await browser.close();
  program.kill("SIGKILL");
  rmSync(scratch, { recursive: true, force: true });
}
