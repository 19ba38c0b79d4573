/** Where Slack is reached by a proxy alone: calls, private answers and the connection of Socket Mode go by it. */

import { createServer, type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, expect, it } from "vitest";
import { atTheWire, complaintsOf } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { commands } from "./interactions.ts";
import { channel, person } from "./people.ts";
import { startSlack } from "./slack-server.ts";

const LI = person("李安");
const QUESTION = "圆通的应用成效是什么？";
const ANSWER = "圆通速递有限公司工会 · 应用成效";

/** Passes everything on, and notes what is asked for. */
const passed: string[] = [];
const sockets = new Set<Socket>();
const proxy = createServer((incoming, outgoing) => {
  passed.push(`${incoming.method} ${incoming.url}`);
  const { method = "GET", headers, url = "" } = incoming;
  const onward = request(url, { method, headers }, (answer: IncomingMessage) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
});
proxy.on("upgrade", (incoming: IncomingMessage, socket: Socket) => {
  passed.push(`${incoming.method} ${incoming.url}`);
  const { hostname, port, pathname, search } = new URL(incoming.url ?? "");
  const onward = connect(Number(port), hostname, () => {
    const headers = incoming.rawHeaders.flatMap((name, i, all) => (i % 2 ? [] : [`${name}: ${all[i + 1]}`]));
    onward.write([`GET ${pathname}${search} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
    socket.pipe(onward).pipe(socket);
  });
  for (const one of [socket, onward]) {
    sockets.add(one);
    one.on("error", () => one.destroy());
  }
});
proxy.on("connect", ({ url = "" }: IncomingMessage, socket: Socket) => {
  passed.push(`CONNECT ${url}`);
  const { hostname, port } = new URL(`http://${url}`);
  const onward = connect(Number(port), hostname, () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(onward).pipe(socket);
  });
  socket.on("data", (chunk: Buffer) => {
    const [, line] = chunk.toString("latin1").match(/^((?:GET|POST) \S+) HTTP/) ?? [];
    if (line !== undefined) passed.push(line);
  });
  for (const one of [socket, onward]) {
    sockets.add(one);
    one.on("error", () => one.destroy());
  }
});
await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});

it("a question, a private answer and the connection itself go by the proxy that is named", async () => {
  passed.length = 0;
  const bot = await startBot({ proxies: { HTTP_PROXY: address } });
  const { ask, callsAfter, ephemerals } = atTheWire(bot);
  const where = channel();
  expect((await ask(LI, where, QUESTION)).text).toContain(ANSWER);
  await callsAfter(commands(LI, where, "/ask", QUESTION));
  expect(ephemerals(where).at(-1)?.text).toContain(ANSWER);
  const { host } = new URL(bot.slack.url);
  await bot.stop();
  expect(bot.slack.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
  expect(passed.filter((one) => one.startsWith("CONNECT"))).not.toContainEqual(
    expect.not.stringContaining(host),
  );
  const responses = bot.slack.calls.filter(({ method }) => method === "response_url");
  expect(responses).toHaveLength(1);
  for (const path of ["auth.test", "apps.connections.open", "chat.postMessage", "/link/", "/response/"])
    expect(passed).toContainEqual(expect.stringContaining(path));
});

it("what is named as an exception is reached without it", async () => {
  passed.length = 0;
  const slack = await startSlack();
  const bot = await startBot({ slack, proxies: { HTTP_PROXY: address, NO_PROXY: "127.0.0.1" } });
  expect((await atTheWire(bot).ask(LI, channel(), QUESTION)).text).toContain(ANSWER);
  await bot.stop();
  expect(passed).toEqual([]);
});

it("a proxy that is not there is said to be so, and is no reason to go round it", async () => {
  const slack = await startSlack();
  const bot = startBot({ slack, proxies: { HTTP_PROXY: "http://127.0.0.1:9" } });
  const { log, stop } = await bot;
  expect(log.lines).toContainEqual(expect.stringMatching(/^warn Slack：暂时连不上（ECONNREFUSED）/));
  expect(slack.calls).toEqual([]);
  await stop();
});
