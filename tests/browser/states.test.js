// Why: every state of the page says what holds, and none has a fault that axe finds (specification, tests 10 and 15).

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, made, said, saved, until } from "./support.js";

/** What the state of the case is, and the sentence that must stand in a banner. */
const BANNERS = [
  ["reading", { reading: { done: 3, total: 8, what: "03 report.pdf" } }, /Reading 03 report\.pdf: 3 of 8 done/],
  ["read-only, another window", { read_only: true, read_only_why: "window" }, /can only read.*Another window/],
  ["read-only, asked for", { read_only: true, read_only_why: "asked" }, /--read-only/],
  ["building", { read_only: true, read_only_why: "build" }, /being built/],
  ["ready for check", { sign: { state: "ready", by: "A. Officer" } }, /Ready for check/],
  ["signed", { sign: { state: "signed", by: "B. Checker" } }, /Checked and agreed.*B\. Checker/],
  ["signature void", { sign: { state: "void", by: "B. Checker" } }, /agreement is void.*checked again/],
  ["sent back", { sign: { state: "returned", by: "B. Checker", comment: "Look at page 3 again" } }, /Sent back.*Look at page 3 again/],
];

for (const [name, state, words] of BANNERS) {
  test(`the state "${name}" is said in a banner, and axe finds nothing`, async (t) => {
    const { page } = await made(t, { state });
    assert.match((await page.locator("#banners").textContent()) ?? "", words);
    await axe(page, name);
  });
}

test("a page without a reader for pictures says that names on it cannot be found", async (t) => {
  const { page } = await made(t, { state: { ocr: "missing" }, made: (matter) => { matter.state.pages[0].searched = false; } });
  assert.match((await page.locator("#banners").textContent()) ?? "", /Names on these pages cannot be found/);
  await axe(page, "reader for pictures missing");
});

test("a page that cannot be drawn says so and what to do", async (t) => {
  const { page } = await made(t, { made: (matter) => { matter.fail.page = 1; } }, { allowed: /422/ });
  await page.locator("#page-number").fill("1");
  await page.keyboard.press("Enter");
  await page.locator(".failed").first().filter({ hasText: "Withhold this page" }).waitFor();
  await axe(page, "page failed");
});

test("a change that meets another change is not saved, and the page says so", async (t) => {
  const { page, matter } = await made(t, {}, { allowed: /409/ });
  matter.state.rev += 1;
  await page.keyboard.press("r");
  await page.locator("#banners").filter({ hasText: "The case was changed elsewhere. It was read again. Your last 1 change was not saved" }).waitFor();
  assert.equal(matter.list.filter((one) => one.decision).length, 0);
  await axe(page, "changed elsewhere");
  await page.getByRole("button", { name: "I have seen this" }).click();
  await page.locator("#findings").focus();
  await page.keyboard.press("r");
  await saved(page);
  assert.equal(matter.list.filter((one) => one.decision).length, 1, "the next change is taken");
});

const DIALOGS = [["g", "Same text"], ["p", "All mentions of"], ["/", "Search and redact"], ["?", "Keys"], ["c", "Comment on"], ["o", "What can be got out of page"], ["Shift+W", "Withhold"], ["Shift+B", "Build the pack"], ["a", "Everything found on page"]];

test("axe finds nothing in any dialog, and Escape closes each", async (t) => {
  const { page } = await made(t);
  for (const [key, title] of DIALOGS) {
    await page.keyboard.press(key);
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: title }).waitFor();
    await axe(page, title);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
});

test("axe finds nothing in any list of the side", async (t) => {
  const { page } = await made(t, { state: { conflicts: [{ id: "c1", kind: "text", what: "The same text is redacted once and kept once", findings: ["f0", "f5"], places: [] }] }, made: (matter) => {
    matter.around = [{ person: "P01", n: 1, document: 0, sentence: "her brother from flat 18", marks: [[4, 11, "kinship"]], boxes: [[40, 60, 92, 72]], findings: [] }];
    matter.check = { withheld: [{ n: 2, what: "Page 2" }], conflicts: [], overrides: ["f1"], drawn: [], sample: ["f2", "f3"] };
  } });
  for (const name of ["People", "Documents", "Pages", /To settle/, "Left around", "Check"]) {
    await page.getByRole("tab", { name }).click();
    const list = page.locator(".panel:not([hidden]) .rows:not([hidden])");
    if (await list.count()) {
      await list.focus();
      await page.keyboard.press("ArrowDown");
    }
    await axe(page, `list ${name}`);
  }
});

test("what is left around a panel goes under it with one key", async (t) => {
  const { page, matter } = await made(t, { made: (made) => {
    made.around = [{ person: "P01", n: 3, document: 0, sentence: "her brother from flat 18", marks: [[4, 11, "kinship"], [17, 24, "flat"]], boxes: [[40, 60, 92, 72]], extend: [[40, 60, 332, 72]], findings: [] }];
  } });
  await page.getByRole("tab", { name: "Left around" }).click();
  await page.getByRole("option", { name: /her brother/ }).click();
  assert.match((await page.locator("#panel-around .side-card").textContent()) ?? "", /brother \(family\).*flat 18 \(address\)/);
  const before = matter.list.length;
  await page.keyboard.press("x");
  await until(() => matter.list.length, (now) => now === before + 1, "the sentence is redacted");
  assert.deepEqual(matter.list.at(-1).boxes, [[40, 60, 332, 72]]);
});

test("text of a document that looks like markup stays text", async (t) => {
  const nasty = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  const { page } = await made(t, { state: { reference: nasty }, made: (matter) => {
    for (const one of matter.list) Object.assign(one, { text: nasty, before: nasty, after: nasty, why: nasty, comment: nasty });
    for (const one of matter.state.people) Object.assign(one, { name: nasty, why: nasty, aliases: [nasty] });
    for (const one of matter.state.documents) Object.assign(one, { title: nasty, file: nasty });
  } });
  for (const key of ["j", "g"]) await page.keyboard.press(key);
  await page.locator(".samples").filter({ hasText: "<script>" }).waitFor();
  await page.keyboard.press("Escape");
  for (const name of ["Documents", "Pages", "People"]) await page.getByRole("tab", { name }).click();
  await page.keyboard.press("r");
  assert.equal(await page.locator("img, #review script").count(), 0);
  assert.match(await page.title(), /^<img/);
  assert.match(await said(page), /<img/);
});

test("nothing is put into the storage of the browser", async (t) => {
  const { page } = await made(t);
  for (const key of ["r", "v", "b", "b", "]"]) await page.keyboard.press(key);
  await saved(page);
  assert.deepEqual(await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length, document.cookie]), [0, 0, 0, 0, ""]);
});
