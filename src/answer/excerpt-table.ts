/** 表3 as a question names it → the table of that number: what stands below its heading or caption, up to the text that follows. */

import type { Block, Case } from "../corpus/case.ts";
import { openTemplates, readable } from "../language/templates.ts";
import type { Found } from "./excerpt-places.ts";

const templates = openTemplates("sections");

/** A longer caption is text. */
const CAPTION = 40;

const FULL = /[。！？；]["”’」』）)]*\s*$/;

/** Undefined where none of the cases, or more than one, has it. */
export function tableNumbered(text: string, cases: readonly Case[]): Found | undefined {
  const number = templates.match("numbered-table", text)?.groups?.number;
  if (number === undefined) return undefined;
  const heads = (line: string) =>
    line.length <= CAPTION && templates.match("heads-table", readable(line))?.groups?.number === number;
  const isText = ({ header, sentences }: Block) =>
    header === undefined && FULL.test(sentences.at(-1)?.text ?? "");
  const found = cases.flatMap((of) =>
    of.sections.flatMap(({ name, blocks }): Found[] => {
      const from = heads(name) ? 0 : blocks.findIndex(({ sentences: [line] }) => heads(line?.text ?? ""));
      const below = from < 0 ? [] : blocks.slice(from);
      const end = below.findIndex(isText);
      const own = below.slice(0, end < 0 ? below.length : end);
      const [first] = own;
      return first ? [{ case: of, start: first.start, end: own.at(-1)?.end ?? first.end }] : [];
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}
