/** Bytes of a file → its text, or why they hold none. */

/** The common characters of the genre, by which its encodings are told apart. */
const SIMPLIFIED = /[的一是在会工职了]/g;
const TRADITIONAL = /[的一是在會工職了]/g;
const BOTH = /[的一是在会會工职職了]/g;

/** UTF-8; a byte order mark stays in the text, so that offsets count it. */
export function decodeText(bytes: Uint8Array): { readonly text: string } | { readonly problem: string } {
  const utf16 = utf16Order(bytes);
  if (utf16)
    return { problem: `expected UTF-8, found what seems to be UTF-16${utf16}; save the file as UTF-8` };
  if (bytes.includes(0)) {
    return { problem: "expected text, found binary data (NUL bytes); export the document as UTF-8 text" };
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const legacy = legacyEncoding(bytes);
    const found = legacy ? `what seems to be ${legacy}` : "bytes that are not UTF-8";
    return { problem: `expected UTF-8, found ${found}; save the file as UTF-8` };
  }
  if (text.trim() === "") {
    return { problem: "expected text, found an empty file; add the document's text or remove the file" };
  }
  return { text };
}

/** By byte order mark; without one, NUL bytes betray it, which line breaks and digits leave in either half. */
function utf16Order(bytes: Uint8Array): "LE" | "BE" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "LE";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "BE";
  if (bytes.length % 2 === 1 || !bytes.includes(0)) return undefined;
  const little = share("utf-16le", bytes, BOTH);
  const big = share("utf-16be", bytes, BOTH);
  if (Math.max(little, big) < 0.01) return undefined;
  return little > big ? "LE" : "BE";
}

/** GBK and Big5 use the same bytes for different characters. */
function legacyEncoding(bytes: Uint8Array): "GBK" | "Big5" | undefined {
  const gbk = share("gbk", bytes, SIMPLIFIED);
  const big5 = share("big5", bytes, TRADITIONAL);
  if (Math.max(gbk, big5) < 0.01) return undefined;
  return gbk >= big5 ? "GBK" : "Big5";
}

/** The share of what `pattern` matches in the text that `encoding` makes of the bytes; 0 where it makes none. */
function share(encoding: string, bytes: Uint8Array, pattern: RegExp): number {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return (text.match(pattern)?.length ?? 0) / Math.max(1, text.length);
  } catch {
    return 0;
  }
}
