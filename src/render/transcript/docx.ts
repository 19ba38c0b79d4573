/** The parts of a document → a Word document in the typefaces of official papers. */

import * as word from "docx";
import { inQuotationMarks, visible } from "../text.ts";
import type { Part } from "./conversation.ts";

/** Latin letters and digits in one typeface, Chinese characters in another. */
const face = (eastAsia: string) => ({ ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia });
const BODY = face("宋体");
const QUOTED = face("仿宋");
const HEAD = face("黑体");

/** In half points: 小四, 五号, 三号, 四号. */
const SIZE = { body: 24, small: 21, title: 32, heading: 28 } as const;

/** In twentieths of a point. */
const INDENT = 480;
const GAP = 120;
const LINE = 360;
const WIDTH = 9_000;

/** In characters: what a column is at least and at most taken for. */
const NARROW = 12;
const WIDE = 40;

const RULE = { style: word.BorderStyle.SINGLE, size: 4, color: "888888" };
const RULES = { top: RULE, bottom: RULE, left: RULE, right: RULE };

export async function docxOf(parts: readonly Part[]): Promise<Uint8Array<ArrayBuffer>> {
  const document = new word.Document({
    creator: "案例通",
    lastModifiedBy: "案例通",
    title: parts.flatMap((part) => (part.kind === "title" ? part.text : [])).join(""),
    styles: {
      default: { document: { run: { font: BODY, size: SIZE.body, language: { eastAsia: "zh-CN" } } } },
    },
    sections: [{ footers: { default: pageNumbers() }, children: parts.flatMap(blocksOf) }],
  });
  return new Uint8Array(await word.Packer.toArrayBuffer(document));
}

function blocksOf(part: Part): (word.Paragraph | word.Table)[] {
  switch (part.kind) {
    case "title":
      return [
        new word.Paragraph({
          alignment: "center",
          heading: "Title",
          spacing: { after: 2 * GAP },
          children: [run(part.text, { font: HEAD, size: SIZE.title })],
        }),
      ];
    case "heading":
      return [
        new word.Paragraph({
          heading: "Heading1",
          keepNext: true,
          spacing: { before: 3 * GAP, after: GAP },
          children: [run(part.text, { font: HEAD, size: SIZE.heading })],
        }),
      ];
    case "paragraph":
      return [
        new word.Paragraph({
          indent: { firstLine: INDENT },
          spacing: { line: LINE, after: GAP },
          children: [run(part.text)],
        }),
      ];
    case "reference":
      return referenceBlocks(part);
    case "table":
      return [tableOf(part), new word.Paragraph({ spacing: { after: GAP } })];
  }
}

function referenceBlocks({
  mark,
  quote,
  reference,
  url,
}: Extract<Part, { kind: "reference" }>): word.Paragraph[] {
  const words =
    quote === null
      ? []
      : [
          new word.Paragraph({
            indent: { left: INDENT, right: INDENT },
            spacing: { line: LINE },
            children: [run(inQuotationMarks(quote), { font: QUOTED })],
          }),
        ];
  const source: word.ParagraphChild[] = [run(`${mark} ${reference}`, { size: SIZE.small })];
  if (url !== null && /^https?:\/\//.test(url))
    source.push(
      new word.ExternalHyperlink({
        link: url,
        children: [run(" 查看原文", { size: SIZE.small, color: "1F4E79", underline: {} })],
      }),
    );
  return [
    ...words,
    new word.Paragraph({ indent: { left: INDENT }, spacing: { line: LINE, after: GAP }, children: source }),
  ];
}

function tableOf({ head, rows }: Extract<Part, { kind: "table" }>): word.Table {
  const widths = widthsOf([head, ...rows]);
  const cell = (text: string, width: number, isHead: boolean) =>
    new word.TableCell({
      borders: RULES,
      width: { size: width, type: word.WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: text.split("\n").map(
        (line) =>
          new word.Paragraph({
            children: [run(line, { size: SIZE.small, ...(isHead ? { font: HEAD } : {}) })],
          }),
      ),
    });
  return new word.Table({
    width: { size: WIDTH, type: word.WidthType.DXA },
    columnWidths: widths,
    rows: [
      new word.TableRow({
        tableHeader: true,
        children: head.map((text, i) => cell(text, widths[i] ?? 0, true)),
      }),
      ...rows.map(
        (row) => new word.TableRow({ children: row.map((text, i) => cell(text, widths[i] ?? 0, i === 0)) }),
      ),
    ],
  });
}

/** By the longest cell of each column, as far as that is neither a name nor a text. */
function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const longest = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const shares = longest.map((length) => Math.min(Math.max(length, NARROW), WIDE));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.floor((WIDTH * share) / all));
}

function pageNumbers(): word.Footer {
  return new word.Footer({
    children: [
      new word.Paragraph({
        alignment: "center",
        children: [
          new word.TextRun({ children: ["— ", word.PageNumber.CURRENT, " —"], font: BODY, size: SIZE.small }),
        ],
      }),
    ],
  });
}

type Look = Pick<
  Exclude<ConstructorParameters<typeof word.TextRun>[0], string>,
  "font" | "size" | "color" | "underline"
>;

/** XML has no place for some characters, not even escaped. */
function run(text: string, look: Look = {}): word.TextRun {
  const words = visible(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, "");
  return new word.TextRun({ text: words, font: BODY, size: SIZE.body, color: "000000", ...look });
}
