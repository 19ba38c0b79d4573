/** What watches over the program is told: whether it can answer, and its figures, and by whom they may be read. */

import { chmodSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { readinessOf } from "../../src/app/readiness.ts";
import { createMetrics } from "../../src/watch/metrics.ts";
import { hangHealthRoutes } from "../../src/web/health-routes.ts";
import { createHttpServer } from "../../src/web/http-server.ts";
import { keepLog, newDir } from "../chat/journal.ts";

async function watched({
  token = null as string | null,
  problems = async (): Promise<readonly string[]> => [],
}) {
  const server = createHttpServer({ host: "127.0.0.1", port: 0, log: keepLog() });
  hangHealthRoutes({
    ...{ server, problems, token, metrics: createMetrics() },
    origin: { host: "127.0.0.1", publicUrl: null },
  });
  await server.start();
  onTestFinished(() => server.stop());
  return async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.address}${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };
}

describe("the figures of the program", () => {
  it("are told a program on this machine", async () => {
    const get = await watched({});
    const { status, text } = await get("/metrics");
    expect(status).toBe(200);
    expect(text).toContain("# TYPE anlitong_answers_total counter\n");
    expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
  });

  it.each([
    ["comes through a proxy", { "x-forwarded-for": "10.1.2.3" }],
    ["comes through a proxy of another kind", { forwarded: "for=10.1.2.3" }],
    ["is a page of another site", { "sec-fetch-site": "cross-site" }],
  ])("are not told who %s", async (_who, headers) => {
    const get = await watched({});
    expect((await get("/metrics", headers)).status).toBe(403);
  });

  it("are told who shows the token, wherever they come from, and nobody else", async () => {
    const get = await watched({ token: "metrics-token-1" });
    const shown = (token: string) => ({ "x-forwarded-for": "10.1.2.3", authorization: `Bearer ${token}` });
    expect((await get("/metrics", shown("metrics-token-1"))).status).toBe(200);
    expect((await get("/metrics", shown("metrics-token-2"))).status).toBe(403);
    expect((await get("/metrics")).status).toBe(403);
  });
});

describe("readiness", () => {
  const ready = (parts: Partial<Parameters<typeof readinessOf>[0]> = {}) => {
    const log = keepLog();
    const version = async () => ({ id: "a", fileCount: 1, caseCount: 1 });
    const problems = readinessOf({ version, dataDir: newDir(), log, isStopping: () => false, ...parts });
    return { log, problems };
  };

  it("is told whoever probes, by any name", async () => {
    const get = await watched({ token: "metrics-token-1" });
    for (const path of ["/healthz", "/readyz"])
      expect(await get(path, { "x-forwarded-host": "pod-7", forwarded: "host=pod-7" })).toMatchObject({
        text: "ok",
      });
  });

  it("is told with ok, and with a reason a line where there is none", async () => {
    const get = await watched({ problems: async () => ["甲", "乙"] });
    expect(await get("/readyz")).toEqual({ status: 503, text: "甲\n乙" });
    expect(await get("/healthz")).toEqual({ status: 200, text: "ok" });
    expect(await (await watched({}))("/readyz")).toEqual({ status: 200, text: "ok" });
  });

  it("is there where the index and the disk are", async () => {
    expect(await ready().problems()).toEqual([]);
  });

  it("is not there without an index; the log says why, once", async () => {
    const { problems, log } = ready({ version: () => Promise.reject(new Error("索引已损坏")) });
    for (let i = 0; i < 3; i += 1) expect(await problems()).toEqual(["案例索引不能使用"]);
    expect(log.lines).toEqual(["error 暂时不能回答：案例索引不能使用（索引已损坏）"]);
  });

  it("is not there without a folder to write to", async () => {
    const dataDir = newDir();
    chmodSync(dataDir, 0o500);
    const { problems } = ready({ dataDir: process.getuid?.() === 0 ? `${dataDir}/none` : dataDir });
    expect(await problems()).toEqual(["数据文件夹不能写入"]);
  });

  it("ends when the program is told to", async () => {
    expect(await ready({ isStopping: () => true }).problems()).toEqual(["程序正在停止"]);
  });
});
