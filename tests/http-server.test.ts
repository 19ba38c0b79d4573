import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect, Server, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { atMostEveryMinute } from "../src/console/log.ts";
import { createHttpServer, type HttpServer, readBody } from "../src/web/http-server.ts";
import { sleep, until } from "./wire/clock.ts";

const lines: string[] = [];
const note = (level: string) => (message: string) => {
  lines.push(`${level} ${message}`);
};
const log = { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") };
const toldToOperators = () => lines.filter((line) => !line.startsWith("debug "));

const servers: HttpServer[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  lines.length = 0;
});

function create(host = "127.0.0.1", port = 0): HttpServer {
  const server = createHttpServer({ host, port, log });
  servers.push(server);
  return server;
}

async function started(hang: (server: HttpServer) => void = () => {}): Promise<string> {
  const server = create();
  hang(server);
  await server.start();
  return String(server.address);
}

const latest = () => servers.at(-1) as HttpServer;

/** Time stands still for the server: what it does not close of itself stays open. */
function withEndlessPatience(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
}

/** A connection in the client's hands, with all that came back on it. */
function dial(address: string): { socket: Socket; received: () => string; closed: Promise<unknown> } {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", () => {});
  return { socket, received: () => text, closed: new Promise((resolve) => socket.once("close", resolve)) };
}

/** An answer that is given when the test says so. */
function held(): { handler: () => Promise<Response>; called: Promise<void>; answer: (text: string) => void } {
  const called = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<Response>();
  return {
    handler: () => {
      called.resolve();
      return answered.promise;
    },
    called: called.promise,
    answer: (text) => answered.resolve(new Response(text)),
  };
}

const GET = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

