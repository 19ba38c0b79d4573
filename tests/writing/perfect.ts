/** A model that points at the clauses in which the words stand that answer a question, as a labelled question names them. */

import type { Question } from "../../evaluation/question.ts";
import type { Operation, Pointing } from "../../src/answer/writing/pointing.ts";
import { fold } from "../../src/language/fold.ts";
import { quantitiesIn } from "../../src/language/quantities.ts";
import { readable } from "../../src/language/templates.ts";
import { operationsOf } from "../../src/question/conditions.ts";
import { NO_ANSWER, pointing, type Script, type Shown } from "./scripted.ts";

/** Marks of emphasis say nothing. */
const squeezed = (text: string) => text.replace(/[\p{Cf}\s*]+/gu, "");

/** What numbers an item, or heads a part, is no part of its sentences: （五）, 1., ①, 【存在不足】. */
const LABEL = /^(?:[（(]?[\d一二三四五六七八九十]+[）)]|[①-⑳]|\d+[.．、]|【[^】]*】)/u;

/** The clauses of a prompt as runs of one text, to find words in that go over several. */
function clausesWith(words: string, clauses: readonly Shown[]): Shown[] {
  const starts: number[] = [];
  let text = "";
  for (const clause of clauses) {
    starts.push(text.length);
    text += squeezed(clause.text);
  }
  const asWritten = squeezed(words);
  const wanted = text.includes(asWritten) ? asWritten : asWritten.replace(LABEL, "");
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
  readonly term: string;
  readonly value: number;
  readonly unit: string;
  /** Its place among those of its clause, which is a row's column. */
  readonly nth: number;
}

/** 2.36万 → 23600. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/(\d[\d,， ]*(?:\.\d+)?)\s*([万亿])?(?![\d年月日号条])/g)].map(
    ([, digits = "", scale]) =>
      Number(digits.replace(/[,， ]/g, "")) * (scale === "亿" ? 1e8 : scale === "万" ? 1e4 : 1),
  );
}

function figuresOf({ id, text }: Shown): Figure[] {
  const values = quantitiesIn(fold(text)).filter(({ kind }) => !["date", "ordinal", "label"].includes(kind));
  return values.map(({ value, unit, text: written }, nth) => ({
    term: `${id}@${written}`,
    value,
    unit,
    nth,
  }));
}

const MADE: readonly (readonly [Operation, (a: number, b: number) => number])[] = [
  ["difference", (a, b) => Math.abs(a - b)],
  ["sum", (a, b) => a + b],
  ["share", (a, b) => (a / b) * 100],
  ["product", (a, b) => a * b],
  ["average", (a, b) => a / b],
];

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** How the figures make those that have to be said and are not told: whoever reads well finds it. */
function computingFor(wanted: readonly string[], gold: readonly Shown[]): Computing {
  const told = squeezed(gold.map(({ text }) => text).join(""));
  const figures = gold.flatMap(figuresOf);
  const steps: Computing[number][] = [];
  for (const alternatives of wanted) {
    const ways = alternatives.split("|");
    if (ways.some((way) => told.includes(squeezed(way)))) continue;
    const values = ways.flatMap(numbersIn).filter((value) => value > 1 || value % 1 !== 0);
    const isWanted = (scales: readonly number[]) => (made: number) =>
      values.some((value) => scales.some((scale) => Math.abs(made * scale - value) < 1e-6));
    const isShare = ways.some((way) => way.includes("%"));
    const exact = wayTo(isWanted([1]), { values, isShare }, figures, steps.length);
    steps.push(
      ...(exact.length > 0
        ? exact
        : wayTo(isWanted([1e4, 1e-4]), { values, isShare }, figures, steps.length)),
    );
  }
  return steps;
}

