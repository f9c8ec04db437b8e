// Why: 2,000 pages and 30,000 findings (specification, test 7). The limits here are wide, as a machine of tests is slow;
// `node measure.js` prints the figures themselves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { made, until } from "./support.js";

const MANY = { pages: 2000, findings: 30000 };

test("of 2,000 pages at most seven exist at a time, and the last is there at once", async (t) => {
  const { page } = await made(t, MANY);
  const took = await page.evaluate(async () => {
    const field = document.querySelector("#page-number");
    field.value = "2000";
    const begin = performance.now();
    field.dispatchEvent(new Event("change"));
    while (!document.querySelector('canvas[data-drawn="2000"]')) await new Promise((done) => setTimeout(done, 2));
    return performance.now() - begin;
  });
  assert.ok(took < 1500, `${took} ms to page 2,000`);
  for (const top of [100000, 400000, 900000]) {
    await page.evaluate((to) => { document.querySelector("#pages").scrollTop = to; }, top);
    await until(() => page.locator(".page").count(), (count) => count > 0 && count <= 7, "few pages are mounted");
  }
  assert.ok((await page.locator("*").count()) < 1500, "few elements exist");
});

test("rows of a long list say their place among all", async (t) => {
  const { page } = await made(t, MANY);
  await page.locator("#findings").focus();
  await page.keyboard.press("End");
  const last = page.locator("#findings [aria-selected=true]");
  assert.equal(await last.getAttribute("aria-posinset"), "30000");
  assert.equal(await last.getAttribute("aria-setsize"), "30000");
  assert.ok((await page.locator("#findings [role=option]").count()) < 60);
});

test("200 decisions by key are all saved, in their order", async (t) => {
  const { page, matter } = await made(t, MANY);
  await page.evaluate(async () => {
    const list = document.querySelector("#findings");
    for (let turn = 0; turn < 200; turn += 1) {
      list.dispatchEvent(new KeyboardEvent("keydown", { key: turn % 2 ? "v" : "r", bubbles: true }));
      await new Promise((done) => setTimeout(done));
    }
  });
  await until(() => matter.list.filter((one) => one.decision).length, (count) => count === 200, "all are saved", 60000);
  assert.equal(matter.list.filter((one) => one.decision === "keep").length, 100);
});
