/** What is fetched from a hub, and what a hub may do to it. */

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { subjectOf } from "../../src/models/failure.ts";
import { fetchModel } from "../../src/models/hub.ts";
import { readLocalModel } from "../../src/models/local-files.ts";
import { errorOf } from "./contract-chat.ts";
import { listing, tinyBert } from "./tiny-bert.ts";

const NAME = "office/tiny";
const WEIGHTS = "onnx/model.onnx";
const bert = tinyBert({ kind: "embedder" });
const weights = bert.get(WEIGHTS) ?? new Uint8Array();
const total = [...bert.values()].reduce((sum, { length }) => sum + length, 0);

type Serve = (bytes: Uint8Array, request: IncomingMessage, response: ServerResponse) => void;

interface Hub {
  readonly url: string;
  /** Path and range of each file that was asked for. */
  readonly asked: string[];
}

interface HubParts {
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** How the weights are served, in turn; the last one is for all requests that follow. */
  readonly weights?: readonly Serve[];
  /** In place of the list of files. */
  readonly list?: (response: ServerResponse) => void;
}

/** Begins where it is asked to. */
const serve: Serve = (bytes, { headers }, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200, { "content-length": bytes.length - from });
  response.end(bytes.subarray(from));
};

/** Breaks off after so many bytes more. */
function cutAfter(count: number): Serve {
  return (bytes, { headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { "content-length": bytes.length - from });
    response.write(bytes.subarray(from, from + count), () => response.destroy());
  };
}

const status =
  (code: number, headers: Record<string, string> = {}): Serve =>
  (_, __, response) =>
    response.writeHead(code, headers).end();

async function hubOf({ files = bert, weights: ways = [serve], list }: HubParts = {}): Promise<Hub> {
  const asked: string[] = [];
  let turn = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://hub");
    if (pathname === `/api/models/${NAME}/tree/main`)
      return list ? list(response) : response.end(JSON.stringify(listing(files)));
    const path = decodeURIComponent(pathname).replace(`/${NAME}/resolve/main/`, "").replace("/cdn/", "");
    const bytes = files.get(path);
    if (!bytes) return response.writeHead(404).end();
    asked.push(`${pathname.startsWith("/cdn/") ? "cdn " : ""}${path} ${request.headers.range ?? ""}`.trim());
    const way = path === WEIGHTS ? ways[Math.min(turn++, ways.length - 1)] : serve;
    return way?.(bytes, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

let folder: string;
let progress: number[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "anlitong-hub-"));
  progress = [];
  return () => rm(folder, { recursive: true });
});

const fetchFrom = (hub: string, signal = new AbortController().signal, stallMs = 50_000) =>
  fetchModel({
    ...{ name: NAME, hub, folder, signal, proxies: {} },
    subject: subjectOf("向量模型", `local:${NAME}`, hub, null),
    onProgress: (done) => progress.push(done),
    limits: { stallMs, retryMs: 1 },
  });

async function isWhole(): Promise<void> {
  expect(Buffer.from(weights).equals(await readFile(join(folder, WEIGHTS)))).toBe(true);
  expect(await readLocalModel(`local:${NAME}`, folder)).toMatchObject({ weights: WEIGHTS });
  expect((await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".part"))).toEqual([]);
}

