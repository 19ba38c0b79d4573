/** The program as a newcomer and as a service manager start it: where its page is, and how long it serves. */

import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { sleep } from "../wire/clock.ts";
import { freePort } from "../wire/free-port.ts";
import { newFolder, start } from "./start.ts";

const DATA_DIR = newFolder();

/** A port that something keeps in use until the test ends. */
async function takenPort(): Promise<string> {
  const socket = createServer().listen(0, "127.0.0.1");
  await once(socket, "listening");
  onTestFinished(() => void socket.close());
  return String((socket.address() as { port: number }).port);
}

/** Without a terminal, as a service manager starts it. */
function service(environment: Readonly<Record<string, string>>) {
  const started = start("sh", ["-c", "exec node src/main.ts < /dev/null"], { DATA_DIR, ...environment });
  onTestFinished(() => void started.child.kill("SIGKILL"));
  return started;
}

describe("npm start", () => {
  it("prints the page's address first, and serves there until it is stopped", async () => {
    const PORT = String(await freePort());
    const { child, printed, shows, ended } = service({ PORT });
    await shows("向量模型：");
    expect(printed.out).toMatch(new RegExp(`^请在浏览器中打开：http://127\\.0\\.0\\.1:${PORT}\n`));
    // Nobody can type where a service runs.
    expect(printed.out).not.toMatch(/终端|直接输入/);
    const html = await (await fetch(`http://127.0.0.1:${PORT}/`)).text();
    expect(html).toContain("收录案例 10 个");
    expect(await (await fetch(`http://127.0.0.1:${PORT}/readyz`)).text()).toBe("ok");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, err: "" });
  });

  it("ends with the questions that are piped in", async () => {
    const { child, ended } = start("node", ["src/main.ts"], { DATA_DIR, PORT: String(await freePort()) });
    child.stdin.end("一共有几个案例？\n");
    const { code, out } = await ended;
    expect({ code, told: out.includes("案例 10 个：") }).toEqual({ code: 0, told: true });
  });

  it("does not take another port than the one that is set, and says in one line that it is in use", async () => {
    const PORT = await takenPort();
    const { code, err } = await service({ PORT }).ended;
    expect(code).toBe(1);
    expect(err).toBe(
      `错误：PORT=${PORT}：127.0.0.1 上的这个端口已被占用，请换一个端口，或停止占用它的程序\n`,
    );
  });

  it("takes another port than the usual one where that is in use, and says so", async () => {
    const taken = createServer();
    onTestFinished(() => void taken.close());
    // A program of another test may have it now, and give it back before ours wants it.
    while (!taken.listening) {
      taken.listen(3000, "127.0.0.1");
      await once(taken, "listening").catch(() => sleep(200));
    }
    const { child, printed, shows, ended } = service({});
    await shows("向量模型：");
    const [, address = ""] =
      /^请在浏览器中打开：(\S+)（端口 3000 已被其他程序占用，改用此端口）\n/.exec(printed.out) ?? [];
    expect((await fetch(address)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, err: "" });
  });

  it("does not open itself to others without a token or a proxy's header, and says why in one line", async () => {
    const { code, err } = await service({ HOST: "0.0.0.0" }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^错误：HOST=0\.0\.0\.0：[^\n]*WEB_TOKEN[^\n]*WEB_USER_HEADER[^\n]*\n$/);
  });
});
