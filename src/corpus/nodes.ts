/** Cases and section headings → the nodes of the source, which leave out nothing but white space. */

import type { Case, SourceNode, Span } from "./case.ts";

/** What is neither sentence nor section heading is a mark. */
export function nodesOf(text: string, cases: readonly Case[], headings: readonly Span[]): SourceNode[] {
  const known: SourceNode[] = headings.map(({ start, end }) => ({ kind: "heading", start, end }));
  for (const unionCase of cases) {
    for (const { blocks } of [unionCase.heading, ...unionCase.sections]) {
      for (const { sentences } of blocks) {
        for (const { start, end } of sentences) known.push({ kind: "sentence", start, end });
      }
    }
  }
  known.sort((a, b) => a.start - b.start);
  const nodes: SourceNode[] = [];
  let at = 0;
  for (const node of known) {
    addMarks(text, at, node.start, nodes);
    nodes.push(node);
    at = node.end;
  }
  addMarks(text, at, text.length, nodes);
  return nodes;
}

/** One mark for each line of the gap. The byte order mark is white space to `trim`, yet it is a mark. */
function addMarks(text: string, from: number, to: number, nodes: SourceNode[]): void {
  let start = from;
  if (start === 0 && to > 0 && text.startsWith("\ufeff")) {
    nodes.push({ kind: "mark", start: 0, end: 1 });
    start = 1;
  }
  while (start < to) {
    let end = start;
    while (end < to && text[end] !== "\n" && text[end] !== "\r") end++;
    const raw = text.slice(start, end);
    const mark = raw.trim();
    const first = start + (raw.length - raw.trimStart().length);
    if (mark !== "") nodes.push({ kind: "mark", start: first, end: first + mark.length });
    start = end + 1;
  }
}
