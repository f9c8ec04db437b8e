// Why: who is let in, on the program as built (specification, test 1).

import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { copyOfCase, review } from "./program.js";

/** @returns {Promise<{status: number, cookie: string}>} */
function ask(address, { method = "GET", headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const sent = request(address, { method, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => done({ status: answer.statusCode, cookie: (answer.headers["set-cookie"] ?? [""])[0], policy: answer.headers["content-security-policy"] ?? "", kept: answer.headers["cache-control"] ?? "" }));
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

test("the address works once, and only for this computer's own browser", async () => {
  const { address } = await review(copyOfCase());
  const origin = new URL(address).origin;
  const first = await ask(address);
  assert.equal(first.status, 303);
  assert.match(first.cookie, /HttpOnly/);
  assert.match(first.cookie, /SameSite=Strict/);
  assert.equal((await ask(address)).status, 403, "the token a second time");
  assert.equal((await ask(`${origin}/api/state`)).status, 401, "no cookie");
  const cookie = first.cookie.split(";")[0];
  const inside = await ask(`${origin}/`, { headers: { cookie } });
  assert.equal(inside.status, 200);
  assert.match(inside.policy, /default-src 'none'/);
  assert.match(inside.kept, /no-store/);
  assert.equal((await ask(`${origin}/`, { headers: { cookie, host: "evil.example" } })).status, 421, "a foreign Host");
  const post = { method: "POST", body: "{}", headers: { cookie, "content-type": "application/json", origin: "http://evil.example" } };
  assert.equal((await ask(`${origin}/api/undo`, post)).status, 403, "a foreign Origin");
});
