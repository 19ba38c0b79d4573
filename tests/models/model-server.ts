/** A model's server that does in turn what a test tells it to, and remembers what it was asked: for what no mock lacks the manners to do. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as JSON. */
  readonly body: Record<string, unknown>;
  /** Resolves when the connection of this request is closed or its response is through. */
  readonly closed: Promise<void>;
}

export type Behaviour = (response: ServerResponse, asked: Asked) => void | Promise<void>;

export interface ModelServer {
  readonly url: string;
  readonly asked: Asked[];
}

/** The first behaviours are for the first requests; the last one is for all that follow. */
export async function serveModel(...behaviours: readonly [Behaviour, ...Behaviour[]]): Promise<ModelServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const closed = new Promise<void>((resolve) => response.on("close", resolve));
    const body = JSON.parse(Buffer.concat(pieces).toString() || "{}");
    const one: Asked = { path: request.url ?? "", headers: request.headers, body, closed };
    asked.push(one);
    const behaviour = behaviours[Math.min(asked.length, behaviours.length) - 1] ?? behaviours[0];
    await behaviour(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

/** An address on which nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/v1`;
}

interface Ending {
  readonly finish?: string;
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

/** A streamed reply in pieces of some characters. */
export function says(text: string, { finish = "stop", usage }: Ending = {}): Behaviour {
  return (response) => {
    begin(response);
    const size = Math.max(16, text.length / 100);
    for (let at = 0; at < text.length; at += size) event(response, { content: text.slice(at, at + size) });
    event(response, {}, finish);
    if (usage) response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
    response.end("data: [DONE]\n\n");
  };
}

export function begin(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

export function event(response: ServerResponse, delta: object, finish: string | null = null): boolean {
  return response.write(
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { role: "assistant", ...delta }, finish_reason: finish }] })}\n\n`,
  );
}

const BEGINNING = '{"claims":';

/** Begins a reply, and is silent then. */
export const stalls: Behaviour = (response) => {
  begin(response);
  event(response, { content: BEGINNING });
};

/** Breaks the connection within a reply. */
export const breaks: Behaviour = (response) => {
  begin(response);
  event(response, { content: BEGINNING });
  setTimeout(() => response.destroy(), 5);
};

/** Goes on saying things as long as somebody listens. */
export const neverEnds: Behaviour = async (response, { closed }) => {
  begin(response);
  let isOpen = true;
  void closed.then(() => {
    isOpen = false;
  });
  while (isOpen) {
    event(response, { content: "长".repeat(200) });
    await new Promise((resolve) => setImmediate(resolve));
  }
};

export function answers(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return (response) => {
    response.writeHead(status, {
      "content-type": typeof body === "string" ? "text/html" : "application/json",
      ...headers,
    });
    response.end(text);
  };
}

export const fails = (status: number, message: string, headers?: Record<string, string>): Behaviour =>
  answers(status, { error: { message } }, headers);

/** Vectors of an embedding request, made of each text. */
export function embeds(vectorOf: (text: string) => unknown | Promise<unknown>): Behaviour {
  return async (response, { body }) => {
    const texts = body.input as string[];
    const vectors = await Promise.all(texts.map(vectorOf));
    const data = vectors.map((embedding, index) => ({ object: "embedding", index, embedding }));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "list", data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
  };
}
