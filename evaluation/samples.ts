/** Questions about one corpus → what the first attempt at each finds, with what would be right: what weights are fitted to. */

import { look } from "../src/answer/abilities/ask.ts";
import { pick, type Ranked } from "../src/answer/pick/pick.ts";
import type { PickQuery } from "../src/answer/pick/query.ts";
import { sentencesIn, spanText } from "../src/answer/pick/spans.ts";
import { lookingFor, plan } from "../src/answer/plan.ts";
import { withoutNoise } from "../src/question/noise.ts";
import { readPart } from "../src/question/read.ts";
import { isRight } from "./evaluate.ts";
import type { OpenCorpus } from "./open-corpus.ts";
import type { Question, QuestionType } from "./question.ts";

export interface Sample {
  readonly question: Pick<Question, "id" | "type" | "answerable">;
  readonly query: PickQuery;
  readonly spans: readonly Ranked[];
  /** Of each span: it holds all that a right answer has to, and begins in a section that the answer stands in. */
  readonly right: readonly boolean[];
  /** As the judge is told of them. */
  readonly elsewhere: number;
  readonly absent: boolean;
  /** The signals decide: what names an organisation that no case has, and no other, or contradicts what is found, is refused before. */
  readonly judged: boolean;
}

export interface SampledSet {
  readonly name: string;
  readonly family: "ten" | "foreign";
  readonly samples: readonly Sample[];
}

/** Questions by themselves that words are chosen for, and those that the corpus does not tell. */
const FITTED: readonly QuestionType[] = ["fact", "paraphrase", "how", "noisy", "unanswerable"];

export async function samplesOf(
  questions: readonly Question[],
  { knowledge }: Pick<OpenCorpus, "knowledge">,
): Promise<Sample[]> {
  const cases = await knowledge.store.cases();
  const samples: Sample[] = [];
  for (const question of questions) {
    if (!FITTED.includes(question.type) || question.history.length > 0) continue;
    const part = await readPart(withoutNoise(question.question).said, knowledge.finder, cases);
    const [attempt] = plan(part, null, cases);
    if (!attempt) continue;
    const { query, hits, verdict } = await look(lookingFor(attempt, part), knowledge);
    const spans = pick(hits, query);
    samples.push({
      question,
      query,
      spans,
      right: spans.map(({ span }) =>
        question.answerable
          ? isRight(question, {
              file: span.hit.passage.file,
              start: sentencesIn(span)[0]?.start ?? 0,
              text: spanText(span),
            })
          : false,
      ),
      elsewhere: verdict?.signals.elsewhere ?? 0,
      absent: part.named.absent.length > 0,
      judged:
        spans.length > 0 &&
        verdict?.contradicts === null &&
        (part.named.absent.length === 0 || part.named.cases.length > 0),
    });
  }
  return samples;
}