describe("a model of a hub", () => {
  it("is fetched with what it is made of alone, and how far it is goes from 0 to all", async () => {
    const files = new Map([
      ...bert,
      ["pytorch_model.bin", weights] as const,
      ["README.md", weights] as const,
    ]);
    const { url, asked } = await hubOf({ files });
    await fetchFrom(url);
    await isWhole();
    expect(asked.toSorted()).toEqual([...bert.keys()].toSorted());
    expect(progress.at(-1)).toBe(total);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it("is gone on with where the connection broke, in this run and in the next", async () => {
    const third = Math.ceil(weights.length / 3);
    const never = Array<Serve>(4).fill(status(503));
    const { url, asked } = await hubOf({ weights: [cutAfter(third), ...never, cutAfter(third), serve] });
    expect((await errorOf(fetchFrom(url))).message).toMatch(/：服务出错（503）$/);
    await fetchFrom(url);
    await isWhole();
    const begun = asked.filter((one) => one.startsWith(WEIGHTS)).map((one) => one.slice(WEIGHTS.length + 1));
    expect(begun[0]).toBe("");
    expect(new Set(begun.slice(1)).size).toBe(2);
    // What was fetched before the break is not fetched again.
    expect(asked.filter((one) => one === "config.json")).toHaveLength(1);
  });

  it("is begun anew where a server cannot begin in the middle", async () => {
    const whole: Serve = (bytes, _, response) => response.end(bytes);
    const { url } = await hubOf({ weights: [cutAfter(1_000), whole] });
    await fetchFrom(url);
    await isWhole();
  });

  it("is fetched from where the hub sends for it", async () => {
    const { url, asked } = await hubOf({ weights: [status(302, { location: `/cdn/${WEIGHTS}` }), serve] });
    await fetchFrom(url);
    await isWhole();
    expect(asked).toContain(`cdn ${WEIGHTS}`);
  });

  it("is not kept where it is not what the hub lists", async () => {
    const other: Serve = (bytes, _, response) => response.end(bytes.toReversed());
    const { url } = await hubOf({ weights: [other] });
    expect((await errorOf(fetchFrom(url))).message).toBe(
      `向量模型 local:${NAME}（${url}）：${WEIGHTS} 与清单上的校验值不符，已经删除`,
    );
    expect(await readdir(join(folder, "onnx"))).toEqual([]);
  });

  it.each([
    ["not there", { list: (response) => response.writeHead(404).end() }, /：没有这个模型或文件（404）$/],
    [
      "not there, as Hugging Face says it",
      { list: (r) => r.writeHead(401).end() },
      /：没有这个模型或文件（401）$/,
    ],
    ["of a web page", { list: (r) => r.end("<html>登录</html>") }, /：返回的不是模型的文件清单$/],
    ["of a server that fails", { list: (r) => r.writeHead(500).end() }, /：服务出错（500）$/],
    [
      "without ONNX",
      { files: new Map([...bert].filter(([path]) => path !== WEIGHTS)) },
      /上的 office\/tiny 缺少 onnx\/model\.onnx，请换用附有 ONNX 文件的同类模型$/,
    ],
    ["of which a file is missing", { weights: [status(404)] }, /：没有这个模型或文件（404）$/],
    ["that breaks off again and again", { weights: [cutAfter(0)] }, /：连接不上或中途断开/],
    [
      "that is longer than it says",
      { weights: [(bytes, _, response) => response.end(Buffer.concat([bytes, bytes]))] },
      /：回复太长，已中断$/,
    ],
  ] satisfies [string, HubParts, RegExp][])("is refused in one line: %s", async (_, parts, line) => {
    const { url } = await hubOf(parts);
    expect((await errorOf(fetchFrom(url))).message).toMatch(line);
  });

  it("is given up where the hub falls silent", async () => {
    const silent: Serve = (bytes, _, response) => void response.write(bytes.subarray(0, 10));
    const { url } = await hubOf({ weights: [silent] });
    const { message } = await errorOf(fetchFrom(url, new AbortController().signal, 100));
    expect(message).toMatch(/：回复中途停顿太久，已中断$/);
  });

  it("stops when the program ends, and is gone on with later", async () => {
    const ended = new AbortController();
    const half: Serve = (bytes, _, response) => {
      response.write(bytes.subarray(0, 100_000));
      ended.abort(new Error("ended"));
    };
    const { url } = await hubOf({ weights: [half, serve] });
    await expect(fetchFrom(url, ended.signal)).rejects.toThrow("ended");
    await fetchFrom(url);
    await isWhole();
  });

  it("says where it cannot be written", async () => {
    await writeFile(join(folder, "onnx"), "a file where a folder should be");
    const { url } = await hubOf();
    expect((await errorOf(fetchFrom(url))).message).toMatch(/：不能写入 \S+（E\w+），请检查磁盘空间和权限$/);
  });
});
