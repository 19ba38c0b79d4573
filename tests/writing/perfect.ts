/** A model that points at the clauses in which the words stand that answer a question, as a labelled question names them. */

import type { Question } from "../../evaluation/question.ts";
import type { Operation, Pointing } from "../../src/answer/writing/pointing.ts";
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

export function perfect(question: Gold & Pick<Question, "answerable" | "question">): Script {
  return ({ name }, clauses): Pointing | { question: string } => {
    if (name === "rewrite") return { question: "" };
    if (!question.answerable) return NO_ANSWER;
    const gold = goldClauses(question, clauses);
    const ids = gold.map(({ id }) => id);
    const operation = operationFor(question.question);
    const compute = operation === null ? [] : [{ operation, clauses: ids }];
    return gold.length === 0 ? NO_ANSWER : pointing(ids, { compute });
  };
}

/** As a smaller model does: every second time it points one sentence beside, or at too much. */
export function clumsy(
  question: Gold & Pick<Question, "answerable" | "question">,
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
      );
    return `好的。根据原文，答案在 ${right.clauses.join("、")}，希望对您有帮助！{"sufficient": yes, clauses: [${right.clauses.join(", ")}],}`;
  };
}
