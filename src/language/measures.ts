/** The list of measure words → what may stand after a number, what it counts, and which units count the same things. */

import { readFileSync } from "node:fs";
import { fold } from "./fold.ts";
import { remembered } from "./remembered.ts";

export type QuantityKind =
  | "count"
  | "money"
  | "share"
  | "duration"
  | "date"
  | "time"
  | "ratio"
  | "ordinal"
  | "label";

export interface Measure {
  readonly kind: QuantityKind;
  readonly unit: string;
  /** What the number is multiplied with: 七成 is 70 %. */
  readonly factor: number;
  /** Characters of the form in the text. */
  readonly length: number;
}

export interface Measures {
  /** The longest measure that begins here in folded text; undefined where none does. */
  readonly at: (folded: string, from: number) => Measure | undefined;
  /** The measure that is this whole word. */
  readonly named: (folded: string) => Measure | undefined;
  /** All units that count the same things as this one, itself first. */
  readonly alike: (unit: string) => readonly string[];
  /** A word of the language that holds numerals and counts nothing lies over this place. */
  readonly isWordAt: (folded: string, start: number, end: number) => boolean;
  /** A number that ends the word before it is a name: 案例三. */
  readonly isLabelledAt: (folded: string, start: number) => boolean;
  /** All forms, longest first, as alternatives of a pattern. */
  readonly forms: string;
}

let measures: Measures | undefined;

export function openMeasures(): Measures {
  measures ??= parseMeasures(readFileSync(new URL("./measures.zh.txt", import.meta.url), "utf8"));
  return measures;
}

/** Reads the lines that the head of measures.zh.txt describes. */
export function parseMeasures(text: string): Measures {
  const byForm = new Map<string, Measure>();
  const notBefore = new Map<string, string>();
  const groups: string[][] = [];
  const never: string[] = [];
  const labels: string[] = [];
  for (const line of text.split("\n")) {
    const [, head = "", tail = ""] = line.match(/^(?!#)(.*\S) = (.+)$/) ?? [];
    const [kind = "", unit = "", factor = "*1"] = head.split(" ");
    const words = tail.split(" ").map(fold);
    if (line.startsWith("alike ")) groups.push(line.split(" ").slice(1));
    else if (kind === "never") never.push(...words);
    else if (kind === "label" && unit === "") labels.push(...words);
    else if (kind === "not") notBefore.set(unit, (notBefore.get(unit) ?? "") + tail);
    else if (head !== "")
      for (const form of words) {
        const measure = {
          kind: kind as QuantityKind,
          unit,
          factor: Number(factor.slice(1)),
          length: form.length,
        };
        if (!byForm.has(form)) byForm.set(form, measure);
      }
  }
  const longest = Math.max(...[...byForm.keys()].map((form) => form.length));
  const longestLabel = Math.max(...labels.map((label) => label.length));

  function at(folded: string, from: number): Measure | undefined {
    for (let length = longest; length > 0; length -= 1) {
      const form = folded.slice(from, from + length);
      const measure = form.length === length ? byForm.get(form) : undefined;
      const next = folded[from + length];
      if (measure && !(next !== undefined && notBefore.get(form)?.includes(next))) return measure;
    }
    return undefined;
  }

  return {
    at,
    named: (folded) => byForm.get(folded),
    alike: remembered(1_024, (unit) => [
      ...new Set([unit, ...groups.filter((group) => group.includes(unit)).flat()]),
    ]),
    isWordAt: (folded, start, end) =>
      never.some((word) => {
        const at = folded.indexOf(word, Math.max(0, start - word.length + 1));
        return at >= 0 && at < end && at + word.length > start;
      }),
    isLabelledAt: (folded, start) =>
      Array.from({ length: longestLabel }, (_, i) => folded.slice(Math.max(0, start - i - 1), start)).some(
        (before) => labels.includes(before),
      ),
    forms: [...byForm.keys()]
      .sort((a, b) => b.length - a.length)
      .map((form) => form.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"))
      .join("|"),
  };
}
