// Why: decisions made in a spreadsheet or a PDF editor come back through the page, and what must stand on record is written
// there. Refuses: to trust what the page says; the program is asked afterwards.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { asked, reviewed } from "./program.js";
import { axe, made, saved, said, until } from "./support.js";

const counts = async (page) => (await asked(page, "/api/state")).counts;

/** Opens the dialog and writes files. @returns {Promise<any>} the dialog */
async function written(page, button, file) {
  await page.locator("#findings").focus();
  await page.keyboard.press("Shift+X");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: button }).click();
  await dialog.getByText(file).waitFor();
  return dialog;
}

test("a list that was filled in comes back as one step, and a mistake in it takes nothing", async (t) => {
  const { page, folder } = await reviewed(t, { allowed: /status of 400/ });
  const before = await counts(page);
  const dialog = await written(page, "Write a list for a spreadsheet", "1. The list");
  await axe(page, "spreadsheet or PDF editor");
  const list = join(folder, "out/internal/exchange/1/decisions.csv");
  const [head, ...rows] = readFileSync(list, "utf8").split("\r\n");
  const at = head.replace("\ufeff", "").split(",").indexOf("decision");
  const ids = new Set((await asked(page, "/api/findings?count=2000")).findings.filter((one) => !one.decision).slice(0, 3).map((one) => one.id));
  const fill = (word) => [head, ...rows.map((row) => {
    const cells = row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    if (ids.has(cells[0].replaceAll('"', ""))) cells[at] = word;
    return cells.join(",");
  })].join("\r\n");
  writeFileSync(list, fill("maybe"));
  await dialog.getByRole("button", { name: "Take back 1" }).click();
  await dialog.getByText("There is a problem").waitFor();
  assert.deepEqual(await counts(page), before);
  writeFileSync(list, fill("keep"));
  await dialog.getByRole("button", { name: "Take back 1" }).click();
  await until(() => said(page), (words) => words.startsWith("3 decisions taken"), "it is said");
  assert.equal((await counts(page)).undecided, before.undecided - 3);
  await page.keyboard.press("Escape");
  await page.locator("#findings").focus();
  await page.keyboard.press("z");
  await until(async () => (await counts(page)).undecided, (now) => now === before.undecided, "one undo takes all back");
});

test("PDFs with marks go out and come back; nothing changes when nobody changed them", async (t) => {
  const { page, folder } = await reviewed(t);
  await page.keyboard.press("r");
  await saved(page);
  const dialog = await written(page, "Write PDFs with marks", /PDFs in/);
  const files = readdirSync(join(folder, "out/internal/exchange/1"));
  assert.ok(files.length > 2 && files.every((name) => name.endsWith(".pdf")), String(files));
  const before = await counts(page);
  await dialog.getByRole("button", { name: "Take back 1" }).click();
  await until(() => said(page), (words) => /decisions? taken|Nothing new/.test(words), "it is said");
  const after = await counts(page);
  assert.ok(after.redact >= before.redact, "a mark that is there is a decision");
  assert.equal(after.keep, before.keep, "what has no mark is decided by nobody");
});

test("a drawn box is repeated on pages that are chosen by their pictures", async (t) => {
  const { page, matter } = await made(t);
  await page.locator("#page-number").fill("5");
  await page.keyboard.press("Enter");
  // a box goes onto the page in view, and "saved" is said from the start
  await page.locator('#pages canvas[data-drawn="5"]').waitFor();
  await page.locator("#pages").focus();
  await page.keyboard.press("d");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const drawn = () => matter.list.filter((one) => one.kind === "drawn").map((one) => one.n).join();
  await until(drawn, (pages) => pages === "5", "the box is on page 5");
  await saved(page);
  await page.locator("#findings").focus();
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog");
  await dialog.locator('canvas[data-drawn="4"]').waitFor();
  await axe(page, "repeat on pages");
  const pages = await dialog.locator("input[type=checkbox]").count();
  await dialog.locator("input[type=checkbox]").first().uncheck();
  await dialog.getByRole("button", { name: "Redact on ticked pages" }).click();
  await saved(page);
  assert.equal(matter.list.filter((one) => one.kind === "drawn").length, pages, "one for each ticked page, and the first");
});

test("a waiver, a consent and a child's competence are recorded in the page", async (t) => {
  const { page } = await reviewed(t, { args: ["--as", "Priya Shah"], allowed: /status of 400/ });
  await page.keyboard.press("Shift+B");
  await page.getByRole("button", { name: "Record what was done…" }).click();
  const dialog = page.getByRole("dialog");
  const choose = (words) => dialog.getByLabel("What was done").selectOption({ label: words });
  const record = () => dialog.getByRole("button", { name: "Record it" }).click();
  const done = () => dialog.getByText("✓ Recorded").waitFor();
  await choose("A manager is satisfied without proof");
  await dialog.getByLabel("Why no proof is needed").fill("Known to the service for years");
  await record();
  await dialog.getByText("There is a problem").waitFor();
  await dialog.getByLabel("I am the manager").check();
  await record();
  await done();
  await choose("Somebody may ask for the person");
  await dialog.getByLabel("Who may receive the data").fill("Her sister");
  await dialog.getByLabel("Which data").fill("everything");
  await dialog.getByLabel("In the words of the person").fill("My sister may have my housing file");
  await record();
  await dialog.getByText(/names no particular data/).waitFor();
  await dialog.getByLabel("Which data").fill("The housing file");
  await record();
  await done();
  await choose("The child was found able to decide");
  await axe(page, "record a child's competence");
  await dialog.getByLabel("What was found, and why").fill("The social worker spoke with her; she understands what she asks for");
  await record();
  await done();
});
