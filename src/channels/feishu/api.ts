/** Calls of Feishu's interface → what they resolve with; the token that they need is kept, and asked for once for many. */

import { createKept } from "../../chat/kept.ts";
import type { Way } from "../../chat/way.ts";
import { errorOf, errorOfStatus, isStaleToken } from "./failures.ts";

export interface Api {
  /** Below `/open-apis`. Rejects with a `PlatformError`, or with what went wrong on the way. */
  call<T = unknown>(method: string, path: string, body?: object): Promise<T>;
  /** Where the next long connection goes, and what is to be kept to on it. */
  endpoint(signal: AbortSignal): Promise<Endpoint>;
}

export interface Endpoint {
  readonly URL: string;
  readonly ClientConfig?: ClientConfig;
}

export interface ClientConfig {
  /** Seconds. */
  readonly PingInterval?: number;
}

export interface ApiParts {
  readonly root: string;
  readonly appId: string;
  readonly secret: string;
  readonly way: Way;
}

interface Answered {
  readonly code: number;
  readonly msg?: string;
  readonly data?: unknown;
}

const CALL_MS = 10_000;

/** Feishu gives another token when the old one is good for less than half an hour. */
const RENEWED_BEFORE_S = 300;

export function createApi({ root, appId, secret, way }: ApiParts): Api {
  const token = createKept(async () => {
    const answered = await ask<{ readonly tenant_access_token: string; readonly expire: number }>(
      "POST",
      "/open-apis/auth/v3/tenant_access_token/internal",
      { app_id: appId, app_secret: secret },
    );
    const goodForMs = Math.max(answered.expire - RENEWED_BEFORE_S, 1) * 1000;
    return { value: answered.tenant_access_token, goodForMs };
  });

  async function ask<T>(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
    signal: AbortSignal = AbortSignal.timeout(CALL_MS),
  ): Promise<T & Answered> {
    const response = await way.fetch(`${root}${path}`, {
      method,
      headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "error",
      signal,
    });
    const reset = response.headers.get("x-ogw-ratelimit-reset");
    const resetS = reset === null || !/^\d+$/.test(reset) ? null : Number(reset);
    const answered = parsed(await response.text());
    if (answered === undefined) throw errorOfStatus(response.status, resetS);
    if (answered.code !== 0) throw errorOf(answered.code, answered.msg, resetS);
    return answered as T & Answered;
  }

  return {
    async call<T>(method: string, path: string, body?: object) {
      const once = async (bearer: string) =>
        ask<T>(method, `/open-apis${path}`, body, { Authorization: `Bearer ${bearer}` });
      const bearer = await token.get();
      return once(bearer).catch(async (error: unknown) => {
        if (!isStaleToken(error)) throw error;
        token.drop(bearer);
        return once(await token.get());
      });
    },
    async endpoint(signal) {
      const credentials = { AppID: appId, AppSecret: secret };
      const { data } = await ask("POST", "/callback/ws/endpoint", credentials, { locale: "zh" }, signal);
      return data as Endpoint;
    },
  };
}

function parsed(text: string): Answered | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isAnswer =
      typeof value === "object" && value !== null && "code" in value && typeof value.code === "number";
    return isAnswer ? (value as Answered) : undefined;
  } catch {
    return undefined;
  }
}
