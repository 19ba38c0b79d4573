import { createSocket } from "node:dgram";
import { lookup } from "node:dns";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { attempts } from "./no-network.ts";

/** What the guard noted; taken, so that this test does not fail for it. */
function taken(): string[] {
  return attempts.splice(0);
}

describe("tests without a network", () => {
  it("refuse a socket to another machine", () => {
    expect(() => connect(443, "192.0.2.1")).toThrow(
      "no network in tests: a socket was to be opened to 192.0.2.1:443",
    );
    expect(() => connect({ host: "example.org", port: 80 })).toThrow("example.org:80");
    expect(taken()).toHaveLength(2);
  });

  it("notice a request whose failure the program hides", async () => {
    await fetch("http://192.0.2.1/").catch(() => {});
    expect(taken()).toEqual(["a socket was to be opened to 192.0.2.1:80"]);
  });

  it("refuse datagrams and questions for addresses", () => {
    const socket = createSocket("udp4");
    expect(() => socket.send("x", 53, "192.0.2.1")).toThrow("a datagram was to be sent to 192.0.2.1");
    socket.close();
    expect(() => lookup("example.org", () => {})).toThrow("the address of example.org was to be asked for");
    expect(taken()).toHaveLength(2);
  });

  it("let a program talk to itself", async () => {
    const server = createServer((socket) => socket.end("here"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const client = connect(port ?? 0, "127.0.0.1");
    const [chunk] = await once(client, "data");
    expect(String(chunk)).toBe("here");
    server.close();
    expect(taken()).toEqual([]);
  });
});
