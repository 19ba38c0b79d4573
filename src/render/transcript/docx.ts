/** The parts of a document → a Word document in the typefaces of official papers. */

import {
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
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

const RULE = { style: BorderStyle.SINGLE, size: 4, color: "888888" };
const RULES = { top: RULE, bottom: RULE, left: RULE, right: RULE };

export async function docxOf(parts: readonly Part[]): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    creator: "案例通",
    lastModifiedBy: "案例通",
    title: parts.flatMap((part) => (part.kind === "title" ? part.text : [])).join(""),
    styles: {
      default: { document: { run: { font: BODY, size: SIZE.body, language: { eastAsia: "zh-CN" } } } },
    },
    sections: [{ footers: { default: pageNumbers() }, children: parts.flatMap(blocksOf) }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function blocksOf(part: Part): (Paragraph | Table)[] {
  switch (part.kind) {
    case "title":
      return [
        new Paragraph({
          alignment: "center",
          heading: "Title",
          spacing: { after: 2 * GAP },
          children: [run(part.text, { font: HEAD, size: SIZE.title })],
        }),
      ];
    case "heading":
      return [
        new Paragraph({
          heading: "Heading1",
          keepNext: true,
          spacing: { before: 3 * GAP, after: GAP },
          children: [run(part.text, { font: HEAD, size: SIZE.heading })],
        }),
      ];
    case "paragraph":
      return [
        new Paragraph({
          indent: { firstLine: INDENT },
          spacing: { line: LINE, after: GAP },
          children: [run(part.text)],
        }),
      ];
    case "reference":
      return referenceBlocks(part);
    case "table":
      return [tableOf(part), new Paragraph({ spacing: { after: GAP } })];
  }
}

function referenceBlocks({ mark, quote, reference, url }: Extract<Part, { kind: "reference" }>): Paragraph[] {
  const words =
    quote === null
      ? []
      : [
          new Paragraph({
            indent: { left: INDENT, right: INDENT },
            spacing: { line: LINE },
            children: [run(inQuotationMarks(quote), { font: QUOTED })],
          }),
        ];
  const source: ParagraphChild[] = [run(`${mark} ${reference}`, { size: SIZE.small })];
  if (url !== null && /^https?:\/\//.test(url))
    source.push(
      new ExternalHyperlink({
        link: url,
        children: [run(" 查看原文", { size: SIZE.small, color: "1F4E79", underline: {} })],
      }),
    );
  return [
    ...words,
    new Paragraph({ indent: { left: INDENT }, spacing: { line: LINE, after: GAP }, children: source }),
  ];
}

function tableOf({ head, rows }: Extract<Part, { kind: "table" }>): Table {
  const width = Math.floor(9_000 / head.length);
  const cell = (text: string, isHead: boolean) =>
    new TableCell({
      borders: RULES,
      width: { size: width, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: text
        .split("\n")
        .map(
          (line) =>
            new Paragraph({ children: [run(line, { size: SIZE.small, ...(isHead ? { font: HEAD } : {}) })] }),
        ),
    });
  return new Table({
    width: { size: 9_000, type: WidthType.DXA },
    columnWidths: head.map(() => width),
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text) => cell(text, true)) }),
      ...rows.map((row) => new TableRow({ children: row.map((text, i) => cell(text, i === 0)) })),
    ],
  });
}

function pageNumbers(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: "center",
        children: [new TextRun({ children: ["— ", PageNumber.CURRENT, " —"], font: BODY, size: SIZE.small })],
      }),
    ],
  });
}

type Look = Pick<
  Exclude<ConstructorParameters<typeof TextRun>[0], string>,
  "font" | "size" | "color" | "underline"
>;

/** XML has no place for some characters, not even escaped. */
function run(text: string, look: Look = {}): TextRun {
  const words = visible(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, "");
  return new TextRun({ text: words, font: BODY, size: SIZE.body, ...look });
}
