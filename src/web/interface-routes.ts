/** The interface for programs as routes: the contract's objects below /api/, as JSON or as events, and the MCP server. */

import type { Log } from "../console/log.ts";
import type { MayAsk } from "./access.ts";
import { answerEvents, patientSignal, wantsEvents } from "./answer-events.ts";
import { problemOf, problemResponse } from "./api-problem.ts";
import { openApiOf } from "./operations/openapi.ts";
import { InputError, type Operation } from "./operations/operations.ts";
import { demandMethod, Refusal, readJson } from "./request-body.ts";
import { get, post, type WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

interface InterfaceParts {
  readonly operations: readonly Operation[];
  readonly log: Log;
  readonly mayAsk: MayAsk;
  /** Whether anything can be answered at present. */
  readonly isReady: () => Promise<boolean>;
  readonly version: string;
  readonly publicUrl: string | null;
}

/** A hundred questions of the longest kind, each character escaped. */
const MAX_BODY_BYTES = 1024 * 1024;

export interface InterfaceRoutesParts extends InterfaceParts {
  /** Answers at /mcp. */
  readonly mcp: (request: Request, mayAsk: () => boolean) => Promise<Response>;
}

export function interfaceRoutes({ mcp, ...parts }: InterfaceRoutesParts): WebRoute[] {
  const { operations, mayAsk } = parts;
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const document = openApiOf(parts);

  const handle: WebRoute["handle"] = async (from) => {
    const { request, url } = from;
    const name = url.pathname.slice("/api/".length);
    if (name === "openapi.json") {
      demandMethod(request, ["GET", "HEAD"]);
      return Response.json(document);
    }
    const operation = byName.get(name);
    if (!operation) throw new Refusal("not-found", "没有这个接口；全部接口见 /api/openapi.json。");
    const isPlain = operation.name === "cases";
    demandMethod(request, isPlain ? ["GET", "HEAD", "POST"] : ["POST"]);
    const input = request.method === "POST" ? await readJson(request, MAX_BODY_BYTES) : {};
    if (!mayAsk(from)) throw new Refusal("too-many", WEB.tooMany, { "Retry-After": "60" });
    const run = prepared(operation, input);
    return operation.name === "ask" && wantsEvents(request)
      ? answerEvents(request, parts, async (asking) => (await run(asking)).object)
      : answerInJson(run, request, parts);
  };

  return [
    get("/api/*", "api", handle),
    post("/api/*", "api", handle),
    post("/mcp", "api", (from) => mcp(from.request, () => mayAsk(from))),
  ];
}

type Run = ReturnType<Operation["prepare"]>;

function prepared(operation: Operation, input: unknown): Run {
  try {
    return operation.prepare(input);
  } catch (error) {
    throw error instanceof InputError ? new Refusal("wrong-input", error.message) : error;
  }
}

async function answerInJson(run: Run, request: Request, parts: InterfaceParts): Promise<Response> {
  const signal = patientSignal(request);
  try {
    const { object } = await run({ signal });
    return Response.json(object, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    // Whoever left reads nothing any more.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return problemResponse(await problemOf(error, parts));
  }
}
