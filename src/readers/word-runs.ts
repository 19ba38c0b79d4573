/** A paragraph of a Word document → its words as they are shown, and what hangs on it: text boxes and notes. */

import type { Composer } from "./compose.ts";
import { signOf } from "./signs.ts";
import { flagOf, type Styles } from "./styles.ts";
import { child, descendants, type Element, elements, valOf, wordsIn } from "./xml.ts";

export interface Runs {
  /** Line breaks within the paragraph as "\n". */
  readonly text: string;
  /** All of its words are. */
  readonly isBold: boolean;
  /** Elements whose paragraphs stand in a box of their own. */
  readonly boxes: readonly Element[];
  readonly references: readonly { readonly kind: "footnote" | "endnote"; readonly id: string }[];
}

const DELETED = new Set(["del", "moveFrom"]);
/** They hold no words of the text, or those of somebody who looked through it. */
const SKIPPED = new Set([
  "pPr",
  "rPr",
  "instrText",
  "delText",
  "delInstrText",
  "annotationRef",
  "sdtPr",
  "rt",
  "sectPr",
]);

export function readRuns(styles: Styles) {
  const counts = { deleted: 0, inserted: 0, hidden: 0, comments: 0, pictures: 0, drawings: 0, signs: 0 };

  function read(paragraph: Element): Runs {
    const parts: string[] = [];
    const boxes: Element[] = [];
    const references: { kind: "footnote" | "endnote"; id: string }[] = [];
    let bold = 0;
    let plain = 0;
    /** Codes of fields stand between their beginning and their separator; what is shown after it. */
    const fields: boolean[] = [];
    walk(paragraph, false);
    return { text: parts.join(""), isBold: bold > 0 && plain === 0, boxes, references };

    function add(words: string, isBold: boolean): void {
      if (fields.includes(true)) return;
      parts.push(words);
      if (isBold) bold += words.trim().length;
      else plain += words.trim().length;
    }

    function addSign(sign: string | undefined, isBold: boolean): void {
      if (sign === undefined) counts.signs++;
      else add(sign, isBold);
    }

    function walk(of: Element, isBold: boolean): void {
      for (const element of elements(of)) visit(element, isBold);
    }

    function visit(element: Element, isBold: boolean): void {
      const { name, attributes } = element;
      if (SKIPPED.has(name)) return;
      if (DELETED.has(name)) {
        counts.deleted++;
        return;
      }
      if (name === "ins" || name === "moveTo") counts.inserted++;
      switch (name) {
        case "r": {
          const properties = child(element, "rPr");
          const style = valOf(properties, "rStyle");
          if (flagOf(properties, "vanish") ?? styles.isHidden(style)) {
            if (descendants(element, "t").length > 0) counts.hidden++;
            return;
          }
          walk(element, flagOf(properties, "b") ?? styles.isBold(style));
          return;
        }
        case "t":
          add(wordsIn(element), isBold);
          return;
        case "tab":
        case "ptab":
          add("\t", isBold);
          return;
        case "cr":
        case "br":
          add(attributes.type === undefined || attributes.type === "textWrapping" ? "\n" : "", isBold);
          return;
        case "noBreakHyphen":
          add("-", isBold);
          return;
        case "fldChar":
          if (attributes.fldCharType === "begin") fields.push(true);
          else if (attributes.fldCharType === "separate") fields[fields.length - 1] = false;
          else fields.pop();
          return;
        case "footnoteReference":
        case "endnoteReference":
          references.push({
            kind: name === "endnoteReference" ? "endnote" : "footnote",
            id: attributes.id ?? "",
          });
          return;
        case "commentReference":
          counts.comments++;
          return;
        case "txbxContent":
          boxes.push(element);
          return;
        case "blip":
        case "imagedata":
          counts.pictures++;
          return;
        case "sym":
          addSign(signOf(attributes.font, attributes.char), isBold);
          return;
        // A chart, or a diagram: its words are in a part of their own.
        case "chart":
        case "relIds":
          counts.drawings++;
          return;
        case "AlternateContent": {
          const chosen = child(element, "Choice") ?? child(element, "Fallback");
          if (chosen) walk(chosen, isBold);
          return;
        }
        default:
          walk(element, isBold);
      }
    }
  }

  /** What was left out or taken as accepted, all at the end. */
  function report(note: Composer["note"]): void {
    const { deleted, inserted, hidden, comments, pictures, drawings, signs } = counts;
    if (deleted + inserted > 0)
      note("inference", `修订按“全部接受”读入：插入 ${inserted} 处，删除 ${deleted} 处`);
    if (hidden > 0) note("omission", `隐藏文字 ${hidden} 处没有读入`);
    if (comments > 0) note("omission", `批注 ${comments} 条没有读入`);
    if (pictures > 0) note("omission", `图片 ${pictures} 幅，其中的文字没有读入`);
    if (drawings > 0) note("omission", drawingsSaid(drawings));
    if (signs > 0) note("omission", `符号字体的字符 ${signs} 个没有读入`);
  }

  return { read, report };
}

export const drawingsSaid = (count: number) => `图表、示意图 ${count} 处，其中的文字没有读入`;
