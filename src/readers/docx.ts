/** A Word document → its paragraphs with their automatic numbers, its tables, notes and text boxes, as Word shows them with all changes accepted. */

import { createComposer, rowsOf } from "./compose.ts";
import { createNumbering } from "./numbering.ts";
import { openPackage } from "./package.ts";
import { type At, type Reading, ReadingError } from "./reader.ts";
import { createStyles, TITLE } from "./styles.ts";
import { type Runs, readRuns } from "./word-runs.ts";
import { addTableOrProse, gridOfTable } from "./word-table.ts";
import { child, children, descendants, type Element, elements, valOf } from "./xml.ts";

const DOCUMENT = "word/document.xml";

export async function readDocx(bytes: Uint8Array): Promise<Reading> {
  const file = openPackage(bytes);
  const main = [...file.relations("").values()].find(({ type }) => type.endsWith("/officeDocument"))?.target;
  const document = file.part(main ?? DOCUMENT) ?? file.part(DOCUMENT);
  const body = child(document, "body");
  if (!body) throw new ReadingError("文件不完整，没有读入；请用 Word 或 WPS 打开后重新保存");
  const related = [...file.relations(main ?? DOCUMENT).values()];
  const partOf = (type: string) => {
    const target = related.find((relation) => relation.type.endsWith(`/${type}`))?.target;
    return target === undefined ? undefined : file.part(target);
  };
  const styles = createStyles(partOf("styles"));
  const numbering = createNumbering(partOf("numbering"), styles);
  const notes = { footnote: notesOf(partOf("footnotes")), endnote: notesOf(partOf("endnotes")) };
  const runs = readRuns(styles);
  const composer = createComposer();
  const hasTitle = descendants(body, "pStyle").some(
    ({ attributes }) => styles.level(attributes.val, undefined) === TITLE,
  );
  const counts = { paragraph: 0, table: 0, box: 0, note: 0, contents: 0, inserted: 0 };

  walk(body);
  const apart = related.filter(({ type }) => /\/(?:header|footer)$/.test(type)).length;
  if (apart > 0) composer.note("omission", "页眉、页脚不作正文，没有读入");
  runs.report(composer.note);
  if (counts.contents > 0) composer.note("omission", `目录 ${counts.contents} 行没有读入`);
  if (counts.inserted > 0)
    composer.note("omission", `插入的文件 ${counts.inserted} 个没有读入；用 Word 打开后重新保存，即可读入`);
  return composer.reading();

  function walk(of: Element): void {
    for (const element of elements(of)) {
      if (element.name === "p") addParagraph(element);
      else if (element.name === "tbl") addTable(element);
      else if (element.name === "sdt") {
        if (isContentsList(element)) counts.contents += descendants(element, "p").length;
        const content = child(element, "sdtContent");
        if (content) {
          if (isContentsList(element)) counts.paragraph += children(content, "p").length;
          else walk(content);
        }
      } else if (["ins", "moveTo", "customXml", "smartTag"].includes(element.name)) walk(element);
      else if (element.name === "altChunk") counts.inserted++;
    }
  }

  function addParagraph(paragraph: Element): void {
    counts.paragraph++;
    place(paragraph, { kind: "paragraph", paragraph: counts.paragraph });
  }

  /** A paragraph with its label, then its text boxes and notes. */
  function place(paragraph: Element, at: At): void {
    const properties = child(paragraph, "pPr");
    const styleId = valOf(properties, "pStyle");
    if (styles.isContents(styleId)) {
      counts.contents++;
      return;
    }
    const read = runs.read(paragraph);
    // A paragraph without words takes no number: Word shows one, and nothing beside it.
    const label = read.text.trim() === "" ? "" : numbering.label(properties, styleId);
    const level = styles.level(styleId, properties);
    const shown = level === TITLE ? 1 : level > 0 ? Math.min(6, level + (hasTitle ? 1 : 0)) : 0;
    const bold = (read.isBold || styles.isBold(styleId)) && read.text.trim() !== "";
    const gap = /[\x21-\x7e]$/.test(label) ? " " : "";
    composer.paragraph(`${label}${gap}${read.text.trim()}`, at, { level: shown, bold });
    addAside(read);
  }

  function addAside({ boxes, references }: Runs): void {
    for (const box of boxes) {
      counts.box++;
      const at: At = { kind: "box", box: counts.box };
      for (const inner of elements(box)) {
        if (inner.name === "p") place(inner, at);
        else if (inner.name === "tbl") addTable(inner);
      }
    }
    for (const { kind, id } of references) {
      const note = notes[kind].get(id);
      if (!note) continue;
      counts.note++;
      for (const inner of children(note, "p"))
        composer.paragraph(runs.read(inner).text.trim(), { kind: "note", note: counts.note });
    }
  }

  function addTable(table: Element): void {
    const number = ++counts.table;
    const asides: Runs[] = [];
    const grid = gridOfTable(table, (cell) =>
      elements(cell).flatMap((element) => {
        const paragraphs = element.name === "p" ? [element] : descendants(element, "p");
        return paragraphs.map((paragraph) => {
          const read = runs.read(paragraph);
          asides.push(read);
          const properties = child(paragraph, "pPr");
          const label =
            read.text.trim() === "" ? "" : numbering.label(properties, valOf(properties, "pStyle"));
          return `${label}${read.text.trim()}`;
        });
      }),
    );
    addTableOrProse(composer, grid.cells, rowsOf(number), grid.headerRows);
    for (const aside of asides) addAside(aside);
  }
}

function notesOf(part: Element | undefined): Map<string, Element> {
  return new Map(
    elements(part)
      .filter(({ attributes }) => attributes.type === undefined || attributes.type === "normal")
      .map((note) => [note.attributes.id ?? "", note]),
  );
}

function isContentsList(sdt: Element): boolean {
  const gallery = descendants(child(sdt, "sdtPr"), "docPartGallery")[0]?.attributes.val ?? "";
  return /table of contents/i.test(gallery);
}