describe("the HTTP server", () => {
  it("says that it is well, and where it listens", async () => {
    const address = await started();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    const response = await fetch(`${address}/healthz`);
    expect([response.status, await response.text()]).toEqual([200, "ok"]);
    expect((await fetch(`${address}/healthz`, { method: "HEAD" })).status).toBe(200);
    expect([...response.headers.keys()]).not.toContain("x-powered-by");
    expect(lines).toEqual([]);
  });

  it("has no address before it listens, nor after", async () => {
    const server = create();
    expect(server.address).toBeNull();
    await server.start();
    expect(server.address).not.toBeNull();
    await server.stop();
    expect(server.address).toBeNull();
  });

  it("puts an IPv6 address in brackets", async () => {
    const server = create("::1");
    await server.start();
    expect(server.address).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  });

  it("leaves Request and Response of the process as they are", async () => {
    const before = [globalThis.Request, globalThis.Response];
    await started();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });

  it("hands a request to the one who took its path", async () => {
    const address = await started((server) => {
      server.route("POST", "/echo", async (request) => new Response(await request.text()));
      server.route("GET", "/page", async ({ url }) => new Response(new URL(url).search));
    });
    const echoed = await fetch(`${address}/echo`, { method: "POST", body: "一字不差" });
    expect(await echoed.text()).toBe("一字不差");
    expect(await (await fetch(`${address}/page?a=1`)).text()).toBe("?a=1");
  });

  it("finds a path written with percent signs, Chinese or a token in it", async () => {
    const address = await started((server) => {
      for (const path of ["/%E6%A1%88%20x", "/例", "/bot1:AbC", "/a/../b"])
        server.route("GET", path, async () => new Response("found"));
    });
    for (const path of ["/%E6%A1%88%20x", "/案 x", "/例", "/%E4%BE%8B", "/bot1:AbC", "/b"])
      expect((await fetch(address + path)).status, path).toBe(200);
    expect((await fetch(`${address}/bot1:abc`)).status).toBe(404);
  });

  it("gives a path away once", () => {
    const server = create();
    server.route("POST", "/telegram", async () => new Response());
    expect(() => server.route("POST", "/telegram", async () => new Response())).toThrow(
      "网址路径 /telegram 已有别的用途",
    );
    expect(() => server.route("GET", "/healthz", async () => new Response())).toThrow("/healthz");
  });

  it("lets one path be read and posted to, each by its own handler", async () => {
    const address = await started((server) => {
      server.route("GET", "/form", async () => new Response("form"));
      server.route("POST", "/form", async (_, peer) => new Response(`posted from ${peer}`));
    });
    expect(await (await fetch(`${address}/form`)).text()).toBe("form");
    expect((await fetch(`${address}/form`, { method: "HEAD" })).status).toBe(200);
    expect(await (await fetch(`${address}/form`, { method: "POST" })).text()).toBe("posted from 127.0.0.1");
    const deleted = await fetch(`${address}/form`, { method: "DELETE" });
    expect([deleted.status, deleted.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  });

  it("knows neither other paths nor other methods", async () => {
    const address = await started((server) => server.route("POST", "/in", async () => new Response("in")));
    expect((await fetch(`${address}/`)).status).toBe(404);
    expect((await fetch(`${address}/in/`, { method: "POST" })).status).toBe(404);
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      const response = await fetch(`${address}/in`, { method });
      expect([response.status, response.headers.get("allow")], method).toEqual([405, "POST"]);
    }
    const posted = await fetch(`${address}/healthz`, { method: "POST", body: "x" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(lines).toEqual([]);
  });

  it("answers a handler's failure with a number that is found in the log, and nothing else", async () => {
    const failures = [
      () => Promise.reject(new Error("disk\nfull /var/secret")),
      () => {
        throw new TypeError("disk full /var/secret");
      },
      () => Promise.reject("disk full /var/secret"),
      () => Promise.reject(undefined),
    ];
    const address = await started((server) => {
      for (const [i, failure] of failures.entries()) server.route("GET", `/${i}`, failure);
    });
    for (const i of failures.keys()) {
      lines.length = 0;
      const response = await fetch(`${address}/${i}?token=query`);
      const text = await response.text();
      expect(response.status).toBe(500);
      const [, trace] = /^服务器出错（编号 ([0-9a-f]{8})）$/.exec(text) ?? [];
      expect(trace).toBeDefined();
      expect(toldToOperators()).toHaveLength(1);
      expect(toldToOperators()[0]).toContain(`error 处理请求 GET /${i} 时出错（编号 ${trace}）：`);
      expect(lines.join()).not.toContain("query");
    }
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  it("refuses what is no HTTP, has no sensible host or too many headers, and goes on", async () => {
    const address = await started();
    const answers: string[] = [];
    for (const text of [
      "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
      "GET /healthz HTTP/1.1\r\n\r\n",
      "GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n",
      "GET \\x HTTP/1.1\r\nHost: localhost\r\n\r\n",
      `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
      "CONNECT other:443 HTTP/1.1\r\nHost: other:443\r\n\r\n",
      "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ]) {
      const { socket, received, closed } = dial(address);
      socket.write(text);
      await Promise.race([closed, once(socket, "data")]);
      answers.push(received().slice(9, 12));
      socket.destroy();
    }
    expect(answers).toEqual(["400", "400", "400", "400", "431", "", "400"]);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(toldToOperators()).toEqual([]);
  });

  it("is not disturbed by clients that leave, at whatever point", async () => {
    const address = await started((server) => {
      server.route("POST", "/read", async (request) => new Response(await readBody(request, 1e6)));
      server.route("POST", "/ignore", async () => new Response("x".repeat(1e6)));
      server.route("GET", "/slow", async () => {
        await sleep(50);
        return new Response("x".repeat(1e6));
      });
      server.route(
        "GET",
        "/stream",
        async () =>
          new Response(
            new ReadableStream({
              async pull(controller) {
                await sleep(1);
                controller.enqueue(new Uint8Array(10_000));
              },
            }),
          ),
      );
    });
    const half = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\nhalf`;
    const beginnings = ["", "POST /re", half("/read"), half("/ignore"), GET("/slow"), GET("/stream")];
    for (const beginning of beginnings.flatMap((one) => Array.from({ length: 10 }, () => one))) {
      const { socket } = dial(address);
      await once(socket, "connect");
      if (beginning) socket.write(beginning);
      await sleep(5);
      socket.resetAndDestroy();
    }
    await until(() => lines.includes("debug 对方在请求发送完之前断开了连接"), "a line for those that left");
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(toldToOperators()).toEqual([]);
  });

  it("shuts out clients that are slow on purpose", async () => {
    const address = await started();
    const silent = dial(address);
    const dripping = dial(address);
    dripping.socket.write("GET /healthz HTTP/1.1\r\n");
    const drip = setInterval(() => dripping.socket.write("X: x\r\n"), 500);
    await Promise.all([silent.closed, dripping.closed]);
    clearInterval(drip);
    expect(silent.received()).toContain("408 Request Timeout");
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(toldToOperators()).toEqual([]);
  });
});

describe("an address that cannot be had", () => {
  it("is said to be in use", async () => {
    const port = new URL(await started()).port;
    await expect(create("127.0.0.1", Number(port)).start()).rejects.toThrow(
      `PORT=${port}：127.0.0.1 上的这个端口已被占用，请换一个端口，或停止占用它的程序`,
    );
  });

  it("is another one where any port will do", async () => {
    const { port } = new URL(await started());
    const server = createHttpServer({ host: "127.0.0.1", port: Number(port), orAnyPort: true, log });
    servers.push(server);
    await server.start();
    expect(new URL(String(server.address)).port).not.toBe(port);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  });

  it.each([
    ["EACCES", "PORT=80：没有使用这个端口的权限，请换一个 1024 或更大的端口"],
    ["EADDRNOTAVAIL", "HOST=office：应为本机的地址，例如 127.0.0.1；所有网卡都接受连接时用 0.0.0.0"],
    ["ENOTFOUND", "HOST=office：找不到这个主机名，应为本机的名称或 IP 地址，例如 127.0.0.1"],
    ["EMFILE", "HOST=office、PORT=80：无法在此接受连接（EMFILE）"],
  ])("is explained in one line: %s", async (code, line) => {
    vi.spyOn(Server.prototype, "listen").mockImplementation(function (this: Server) {
      process.nextTick(() => this.emit("error", Object.assign(new Error("listen"), { code })));
      return this;
    });
    await expect(create("office", 80).start()).rejects.toThrow(line);
  });

  it("can be asked for again when it is free", async () => {
    const port = Number(new URL(await started()).port);
    const second = create("127.0.0.1", port);
    await expect(second.start()).rejects.toThrow("已被占用");
    await servers[0]?.stop();
    await second.start();
    expect(second.address).toBe(`http://127.0.0.1:${port}`);
  });
});

describe("a server that stops", () => {
  it("answers what is under way first, and closes the connection with it", async () => {
    const { handler, called, answer } = held();
    const address = await started((server) => server.route("GET", "/held", handler));
    const { socket, received, closed } = dial(address);
    socket.write(GET("/held"));
    await called;
    let isStopped = false;
    const stopping = latest()
      .stop()
      .then(() => {
        isStopped = true;
      });
    await sleep(100);
    expect(isStopped).toBe(false);
    answer("done");
    await Promise.all([stopping, closed]);
    // In chunks where the answer is not ready at once.
    expect(received()).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\ndone(?:\r\n0\r\n\r\n)?$/);
    expect(received().toLowerCase()).toContain("connection: close");
  });

  it("sends to its end an answer that a slow client is still taking", async () => {
    const size = 30_000_000;
    const address = await started((server) =>
      server.route("GET", "/large", async () => new Response(new Uint8Array(size))),
    );
    const outgoing = httpRequest(`${address}/large`);
    outgoing.end();
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    await sleep(50);
    withEndlessPatience();
    const stopping = latest().stop();
    await sleep(200);
    let length = 0;
    for await (const chunk of response) length += chunk.length;
    expect(length).toBe(size);
    await stopping;
  });

  it("takes no more requests", async () => {
    const { handler, called, answer } = held();
    const address = await started((server) => server.route("GET", "/held", handler));
    const { socket, received, closed } = dial(address);
    socket.write(GET("/held"));
    await called;
    const stopping = latest().stop();
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
    socket.write(GET("/healthz"));
    answer("done");
    await Promise.all([stopping, closed]);
    expect(received().match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200"]);
  });

  it("is not held up by connections that are kept alive, silent or half way through their headers", async () => {
    const address = await started();
    const idle = Array.from({ length: 300 }, (_, i) => ({ ...dial(address), text: i % 3 }));
    for (const { socket, text } of idle) {
      await once(socket, "connect");
      if (text === 1) socket.write(GET("/healthz"));
      if (text === 2) socket.write("GET /healthz HT");
    }
    await until(() => idle.filter(({ received }) => received().endsWith("ok")).length === 100, "100 answers");
    withEndlessPatience();
    await latest().stop();
    await Promise.all(idle.map(({ closed }) => closed));
  });

  it("waits for nobody longer than a few seconds", async () => {
    const { handler, called } = held();
    const address = await started((server) => server.route("GET", "/held", handler));
    const { socket, closed } = dial(address);
    socket.write(GET("/held"));
    await called;
    withEndlessPatience();
    let isClosed = false;
    socket.once("close", () => {
      isClosed = true;
    });
    const stopping = latest().stop();
    vi.advanceTimersByTime(4_000);
    await sleep(50);
    expect(isClosed).toBe(false);
    vi.advanceTimersByTime(3_000);
    await Promise.all([stopping, closed]);
  });

  it("may be stopped twice, and before it was started", async () => {
    const { handler, called, answer } = held();
    const address = await started((server) => server.route("GET", "/held", handler));
    const response = fetch(`${address}/held`);
    await called;
    const both = Promise.all([latest().stop(), latest().stop()]);
    answer("done");
    await both;
    expect(await (await response).text()).toBe("done");
    await latest().stop();
    await create().stop();
  });
});

describe("the body of a request", () => {
  const post = (
    body: Uint8Array<ArrayBuffer> | ReadableStream | null,
    headers: Record<string, string> = {},
  ) => new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

  it("is read byte for byte, up to the limit and not beyond", async () => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, i) => i % 256);
    const chunked = () =>
      ReadableStream.from([0, 1, 2, 500].map((at, i, all) => bytes.subarray(at, all[i + 1] ?? bytes.length)));
    for (const body of [() => bytes, chunked]) {
      expect(await readBody(post(body()), 1_000)).toEqual(bytes);
      expect(await readBody(post(body()), 999)).toBeUndefined();
    }
    expect(await readBody(post(null), 0)).toEqual(new Uint8Array(0));
    expect(await readBody(new Request("http://localhost/"), 10)).toEqual(new Uint8Array(0));
  });

  it("is not read at all where it is said to be too long", async () => {
    let pulled = 0;
    const stream = new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(1));
        },
      },
      { highWaterMark: 0 },
    );
    expect(await readBody(post(stream, { "Content-Length": "1001" }), 1_000)).toBeUndefined();
    expect(pulled).toBe(0);
  });

  it("is read no further than the limit where it never ends", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1_000));
      },
    });
    expect(await readBody(post(endless), 10_000)).toBeUndefined();
    await sleep(20);
    expect(pulled).toBeLessThan(15);
  });
});

describe("messages at most every minute", () => {
  it("are the first of each minute", () => {
    const now = vi.spyOn(performance, "now");
    const said: string[] = [];
    const say = atMostEveryMinute((message) => said.push(message));
    for (const seconds of [1, 2, 60.9, 61, 62, 200]) {
      now.mockReturnValue(seconds * 1_000);
      say(String(seconds));
    }
    expect(said).toEqual(["1", "61", "200"]);
  });
});
