// Why: the page on a narrow window, at 400 % and in forced colours (specification, tests 11 and 12; WCAG 1.4.10, 2.5.8).

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, made, saved } from "./support.js";

const NARROW = { viewport: { width: 320, height: 640 } };

test("at 320 pixels, which is 400 % of 1,280, nothing has to be scrolled sideways and the list still decides", async (t) => {
  const { page, matter } = await made(t, {}, NARROW);
  for (const part of ["Finding", "Page", "Lists"]) {
    await page.getByRole("tab", { name: part, exact: true }).click();
    const [wide, there] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= there, `${part}: ${wide} pixels on ${there}`);
    await axe(page, `${part} at 320 pixels`);
  }
  await page.getByRole("tab", { name: "Finding", exact: true }).click();
  await page.getByRole("button", { name: "Redact", exact: true }).click();
  await saved(page);
  assert.equal(matter.list.filter((one) => one.decision === "redact").length, 1);
});

for (const viewport of [{ width: 1400, height: 900 }, NARROW.viewport]) {
  test(`every target is at least 24 pixels in both directions at ${viewport.width} pixels`, async (t) => {
    const { page } = await made(t, {}, { viewport });
    const small = await page.evaluate(() => [...document.querySelectorAll("button, select, input, [role=tab], [role=option], summary")]
      .map((one) => ({ box: one.getBoundingClientRect(), name: one.textContent || one.id }))
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24)).map(({ name, box }) => `${name} ${box.width}x${box.height}`));
    assert.deepEqual(small, []);
  });
}

test("in forced colours the kinds of boxes and the chosen row are still told apart by their lines", async (t) => {
  const { page } = await made(t, { made: (matter) => Object.assign(matter.list[1], { decision: "keep" }) }, { forcedColors: "active" });
  await page.locator("#page-number").fill("1");
  await page.keyboard.press("Enter");
  await page.locator(".box.state-keep").first().waitFor();
  const lines = await page.evaluate(() => Object.fromEntries(["state-proposed", "state-check-this", "state-keep"].map((kind) => {
    const box = document.querySelector(`.box.${kind}`);
    return [kind, box && getComputedStyle(box).outlineStyle];
  })));
  assert.deepEqual(lines, { "state-proposed": "solid", "state-check-this": "dashed", "state-keep": "dotted" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("#findings [aria-selected=true]")).outlineStyle), "solid");
  assert.ok((await page.screenshot()).length > 10000);
});

test("with reduced motion nothing moves by itself", async (t) => {
  const { page } = await made(t, {}, { reducedMotion: "reduce" });
  assert.equal(await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).transitionDuration !== "0s").length), 0);
});

test("the focus is always visible and never under the header", async (t) => {
  const { page } = await made(t);
  for (let stop = 0; stop < 25; stop += 1) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const box = one.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + Math.min(5, box.width / 2), box.top + Math.min(5, box.height / 2));
      const outline = getComputedStyle(one).outlineStyle;
      return one.contains(top) || top?.contains(one) ? (outline === "none" ? `${one.outerHTML.slice(0, 80)} has no outline` : null) : `${one.outerHTML.slice(0, 80)} is covered`;
    });
    assert.equal(hidden, null);
  }
});
