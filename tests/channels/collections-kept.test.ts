/** What the program keeps of answers out of a closed collection: shown to curators who may read it, and to no others. */

import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openChannels } from "../../src/app/open-channels.ts";
import { parseSettings } from "../../src/app/settings.ts";
import { createMetrics } from "../../src/watch/metrics.ts";
import { hashedPassword, usersText } from "../../src/web/users.ts";
import { type ClosedCorpus, closedCorpus, leaked } from "../collections/closed-corpus.ts";

let corpus: ClosedCorpus;
let channels: Awaited<ReturnType<typeof openChannels>>;
let address: string;
let dataDir: string;

beforeAll(async () => {
  corpus = await closedCorpus({ readers: "网页用户：zhang、reader" });
  dataDir = mkdtempSync(join(tmpdir(), "anlitong-kept-"));
  const users = join(dataDir, "users.txt");
  writeFileSync(
    users,
    usersText([{ name: "管理", role: "administrator", hashed: await hashedPassword("密码") }]),
  );
  const settings = parseSettings({
    DATA_DIR: dataDir,
    WEB_USERS: users,
    PORT: "0",
    WEB_USER_HEADER: "X-User",
    WEB_CURATORS: "zhang,li",
    WEB_LIMIT: "1000",
  });
  channels = await openChannels({
    ...{
      settings,
      knowledge: corpus.knowledge,
      scopes: corpus.scopes,
      log: corpus.log,
      metrics: createMetrics(),
      setup: null,
    },
    terminal: {
      ...{
        input: new PassThrough(),
        output: new PassThrough(),
        colours: false,
        names: async () => [],
        isPiped: false,
      },
      typed: { lines: [], keep: () => {} },
    },
  });
  address = (await channels.listen()).url.replace(/\/$/, "");
  await channels.start();
});

afterAll(async () => {
  await channels.stop();
  await corpus.close();
});

async function text(user: string, path: string, body?: object): Promise<string> {
  const response = await fetch(`${address}${path}`, {
    headers: { "x-user": user, ...(body && { "content-type": "application/json" }) },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
}

it("refusals, votes and figures of readers are shown to curators who are readers", async () => {
  const question = "苇河县总工会的讲堂授课多少场？";
  const answer = JSON.parse(await text("reader", "/api/ask", { question }));
  expect(answer.text).toContain("讲堂授课48场");
  await text("reader", "/api/ask", { question: "苇河县总工会有几架直升机？" });
  await text("somebody", "/api/ask", { question: "甘肃天水麦积区总工会有几架直升机？" });
  const vote = { id: "abcdefghijkl", question, answer, isGood: false, history: [], reason: "鹭灯信箱呢" };
  await text("reader", "/ask/vote", vote);
  const pages = async (user: string) =>
    (
      await Promise.all(
        ["/curator", "/curator/statistics", "/curator/statistics.csv"].map((path) => text(user, path)),
      )
    ).join("\n");
  const own = await pages("zhang");
  for (const words of [
    "苇河县总工会有几架直升机",
    "甘肃天水麦积区总工会有几架直升机",
    "鹭灯信箱呢",
    "苇河县总工会",
  ])
    expect(own).toContain(words);
  const other = await pages("li");
  expect(other).toContain("甘肃天水麦积区总工会有几架直升机");
  expect(leaked(other)).toEqual([]);
  expect(leaked(await text("li", `/curator/search?q=${encodeURIComponent("讲堂授课")}`))).toEqual([]);
});

it("logins by name are signed by the key of the data folder, and shown to administrators", async () => {
  expect(existsSync(join(dataDir, "login.key"))).toBe(true);
  const sent = { method: "POST", body: new URLSearchParams({ user: "管理", token: "密码" }) } as const;
  const { headers } = await fetch(`${address}/session`, { ...sent, redirect: "manual" });
  const cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
  const page = await (await fetch(`${address}/users`, { headers: { cookie } })).text();
  expect(page).toMatch(/<td>管理<\/td><td>管理员<\/td><td>127\.0\.0\.1<\/td>/);
});

it("figures for Prometheus and the log bear no word of it", async () => {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  expect(leaked(metrics)).toEqual([]);
  expect(leaked(corpus.log.lines.join("\n"))).toEqual([]);
});
