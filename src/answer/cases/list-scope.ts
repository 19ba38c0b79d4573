/** A question for cases → which cases and which of their sections it asks about. */

import type { Case, Section } from "../../corpus/case.ts";
import { type Passage, passagesOf } from "../../corpus/passages.ts";
import { digitize, foldTight } from "../../language/fold.ts";
import type { Request } from "../request.ts";
import { bareName, sectionsMeant, sectionsNamed } from "../sections.ts";

/** The cases to look at, in the order of the corpus: all but those left out, or those of the document named. */
export function casesMeant({ understanding, target }: Request, cases: readonly Case[]): Case[] {
  const { referents, text } = understanding;
  const all = cases.filter(({ role }) => role === "case");
  if (referents.length === 0 || referents.some(({ isProgramme }) => isProgramme)) return all;
  const named = new Set(target.cases.map(({ id }) => id));
  if (LEFT_OUT.test(text)) return all.filter(({ id }) => !named.has(id));
  const files = filesNamed(referents, cases);
  return all.filter(({ id, file }) => named.has(id) || files.has(file));
}

/** 除了甲, 还有谁也 …; 和甲一样 … 的还有哪家 */
const LEFT_OUT = /除(?:了|去|开)?.{1,30}?(?:外|,|还)|还有(?:哪|谁|别|其他|几)|其他|别的/;

/** Documents whose own heading says the name of several of their cases: 甲市的案例 are all that its booklet holds. */
function filesNamed(referents: Request["understanding"]["referents"], cases: readonly Case[]): Set<string> {
  const names = referents.filter((referent) => referent.cases.length > 1).map(({ name }) => name);
  const documents = cases.filter(({ role }) => role === "document");
  return new Set(
    documents
      .filter(({ organization, title, heading }) => {
        const lines = heading.blocks.flatMap(({ sentences }) => sentences.map((sentence) => sentence.text));
        const said = digitize(foldTight([organization, title, ...lines].join(" ")));
        return names.some((name) => said.includes(name.replace(/[省市区县]$/, "")));
      })
      .map(({ file }) => file),
  );
}

/** A general word (成效, 评语) means a section where it says so, or where something stands in it. */
const IN_SECTION =
  /^(?:的)?(?:部分|板块|1节|那?1?段|那块|这块|方面)?(?:里头|里面|里|中|当中|之中|上|部分|板块)|^(?:直接|也|都|只|就|还)*(?:写|提|用|出现|给|点|没|分)/;

/** The sections asked about; null where the question is about the whole of each case. */
export function sectionsInList({ understanding }: Request, unionCase: Case): readonly Section[] | null {
  const { section, text } = understanding;
  if (section?.kind === "heading") return [titleOf(unionCase)];
  const named = sectionsNamed(text, unionCase);
  if (named.length > 0) return named;
  if (!section || section.kind === null) return null;
  const after = text.slice(text.indexOf(section.words) + section.words.length);
  return section.explicit || IN_SECTION.test(after) ? sectionsMeant(section, unionCase) : null;
}

/** The heading without the organisation's own line. */
function titleOf({ heading, title }: Case): Section {
  return title === "" ? heading : { ...heading, blocks: heading.blocks.slice(-1) };
}

/** Passages of the sections asked about; the heading is one of them where no section is. */
export function passagesInList(request: Request, unionCase: Case): Passage[] {
  const sections = sectionsInList(request, unionCase);
  const all = passagesOf(unionCase);
  if (sections === null)
    return /正文/.test(request.understanding.text)
      ? all.filter(({ sectionKind }) => sectionKind !== "heading")
      : all;
  const starts = new Set(sections.flatMap(({ blocks }) => blocks.map(({ start }) => start)));
  const names = new Set(sections.map(({ name }) => name));
  return all.filter(({ section, start, sectionKind }) =>
    sectionKind === "heading" ? starts.has(start) : names.has(section),
  );
}

/** The content without the words that name a section. */
export function withoutSections({ understanding, content }: Request, cases: readonly Case[]): string {
  const { section, text } = understanding;
  const names = new Set(
    cases.flatMap((unionCase) => sectionsNamed(text, unionCase).map(({ name }) => bareName(name))),
  );
  let rest = content;
  for (const name of names) rest = rest.replace(name, " ");
  if (section) {
    const after = text.slice(text.indexOf(section.words) + section.words.length);
    if (section.explicit || IN_SECTION.test(after)) rest = rest.replace(section.words, " ");
  }
  return rest.replace(
    /^\s*(?:的)?(?:部分|板块|1节|那?1?段|那块|这块)?(?:里头|里面|里|中|当中|之中|上|部分|板块)/,
    " ",
  );
}
