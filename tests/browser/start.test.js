// Why: an officer who never opens a terminal gets from a folder of documents to the pack in the browser (issue: start page).

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { review } from "./program.js";
import { axe, open, ready, saved, until } from "./support.js";

const LETTER = "Dear Ms Example,\n\nYour neighbour Harold Pinnock of 9 Quarry Lane told us about the noise on 3 March.\nHis telephone number is 07700 900418.\n\nYours sincerely\nThe Housing Office\n";

/** Records what must stand in the record before a pack goes out, by the form. */
async function recordAll(page) {
  const dialog = page.getByRole("dialog");
  const keep = async () => {
    await dialog.getByRole("button", { name: "Record it" }).click();
    await dialog.getByText("✓ Recorded").waitFor();
  };
  await dialog.getByRole("button", { name: "Record what was done…" }).click();
  for (const proof of ["The name", "The address", "The date of birth", "The address is the one on record"]) await dialog.getByLabel(proof, { exact: true }).check();
  await axe(page, "record");
  await keep();
  await dialog.getByLabel("What was done").selectOption({ label: "A search was made" });
  await dialog.getByRole("button", { name: "Record it" }).click();
  await dialog.getByRole("link", { name: "Enter: where was searched" }).waitFor();
  await dialog.getByLabel("Where was searched").fill("The shared drive");
  await dialog.getByLabel("What was looked for").fill("Example");
  await dialog.getByLabel("Who searched").fill("Jo Marsh");
  await keep();
  await dialog.getByLabel("What was done").selectOption({ label: "What another person was asked" });
  await dialog.getByLabel("Who", { exact: true }).selectOption("Harold Pinnock");
  await dialog.getByLabel("Why it is reasonable").fill("He complained in confidence and does not agree.");
  await keep();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.getByRole("heading", { name: "Build the pack" }).waitFor();
}

test("from a folder of documents to the pack, with forms and plain errors", async (t) => {
  const folder = join(mkdtempSync(join(tmpdir(), "review-start-")), "noise");
  t.after(() => rmSync(join(folder, ".."), { recursive: true, force: true }));
  mkdirSync(folder);
  writeFileSync(join(folder, "letter.txt"), LETTER);
  const { address } = await review(null);
  const page = await open(t, address, { allowed: /status of 400|autocomplete|username/ });
  await page.getByRole("heading", { name: "Prepare a disclosure pack" }).waitFor();
  await axe(page, "start page");

  await page.getByLabel("Folder of the case").fill("/there/is/no/such/folder");
  await page.getByRole("button", { name: "Look in this folder" }).click();
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.className), "summary", "the focus is on the summary");
  await axe(page, "start page with a problem");
  await page.getByLabel("Folder of the case").fill(folder);
  await page.getByRole("button", { name: "Look in this folder" }).click();
  await page.getByRole("button", { name: "Make a case here" }).click();

  await page.getByRole("button", { name: "Make the case and read the documents" }).click();
  await page.getByRole("link", { name: "Enter: reference" }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "request.reference", "the link goes to the field");
  assert.match((await page.locator("[id='request.reference-error']").textContent()) ?? "", /Enter: reference/);
  await axe(page, "form with problems");
  await page.getByLabel("Reference").fill("SAR-1");
  await page.getByLabel("What was asked for").fill("Everything about the noise.");
  await page.getByRole("group", { name: "The person asking" }).getByLabel("Full name").fill("Anna Example");
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByRole("group", { name: "A person", exact: true }).getByLabel("Full name").fill("Harold Pinnock");
  await page.getByRole("button", { name: "Make the case and read the documents" }).click();

  await until(() => page.locator("#review").isVisible(), Boolean, "the documents are read", 120000);
  await ready(page);
  for (let turn = 0; turn < 20; turn += 1) {
    const left = await page.locator("#header .left").textContent();
    if (left?.startsWith("All ")) break;
    await page.getByRole("button", { name: "Redact", exact: true }).click();
    await saved(page);
  }
  await page.locator("#pages").focus();
  await page.keyboard.press("i");
  await saved(page);
  await page.keyboard.press("Shift+B");
  const dialog = page.getByRole("dialog");
  await axe(page, "build");
  await recordAll(page);
  await dialog.getByLabel("Password for the pack").fill("correct horse battery staple");
  await dialog.getByLabel("The same password again").fill("another one");
  await dialog.getByRole("button", { name: "Build", exact: true }).click();
  await dialog.getByText("The two passwords differ").waitFor();
  await dialog.getByLabel("The same password again").fill("correct horse battery staple");
  await dialog.getByLabel("Password for the pack").fill("correct horse battery staple");
  await dialog.getByRole("button", { name: "Build", exact: true }).click();
  await dialog.getByText(/The pack (is built|was not built)/).waitFor({ timeout: 180000 });
  assert.match((await dialog.textContent()) ?? "", /✓ The pack is built/);
  assert.ok(existsSync(join(folder, "out/send/pack.pdf")), `the pack is there: ${readdirSync(folder)}`);
  await axe(page, "built");
});
