/** Proxies by their usual names → how Slack is reached: by calls, and by the connection of Socket Mode. */

import { EnvHttpProxyAgent, fetch as fetchThrough } from "undici";

export interface Way {
  readonly fetch: typeof fetch;
  /** Undefined where no proxy is named. */
  readonly dispatcher: EnvHttpProxyAgent | undefined;
}

/** Of the environment itself nothing is read: what is not named is not used. */
export function wayBy(proxies: Readonly<Record<string, string>> = {}): Way {
  const { HTTP_PROXY: httpProxy = "", HTTPS_PROXY: httpsProxy = "", NO_PROXY: noProxy = "" } = proxies;
  if (httpProxy === "" && httpsProxy === "") return { fetch, dispatcher: undefined };
  const dispatcher = new EnvHttpProxyAgent({ httpProxy, httpsProxy, noProxy });
  // The same function, declared by its maker a little differently than by Node.
  const through = fetchThrough as unknown as (url: unknown, init: object) => ReturnType<typeof fetch>;
  return { dispatcher, fetch: (url, init) => through(url, { ...init, dispatcher }) };
}
