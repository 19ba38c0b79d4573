/** `check` says whether DingTalk takes the program. */

import { afterAll, expect, it } from "vitest";
import { checkChats } from "../../src/app/commands/check.ts";
import { parseSettings } from "../../src/app/settings.ts";
import { startDingtalk } from "./dingtalk-server.ts";

const dingtalk = await startDingtalk();
const { url, clientId, clientSecret } = dingtalk;
const account = { url, clientId, clientSecret, allowed: [], cardTemplate: null };
const none = parseSettings({});

afterAll(() => dingtalk.stop());

it("asks nobody where DingTalk is not set", async () => {
  expect(await checkChats(none, false)).toEqual([]);
});

it("says that all is well, without a connection", async () => {
  expect(await checkChats({ ...none, dingtalk: account }, true)).toEqual([
    { what: "钉钉", right: true, detail: "Client ID、Client Secret 和长连接可用" },
  ]);
  expect([dingtalk.connections, dingtalk.violations]).toEqual([0, []]);
});

it("names the setting that is wrong, and does not show it", async () => {
  const wrong = { ...account, clientSecret: "wrong-secret" };
  const [finding] = await checkChats({ ...none, dingtalk: wrong }, false);
  expect(finding?.right).toBe(false);
  expect(finding?.detail).toMatch(/^DINGTALK_CLIENT_SECRET：钉钉不接受.*401 authFailed/);
  expect(finding?.detail).not.toContain("wrong-secret");
});

it("says what became of a call that was refused for a while", async () => {
  dingtalk.fault({ at: "open", kind: "code", code: 502 });
  const [finding] = await checkChats({ ...none, dingtalk: account }, true);
  expect([finding?.right, finding?.detail]).toEqual([false, "502 invalidParameter"]);
});
