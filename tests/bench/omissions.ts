/**
 * Prints clauses picked at random as they are shown, to be read one by one: does a reader take them to say what the
 * source says? Only those that are shown shortened, or with what binds them. Takes folders of documents, `--seed` and `--count`.
 * {…} is left out of the sentence, ‹…› was pointed at, and before ◁ stands the sentence before, where it is not shown.
 */

import { openCorpus } from "../../evaluation/open-corpus.ts";
import type { PointedClause } from "../../src/answer/pointed-claims.ts";
import { claimsFor, isRow } from "../../src/answer/pointed-claims.ts";
import { passagesOf } from "../../src/corpus/passages.ts";
import { clausesOrRow } from "../../src/grounding/clauses.ts";
import { createGround } from "../../src/grounding/ground.ts";

const args = process.argv.slice(2);
const numberAfter = (name: string, usual: number) =>
  args.includes(name) ? Number(args[args.indexOf(name) + 1]) : usual;
const count = numberAfter("--count", 300);
let state = numberAfter("--seed", 1);
/** Mulberry: the same picks for the same seed. */
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
const oneOf = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];

const corpora = await Promise.all(
  args
    .filter((arg, i) => !arg.startsWith("--") && !args[i - 1]?.startsWith("--"))
    .map((dir) => openCorpus(dir)),
);
for (let printed = 0, tried = 0; printed < count && tried < 100 * count; tried += 1) {
  const corpus = oneOf(corpora);
  const cases = (await corpus?.knowledge.store.cases()) ?? [];
  const of = oneOf(cases);
  const passage = of && oneOf(passagesOf(of));
  const sentence = passage && oneOf(passage.sentences);
  if (!corpus || !sentence || isRow(passage)) continue;
  const clauses = clausesOrRow(sentence.text, false);
  const first = Math.floor(random() * clauses.length);
  const pointed = random() < 0.7 ? [first] : [first, first + 1].filter((i) => i < clauses.length);
  const pointers = pointed.map((clause): PointedClause => ({ case: of, passage, sentence, clause }));
  const [claim] = await claimsFor(pointers, createGround(corpus.knowledge.store));
  const shown = claim?.quotes.map(({ citation }) => citation.source) ?? [];
  const isShown = (at: number) => shown.some(({ start, end }) => start <= at && at < end);
  const isWhole = shown.every(({ start, end }) => start === sentence.start && end === sentence.end);
  if (clauses.length < 2 || isWhole) continue;
  printed += 1;
  const before = passage.sentences[passage.sentences.indexOf(sentence) - 1];
  const source = corpus.textOf(passage.file);
  const marked = clauses.map((clause, i) => {
    const text = pointed.includes(i) ? `‹${clause.text}›` : clause.text;
    return isShown(sentence.start + clause.from) ? text : `{${text}}`;
  });
  const extra = shown
    .filter(({ start }) => start < sentence.start)
    .map(({ start, end }) => `[${source.slice(start, Math.min(end, sentence.start))}]`);
  const lead = before && !isShown(before.start) ? `${before.text.slice(-60)} ◁ ` : "";
  console.log(
    `${printed}. ${of.organization}｜${passage.section}${passage.item ?? ""}\n   ${extra.join("")}${lead}${marked.join("").replaceAll("}{", "")}`,
  );
}
for (const corpus of corpora) await corpus.close();
