/** A page saved as one file (.mht, .mhtml) → the HTML of its first part. */

import { decodeText } from "./decode.ts";

const DEEPEST = 3;

/** Undefined for what is no such message. */
export function pageOfMessage(bytes: Uint8Array): string | undefined {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return /^[\s\S]{0,4000}?MIME-Version:/i.test(raw) && !/^\s*</.test(raw) ? htmlIn(raw, 0) : undefined;
}

function htmlIn(part: string, depth: number): string | undefined {
  const [, head = "", body = ""] = /^\s*([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const header = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, "im").exec(unfolded)?.[1] ?? "";
  const type = header("Content-Type");
  const boundary = /boundary\s*=\s*"?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary && depth < DEEPEST) {
    for (const inner of body.split(`--${boundary}`).slice(1)) {
      const found = htmlIn(inner.replace(/^\r?\n/, ""), depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!/^text\/html/i.test(type)) return undefined;
  const bytes = decoded(body, header("Content-Transfer-Encoding").trim().toLowerCase());
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1]?.toLowerCase();
  try {
    if (charset)
      return new TextDecoder(charset === "gb2312" ? "gb18030" : charset, { fatal: true }).decode(bytes);
  } catch {
    // Messages name encodings that they are not in.
  }
  return decodeText(bytes).text;
}

function decoded(body: string, encoding: string): Uint8Array {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const plain = body
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}
