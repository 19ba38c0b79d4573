/** An address, a key and a model → the client of the `openai` package for any server that speaks its language. */

import type { OpenAI } from "openai";
import type { Subject } from "./failure.ts";
import { createModelFetch, type FetchLimits } from "./model-fetch.ts";

export const OPENAI_ADDRESS = "https://api.openai.com/v1";

export interface OpenAiServer {
  readonly model: string;
  /** As in `https://example.org/v1`; OpenAI's own where it is null. */
  readonly baseUrl: string | null;
  /** Servers on one's own machine need none. */
  readonly apiKey: string | null;
  readonly proxies?: Readonly<Record<string, string>>;
}

/** The package is loaded here and nowhere else. Nothing is retried, waited for or read from the environment by it. */
export async function createOpenAiClient(
  { baseUrl, apiKey, proxies = {} }: OpenAiServer,
  subject: Subject,
  limits: FetchLimits,
): Promise<OpenAI> {
  const { OpenAI } = await import("openai");
  const address = baseUrl ?? OPENAI_ADDRESS;
  return new OpenAI({
    baseURL: address,
    apiKey: apiKey ?? "none",
    ...(apiKey === null && { defaultHeaders: { Authorization: null } }),
    organization: null,
    project: null,
    logLevel: "off",
    maxRetries: 0,
    fetch: createModelFetch({ baseUrl: address, proxies, subject, limits }),
  });
}
