/** What only a server shows: who may not come in, who comes at once, and whose turn it is. */

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Held } from "../../src/chat/journal.ts";
import { openPostgresStores } from "../../src/stores/postgres.ts";
import { connectTo } from "../../src/stores/postgres-client.ts";
import { freePort } from "../wire/free-port.ts";
import { type Server, startServer } from "./server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server?.stop());

async function tell(address: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(text);
  await client.end();
}

const open = (address: string) => openPostgresStores(connectTo(address));

/** With the host, and nothing of the password. */
async function complaint(address: string): Promise<string> {
  const { host } = new URL(address);
  const message = await open(address).then(
    () => "opened",
    (error: Error) => error.message,
  );
  expect(message).not.toContain("geheim");
  return message.replaceAll(host, "主机");
}

describe("a database that cannot be used", () => {
  it("is complained of in one line that says what to do", async () => {
    const address = await server.newDatabase();
    const changed = (change: (url: URL) => void) => {
      const url = new URL(address);
      change(url);
      return url.href;
    };
    const port = String(await freePort());
    const name = new URL(address).pathname;
    expect(
      await complaint(
        changed((url) => {
          url.port = port;
        }),
      ),
    ).toBe(
      `数据库 主机${name}：服务器没有接受连接，请确认 PostgreSQL 已启动，并核对 DATABASE_URL 里的主机和端口（ECONNREFUSED）`,
    );
    expect(
      await complaint(
        changed((url) => {
          url.password = "geheim";
        }),
      ),
    ).toBe(`数据库 主机${name}：用户名或密码不对，请核对 DATABASE_URL（28P01）`);
    expect(
      await complaint(
        changed((url) => {
          url.pathname = "/none";
        }),
      ),
    ).toBe("数据库 主机/none：没有这个数据库，请先用 createdb 建立，或核对 DATABASE_URL（3D000）");
  });

  it("is refused where a newer program wrote it, and brought up to date by the first of many that start at once", async () => {
    const address = await server.newDatabase();
    const all = await Promise.all([open(address), open(address), open(address)]);
    for (const stores of all) await stores.close();
    await tell(address, "INSERT INTO anlitong_migrations.steps VALUES (99)");
    expect(await complaint(address)).toBe(
      "数据库：由更新版本的程序写成（第 2 版格式），本程序只认得第 1 版；请升级程序",
    );
  });
});

describe("the right to serve a bot", () => {
  async function journalsAt(address: string) {
    const said: string[] = [];
    const stores = await open(address);
    const journals = await stores.journals({ warn: (line) => said.push(line) });
    const hold = (signal = new AbortController().signal) => {
      const waiting = Promise.withResolvers<void>();
      const held = journals.hold?.("telegram 1", signal, waiting.resolve);
      return { held: held as Promise<Held | undefined>, waits: waiting.promise };
    };
    const close = async () => {
      await journals.close();
      await stores.close();
    };
    return { journals, hold, said, close };
  }

  it("goes to another when it is given back or lost, and who has lost it writes nothing more", async () => {
    const address = await server.newDatabase();
    const [one, other] = [await journalsAt(address), await journalsAt(address)];
    const first = await one.hold().held;
    const journal = one.journals.of("telegram 1");
    await journal.receive([{ key: "1", lane: "甲", body: "{}" }]);
    const next = other.hold();
    await next.waits;
    expect(other.said).toEqual(["telegram 1：另一个程序正在接待，本程序待命，它停下后自动接替"]);

    const lost = Promise.withResolvers<void>();
    first?.lost.addEventListener("abort", () => lost.resolve());
    await server.cut(address);
    await lost.promise;
    const second = await next.held;
    await expect(journal.receive([{ key: "2", lane: "甲", body: "{}" }])).rejects.toThrow("连接中断或连不上");
    await first?.release();
    expect(await other.journals.of("telegram 1").unfinished()).toMatchObject([{ key: "1" }]);

    const third = one.hold();
    await third.waits;
    await second?.release();
    expect((await third.held)?.lost.aborted).toBe(false);
    for (const { close } of [one, other]) await close();
  });

  it("is not waited for any longer by who stops", async () => {
    const address = await server.newDatabase();
    const [one, other] = [await journalsAt(address), await journalsAt(address)];
    await one.hold().held;
    const stopping = new AbortController();
    const { held, waits } = other.hold(stopping.signal);
    await waits;
    stopping.abort();
    expect(await held).toBeUndefined();
    for (const { close } of [one, other]) await close();
  });
});
