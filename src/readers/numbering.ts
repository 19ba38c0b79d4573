/** The parts of a Word document that define its lists → the label of each paragraph in turn, as Word would show it. */

import { formatNumber } from "./number-formats.ts";
import { flagOf, type Styles } from "./styles.ts";
import { child, children, type Element, valOf } from "./xml.ts";

interface Level {
  readonly start: number;
  readonly format: string;
  /** （%1） */
  readonly pattern: string;
  /** The level, counted from 1, whose use begins this one anew; 0 for none, undefined for any above it. */
  readonly restart: number | undefined;
  /** Shows the numbers of other levels in Arabic numerals. */
  readonly legal: boolean;
  readonly style: string | undefined;
}

interface List {
  readonly abstractId: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** What a level begins with in this list, once. */
  readonly starts: ReadonlyMap<number, number>;
}

const DEEPEST = 8;

export function createNumbering(part: Element | undefined, styles: Styles) {
  const lists = listsOf(part, styles);
  /** By abstract list, which the lists made of it count together. */
  const counters = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();

  return {
    /** "" for a paragraph without a label; to be called for every paragraph in order. */
    label(properties: Element | undefined, styleId: string | undefined): string {
      const own = child(properties, "numPr");
      const inherited = styles.numbering(styleId);
      const numId = valOf(own, "numId") ?? inherited?.numId;
      const list = numId === undefined ? undefined : lists.get(numId);
      if (!list || numId === undefined || numId === "0") return "";
      const given = valOf(own, "ilvl") ?? inherited?.ilvl;
      const byStyle = [...list.levels].find(
        ([, { style }]) => style !== undefined && style === inherited?.style,
      )?.[0];
      const depth = Math.min(DEEPEST, Number(valOf(own, "ilvl") ?? byStyle ?? given ?? 0));
      const level = list.levels.get(depth);
      return level ? advance(numId, list, depth, level) : "";
    },
  };

  function advance(numId: string, list: List, depth: number, level: Level): string {
    const counts = counters.get(list.abstractId) ?? [];
    counters.set(list.abstractId, counts);
    const start = list.starts.get(depth);
    const key = `${numId}/${depth}`;
    if (start !== undefined && !begun.has(key)) counts[depth] = start;
    else counts[depth] = (counts[depth] ?? level.start - 1) + 1;
    begun.add(key);
    for (let below = depth + 1; below <= DEEPEST; below++) {
      const restart = list.levels.get(below)?.restart;
      if (restart === undefined || (restart > 0 && depth < restart)) counts[below] = undefined;
    }
    return level.pattern.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const shown = list.levels.get(at);
      // A level that was not used yet counts as begun.
      counts[at] ??= at < depth ? (shown?.start ?? 1) : undefined;
      const format = level.legal && shown?.format !== "none" ? "decimal" : (shown?.format ?? "decimal");
      return formatNumber(counts[at] ?? shown?.start ?? 1, at === depth ? level.format : format);
    });
  }
}

function listsOf(part: Element | undefined, styles: Styles): Map<string, List> {
  const abstracts = new Map(
    children(part, "abstractNum").map((one) => [one.attributes.abstractNumId ?? "", one]),
  );
  const byStyle = new Map([...abstracts].map(([id, one]) => [valOf(one, "styleLink"), id]));
  const nums = children(part, "num");
  const abstractIdOf = (num: Element | undefined) => valOf(num, "abstractNumId") ?? "";
  const lists = new Map<string, List>();
  for (const num of nums) {
    let abstractId = abstractIdOf(num);
    const link = valOf(abstracts.get(abstractId), "numStyleLink");
    if (link !== undefined) {
      const linked = styles.numbering(link)?.numId;
      abstractId =
        byStyle.get(link) ??
        abstractIdOf(nums.find(({ attributes }) => attributes.numId === linked)) ??
        abstractId;
    }
    const levels = new Map(levelsOf(abstracts.get(abstractId)));
    const starts = new Map<number, number>();
    for (const override of children(num, "lvlOverride")) {
      const depth = Number(override.attributes.ilvl ?? 0);
      for (const [, level] of levelsOf(override)) levels.set(depth, level);
      const start = valOf(override, "startOverride");
      if (start !== undefined) starts.set(depth, Number(start));
    }
    lists.set(num.attributes.numId ?? "", { abstractId, levels, starts });
  }
  return lists;
}

function levelsOf(of: Element | undefined): [number, Level][] {
  return children(of, "lvl").map((level) => {
    const format = valOf(level, "numFmt") ?? alternativeFormat(level) ?? "decimal";
    const restart = valOf(level, "lvlRestart");
    return [
      Number(level.attributes.ilvl ?? 0),
      {
        start: Number(valOf(level, "start") ?? 1),
        format,
        // The signs of bullets stand for nothing, and mostly in fonts of their own.
        pattern: format === "bullet" ? "" : (valOf(level, "lvlText") ?? ""),
        restart: restart === undefined ? undefined : Number(restart),
        legal: flagOf(level, "isLgl") === true,
        style: valOf(level, "pStyle"),
      },
    ];
  });
}

/** Newer formats stand beside a plain one for older programs. */
function alternativeFormat(level: Element): string | undefined {
  const alternate = child(level, "AlternateContent");
  return valOf(child(alternate, "Fallback"), "numFmt") ?? valOf(child(alternate, "Choice"), "numFmt");
}
