/** The corrections of one document, kept beside it as JSON → checked entries, each with the words that it expects. */

import { z } from "zod";

/** Behind the name of the document: 甲.docx.fix.json. */
export const FIX_ENDING = ".fix.json";

export const FIX_LIMITS = { bytes: 256 * 1024, entries: 200, words: 1_000, label: 120 };

const VERSION = 1;

const words = z
  .string()
  .min(1)
  .max(FIX_LIMITS.words)
  .refine((text) => text.isWellFormed() && text.trim() === text);
/** What is shown in place of words of the source: one line, nothing in it that is not seen. */
const label = z
  .string()
  .trim()
  .min(1)
  .max(FIX_LIMITS.label)
  .refine(
    (text) => text.isWellFormed() && /[\p{L}\p{N}]/u.test(text) && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text),
  );

const common = {
  /** As they stand in the text; what is corrected begins with them. */
  words,
  /** What stands right before them, blanks aside, "" where nothing does: tells places apart that read the same. */
  before: z.union([words, z.literal("")]).optional(),
  /** Where they stood, in UTF-16 units of the text. */
  near: z.int().min(0).optional(),
  by: z.string().max(300).optional(),
  at: z.string().max(40).optional(),
};

const fix = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("organization"), to: label, ...common }),
  z.strictObject({ kind: z.literal("title"), to: label, ...common }),
  z.strictObject({ kind: z.literal("year"), to: z.int().min(1900).max(2100), ...common }),
  z.strictObject({ kind: z.literal("case"), ...common }),
  z.strictObject({ kind: z.literal("no-case"), ...common }),
  z.strictObject({ kind: z.literal("section"), level: z.int().min(1).max(6).optional(), ...common }),
  z.strictObject({ kind: z.literal("no-section"), ...common }),
  // Two paragraphs are one only as long as both are there.
  z.strictObject({ kind: z.literal("join"), ...common, before: words }),
  z.strictObject({ kind: z.literal("part"), ...common }),
  z.strictObject({ kind: z.literal("drop"), ...common }),
  z.strictObject({ kind: z.literal("keep"), ...common }),
  z.strictObject({ kind: z.literal("replace"), to: label, ...common }),
]);

const fixFile = z.strictObject({
  version: z.literal(VERSION),
  fixes: z.array(fix).max(FIX_LIMITS.entries),
});

export type Fix = z.infer<typeof fix>;
export type FixKind = Fix["kind"];

/** Throws a `FixError` where it is none. */
export function parseFixes(text: string): readonly Fix[] {
  if (Buffer.byteLength(text) > FIX_LIMITS.bytes)
    throw new FixError(`超过 ${FIX_LIMITS.bytes / 1024} KB 的上限`);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new FixError("不是 JSON，或没有写完整");
  }
  const parsed = fixFile.safeParse(value);
  if (parsed.success) return parsed.data.fixes;
  const [, at] = parsed.error.issues[0]?.path ?? [];
  throw new FixError(
    typeof at === "number" ? `第 ${at + 1} 条写法不对` : `应为 {"version":${VERSION},"fixes":[…]}`,
  );
}

/** Checked as what is read back: throws a `FixError` where it would be refused. */
export function fixesText(fixes: readonly Fix[]): string {
  const text = `${JSON.stringify({ version: VERSION, fixes }, null, 2)}\n`;
  parseFixes(text);
  return text;
}

/** Undefined where a form gives what is no correction. */
export function fixOf(value: unknown): Fix | undefined {
  return fix.safeParse(value).data;
}

/** The file of corrections cannot be used; the message is a few Chinese words that say why. */
export class FixError extends Error {
  override readonly name = "FixError";
}

export interface PlacedFix {
  readonly fix: Fix;
  readonly start: number;
  readonly end: number;
}

export interface LostFix {
  readonly fix: Fix;
  /** `unfit`: they stand where such a correction cannot be made. */
  readonly why: "gone" | "twice" | "unfit";
}

/** So many units around where they stood the words are looked for first. */
const NEAR = 2_000;
/** Fewer words can stand elsewhere by chance. */
const LEAST_FAR = 8;
/** Words that come so often are told apart by nothing. */
const MOST_PLACES = 1_000;

/** Where the words of a correction stand, if there is exactly one place: near where they stood, or, of longer words, anywhere. */
export function placeFix(text: string, fix: Fix): PlacedFix | LostFix {
  const { words, before, near } = fix;
  const close = near === undefined ? [] : placesOf(text, words, near - NEAR, near + NEAR);
  const isAnywhere = close.length === 0 && (near === undefined || words.length >= LEAST_FAR);
  const all = isAnywhere ? placesOf(text, words, 0, text.length) : close;
  const isBehind = (at: number) => before === undefined || standsBefore(text, at, before);
  const isLine = (at: number) => isEdge(text[at - 1]) && isEdge(text[at + words.length]);
  const own = fix.kind === "join" ? all.filter(isBehind) : all;
  const [start, another] = narrowed(narrowed(own, isBehind), isLine);
  if (start === undefined) return { fix, why: "gone" };
  if (another !== undefined) return { fix, why: "twice" };
  return { fix, start, end: start + words.length };
}

/** Words that are a line of their own are mentioned elsewhere. */
function isEdge(character: string | undefined): boolean {
  return character === undefined || /[\r\n\ufeff]/.test(character);
}

/** As it was where it holds of none. */
function narrowed(all: readonly number[], holds: (at: number) => boolean): readonly number[] {
  const those = all.length > 1 ? all.filter(holds) : [];
  return those.length > 0 ? those : all;
}

function placesOf(text: string, words: string, from: number, to: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words, from); at >= 0 && at <= to; at = text.indexOf(words, at + 1)) {
    places.push(at);
    if (places.length === MOST_PLACES) break;
  }
  return places;
}

/** More blanks part no two paragraphs. */
const MOST_BLANKS = 200;

function standsBefore(text: string, at: number, before: string): boolean {
  const those = text.slice(Math.max(0, at - before.length - MOST_BLANKS), at).trimEnd();
  return before === "" ? those === "" && at < MOST_BLANKS : those.endsWith(before);
}
