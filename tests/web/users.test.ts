/** People who log in on the page by name: their roles, their guesses, and what is noted of it. */

import { createHmac } from "node:crypto";
import fs, { rmSync, statSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { loginKeyIn } from "../../src/app/login-key.ts";
import {
  hashedPassword,
  openUsers,
  type Role,
  readUsers,
  type User,
  usersText,
} from "../../src/web/users.ts";
import { newDir } from "../chat/journal.ts";
import { cookieFor, form, send } from "./send.ts";
import { type Settings, served } from "./site.ts";

const PASSWORD = "一个不短的密码";

let hashed: string;
beforeAll(async () => {
  hashed = await hashedPassword(PASSWORD);
});

const user = (name: string, role: Role): User => ({ name, role, hashed });

async function opened(settings: Settings = {}) {
  const path = join(newDir(), "users.txt");
  const write = (...users: readonly User[]) => writeFileSync(path, usersText(users));
  write(user("读者甲", "reader"), user("维护乙", "curator"), user("管理丙", "administrator"));
  const warnings: string[] = [];
  const users = openUsers(path, (line) => warnings.push(line));
  const site = await served(undefined, { users, ...settings });
  const logIn = (name: string, secret = PASSWORD) => cookieFor(site.address, { user: name, token: secret });
  return { ...{ site, path, write, warnings, logIn }, address: site.address };
}

describe("people with names", () => {
  it("open what their role may open, see the way to no more, and leave again", async () => {
    const { address, logIn } = await opened();
    const seen: Record<string, unknown> = {};
    for (const name of ["读者甲", "维护乙", "管理丙"]) {
      const headers = { cookie: await logIn(name) };
      const { text } = await send(`${address}/`, { headers });
      const statuses: number[] = [];
      for (const path of ["", "curator", "users"])
        statuses.push((await send(`${address}/${path}`, { headers })).status);
      seen[name] = [statuses, text.includes(">维护<"), text.includes(">用户<"), text.includes(name)];
    }
    expect(seen).toEqual({
      读者甲: [[200, 403, 403], false, false, true],
      维护乙: [[200, 200, 403], true, false, true],
      管理丙: [[200, 200, 200], true, true, true],
    });
    expect((await send(`${address}/`)).status).toBe(401);
    const left = await send(`${address}/logout`, form({}));
    expect([left.status, left.headers["set-cookie"]?.[0]]).toEqual([
      303,
      "anlitong=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
    ]);
  });

  it("are told who they are to be where only a name is wanted, or a name or a token", async () => {
    const { address } = await opened();
    const own = await send(`${address}/login`);
    expect(own.text).toMatch(/<input id="user"[^>]* value="" required>[\s\S]*>密码</);
    const both = await opened({ token: "a-token-of-some-length" });
    const page = await send(`${both.address}/login`);
    expect(page.text).toMatch(/<input id="user"[^>]*maxlength="100" value="">[\s\S]*持有口令的/);
    const byToken = await cookieFor(both.address, { user: "", token: "a-token-of-some-length" });
    expect((await send(`${both.address}/`, { headers: { cookie: byToken } })).status).toBe(200);
  });

  it("guess in vain, for a while then not at all, and keep nobody else out", async () => {
    const { site, address, logIn } = await opened();
    const tried = async (name: string, token: string) =>
      (await send(`${address}/session`, form({ user: name, token }))).status;
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) statuses.push(await tried("读者甲", `guess ${i}`));
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
    expect([await tried("读者甲", PASSWORD), await tried("维护乙", PASSWORD)]).toEqual([429, 303]);
    expect([await tried("没有此人", PASSWORD), await logIn("维护乙")]).toEqual([
      403,
      expect.stringMatching(/^anlitong=\d+\._/),
    ]);
    const [second, stranger, first, guess] = site.logins;
    expect(site.logins).toHaveLength(13);
    expect([second, stranger, first, guess]).toMatchObject([
      { user: "维护乙", role: "curator", address: "127.0.0.1" },
      // What was typed may have been a password.
      { user: null, role: null },
      { user: "维护乙", role: "curator" },
      { user: "读者甲", role: null },
    ]);
    expect(site.lines.at(-1)).toBe("网页登录：维护乙，来自 127.0.0.1");
    expect(site.lines).toContain("网页登录被拒：姓名或密码不对，来自 127.0.0.1");
  });

  it("cannot be told from strangers by when they have to wait", async () => {
    const { address } = await opened();
    const waits = async (name: string) => {
      for (let i = 1; ; i += 1) {
        const { status } = await send(`${address}/session`, form({ user: name, token: "guess" }));
        if (status === 429) return i;
        expect(status).toBe(403);
      }
    };
    expect([await waits("没有此人"), await waits("读者甲"), await waits("也没有")]).toEqual([11, 11, 11]);
    // All names of one address come to an end, too.
    expect(await waits("维护乙")).toBe(1);
  });

  it("have their passwords looked at one after the other, and come again where too many wait", async () => {
    const { address, logIn } = await opened({ proxies: ["127.0.0.1"] });
    const tried = async (from: string) => {
      const sent = form({ user: "读者甲", token: "guess" });
      const headers = { ...sent.headers, "x-forwarded-for": from };
      return (await send(`${address}/session`, { ...sent, headers })).status;
    };
    const statuses = await Promise.all(Array.from({ length: 30 }, (_, i) => tried(`192.0.2.${i}`)));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([403, 429]));
    expect(await logIn("维护乙")).toMatch(/^anlitong=/);
  });

  it("ask at a pace of their own, however often they log in", async () => {
    const { address, logIn } = await opened({ perPerson: 1 });
    const ask = async (cookie: string) => {
      const sent = form({ question: "有哪些案例" });
      return (await send(`${address}/ask`, { ...sent, headers: { ...sent.headers, cookie } })).status;
    };
    const cookies = [await logIn("读者甲"), await logIn("读者甲"), await logIn("维护乙")];
    const statuses: number[] = [];
    for (const cookie of cookies) statuses.push(await ask(cookie));
    expect(statuses).toEqual([200, 429, 200]);
  });

  it("are what the file says from the moment it says so", async () => {
    const { address, path, write, warnings, logIn } = await opened();
    const headers = { cookie: await logIn("维护乙") };
    const status = async (at = "curator") => (await send(`${address}/${at}`, { headers })).status;
    expect(await status()).toBe(200);
    write(user("维护乙", "reader"), user("管理丙", "administrator"));
    expect([await status(), await status("")]).toEqual([403, 200]);
    // A new password ends all logins with the old one.
    write({ ...user("维护乙", "curator"), hashed: await hashedPassword("另一个密码也不短") });
    expect(await status("")).toBe(401);
    write(user("维护乙", "curator"));
    expect(await status()).toBe(200);
    writeFileSync(path, "no line of ours\n");
    expect([await status(), await status()]).toEqual([401, 401]);
    expect(warnings).toEqual([`${path}:1：应为 users add 所写的一行“姓名:角色:盐:散列”`]);
    rmSync(path);
    expect(await status()).toBe(401);
  });

  it("have their role, too, where the proxy names them", async () => {
    const { address } = await opened({ userHeader: "X-User", curators: ["读者甲"] });
    const status = async (name: string, path: string) =>
      (await send(`${address}/${path}`, { headers: { "x-user": Buffer.from(name).toString("latin1") } }))
        .status;
    expect([await status("读者甲", "curator"), await status("管理丙", "users")]).toEqual([200, 200]);
    expect([await status("维护乙", "users"), await status("某人", "curator")]).toEqual([401, 401]);
  });

  it("are shown to administrators with their latest logins, whatever they are called", async () => {
    const { address, write, logIn } = await opened();
    write(user("<b>甲</b>", "reader"), user("管理丙", "administrator"));
    await logIn("<b>甲</b>", "wrong");
    const { text } = await send(`${address}/users`, { headers: { cookie: await logIn("管理丙") } });
    expect(text).toContain("<td>&lt;b&gt;甲&lt;/b&gt;</td><td>读者</td><td>—</td>");
    expect(text).toMatch(/<td>管理丙<\/td><td>管理员<\/td><td>127\.0\.0\.1<\/td>/);
    expect(text).toMatch(/<td>&lt;b&gt;甲&lt;\/b&gt;<\/td><td>未能登录<\/td>/);
  });
});

