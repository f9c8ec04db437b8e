// Why: single keys decide, and only where they should (specification, tests 4 and 5; WCAG 2.1.4).

import assert from "node:assert/strict";
import { test } from "node:test";
import { made, said, saved, until } from "./support.js";

const decisions = (matter) => [matter.list.filter((one) => one.decision === "redact").length, matter.list.filter((one) => one.decision === "keep").length];

test("R redacts, V keeps, each goes on to the next that is not decided; Z takes back one by one", async (t) => {
  const { page, matter } = await made(t);
  await page.keyboard.press("r");
  await page.keyboard.press("v");
  await page.keyboard.press("r");
  await saved(page);
  assert.deepEqual(decisions(matter), [2, 1]);
  assert.match(await said(page), /^Redacted .+\. 57 left$/);
  await page.keyboard.press("z");
  await page.keyboard.press("z");
  await until(() => decisions(matter).join(), (now) => now === "1,0", "two decisions are taken back");
  await until(() => page.locator("#header .left").textContent(), (words) => words?.startsWith("59 of 60 left") ?? false, "the header counts again");
});

test("the same text is decided as one action after its preview, and one undo takes it back", async (t) => {
  const { page, matter } = await made(t);
  await page.keyboard.press("g");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("12 findings in 1 document").waitFor();
  assert.equal(await dialog.locator(".samples li").count(), 5);
  assert.deepEqual(decisions(matter), [0, 0], "the preview writes nothing");
  await dialog.getByRole("button", { name: "Redact all" }).click();
  await until(() => decisions(matter).join(), (now) => now === "12,0", "all of them are redacted");
  await page.keyboard.press("z");
  await until(() => decisions(matter).join(), (now) => now === "0,0", "one undo takes all back");
});

test("typing in a field never decides", async (t) => {
  const { page, matter } = await made(t);
  await page.keyboard.press("/");
  await page.getByLabel("Text to look for").pressSequentially("rvw rgz19");
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await page.getByLabel("Comment", { exact: true }).pressSequentially("rvrv");
  await page.keyboard.press("Escape");
  await page.locator("#page-number").fill("");
  await page.locator("#page-number").pressSequentially("2rv");
  await page.locator("#exemption").focus();
  await page.keyboard.press("r");
  assert.deepEqual(decisions(matter), [0, 0]);
});

test("one switch turns all single keys off, and the choice is kept", async (t) => {
  const { page, matter } = await made(t);
  await page.keyboard.press("?");
  await page.getByLabel("Use single keys").uncheck();
  await page.keyboard.press("Escape");
  await page.locator("#findings").focus();
  for (const key of ["r", "v", "w", "d"]) await page.keyboard.press(key);
  assert.deepEqual(decisions(matter), [0, 0]);
  await until(() => matter.keys?.on, (on) => on === false, "the switch is kept by the program");
  await page.getByRole("button", { name: "Redact", exact: true }).click();
  await until(() => decisions(matter).join(), (now) => now === "1,0", "the button still decides");
});

test("a key can be changed, and a key that is taken is refused", async (t) => {
  const { page, matter } = await made(t);
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Change the key for: Redact, and go on" }).click();
  await page.keyboard.press("v");
  assert.match(await said(page), /V is taken/);
  await page.getByRole("button", { name: "Change the key for: Redact, and go on" }).click();
  await page.keyboard.press("q");
  await page.keyboard.press("Escape");
  await page.locator("#findings").focus();
  await page.keyboard.press("r");
  await page.keyboard.press("q");
  await until(() => decisions(matter).join(), (now) => now === "1,0", "only the new key decides");
});

test("a read-only window decides nothing and says why", async (t) => {
  const { page, matter } = await made(t, { state: { read_only: true, read_only_why: "window" } });
  await page.keyboard.press("r");
  assert.match(await said(page), /can only read/);
  assert.match((await page.locator("#header .left").textContent()) ?? "", /^60 of 60 left/, "the page shows no decision either");
  assert.deepEqual(decisions(matter), [0, 0]);
  await page.getByRole("button", { name: "Work here instead" }).click();
  await page.getByRole("button", { name: "Redact", exact: true }).click();
  await until(() => decisions(matter).join(), (now) => now === "1,0", "after taking over it decides");
});

test("an exemption chosen by its number goes with the decision", async (t) => {
  const { page, matter } = await made(t);
  await page.keyboard.press("2");
  await page.keyboard.press("r");
  await saved(page);
  assert.equal(matter.list.find((one) => one.decision).exemption, "S2P1-2");
});
