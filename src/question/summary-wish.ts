/** A request for a summary → how long it is to be, and the aspects that it names. */

import { openTemplates } from "../language/templates.ts";

/** As groups of templates call them: said-problems, heads-problems. */
export type SectionKindAsked = (typeof AFTER)[number];

export interface SummaryWish {
  readonly length: "one" | "three" | "full";
  /** Sentences wished for; null where no number is said. */
  readonly points: number | null;
  /** Characters wished for at most; null where no number is said. */
  readonly characters: number | null;
  /** 四个热点各一句: what each is called of which one sentence is wished for, "" where it is any part; null for most. */
  readonly each: string | null;
  /** 详细: at greater length than a full one has. */
  readonly detailed: boolean;
  /** Nothing but shortcomings, lessons or plans: which of them; empty for most. */
  readonly only: readonly SectionKindAsked[];
  /** 多少钱、住院报多少、封顶: what it is to tell of, in the question's words; empty for most. */
  readonly aspects: readonly string[];
}

/** Fewer characters than these are one sentence's, or three sentences'. */
const ONE_SENTENCE = 120;
const THREE_SENTENCES = 280;

const MOST_POINTS = 6;

const AFTER = ["problems", "lessons", "plans"] as const;
/** Who asks for one of these wants more. */
const MATTER = ["measures", "results", "development", "recommendation"];

const templates = openTemplates("summary");
const sections = openTemplates("sections");

/** `text` is folded and digitized. Later words go first, as a follow-up stands after the question that it completes. */
export function summaryWish(text: string): SummaryWish {
  const wishes = ["characters", "one-sentence", "some-sentences", "in-full"].flatMap((group) =>
    templates.all
      .filter((template) => template.group === group)
      .flatMap(({ pattern }) => [...text.matchAll(pattern)])
      .map(({ index, groups }) => ({ group, index, number: groups?.number ?? "" })),
  );
  const last = wishes.sort((a, b) => a.index - b.index).at(-1);
  const aspects = aspectsIn(text);
  const says = (kind: string) => sections.says(`said-${kind}`, text);
  const after = AFTER.filter(says);
  const each = templates.match("each", text);
  const wish = (length: SummaryWish["length"], points: number | null, characters: number | null) => ({
    length,
    points,
    characters,
    detailed: last?.group === "in-full",
    only: MATTER.some(says) || templates.says("besides", text) ? [] : after,
    aspects,
    each: each ? (each.groups?.words ?? "") : null,
  });
  switch (last?.group) {
    case "characters": {
      const most = Number(last.number);
      return wish(most <= ONE_SENTENCE ? "one" : most <= THREE_SENTENCES ? "three" : "full", null, most);
    }
    case "one-sentence":
      return wish("one", 1, null);
    case "some-sentences": {
      // 两三句 has been digitized to 23句: the larger one is meant.
      const points = Math.min(MOST_POINTS, Number(last.number.at(-1))) || null;
      return points === 1 ? wish("one", 1, null) : wish("three", points, null);
    }
    default:
      return wish("full", null, null);
  }
}

/** Whether words that leave no doubt ask for a summary, whatever else the question asks. */
export function asksSummary(text: string): boolean {
  return templates.says("surely-summary", text);
}

function aspectsIn(text: string): string[] {
  const list = templates.match("aspects", text)?.groups?.list ?? "";
  const aspects = list
    .split(/[、,]|(?:和|以及|还有)/)
    .map((aspect) => aspect.trim())
    .filter((aspect) => !templates.says("no-aspect", aspect));
  return aspects.length >= 2 ? aspects : [];
}
