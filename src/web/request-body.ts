/** The body of a request → what it holds, or a refusal that says what would be right. */

import type { z } from "zod";
import { type ProblemCode, problemResponse, STATUSES } from "./api-problem.ts";
import { readBody } from "./http-server.ts";

/** Ends a request; the message is for whoever sent it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.status = STATUSES[code];
    this.headers = headers;
  }
}

/** What is no refusal is thrown again. */
export function refusalResponse(error: unknown): Response {
  if (error instanceof Refusal) return problemResponse(error, error.headers);
  throw error;
}

export function demandMethod({ method }: Request, allowed: readonly string[]): void {
  if (!allowed.includes(method))
    throw new Refusal("wrong-method", `应使用 ${allowed.join("、")} 方法。`, { Allow: allowed.join(", ") });
}

export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  demandType(request, "application/json");
  const text = await readText(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("not-json", NOT_JSON);
  }
}

export async function readForm(request: Request, maxBytes: number): Promise<URLSearchParams> {
  demandType(request, "application/x-www-form-urlencoded");
  return new URLSearchParams(await readText(request, maxBytes));
}

export const MULTIPART = "multipart/form-data";

/** Of a form that sends a file. */
export async function readParts(request: Request, maxBytes: number): Promise<FormData> {
  demandType(request, MULTIPART);
  const body = await readBytes(request, maxBytes);
  const type = request.headers.get("content-type") ?? "";
  return new Response(body, { headers: { "Content-Type": type } }).formData().catch(() => {
    throw new Refusal("wrong-input", WRONG_INPUT);
  });
}

/** Of a shape that the site's own pages send: what has another is nobody's slip. */
export function demandShape<T>(value: unknown, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal("wrong-input", WRONG_INPUT);
}

const WRONG_INPUT = "请求的内容不对，请刷新页面后再试。";
const NOT_JSON = "请求的内容应为 UTF-8 编码的 JSON。";

/** A form of another site could send anything else without asking first. */
function demandType({ headers }: Request, expected: string): void {
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== expected)
    throw new Refusal("wrong-type", `内容类型（Content-Type）应为 ${expected}。`);
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const body = await readBody(request, maxBytes);
  if (body) return body;
  const kb = Math.floor(maxBytes / 1024);
  throw new Refusal(
    "too-large",
    `请求太大，最大 ${kb < 1024 ? `${kb} KB` : `${Math.floor(kb / 1024)} MB`}。`,
  );
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const body = await readBytes(request, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new Refusal("not-json", NOT_JSON);
  }
}
