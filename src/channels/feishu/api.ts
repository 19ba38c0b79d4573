/** Calls of Feishu's interface → what they resolve with; the token that they need is kept, and asked for once for many. */

import { objectIn } from "../../chat/json.ts";
import { callBy, createKept } from "../../chat/kept.ts";
import type { Way } from "../../chat/way.ts";
import { errorOf, errorOfStatus, failures, isStaleToken } from "./failures.ts";

/** Each rejects with a `PlatformError`, or with what went wrong on the way. */
export interface Api {
  /** Below `/open-apis`. */
  call<T = unknown>(method: string, path: string, body?: object): Promise<T>;
  /** Where the next long connection goes, and what is to be kept to on it. */
  endpoint(signal: AbortSignal): Promise<{ readonly URL: string; readonly ClientConfig?: ClientConfig }>;
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

type Headers = Readonly<Record<string, string>>;

const CALL_MS = 10_000;
const RENEWED_BEFORE_S = 300;

export function createApi({ root, appId, secret, way }: ApiParts): Api {
  const token = createKept(async () => {
    const path = "/open-apis/auth/v3/tenant_access_token/internal";
    const { tenant_access_token: value, expire } = await ask<{ tenant_access_token: string; expire: number }>(
      "POST",
      path,
      { app_id: appId, app_secret: secret },
    );
    return { value, goodForMs: (expire - RENEWED_BEFORE_S) * 1000 };
  });

  async function ask<T>(
    method: string,
    path: string,
    body?: object,
    headers: Headers = {},
    signals: readonly AbortSignal[] = [],
  ): Promise<T> {
    const response = await way.fetch(`${root}${path}`, {
      method,
      headers: { "Content-Type": "application/json; charset=utf-8", locale: "zh", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.any([AbortSignal.timeout(CALL_MS), ...signals]),
    });
    const resetS = Number(response.headers.get("x-ogw-ratelimit-reset")) || undefined;
    const answered = objectIn(await response.text());
    if (typeof answered?.code !== "number") throw errorOfStatus(response.status, resetS);
    if (answered.code !== 0) throw errorOf(answered.code, answered.msg, response.status, resetS);
    return answered as T;
  }

  return {
    async call<T>(method: string, path: string, body?: object) {
      const once = (bearer: string) =>
        ask<T>(method, `/open-apis${path}`, body, { Authorization: `Bearer ${bearer}` });
      return callBy(token, once, { failures, isStale: isStaleToken });
    },
    async endpoint(signal) {
      const credentials = { AppID: appId, AppSecret: secret };
      return (await ask<{ data: never }>("POST", "/callback/ws/endpoint", credentials, {}, [signal])).data;
    },
  };
}
