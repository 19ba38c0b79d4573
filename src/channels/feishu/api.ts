/** Calls of Feishu's interface → what they resolve with; the token that they need is kept, and asked for once for many. */

import { callBy, createKept } from "../../chat/kept.ts";
import type { ServedParts } from "../../chat/serve.ts";
import { type Call, called, wayBy } from "../../chat/way.ts";
import { errorOf, errorOfStatus, failures, isStaleToken } from "./failures.ts";

/** Each call rejects with a `PlatformError`, or with what went wrong on the way. */
export type Api = ReturnType<typeof createApi>;

export interface FeishuAccount extends Pick<ServedParts, "proxies"> {
  readonly appId: string;
  readonly secret: string;
  /** `feishu`, `lark`, or the address of a private deployment. */
  readonly domain: string;
}

const ROOTS: Readonly<Record<string, string>> = {
  feishu: "https://open.feishu.cn",
  lark: "https://open.larksuite.com",
};

const RENEWED_BEFORE_S = 300;

/** Where a long connection goes, and every how many seconds it wants a beat. */
interface Endpoint {
  readonly URL: string;
  readonly ClientConfig?: { readonly PingInterval?: number };
}

export function createApi({ appId, secret, domain, proxies }: FeishuAccount, way = wayBy(proxies)) {
  const root = (ROOTS[domain] ?? domain).replace(/\/+$/, "");

  async function ask<T>(path: string, call: Call): Promise<T> {
    const locale = { locale: "zh", ...call.headers };
    const { status, headers, said } = await called(way, `${root}${path}`, { ...call, headers: locale });
    const resetS = Number(headers.get("x-ogw-ratelimit-reset")) || undefined;
    if (typeof said?.code !== "number") throw errorOfStatus(status, resetS);
    if (said.code !== 0) throw errorOf(said.code, said.msg, status, resetS);
    return said as T;
  }

  const token = createKept(async () => {
    const path = "/open-apis/auth/v3/tenant_access_token/internal";
    const body = { app_id: appId, app_secret: secret };
    const said = await ask<{ tenant_access_token: string; expire: number }>(path, { body });
    return { value: said.tenant_access_token, goodForMs: (said.expire - RENEWED_BEFORE_S) * 1000 };
  });

  return {
    /** Below `/open-apis`. */
    async call<T = unknown>(method: string, path: string, body?: object) {
      const once = (bearer: string) =>
        ask<T>(`/open-apis${path}`, { method, body, headers: { Authorization: `Bearer ${bearer}` } });
      return callBy(token, once, { failures, isStale: isStaleToken });
    },
    async endpoint(signal: AbortSignal) {
      const body = { AppID: appId, AppSecret: secret };
      return (await ask<{ data: Endpoint }>("/callback/ws/endpoint", { body, signal })).data;
    },
  };
}