/** `before`: as many steps are there already. */
function wayTo(
  isWanted: (made: number) => boolean,
  { values, isShare }: { readonly values: readonly number[]; readonly isShare: boolean },
  figures: readonly Figure[],
  before: number,
): Computing {
  const step = (operation: Operation, clauses: readonly string[]) => ({ operation, clauses: [...clauses] });
  const columns = [
    ...Map.groupBy(figures, ({ unit, nth }) => `${unit} ${nth}`).values(),
    ...Map.groupBy(figures, ({ unit }) => unit).values(),
  ];
  for (const column of columns)
    if (!isShare && column.length > 2 && isWanted(sumOf(column.map(({ value }) => value))))
      return [
        step(
          "sum",
          column.map(({ term }) => term),
        ),
      ];
  const pairs = figures.flatMap((a) =>
    figures.flatMap((b) =>
      MADE.flatMap(([operation, make]) => {
        // What a column counts stands above it.
        const isAlike = a.unit === b.unit || a.unit === "" || b.unit === "";
        if (a === b || (!isAlike && ["sum", "difference"].includes(operation))) return [];
        const made = make(a.value, b.value) / (operation === "product" && b.unit === "%" ? 100 : 1);
        return [{ made, by: step(operation, [a.term, b.term]), a, b }];
      }),
    ),
  );
  const byColumn = pairs.sort((x, y) => Number(x.a.nth !== x.b.nth) - Number(y.a.nth !== y.b.nth));
  // 41.2%: shares and averages are said with one decimal.
  const isNear = (made: number) => values.some((value) => Math.abs(made - value) < 0.06);
  const isRate = (operation: Operation) => operation === "share" || operation === "average";
  const rate = byColumn.find(({ made, by }) => isRate(by.operation) && isNear(made));
  const exact = byColumn.find(({ made, by }) => isWanted(made) && (!isShare || isRate(by.operation)));
  const direct = exact ?? rate;
  if (direct) return [direct.by];
  const rest = figures.flatMap((whole) => {
    const parts = figures.filter((part) => part !== whole && part.unit === whole.unit);
    const isRest = parts.length > 1 && isWanted(whole.value - sumOf(parts.map(({ value }) => value)));
    return isRest
      ? [
          step(
            "remainder",
            [whole, ...parts].map(({ term }) => term),
          ),
        ]
      : [];
  });
  if (rest[0]) return rest.slice(0, 1);
  const first = `=${before + 1}`;
  for (const { made, by } of pairs)
    for (const { term, value } of figures) {
      if (isWanted(made + value)) return [by, step("sum", [first, term])];
      if (isWanted(Math.abs(made - value))) return [by, step("difference", [first, term])];
      if (isWanted(made * value)) return [by, step("product", [first, term])];
    }
  const groups = [...Map.groupBy(figures, ({ unit }) => unit).values()].filter(({ length }) => length > 1);
  for (const one of groups)
    for (const other of groups) {
      const products = one.map(({ value }, i) => value * (other[i]?.value ?? 0));
      if (one === other || one.length !== other.length || !isWanted(sumOf(products))) continue;
      const each = one.map(({ term }, i) => step("product", [term, other[i]?.term ?? ""]));
      return [
        ...each,
        step(
          "sum",
          each.map((_, i) => `=${before + i + 1}`),
        ),
      ];
    }
  return [];
}

/** Counts the places where each of the words stands, where so many have to be said. */
function countingFor(wanted: readonly string[], gold: Gold, clauses: readonly Shown[]): Computing {
  const { length } = gold.evidence;
  const isCounted = wanted.some((ways) => ways.split("|").includes(`共${length}`));
  if (!isCounted) return [];
  const firsts = gold.evidence.flatMap((words) =>
    goldClauses({ ...gold, evidence: [words] }, clauses).slice(0, 1),
  );
  return [{ operation: "count", clauses: firsts.map(({ id }) => id) }];
}

export function perfect(question: Gold & Pick<Question, "answerable" | "question" | "mustContain">): Script {
  return ({ name }, clauses): Pointing | { question: string } => {
    if (name === "rewrite") return { question: "" };
    if (!question.answerable) return NO_ANSWER;
    const gold = goldClauses(question, clauses);
    const ids = gold.map(({ id }) => id);
    const operation = operationFor(question.question);
    const found = [
      ...countingFor(question.mustContain, question, clauses),
      ...computingFor(question.mustContain, gold),
    ];
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
    // Figures are copied, whatever clause they are said to stand in.
    const beside = (id: string) =>
      id.replace(/^S\d+\.\d+/, () => `S${numberOf(id) + (numberOf(id) % 2 === 0 ? 1 : -1)}.1`);
    if (how === "beside")
      return pointing([...new Set(right.clauses.map(beside))], {
        compute: right.compute.map((step) => ({ ...step, clauses: step.clauses.map(beside) })),
      });
    if (how === "many")
      return pointing(
        clauses
          .filter(({ id }) => at.some((number) => Math.abs(numberOf(id) - number) <= 2))
          .map(({ id }) => id),
        { compute: right.compute },
      );
    return `好的。根据原文，答案在 ${right.clauses.join("、")}，希望对您有帮助！{"sufficient": yes, clauses: [${right.clauses.join(", ")}], compute: [${right.compute.map(({ operation, clauses: terms }) => `{operation: ${operation}, clauses: [${terms.join(", ")}]}`).join(", ")}],}`;
  };
}