it("a forged cookie opens nothing: neither another name nor another day", async () => {
  const { address, logIn } = await opened();
  const cookie = await logIn("读者甲");
  const named = (name: string) => `_${Buffer.from(name).toString("base64url")}`;
  for (const forged of [
    cookie.replace(named("读者甲"), named("管理丙")),
    cookie.replace(named("读者甲"), "curator"),
    cookie.replace(/=(\d+)/, (_, day: string) => `=${Number(day) + 1}`),
  ]) {
    expect(forged).not.toBe(cookie);
    expect((await send(`${address}/`, { headers: { cookie: forged } })).status).toBe(401);
  }
});

it("whoever read the file of users makes no cookie of it, and a login holds where the key is the same", async () => {
  const loginKey = loginKeyIn(newDir());
  const { address, logIn } = await opened({ loginKey });
  const at = async (site: string, cookie: string) => (await send(`${site}/`, { headers: { cookie } })).status;
  const login = `${Date.now() + 60_000}._${Buffer.from("管理丙").toString("base64url")}.0123456789abcdef`;
  const signature = createHmac("sha256", hashed).update(`anlitong web ${login}`).digest("hex");
  expect(await at(address, `anlitong=${login}.${signature}`)).toBe(401);
  const cookie = await logIn("管理丙");
  const [same, other] = [await opened({ loginKey }), await opened({ loginKey: loginKeyIn(newDir()) })];
  expect([await at(same.address, cookie), await at(other.address, cookie)]).toEqual([200, 401]);
});

