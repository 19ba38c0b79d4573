import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createModelFetch, USUAL_LIMITS } from "../../src/models/model-fetch.ts";
import { answers, type ModelServer, serveModel } from "./model-server.ts";

/** Where the proxy was asked to go; whatever that is, it goes to the model's server. */
let went: string[];
let proxy: string;
let server: ModelServer;

beforeEach(async () => {
  went = [];
  server = await serveModel(answers(200, { ok: true }));
  const target = new URL(server.url);
  const proxying: Server = createServer();
  proxying.on("connect", (request, socket) => {
    went.push(request.url ?? "");
    const onward = connect(Number(target.port), target.hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket);
      socket.pipe(onward);
    });
    socket.on("error", () => onward.destroy());
    onward.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxying.listen(0, "127.0.0.1", resolve));
  proxy = `http://127.0.0.1:${(proxying.address() as AddressInfo).port}`;
  onTestFinished(() => {
    proxying.closeAllConnections();
    proxying.close();
  });
});

const subject = { name: "模型", secrets: [] };

function ask(baseUrl: string, proxies: Record<string, string>): Promise<Response> {
  const fetch = createModelFetch({ baseUrl, proxies, subject, limits: USUAL_LIMITS });
  return fetch(`${baseUrl}/models`, { method: "POST", body: "{}" });
}

describe("a request to a model's server", () => {
  it("goes through the proxy of the settings", async () => {
    expect(await (await ask("http://model.example/v1", { HTTP_PROXY: proxy })).json()).toEqual({ ok: true });
    expect(went).toEqual(["model.example:80"]);
    expect(server.asked[0]?.headers.host).toBe("model.example");
  });

  it("goes straight to this machine itself", async () => {
    await ask(server.url, { HTTP_PROXY: proxy, HTTPS_PROXY: proxy });
    expect(went).toEqual([]);
    expect(server.asked).toHaveLength(1);
  });

  it("goes straight to a host that is excepted", async () => {
    // Another name of this machine, which is no loopback address.
    await ask(server.url.replace("127.0.0.1", "0.0.0.0"), { HTTP_PROXY: proxy, NO_PROXY: "0.0.0.0" });
    expect(server.asked).toHaveLength(1);
    expect(went).toEqual([]);
  });
});

it("reads no more of a packed reply than of any other", async () => {
  const most = 65_536;
  const packed = gzipSync(Buffer.alloc(100 * most, " "));
  expect(packed.length).toBeLessThan(most);
  const { url } = await serveModel((response) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    response.end(packed);
  });
  const fetch = createModelFetch({
    baseUrl: url,
    proxies: {},
    subject,
    limits: { ...USUAL_LIMITS, maxBytes: most },
  });
  const reply = await fetch(`${url}/models`, { method: "POST", body: "{}" });
  await expect(reply.text()).rejects.toMatchObject({ kind: "endless" });
});
