/** Calls to DingTalk → what it answers: where the next connection goes, and messages sent. */

import { PlatformError } from "../../chat/failures.ts";
import type { Fields } from "../../chat/json.ts";
import { callBy, createKept } from "../../chat/kept.ts";
import type { ServedParts } from "../../chat/serve.ts";
import { type Call, called, wayBy } from "../../chat/way.ts";
import { failures, httpError, SESSION_GONE, webhookError } from "./failures.ts";

export interface DingtalkAccount extends Pick<ServedParts, "proxies"> {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null for DingTalk's own; that of a private deployment. */
  readonly url: string | null;
}

/** Everything rejects with a `PlatformError`, or as the way does. */
export type Api = ReturnType<typeof createApi>;

const USUAL_URL = "https://api.dingtalk.com";

/** What leaves with a token is to arrive while it is still taken. */
const MARGIN_MS = 5 * 60_000;

export function createApi(account: DingtalkAccount, way = wayBy(account.proxies)) {
  const { clientId, clientSecret } = account;
  const url = (account.url ?? USUAL_URL).replace(/\/+$/, "");

  async function post(address: string, call: Call): Promise<Fields> {
    const { ok, status, headers, said } = await called(way, address, call);
    if (!ok) throw httpError(status, said, headers.get("retry-after"));
    return said ?? {};
  }

  const token = createKept(async () => {
    const path = "/v1.0/oauth2/accessToken";
    const body = { appKey: clientId, appSecret: clientSecret };
    const { accessToken, expireIn } = await post(url + path, { body });
    if (typeof accessToken !== "string") throw new PlatformError({ kind: "unavailable" }, "no access token");
    return { value: accessToken, goodForMs: Number(expireIn) * 1_000 - MARGIN_MS };
  });

  return {
    /** The robot goes by it, too. */
    clientId,
    /** Good for one connection, within a minute and a half. */
    async gateway(topics: readonly string[], signal: AbortSignal) {
      const subscriptions = topics.map((topic) => ({ type: "CALLBACK", topic }));
      const body = { clientId, clientSecret, subscriptions, ua: "anlitong" };
      const { endpoint, ticket } = await post(`${url}/v1.0/gateway/connections/open`, { body, signal });
      if (typeof endpoint !== "string" || typeof ticket !== "string")
        throw new PlatformError({ kind: "unavailable" }, "no address");
      const address = new URL(endpoint);
      address.searchParams.set("ticket", ticket);
      return address.href;
    },
    /** To wherever the message came from that has brought this address. */
    async webhook(address: string, body: object) {
      const { errcode = 0 } = await post(address, { body }).catch((error: unknown) => {
        // No token goes there: what is not valid any more is the address.
        throw failures.failureOf(error).kind === "token" ? webhookError(SESSION_GONE) : error;
      });
      if (errcode !== 0) throw webhookError(Number(errcode));
    },
    /** With a token, which is renewed where it is not taken any more. */
    async call(path: string, body: object) {
      const once = (accessToken: string) =>
        post(url + path, { body, headers: { "x-acs-dingtalk-access-token": accessToken } });
      const isStale = (error: unknown) => failures.failureOf(error).kind === "token";
      return callBy(token, once, { failures, isStale });
    },
  };
}
