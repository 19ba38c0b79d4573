/** 案例2, 第二个案例 → the part of a guide that is headed so, or the second case of a collection; which one, where several may be meant. */

import type { Case, Span } from "../../corpus/case.ts";
import type { Ambiguous, NotFound } from "../../grounding/answer.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { casePartsOf } from "../../question/case-parts.ts";
import type { Part } from "../../question/request.ts";
import { ambiguous } from "../refuse.ts";

const templates = openTemplates("summary");

/** The words that count; empty where none do. */
export function countedWords(text: string): string {
  return templates.match("counted-case", text)?.[0] ?? "";
}

/** 案例2, 第二个案例 of a guide that tells of cases in its parts; undefined where it tells of none so, null where not of this one. */
export function caseCounted(text: string, of: Case): Span | null | undefined {
  const numberIn = (group: string, words: string) => templates.match(group, words)?.groups?.number;
  const asked = numberIn("counted-case", text);
  if (asked === undefined) return undefined;
  const numbered = casePartsOf(of).flatMap((part) => {
    const head = part.kind === "section" ? part.section.name : part.kind === "heading" ? part.name : "";
    const number = numberIn("heads-case", readable(head));
    return number === undefined ? [] : [{ part, number }];
  });
  if (numbered.length === 0) return undefined;
  return numbered.find(({ number }) => number === asked)?.part ?? null;
}

type Counted = { readonly kind: "found"; readonly case: Case; readonly focus?: readonly Span[] };

/**
 * What is counted where nothing else is named and the documents lie in several files, whose order says nothing: undefined where a
 * single collection is all that there is, of which the catalogue counts the cases.
 */
export function countedAlone(
  { text, named }: Part,
  all: readonly Case[],
): Counted | Ambiguous | NotFound | undefined {
  const words = countedWords(text);
  const number = Number(/\d+/.exec(words)?.[0]);
  const isAlone = named.words === "" || words.includes(named.words) || named.words.includes(words);
  if (words === "" || !isAlone) return undefined;
  const files = Map.groupBy(
    all.filter(({ role }) => role === "case"),
    ({ file }) => file,
  );
  if (files.size < 2) return undefined;
  const numbered = all.flatMap((of): Counted[] => {
    const part = caseCounted(text, of);
    if (part) return [{ kind: "found", case: of, focus: [part] }];
    return of.number === number ? [{ kind: "found", case: of }] : [];
  });
  const inPlace = [...files.values()].flatMap((own): Counted[] => {
    const of = own.length > 1 ? own[number - 1] : undefined;
    return of ? [{ kind: "found", case: of }] : [];
  });
  const found = numbered.length > 0 ? numbered : inPlace;
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  return (
    only &&
    ambiguous(
      words,
      found.map((one) => one.case),
    )
  );
}
