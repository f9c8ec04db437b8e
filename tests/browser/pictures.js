// Why: the pictures of docs/review.md, taken of the program itself on the shipped case, so that they can be taken again
// whenever the page changes: `cargo build && node pictures.js`.
// Refuses: pictures of a stand-in; what the reader of the docs sees is what the program shows.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyOfCase, review, reviewed } from "./program.js";
import { browser, ready, saved } from "./support.js";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const VIEW = { viewport: { width: 1280, height: 800 } };
const ends = [];
/** What a test would be asked for: here its ends are kept until all pictures are taken. */
const test = { after: (end) => ends.push(end) };
const taken = async (page, name) => {
  // a picture of the page behind may still be on its way
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(DOCS, `review-${name}.png`) });
  process.stdout.write(`review-${name}.png\n`);
};

async function pictures() {
  const { page, kill } = await reviewed(test, { ...VIEW, args: ["--as", "Jo Marsh"], allowed: /Failed to load|ERR_CONNECTION/ });
  await page.locator("#findings").focus();
  await page.keyboard.press("n");
  await taken(page, "page");
  await page.keyboard.press("g");
  await page.getByRole("dialog").waitFor();
  await taken(page, "same-text");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+X");
  await page.getByRole("dialog").waitFor();
  await taken(page, "exchange");
  await page.keyboard.press("Escape");
  await burned(page);
  await page.locator("#page-number").fill("1");
  await page.keyboard.press("Enter");
  await page.locator("#findings").focus();
  await kill();
  await page.keyboard.press("r");
  await page.locator("#banners").filter({ hasText: "Connection lost" }).waitFor();
  await taken(page, "lost");
}

/** A page whose text is set anew, after it was burned, and what an attacker gets out of it. */
async function burned(page) {
  await page.locator("#page-number").fill("4");
  await page.keyboard.press("Enter");
  await page.locator("#pages").focus();
  await page.keyboard.press("b");
  await page.locator("#mode-line").filter({ hasText: /burned/ }).waitFor({ timeout: 60000 }).catch(() => {});
  await page.waitForTimeout(4000);
  await taken(page, "after");
  await page.keyboard.press("b");
  await page.keyboard.press("o");
  await page.getByRole("dialog").locator("pre").first().waitFor({ timeout: 60000 });
  await page.waitForTimeout(4000);
  await taken(page, "attack");
  await page.keyboard.press("Escape");
}

/** The second person's list, of a case that is ready for them. */
async function checker() {
  const { page } = await reviewed(test, { ...VIEW, folder: copyOfCase(), args: ["--as", "Sam Reid", "--role", "checker"] });
  await ready(page);
  await page.getByRole("tab", { name: /Check/ }).click();
  await taken(page, "checker");
}

async function start() {
  const { address } = await review(null);
  const page = await (await (await browser()).newContext(VIEW)).newPage();
  await page.goto(address);
  await page.getByRole("heading", { name: "Prepare a disclosure pack" }).waitFor();
  await taken(page, "start");
}

await pictures();
await checker();
await start();
process.exit(0);
