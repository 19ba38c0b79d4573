/** A request for the words of one document → what it asks for beside the document's name, and the rows of tables that this heads. */

import type { Case } from "../corpus/case.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { matterOf } from "./described.ts";
import type { Found } from "./excerpt-places.ts";

const templates = openTemplates("summary");

/**
 * 抗击疫情那篇报道: without what calls it a text, and the runs of at least two characters that stand in its name, the longest
 * first. As it is where nothing calls it a text: words of a title are words to look for.
 */
export function besideName(content: string, { organization, title }: Case): string {
  if (!templates.says("kind-of-text", content)) return content;
  const name = readable(`${organization} ${title}`);
  return templates.without("kind-of-text", withoutRuns(matterOf(content), name));
}

function withoutRuns(words: string, name: string): string {
  for (let length = words.length; length > 1; length -= 1)
    for (let from = 0; from + length <= words.length; from += 1) {
      const run = words.slice(from, from + length);
      if (run.trim().length > 1 && name.includes(run))
        return withoutRuns(`${words.slice(0, from)} ${words.slice(from + length)}`, name);
    }
  return words;
}

/** The rows that begin with a word of those. */
export function rowsHeaded(words: string, of: Case): Found[] {
  const rows = of.sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ header, sentences }) => (header === undefined ? [] : sentences)),
  );
  return rows.flatMap(({ text, start, end }) => {
    const [head = ""] = text.replace(/^\|\s*/, "").split(/\t|\s\|\s/);
    return head.trim().length > 1 && words.includes(readable(head.trim())) ? [{ case: of, start, end }] : [];
  });
}
