/** The page of the first set-up: who gets it, what it tries and writes, and that no secret is in it. */

import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { createSetupDesk } from "../../src/app/setup/setup.ts";
import { lockServing } from "../../src/stores/locks.ts";
import { newDir } from "../chat/journal.ts";
import { startWecom } from "../wecom/wecom-server.ts";
import { serve } from "./serve.ts";
import type { Settings } from "./site.ts";

const wecom = await startWecom();
afterAll(() => wecom.stop());

interface Given {
  readonly path?: string;
  readonly env?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly host?: string;
}

function deskOver({ path = join(newDir(), ".env"), env, environment = {}, host = "127.0.0.1" }: Given = {}) {
  if (env !== undefined) writeFileSync(path, env);
  const DATA_DIR = newDir();
  // The program whose page it is serves from there.
  const serving = lockServing(DATA_DIR);
  onTestFinished(serving.end);
  const setup = createSetupDesk({ path, environment: { DATA_DIR, ...environment }, host });
  return { path, setup };
}

/** The site with its set-up, and what a browser on this machine gets of it. */
async function opened(given: Given = {}, settings: Settings = {}) {
  const { path, setup } = deskOver(given);
  if (!setup) throw new Error("expected the page to be offered");
  const { address } = await serve({ setup, ...settings });
  const get = async (code = setup.code, headers: Record<string, string> = {}) => {
    const response = await fetch(`${address}/setup?code=${code}`, { headers, redirect: "manual" });
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  const post = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const body = new URLSearchParams({ code: setup.code, ...fields });
    const response = await fetch(`${address}/setup`, { method: "POST", body, headers, redirect: "manual" });
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  return { path, setup, address, get, post };
}

const WECOM = {
  step: "wecom",
  do: "enter",
  WECOM_BOT_ID: wecom.botId,
  WECOM_BOT_SECRET: wecom.secret,
  WECOM_BOT_NAME: "案例通",
};

describe("the page of the first set-up", () => {
  it("asks for everything, secrets in fields that hide them", async () => {
    const { get } = await opened();
    const { status, html, headers } = await get();
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    for (const title of ["案例文档", "网络代理", "企业微信", "飞书", "钉钉", "Telegram", "Slack", "大模型"])
      expect(html).toContain(`<h2>${title}</h2>`);
    for (const name of ["WECOM_BOT_SECRET", "TELEGRAM_BOT_TOKEN", "OPENAI_API_KEY", "WEB_TOKEN"])
      expect(html).toMatch(new RegExp(`<input id="${name}" name="${name}" type="password"`));
    expect(html).not.toContain("聊天平台上谁可以用");
  });

  it("tries a step, keeps it, and writes the file at the end alone", async () => {
    const { path, get, post } = await opened({
      env: "# 本单位\nPORT=3100\n",
      environment: { WECOM_WS_URL: wecom.url },
    });
    const wrong = await post({ ...WECOM, WECOM_BOT_SECRET: "canary-wrong-secret" });
    expect(wrong.html).toMatch(/有误　企业微信：WECOM_BOT_SECRET：.*853000[\s\S]*已照此记下；请改正/);
    const right = await post(WECOM);
    expect(right.html).toContain(">企业微信：Bot ID、Secret 和长连接可用");
    expect(right.html).toContain("聊天平台上谁可以用");
    expect(right.html).toContain("WECOM_BOT_SECRET=已填写，不显示");
    // What is known already is neither lost nor shown when the step is entered once more.
    const again = await post({ ...WECOM, WECOM_BOT_SECRET: "", WECOM_BOT_NAME: "" });
    expect(again.html).toContain(">企业微信：Bot ID");
    expect(again.html).toMatch(/name="WECOM_BOT_SECRET" type="password"[^>]*placeholder="已填写，不显示/);
    expect(readFileSync(path, "utf8")).toBe("# 本单位\nPORT=3100\n");
    const saved = await post({ do: "save" });
    expect(saved.html).toContain("请重新启动程序");
    expect(readFileSync(path, "utf8")).toBe(
      `# 本单位\nPORT=3100\nWECOM_BOT_ID=${wecom.botId}\nWECOM_BOT_SECRET=${wecom.secret}\nWECOM_BOT_NAME=\n`,
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const late = [await get(), await post(WECOM), await post({ do: "save" })];
    for (const { status, html } of late) {
      expect(status).toBe(403);
      expect(html).toContain("已经设置过了");
    }
    for (const { html } of [wrong, right, again, saved, ...late])
      for (const secret of ["canary-wrong-secret", wecom.secret]) expect(html).not.toContain(secret);
  });

  it("says what is wrong with a value, and takes nothing of it", async () => {
    const { path, post } = await opened();
    const { html } = await post({ step: "feishu", do: "enter", FEISHU_APP_ID: "<b>", FEISHU_APP_SECRET: "" });
    expect(html).toContain("FEISHU_APP_ID=&lt;b&gt;：应为 cli_ 开头的 App ID");
    expect(html).toContain("还没有填写任何内容");
    const lines = await post({ step: "corpus", do: "enter", CORPUS_DIR: "a\nHOST=0.0.0.0" });
    expect(lines.html).toContain("CORPUS_DIR：不能含有换行等控制字符");
    const other = await post({ step: "corpus", do: "enter", PORT: "1", WEB_TOKEN: "canary-web-token" });
    expect(other.html).toContain("还没有填写任何内容");
    expect(() => statSync(path)).toThrow();
  });

  it("tries whether the database can be reached, and shows nothing of its password", async () => {
    const { post } = await opened();
    const step = { step: "store", do: "enter", STORE: "postgres" };
    expect((await post({ ...step, DATABASE_URL: "" })).html).toContain("应为数据库的地址");
    const { html } = await post({ ...step, DATABASE_URL: "postgres://a:canary@127.0.0.1:1/anlitong" });
    expect(html).toContain("有误　数据库：数据库 127.0.0.1:1/anlitong：服务器没有接受连接");
    expect(html).not.toContain("canary");
  });

  it("takes back what was entered in a step", async () => {
    const { post } = await opened();
    expect((await post({ step: "web", do: "enter", WEB_TOKEN: "canary-web-token" })).html).toContain(
      "已记下",
    );
    const { html } = await post({ step: "web", do: "forget" });
    expect(html).toContain("还没有填写任何内容");
  });

  it("says in one line why the file cannot be written", async () => {
    const { path, post } = await opened();
    await post({ step: "web", do: "enter", WEB_TOKEN: "canary-web-token" });
    rmSync(join(path, ".."), { recursive: true });
    const { html } = await post({ do: "save" });
    expect(html).toMatch(/有误　.*\.env\.part：没有这个文件或文件夹，或者不能在此新建（ENOENT）/);
    expect(html).not.toContain("canary");
  });
});

describe("who is refused", () => {
  it.each([
    ["a wrong code", { code: "0".repeat(32) }, {}],
    ["no code", { code: "" }, {}],
    ["a proxy, through which all the world may come", {}, { "x-forwarded-for": "127.0.0.1" }],
    ["an address elsewhere", {}, { "x-forwarded-for": "203.0.113.9" }],
  ])("%s", async (_, fields, headers) => {
    const { path, setup, get, post } = await opened({}, { proxies: ["127.0.0.1"] });
    const { code = setup.code } = fields as { readonly code?: string };
    const answers = [
      await get(code, headers),
      await post({ ...WECOM, ...fields }, headers),
      await post({ do: "save", ...fields }, headers),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    for (const { html } of answers) expect(html).not.toContain(setup.code);
    expect(setup.changes()).toEqual([]);
    expect(() => statSync(path)).toThrow();
  });

  it("another site, whose page sends a form", async () => {
    const { setup, post } = await opened();
    const { status } = await post(WECOM, { origin: "https://evil.example", "sec-fetch-site": "cross-site" });
    expect([status, setup.changes()]).toEqual([403, []]);
  });

  it("whoever is no administrator, where readers are told apart", async () => {
    const { get } = await opened(
      {},
      { token: "a-token-of-some-length", curatorToken: "another-token-it-is" },
    );
    const reader = await get(undefined, { authorization: "Bearer a-token-of-some-length" });
    expect([reader.status, reader.html.includes("WECOM_BOT_ID")]).toEqual([401, false]);
    expect((await get(undefined, { authorization: "Bearer another-token-it-is" })).status).toBe(200);
  });
});

describe("the first start", () => {
  it.each([
    ["nothing is set", {}, true],
    ["only what the set-up does not ask for is set", { env: "PORT=3100\nDATA_DIR=/x\n# WEB_TOKEN=\n" }, true],
    ["a proxy stands in the shell", { environment: { HTTPS_PROXY: "http://127.0.0.1:1" } }, true],
    ["a platform is set", { env: "TELEGRAM_BOT_TOKEN=1:a\n" }, false],
    ["a password is set outside of the file", { environment: { WEB_TOKEN: "0123456789" } }, false],
    ["others can reach the program", { host: "0.0.0.0" }, false],
    ["the file cannot be written", { path: join(newDir(), "missing", ".env") }, false],
  ])("is one or not where %s", (_, given, isOne) => {
    expect(deskOver(given).setup !== null).toBe(isOne);
  });

  it("is over as soon as the file is written elsewhere", async () => {
    const { path, get } = await opened();
    writeFileSync(path, "WEB_TOKEN=canary-web-token\n");
    const { status, html } = await get();
    expect([status, html.includes("canary")]).toEqual([403, false]);
  });

  it("has no page where it is none", async () => {
    const { address } = await serve();
    expect((await fetch(`${address}/setup`)).status).toBe(404);
  });
});
