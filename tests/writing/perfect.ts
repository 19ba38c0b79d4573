/** A model that points at the clauses in which the words stand that answer a question, as a labelled question names them. */

import type { Question } from "../../evaluation/question.ts";
import type { Operation, Pointing } from "../../src/answer/writing/pointing.ts";
import { fold } from "../../src/language/fold.ts";
import { quantitiesIn } from "../../src/language/quantities.ts";
import { readable } from "../../src/language/templates.ts";
import { operationsOf } from "../../src/question/conditions.ts";
import { NO_ANSWER, pointing, type Script, type Shown } from "./scripted.ts";

const squeezed = (text: string) => text.replace(/[\p{Cf}\s]+/gu, "");

/** The clauses of a prompt as runs of one text, to find words in that go over several. */
function clausesWith(words: string, clauses: readonly Shown[]): Shown[] {
  const starts: number[] = [];
  let text = "";
  for (const clause of clauses) {
    starts.push(text.length);
    text += squeezed(clause.text);
  }
  const wanted = squeezed(words);
  const at = text.indexOf(wanted);
  if (wanted === "" || at < 0) return [];
  return clauses.filter(
    (_, i) => (starts[i] ?? 0) < at + wanted.length && at < (starts[i + 1] ?? text.length),
  );
}

type Gold = Pick<Question, "evidence" | "cases">;

/** In the cases that the answer stands in, where the words stand there; else wherever they do. */
export function goldClauses({ evidence, cases }: Gold, clauses: readonly Shown[]): Shown[] {
  const own = clauses.filter(({ head }) => cases.some(({ organization }) => head.includes(organization)));
  return evidence.flatMap((words) => {
    const found = clausesWith(words, own);
    return found.length > 0 ? found : clausesWith(words, clauses);
  });
}

type Computing = Pointing["compute"];

/** Asks for what the words of the question ask for, where the source may not have worked it out. */
function operationFor(question: string): Operation | null {
  const asked = operationsOf(readable(question));
  if (asked.share) return "share";
  if (asked.remainder) return "remainder";
  if (asked.add) return "sum";
  if (asked.difference) return "difference";
  if (asked.most) return "highest";
  return asked.least ? "lowest" : null;
}

interface Figure {
  readonly id: string;
  readonly value: number;
}

/** 2.36万 → 23600. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/(\d[\d,， ]*(?:\.\d+)?)\s*([万亿])?(?![\d年月日号条])/g)].map(
    ([, digits = "", scale]) =>
      Number(digits.replace(/[,， ]/g, "")) * (scale === "亿" ? 1e8 : scale === "万" ? 1e4 : 1),
  );
}

function figuresOf({ id, text }: Shown): Figure[] {
  const values = quantitiesIn(fold(text)).filter(({ kind }) => kind !== "date");
  return values.map(({ value }, i) => ({ id: values.length > 1 ? `${id}#${i + 1}` : id, value }));
}

const MADE: readonly (readonly [Operation, (a: number, b: number) => number])[] = [
  ["difference", (a, b) => Math.abs(a - b)],
  ["sum", (a, b) => a + b],
  ["share", (a, b) => (a / b) * 100],
  ["product", (a, b) => a * b],
  ["average", (a, b) => a / b],
];

/** How the figures make those that have to be said and are not told: whoever reads well finds it. */
function computingFor(wanted: readonly string[], gold: readonly Shown[]): Computing {
  const told = squeezed(gold.map(({ text }) => text).join(""));
  const figures = gold.flatMap(figuresOf);
  return wanted.flatMap((alternatives): Computing => {
    const ways = alternatives.split("|");
    if (ways.some((way) => told.includes(squeezed(way)))) return [];
    const values = ways.flatMap(numbersIn).filter((value) => value > 1);
    const isWanted = (made: number) =>
      values.some((value) => Math.abs(made - value) < 0.06 || Math.abs(made / 1e4 - value) < 1e-6);
    const all = figures.reduce((sum, { value }) => sum + value, 0);
    for (const a of figures)
      for (const b of figures)
        for (const [operation, make] of MADE)
          if (a !== b && isWanted(make(a.value, b.value))) return [{ operation, clauses: [a.id, b.id] }];
    if (isWanted(all)) return [{ operation: "sum", clauses: figures.map(({ id }) => id) }];
    return [];
  });
}

export function perfect(question: Gold & Pick<Question, "answerable" | "question" | "mustContain">): Script {
  return ({ name }, clauses): Pointing | { question: string } => {
    if (name === "rewrite") return { question: "" };
    if (!question.answerable) return NO_ANSWER;
    const gold = goldClauses(question, clauses);
    const ids = gold.map(({ id }) => id);
    const operation = operationFor(question.question);
    const found = computingFor(question.mustContain, gold);
    const compute = found.length > 0 || operation === null ? found : [{ operation, clauses: ids }];
    return gold.length === 0 ? NO_ANSWER : pointing(ids, { compute });
  };
}

/** As a smaller model does: every second time it points one sentence beside, or at too much. */
export function clumsy(
  question: Gold & Pick<Question, "answerable" | "question" | "mustContain">,
  how: "beside" | "many" | "prose",
): Script {
  return (asked, clauses) => {
    const right = perfect(question)(asked, clauses) as Pointing;
    if (asked.name === "rewrite" || right.sufficient === "no") return right;
    const numberOf = (id: string) => Number(id.slice(1).split(".")[0]);
    const at = [...new Set(right.clauses.map(numberOf))];
    if (how === "beside") return pointing(at.map((number) => `S${number + (number % 2 === 0 ? 1 : -1)}.1`));
    if (how === "many")
      return pointing(
        clauses
          .filter(({ id }) => at.some((number) => Math.abs(numberOf(id) - number) <= 2))
          .map(({ id }) => id),
        { compute: right.compute },
      );
    return `好的。根据原文，答案在 ${right.clauses.join("、")}，希望对您有帮助！{"sufficient": yes, clauses: [${right.clauses.join(", ")}],}`;
  };
}
