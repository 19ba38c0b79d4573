/** Requests below /api/ → the contract's objects, as JSON or as events. */

import type { Log } from "../console/log.ts";
import { answerEvents, patientSignal } from "./answer-events.ts";
import { problemOf, problemResponse } from "./api-problem.ts";
import type { MayAsk } from "./asking-limit.ts";
import { wantsEvents } from "./event-stream.ts";
import { openApiOf } from "./operations/openapi.ts";
import { InputError, type Operation } from "./operations/operations.ts";
import { demandMethod, Refusal, readJson, refusalResponse } from "./request-body.ts";
import type { WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

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
      const input = request.method === "POST" ? await readJson(request, MAX_BODY_BYTES) : {};
      if (!mayAsk(from)) throw new Refusal("too-many", WEB.tooMany, { "Retry-After": "60" });
      const run = operation.prepare(input);
      return operation.name === "ask" && wantsEvents(request)
        ? answerEvents(request, parts, async (asking) => (await run(asking)).object)
        : await answerInJson(run, request, parts);
    } catch (error) {
      if (error instanceof InputError)
        return problemResponse({ code: "wrong-input", message: error.message });
      return refusalResponse(error);
    }
  };
}

type Run = ReturnType<Operation["prepare"]>;

/** Input was checked before. */
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
