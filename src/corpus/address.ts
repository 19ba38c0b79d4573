/** Where words stand in the corpus ↔ the address that people read and type: 案例·章节·(项)·第n句. */

/** An address in parts; sentence numbers count within the item, or, where there is none, within the section. */
export interface Address {
  readonly organization: string;
  readonly section: string;
  readonly item: string | null;
  readonly first: number;
  readonly last: number;
}

const SEPARATOR = "·";
const SENTENCES = /^第([1-9]\d{0,8})(?:[-–—~～至到]([1-9]\d{0,8}))?句$/;

/** `圆通速递有限公司工会·应用成效·第1句`; a "·" or "\" within a part is escaped with "\", so that the parts can be told apart. */
export function formatAddress(
  organization: string,
  section: string,
  item: string | null,
  first: number,
  last: number,
): string {
  const names = item === null ? [organization, section] : [organization, section, item];
  const sentences = first === last ? `第${first}句` : `第${first}-${last}句`;
  return [...names.map((name) => name.replace(/[\\·]/g, "\\$&")), sentences].join(SEPARATOR);
}

/** The parts of an address, or nothing where the text is none. */
export function parseAddress(text: string): Address | undefined {
  const parts = splitParts(text);
  const match = SENTENCES.exec(parts.pop() ?? "");
  const [organization, section, item = null, ...excess] = parts;
  if (!match || !organization || !section || item === "" || excess.length > 0) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first <= last ? { organization, section, item, first, last } : undefined;
}

function splitParts(text: string): string[] {
  const parts = [""];
  let escaped = false;
  for (const character of text) {
    if (!escaped && character === "\\") {
      escaped = true;
    } else if (!escaped && character === SEPARATOR) {
      parts.push("");
    } else {
      parts.push((parts.pop() ?? "") + character);
      escaped = false;
    }
  }
  return escaped ? [] : parts;
}
