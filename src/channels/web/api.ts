/** Requests below /api/ → the contract's objects, as JSON or as events. */

import type { AnswerStage } from "../../answer/asking.ts";
import type { Log } from "../../console/log.ts";
import { readBody } from "../../http-server.ts";
import { openApiOf } from "../../operations/openapi.ts";
import { InputError, type Operation } from "../../operations/operations.ts";
import { type ProblemCode, problemOf, problemResponse } from "./api-problem.ts";
import type { MayAsk } from "./asking-limit.ts";
import { eventStream, wantsEvents } from "./event-stream.ts";
import type { WebRoute } from "./routes.ts";

export interface InterfaceParts {
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

/** Nobody waits longer; a model that hangs must not hold the connection. */
const PATIENCE_MS = 180_000;

/** The body of a request as JSON; undefined where there is none. Throws a `Refusal`. */
export async function readJson(request: Request, maxBytes = MAX_BODY_BYTES): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    throw new Refusal("wrong-type", "内容类型（Content-Type）应为 application/json。");
  const body = await readBody(request, maxBytes);
  if (!body) throw new Refusal("too-large", `请求太大，最大 ${Math.floor(maxBytes / 1024)} KB。`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Refusal("not-json", "请求的内容应为 UTF-8 编码的 JSON。");
  }
}

/** Ends a request; the message is for whoever sent it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** To be hung on every path below /api/. */
export function createApi(parts: InterfaceParts): WebRoute["handle"] {
  const { operations, mayAsk } = parts;
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const document = openApiOf(parts);

  return async (from) => {
    const { request, url } = from;
    try {
      const name = url.pathname.slice("/api/".length);
      if (name === "openapi.json") {
        demandMethod(request, ["GET", "HEAD"]);
        return Response.json(document);
      }
      const operation = byName.get(name);
      if (!operation) throw new Refusal("not-found", "没有这个接口；全部接口见 /api/openapi.json。");
      const isPlain = operation.name === "cases";
      demandMethod(request, isPlain ? ["GET", "HEAD", "POST"] : ["POST"]);
      const input = request.method === "POST" ? await readJson(request) : {};
      if (!mayAsk(from)) throw new Refusal("too-many", "问得有点快，请过一分钟再试。");
      const run = operation.prepare(input);
      return operation.name === "ask" && wantsEvents(request)
        ? answerInEvents(run, request, parts)
        : await answerInJson(run, request, parts);
    } catch (error) {
      if (error instanceof Refusal) return refusalResponse(error);
      if (error instanceof InputError)
        return problemResponse({ code: "wrong-input", message: error.message });
      throw error;
    }
  };
}

class WrongMethod extends Refusal {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super("wrong-method", `应使用 ${allowed.join("、")} 方法。`);
    this.allowed = allowed;
  }
}

function demandMethod({ method }: Request, allowed: readonly string[]): void {
  if (!allowed.includes(method)) throw new WrongMethod(allowed);
}

function refusalResponse(refusal: Refusal): Response {
  if (refusal instanceof WrongMethod) return problemResponse(refusal, { Allow: refusal.allowed.join(", ") });
  return problemResponse(refusal, refusal.code === "too-many" ? { "Retry-After": "60" } : {});
}

type Run = ReturnType<Operation["prepare"]>;

async function answerInJson(run: Run, request: Request, parts: InterfaceParts): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const { object } = await run({ signal });
    return Response.json(object, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    // Whoever left reads nothing any more.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return problemResponse(await problemOf(error, parts));
  }
}

function answerInEvents(run: Run, request: Request, parts: InterfaceParts): Response {
  const leaving = new AbortController();
  const signal = AbortSignal.any([request.signal, leaving.signal, AbortSignal.timeout(PATIENCE_MS)]);
  return eventStream(
    async (send) => {
      try {
        const onStage = (stage: AnswerStage) => send("stage", { stage });
        const { object } = await run({ signal, onStage });
        send("answer", object);
      } catch (error) {
        if (leaving.signal.aborted || request.signal.aborted) return;
        send("error", await problemOf(error, parts));
      }
    },
    () => leaving.abort(),
  );
}
