/** `check` says whether Feishu takes the program, and what is missing where it does not. */

import { afterAll, expect, it } from "vitest";
import { checkChats } from "../../src/app/commands/check.ts";
import { parseSettings } from "../../src/app/settings.ts";
import { startFeishu } from "./feishu-server.ts";

const feishu = await startFeishu();
afterAll(() => feishu.stop());

const checked = (secret = feishu.secret) =>
  checkChats(
    {
      ...parseSettings({}),
      feishu: { appId: feishu.appId, secret, domain: feishu.url, allowed: [], isPlain: false },
    },
    true,
  );

it("names the robot where all is well, without opening a connection", async () => {
  expect(await checked()).toEqual([{ what: "飞书", right: true, detail: "机器人“案例通”和长连接可用" }]);
  expect(feishu.connections).toBe(0);
});

it.each([
  ["a wrong secret", undefined, "wrong", /^10014 .*凭证与基础信息.*App Secret/],
  ["no robot", { api: "info", code: 11_205 }, undefined, /^11205 .*添加应用能力.*发布新版本/],
  ["no room for a connection", { api: "endpoint", code: 1_000_040_350 }, undefined, /^1000040350 .*50 个/],
] as const)("says what to do where there is %s", async (_, fault, secret, detail) => {
  if (fault) feishu.fault({ kind: "code", ...fault });
  expect(await checked(secret)).toEqual([
    { what: "飞书", right: false, detail: expect.stringMatching(detail) },
  ]);
});

it("says nothing of a platform that is not set", async () => {
  expect(await checkChats(parseSettings({}), false)).toEqual([]);
});
