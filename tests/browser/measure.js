// Why: the figures of the review page on 2,000 pages and 30,000 findings: `node measure.js`. They belong in a report, not in
// a check, as they tell of the machine as well. Refuses: averages that hide the worst; it prints the middle and the 95th of 100.

import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";
import { madeUp, serve } from "./stand-in.js";

const server = await serve(madeUp(2000, 30000));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });

const begin = Date.now();
await page.goto(server.url, { waitUntil: "commit" });
const there = (selector) => page.evaluate((one) => Boolean(document.querySelector(one)), selector);
while (!(await there('canvas[data-drawn="1"]')) || !(await there("#findings [role=option]"))) await new Promise((done) => setTimeout(done, 10));
console.log(`open, first page drawn and list shown   ${Date.now() - begin} ms`);
while (!(await there("#card mark"))) await new Promise((done) => setTimeout(done, 10));
console.log(`all 30,000 findings there               ${Date.now() - begin} ms`);
await new Promise((done) => setTimeout(done, 3000));

const keys = await page.evaluate(async () => {
  const times = [];
  const list = document.querySelector("#findings");
  for (let turn = 0; turn < 200; turn += 1) {
    const start = performance.now();
    list.dispatchEvent(new KeyboardEvent("keydown", { key: turn % 2 ? "v" : "r", bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other);
});
console.log(`key to next finding painted              ${keys[100].toFixed(0)} ms (95 of 100 under ${keys[190].toFixed(0)} ms)`);
await new Promise((done) => setTimeout(done, 3000));

const jumps = [];
for (const n of [2000, 1000, 5, 1500, 700, 1999, 40]) {
  jumps.push(await page.evaluate(async (to) => {
    const field = document.querySelector("#page-number");
    field.value = String(to);
    const start = performance.now();
    field.dispatchEvent(new Event("change"));
    while (!document.querySelector(`canvas[data-drawn="${to}"]`)) await new Promise((done) => setTimeout(done, 1));
    return performance.now() - start;
  }, n));
}
jumps.sort((one, other) => one - other);
console.log(`jump to a page, drawn                    ${jumps[3].toFixed(0)} ms (worst of 7: ${jumps[6].toFixed(0)} ms)`);
console.log(`elements in the page                     ${await page.locator("*").count()}`);

await page.evaluate(async () => {
  const pages = document.querySelector("#pages");
  for (let top = 0; top < pages.scrollHeight; top += 900) {
    pages.scrollTop = top;
    await new Promise((done) => setTimeout(done, 16));
  }
});
const sizes = execFileSync("ps", ["-eo", "rss,args"]).toString().split("\n").filter((line) => line.includes("--type=renderer")).map((line) => Math.round(Number.parseInt(line, 10) / 1024));
console.log(`memory of the renderer after all pages   ${Math.max(...sizes)} MB`);
await browser.close();
server.close();