it("the key of a data folder is its owner's alone, stays the same, and is refused where it is none", () => {
  const dir = newDir();
  const path = join(dir, "login.key");
  const key = loginKeyIn(dir);
  expect([key.length, statSync(path).mode & 0o777, loginKeyIn(dir).equals(key)]).toEqual([32, 0o600, true]);
  writeFileSync(path, "");
  expect(() => loginKeyIn(dir)).toThrow(`${path}：不是完整的登录密钥`);
});

it("a file of users that cannot be read for a moment is read again, and that is said once", () => {
  const path = join(newDir(), "users.txt");
  writeFileSync(path, usersText([user("甲", "reader")]));
  const warnings: string[] = [];
  const users = openUsers(path, (line) => warnings.push(line));
  writeFileSync(path, usersText([user("甲", "reader"), user("乙", "reader")]));
  const reading = vi.spyOn(fs, "readFileSync").mockImplementation(() => {
    throw Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" });
  });
  syncBuiltinESMExports();
  onTestFinished(() => {
    reading.mockRestore();
    syncBuiltinESMExports();
  });
  expect([users.all(), users.all()]).toEqual([[], []]);
  reading.mockRestore();
  syncBuiltinESMExports();
  expect(users.all().map(({ name }) => name)).toEqual(["甲", "乙"]);
  expect(warnings).toEqual(["EMFILE: too many open files"]);
});

it("a file of users that is none is said with its line, and one that is not there has nobody in it", () => {
  const path = join(newDir(), "users.txt");
  expect(readUsers(path)).toEqual([]);
  writeFileSync(path, `\n${usersText([user("甲", "reader")])}乙:king:x:y\n`);
  expect(() => readUsers(path)).toThrow(`${path}:3：应为 users add 所写的一行“姓名:角色:盐:散列”`);
});
