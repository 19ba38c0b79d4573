/** A presentation → its slides in order: titles, paragraphs and tables, and the speaker's notes left out. */

import { createComposer, type GridCell, rowsOf } from "./compose.ts";
import { LIMITS } from "./limits.ts";
import { openPackage } from "./package.ts";
import { type At, type Reading, ReadingError } from "./reader.ts";
import { drawingsSaid } from "./word-runs.ts";
import { child, children, descendants, type Element, elements, wordsIn } from "./xml.ts";

const PRESENTATION = "ppt/presentation.xml";

export async function readPptx(bytes: Uint8Array): Promise<Reading> {
  const file = openPackage(bytes);
  const relations = file.relations(PRESENTATION);
  const ids = children(child(file.part(PRESENTATION), "sldIdLst"), "sldId").map(
    (slide) => slide.attributes["r:id"] ?? "",
  );
  if (ids.length > LIMITS.pages)
    throw new ReadingError(`超过 ${LIMITS.pages} 张幻灯片，没有读入；请拆分后再放入`);
  const composer = createComposer();
  const hidden: number[] = [];
  let notes = 0;
  let pictures = 0;
  let tables = 0;
  let drawings = 0;
  for (const [i, id] of ids.entries()) {
    const name = relations.get(id)?.target;
    const slide = name === undefined ? undefined : file.part(name);
    if (!name || !slide) continue;
    if (slide.attributes.show === "0") {
      hidden.push(i + 1);
      continue;
    }
    if ([...file.relations(name).values()].some(({ type }) => type.endsWith("/notesSlide"))) notes++;
    addShapes(child(child(slide, "cSld"), "spTree"), { kind: "slide", slide: i + 1 });
  }
  if (hidden.length > 0) composer.note("omission", `隐藏的幻灯片没有读入：第${hidden.join("、")}张`);
  if (notes > 0) composer.note("omission", `演讲者备注 ${notes} 处没有读入`);
  if (pictures > 0) composer.note("omission", `图片 ${pictures} 幅，其中的文字没有读入`);
  if (drawings > 0) composer.note("omission", drawingsSaid(drawings));
  return composer.reading();

  /** Titles first, the rest in the order of the file. */
  function addShapes(tree: Element | undefined, at: At): void {
    const shapes = elements(tree);
    const isTitle = (shape: Element) => /^(?:title|ctrTitle)$/.test(placeholderOf(shape));
    for (const shape of [...shapes.filter(isTitle), ...shapes.filter((one) => !isTitle(one))])
      addShape(shape, at);
  }

  function addShape(shape: Element, at: At): void {
    if (shape.name === "grpSp") addShapes(shape, at);
    else if (shape.name === "pic") pictures++;
    else if (shape.name === "graphicFrame") {
      const own = descendants(shape, "tbl");
      for (const table of own) addTable(table, at);
      if (own.length === 0) drawings++;
    } else if (shape.name === "AlternateContent") {
      for (const inner of elements(child(shape, "Choice") ?? child(shape, "Fallback"))) addShape(inner, at);
    } else if (shape.name === "sp") {
      const kind = placeholderOf(shape);
      if (/^(?:dt|ftr|sldNum|hdr)$/.test(kind)) return;
      const isFirst = at.kind === "slide" && at.slide === 1;
      const level = !/^(?:title|ctrTitle)$/.test(kind) ? 0 : isFirst ? 1 : kind === "ctrTitle" ? 2 : 3;
      for (const paragraph of children(child(shape, "txBody"), "p"))
        composer.paragraph(wordsOf(paragraph), at, { level });
    }
  }

  function addTable(table: Element, at: At): void {
    const page = at.kind === "slide" ? at.slide : 0;
    const cells = children(table, "tr").flatMap((row, y) =>
      children(row, "tc").flatMap((cell, x): GridCell[] => {
        if (cell.attributes.hMerge === "1" || cell.attributes.vMerge === "1") return [];
        const span = (name: string) => Math.max(1, Number(cell.attributes[name] ?? 1));
        const text = children(child(cell, "txBody"), "p").map(wordsOf).join("\n");
        return [{ text, row: y, column: x, rowSpan: span("rowSpan"), columnSpan: span("gridSpan") }];
      }),
    );
    composer.table(cells, rowsOf(++tables, page), undefined, {});
  }
}

function placeholderOf(shape: Element): string {
  return descendants(child(shape, "nvSpPr"), "ph")[0]?.attributes.type ?? "";
}

function wordsOf(paragraph: Element): string {
  return elements(paragraph)
    .map((part) => (part.name === "br" ? "\n" : wordsIn(child(part, "t"))))
    .join("")
    .trim();
}
