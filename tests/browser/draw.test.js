// Why: a box drawn by dragging, by two clicks or by keys is the same box, at any size of the page (specification, test 6).

import assert from "node:assert/strict";
import { test } from "node:test";
import { made, saved, until } from "./support.js";

const WANTED = [96, 88, 156, 108];
const box = (matter) => matter.list.filter((one) => one.kind === "drawn").at(-1)?.boxes[0];

/** A place on a page, in points, as a place of the window. */
async function at(page, n, [x, y], size) {
  const rect = await page.locator(`.page[data-n="${n}"]`).boundingBox();
  return [rect.x + (x * rect.width) / size.width, rect.y + (y * rect.height) / size.height];
}

async function go(page, n) {
  await page.locator("#page-number").fill(String(n));
  await page.keyboard.press("Enter");
  await page.locator("#pages").focus();
}

/** A saved box moves the list and the page on: on a slow computer that is still under way when the next click would fall. */
async function settled(page, n) {
  await saved(page);
  let before = "";
  await until(async () => {
    const now = JSON.stringify(await page.locator(`.page[data-n="${n}"]`).boundingBox());
    const same = now === before;
    before = now;
    return same;
  }, Boolean, "the page stands still");
}

async function drawn(matter, before) {
  return until(() => (matter.list.length > before ? box(matter) : null), Boolean, "the box is saved");
}

function near(found, wanted, tolerance, how) {
  found.forEach((side, index) => assert.ok(Math.abs(side - wanted[index]) <= tolerance, `${how}: ${found} is not ${wanted}`));
}

for (const n of [1, 2]) {
  for (const zoom of [0, 1, 3]) {
    test(`a drag, two clicks and keys draw one box on page ${n} (${n === 2 ? "turned by 90 degrees" : "upright"}), ${zoom} steps larger`, async (t) => {
      const { page, matter } = await made(t, { findings: 12 });
      const size = matter.state.pages[n - 1];
      await go(page, n);
      for (let step = 0; step < zoom; step += 1) await page.getByRole("button", { name: "Larger" }).click();
      await settled(page, n);
      const scale = (await page.locator(`.page[data-n="${n}"]`).boundingBox()).width / size.width;
      await page.locator("#pages").focus();
      const [from, to] = [await at(page, n, WANTED.slice(0, 2), size), await at(page, n, WANTED.slice(2), size)];
      const boxes = [];

      await page.keyboard.press("d");
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(...to, { steps: 4 });
      const before = matter.list.length;
      await page.mouse.up();
      boxes.push(await drawn(matter, before));
      await settled(page, n);

      const [from2, to2] = [await at(page, n, WANTED.slice(0, 2), size), await at(page, n, WANTED.slice(2), size)];
      await page.keyboard.press("d");
      await page.mouse.click(...from2);
      await page.mouse.click(...to2);
      boxes.push(await drawn(matter, before + 1));
      await settled(page, n);

      await page.locator("#pages").focus();
      boxes.push(await byKeys(page, matter, size, before + 2));
      near(boxes[0], WANTED, 1 / scale, "by drag");
      near(boxes[1], WANTED, 1 / scale, "by two clicks");
      near(boxes[2], WANTED, 1 / scale, "by keys");
    });
  }
}

/** Moves the box of the keys to the wanted place: it begins in the middle, moves by 4 points, and grows by 4. */
async function byKeys(page, matter, size, before) {
  await page.keyboard.press("d");
  await page.keyboard.press("ArrowLeft");
  const times = async (key, count) => { for (let turn = 0; turn < count; turn += 1) await page.keyboard.press(key); };
  await times("ArrowLeft", Math.round((size.width / 2 - 50) / 4) - WANTED[0] / 4);
  await times("ArrowUp", Math.round((size.height / 2 - 8) / 4) - WANTED[1] / 4);
  await times("Shift+ArrowLeft", (100 - (WANTED[2] - WANTED[0])) / 4);
  await times("Shift+ArrowDown", (WANTED[3] - WANTED[1] - 16) / 4);
  await page.keyboard.press("Enter");
  return drawn(matter, before);
}

test("a box never cuts a word in two", async (t) => {
  const { page, matter } = await made(t, { findings: 12 });
  const size = matter.state.pages[0];
  await go(page, 1);
  await page.keyboard.press("d");
  const [from, to] = [await at(page, 1, [60, 62], size), await at(page, 1, [140, 70], size)];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 3 });
  const before = matter.list.length;
  await page.mouse.up();
  // word0x0 has its middle at 66 and is 40 to 92 wide; word0x1 is 100 to 152
  near(await drawn(matter, before), [40, 60, 152, 72], 0.1, "whole words");
});

test("text is chosen word by word with the keys, and redacted line by line", async (t) => {
  const { page, matter } = await made(t, { findings: 12 });
  await page.locator("#pages").focus();
  await page.keyboard.press("t");
  await page.locator("#mode-line").filter({ hasText: "Choosing text" }).waitFor();
  await page.keyboard.press("ArrowRight");
  for (let step = 0; step < 9; step += 1) await page.keyboard.press("Shift+ArrowRight");
  const before = matter.list.length;
  await page.keyboard.press("Enter");
  await drawn(matter, before);
  assert.deepEqual(matter.list.at(-1).boxes, [[40, 60, 512, 72], [40, 76, 152, 88]]);
});

test("Escape stops drawing and nothing is redacted", async (t) => {
  const { page, matter } = await made(t, { findings: 12 });
  await page.locator("#pages").focus();
  await page.keyboard.press("d");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  assert.equal(matter.list.length, 12);
});
