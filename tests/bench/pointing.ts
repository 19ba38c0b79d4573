/**
 * How many answers are right with a model that points at the very words that the questions are labelled with, and with
 * ones that point beside, at too much, or in prose; and how many without a model. Takes names of sets; all where there
 * is none. `--only KIND` counts one kind of model, `--misses KIND` prints what is not right.
 */

import { openCorpus } from "../../evaluation/open-corpus.ts";
import { QUESTION_TYPES, type Question } from "../../evaluation/question.ts";
import { score } from "../../evaluation/score.ts";
import { shippedSets } from "../../evaluation/sets.ts";
import { respond } from "../../src/answer/respond.ts";
import { contractOf } from "../../src/render/contract.ts";
import { clumsy, perfect } from "../writing/perfect.ts";
import { type Script, scriptedWriter } from "../writing/scripted.ts";

const KINDS: Readonly<Record<string, ((question: Question) => Script) | null>> = {
  without: null,
  perfect,
  beside: (question) => clumsy(question, "beside"),
  many: (question) => clumsy(question, "many"),
  prose: (question) => clumsy(question, "prose"),
};

const args = process.argv.slice(2);
const misses = args.includes("--misses") ? args[args.indexOf("--misses") + 1] : undefined;
const room = args.includes("--room") ? Number(args[args.indexOf("--room") + 1]) : 30_000;
const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
const held = args.includes("--held-back");
const names = args.filter(
  (arg, i) => !arg.startsWith("--") && !["--misses", "--room", "--only"].includes(args[i - 1] ?? ""),
);
const sets = shippedSets(held ? "held-back" : "build").filter(
  ({ name }) => names.length === 0 || names.includes(name),
);
const counts = new Map<string, { n: number; strict: number; right: number; characters: number }>();

for (const set of sets) {
  const corpus = await openCorpus(set.corpus);
  const questions = set.questions(await corpus.knowledge.store.cases());
  for (const question of questions)
    for (const [kind, scriptFor] of Object.entries(KINDS)) {
      if (only !== undefined && kind !== "without" && kind !== only) continue;
      const { question: said, history } = question;
      const knowledge = scriptFor
        ? { ...corpus.knowledge, writer: scriptedWriter(scriptFor(question), { room }) }
        : corpus.knowledge;
      const answer = contractOf(await respond({ question: said, history }, knowledge));
      const scored = score(question, answer, corpus.textOf);
      for (const group of [`${set.family} ${question.type}`, `${set.family} all`]) {
        const key = `${group}|${kind}`;
        const count = counts.get(key) ?? { n: 0, strict: 0, right: 0, characters: 0 };
        count.n += 1;
        count.strict += scored.strict ? 1 : 0;
        count.right += scored.right ? 1 : 0;
        count.characters += scored.length;
        counts.set(key, count);
      }
      if (!held && kind === misses && !scored.strict)
        console.log(
          `${set.name} ${question.type} ${history.join(" / ")} ${said}\n  gold ${question.evidence.join(" | ")} must ${question.mustContain.join("、")}\n  ${scored.fault} ${scored.missing.join("、")} by ${answer.by} ${answer.kind}: ${answer.text.slice(0, 300).replaceAll("\n", " ⏎ ")}`,
        );
    }
  await corpus.close();
}

for (const family of ["ten", "foreign"])
  for (const type of [...QUESTION_TYPES, "all"]) {
    const cells = Object.keys(KINDS).flatMap((kind) => {
      const count = counts.get(`${family} ${type}|${kind}`);
      return count
        ? [
            `${kind} ${((100 * count.strict) / count.n).toFixed(1)} (${Math.round(count.characters / count.n)})`,
          ]
        : [];
    });
    const n = counts.get(`${family} ${type}|without`)?.n;
    if (n) console.log(`${family} ${type} (${n}): ${cells.join("  ")}`);
  }
