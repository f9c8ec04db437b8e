// Why: a second person checks; nobody agrees with themselves, and a change makes the agreement void (specification, test 13).

import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, copyOfCase, reviewed } from "./program.js";
import { axe, saved, said, until } from "./support.js";

const banner = (page, words) => page.locator("#banners").filter({ hasText: words }).waitFor();

/** Decides all that is open and looks at all that asks for it. */
async function finish(page) {
  const { counts, pages, conflicts } = await asked(page, "/api/state");
  for (let turn = 0; turn < counts.undecided; turn += 1) await page.keyboard.press("r");
  await saved(page);
  for (const { n, to_look: look } of pages) {
    if (!look) continue;
    await page.locator("#page-number").fill(String(n));
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "I looked at this page" }).click();
    await saved(page);
  }
  return conflicts;
}

test("the reviewer cannot agree with themselves; the checker agrees, and a change makes it void", async (t) => {
  const folder = copyOfCase();
  const first = await reviewed(t, { folder, args: ["--as", "Jo Marsh"], allowed: /status of (400|403)/ });
  await finish(first.page);
  await first.page.getByRole("tab", { name: "Check" }).click();
  await first.page.getByRole("button", { name: "Ready for check" }).click();
  await banner(first.page, "Ready for check");
  await axe(first.page, "ready for check, on the program");
  assert.equal(await first.page.getByRole("button", { name: "Agree", exact: true }).count(), 0, "a reviewer has no button for it");
  await first.page.close();
  await first.kill();

  const same = await reviewed(t, { folder, args: ["--as", "Jo Marsh", "--role", "checker"], allowed: /status of (400|403)/ });
  await same.page.getByRole("button", { name: "Agree", exact: true }).click();
  await banner(same.page, "Not saved");
  assert.equal((await asked(same.page, "/api/state")).sign.state, "ready", "who decided cannot agree");
  await same.page.close();
  await same.kill();

  const second = await reviewed(t, { folder, args: ["--as", "Sam Osei", "--role", "checker"] });
  await second.page.getByRole("heading", { level: 2 }).first().waitFor();
  await axe(second.page, "the checker's list, on the program");
  await second.page.getByRole("button", { name: "Agree", exact: true }).click();
  await banner(second.page, "Checked and agreed");
  await second.page.locator("#findings").focus();
  await second.page.keyboard.press("Home");
  await second.page.keyboard.press("v");
  await saved(second.page);
  await banner(second.page, "The agreement is void");
});

test("the checker sends the case back with a comment that the reviewer reads", async (t) => {
  const folder = copyOfCase();
  const first = await reviewed(t, { folder, args: ["--as", "Jo Marsh"] });
  await finish(first.page);
  await first.page.getByRole("tab", { name: "Check" }).click();
  await first.page.getByRole("button", { name: "Ready for check" }).click();
  await banner(first.page, "Ready for check");
  await first.page.close();
  await first.kill();
  const second = await reviewed(t, { folder, args: ["--as", "Sam Osei", "--role", "checker"] });
  await second.page.getByRole("button", { name: "Send back…" }).click();
  await second.page.getByLabel("What must change").fill("Page 3 names the neighbour");
  await second.page.getByRole("button", { name: "Send back", exact: true }).click();
  await banner(second.page, "Page 3 names the neighbour");
  await until(() => said(second.page), (words) => words === "Sent back", "it is said");
});
