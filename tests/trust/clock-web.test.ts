/** A page whose program's clock is put back and on: who is logged in stays so, and is held up no longer than before. */

import { expect, it } from "vitest";
import { settableClock } from "../e2e/settable-clock.ts";
import { newFolder, start } from "../e2e/start.ts";
import { found, tries } from "../full.ts";
import { freePort } from "../wire/free-port.ts";

const JUMPS = tries(10, 100);
const TOKEN = "a-token-of-some-length";
const A_MINUTE = 2;

const MINUTE_MS = 60_000;
/** Each is further from the one before it than limits look back, and less than a login lasts. */
const AHEAD_MS = [0, 6, -60, 8 * 60, -2, 3 * 24 * 60, -3 * 24 * 60].map((minutes) => minutes * MINUTE_MS);

it(`${JUMPS} jumps shut nobody out`, async () => {
  const clock = settableClock();
  const PORT = String(await freePort());
  // As a service manager starts it: a program that is piped its questions ends with them.
  const program = `exec node ${clock.args.join(" ")} src/main.ts < /dev/null`;
  const { child, shows, ended } = start("sh", ["-c", program], {
    ...clock.environment,
    ...{ DATA_DIR: newFolder(), PORT, WEB_TOKEN: TOKEN, WEB_LIMIT: String(A_MINUTE) },
  });
  await shows("向量模型：");
  const address = `http://127.0.0.1:${PORT}`;
  const logIn = async () => {
    const body = new URLSearchParams({ token: TOKEN });
    const { headers } = await fetch(`${address}/session`, { method: "POST", body, redirect: "manual" });
    return headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  const statusFor = async (cookie: string) =>
    (await fetch(`${address}/cases/`, { headers: { cookie } })).status;
  const ask = (cookie: string) =>
    fetch(`${address}/api/ask`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ question: "火星上有工会吗？" }),
    });
  const first = await logIn();
  const sums = { refused: 0, held: 0, unlimited: 0 };
  for (let i = 1; i <= JUMPS; i += 1) {
    await clock.set(AHEAD_MS[i % AHEAD_MS.length] ?? 0);
    for (const cookie of [first, await logIn()]) sums.refused += Number((await statusFor(cookie)) !== 200);
    const asked = [];
    for (let n = 0; n <= A_MINUTE; n += 1) asked.push((await ask(first)).status);
    sums.held += asked.slice(0, A_MINUTE).filter((status) => status !== 200).length;
    sums.unlimited += Number(asked.at(-1) !== 429);
    sums.refused += Number((await fetch(`${address}/readyz`)).status !== 200);
  }
  child.kill("SIGTERM");
  await ended;
  found({ jumps: JUMPS, ...sums });
  expect(sums).toEqual({ refused: 0, held: 0, unlimited: 0 });
});
