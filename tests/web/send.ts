/** Requests to the web channel as no browser would send them. */

import { request as httpRequest, type IncomingHttpHeaders } from "node:http";

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** With whatever headers, Host and Origin included, which fetch would set by itself. */
export function send(
  address: string,
  { method = "GET", headers = {}, body }: Sent = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(address, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

export const form = (fields: Record<string, string>): Sent => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: String(new URLSearchParams(fields)),
});

/** As a browser would send it back. */
export async function cookieFor(address: string, fields: Record<string, string>): Promise<string> {
  const { headers } = await send(`${address}/session`, form(fields));
  return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}
