/** The element of an article → its paragraphs and tables in order, as a browser would set them. */

import { checkCells, type GridCell } from "./compose.ts";
import type { PageElement } from "./dom.ts";
import { isProse } from "./word-table.ts";

export type PageBlock =
  | { readonly kind: "paragraph"; readonly text: string; readonly level: number; readonly bold: boolean }
  | { readonly kind: "table"; readonly cells: readonly GridCell[]; readonly headerRows?: number };

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE CAPTION CENTER DD DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL".split(
    " ",
  ),
);
const SKIPPED = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG CANVAS VIDEO AUDIO SELECT TEXTAREA INPUT BUTTON NAV HEAD RT RP".split(
    " ",
  ),
);
const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

export function blocksOfPage(body: PageElement): PageBlock[] {
  const blocks: PageBlock[] = [];
  let words = "";
  let bold = 0;
  let plain = 0;

  walk(body, { level: 0, bold: false });
  flush(0);
  return blocks;

  function flush(level: number): void {
    const text = words
      .replace(/[^\S\n\u3000]+/g, " ")
      .replace(/ ?\n ?/g, "\n")
      .trim();
    if (text !== "") {
      const isBold = bold > 0 && plain === 0;
      for (const line of text.split(/\n+/))
        blocks.push({ kind: "paragraph", text: line, level, bold: isBold });
    }
    words = "";
    bold = 0;
    plain = 0;
  }

  function walk(of: PageElement, traits: { readonly level: number; readonly bold: boolean }): void {
    for (const node of of.childNodes) {
      if (node.nodeType === TEXT_NODE) add(node.textContent ?? "", traits.bold);
      else if (node.nodeType === ELEMENT_NODE) visit(node as PageElement, traits);
    }
  }

  function add(text: string, isBold: boolean): void {
    words += text.replace(/[ \t\r\n\f]+/g, " ").replaceAll("\u00a0", " ");
    const count = text.trim().length;
    if (isBold) bold += count;
    else plain += count;
  }

  function visit(element: PageElement, traits: { readonly level: number; readonly bold: boolean }): void {
    const name = element.tagName.toUpperCase();
    const style = (element.getAttribute("style") ?? "").replace(/\s+/g, "").toLowerCase();
    if (SKIPPED.has(name) || element.hasAttribute("hidden") || /display:none/.test(style)) return;
    if (name === "BR") {
      words += "\n";
      return;
    }
    if (name === "TABLE") {
      flush(traits.level);
      addTable(element);
      return;
    }
    const level = /^H[1-6]$/.test(name) ? Number(name.slice(1)) : traits.level;
    const weight = /font-weight:(\w+)/.exec(style)?.[1];
    const isBold = weight
      ? weight === "bold" || Number(weight) >= 600
      : traits.bold || name === "STRONG" || name === "B";
    const isInline = !BLOCKS.has(name) || /display:inline/.test(style);
    if (isInline) {
      // Boxes side by side are apart, however close their words stand in the file.
      const gap = /display:inline-(?:block|flex)/.test(style) && BLOCKS.has(name) ? " " : "";
      words += gap;
      walk(element, { level, bold: isBold });
      words += gap;
      return;
    }
    flush(traits.level);
    walk(element, { level, bold: isBold });
    flush(level);
  }

  /** Pages are laid out by tables, too: one with tables or whole paragraphs in it is read as text. */
  function addTable(table: PageElement): void {
    const rows = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
    const isNested = table.querySelector("table") !== null;
    const cells = isNested ? [] : gridOf(rows);
    if (isNested || isProse(cells)) {
      walk(table, { level: 0, bold: false });
      flush(0);
      return;
    }
    const heads = rows.findIndex((row) => row.querySelector("td") !== null && row.closest("thead") === null);
    blocks.push({ kind: "table", cells, ...(heads > 0 && { headerRows: heads }) });
  }
}

function gridOf(rows: readonly PageElement[]): GridCell[] {
  const cells: GridCell[] = [];
  const taken = new Set<string>();
  for (const [row, element] of rows.entries()) {
    let column = 0;
    for (const cell of element.children) {
      if (!/^T[DH]$/i.test(cell.tagName)) continue;
      while (taken.has(`${row},${column}`)) column++;
      const span = (name: string) => Math.min(100, Math.max(1, Number(cell.getAttribute(name)) || 1));
      const rowSpan = Math.min(span("rowspan"), rows.length - row);
      const columnSpan = span("colspan");
      for (let r = row; r < row + rowSpan; r++)
        for (let c = column; c < column + columnSpan; c++) taken.add(`${r},${c}`);
      checkCells(taken.size);
      cells.push({
        text: (cell.textContent ?? "").replace(/\s+/g, " ").trim(),
        row,
        column,
        rowSpan,
        columnSpan,
      });
      column += columnSpan;
    }
  }
  return cells;
}
