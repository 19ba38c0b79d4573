/** What a model is asked to give back: numbers of clauses, and choices from closed sets. It has no field for words. */

import { z } from "zod";
import type { Evidence, Pointer } from "./evidence.ts";
import { MISSING } from "./leads.zh.ts";
import type { WritingRecord } from "./writer.ts";

/** What the program is to make of the figures in clauses. */
export const OPERATIONS = [
  "sum",
  "difference",
  "product",
  "average",
  "highest",
  "lowest",
  "share",
  "remainder",
  "unmet",
  "count",
  "earliest",
  "latest",
] as const;

export type Operation = (typeof OPERATIONS)[number];

export const pointingShape = z.object({
  /** Whether the clauses answer what is asked. */
  sufficient: z.enum(["no", "partly", "yes"]),
  /** What the clauses leave open of the question. */
  missing: z.enum(MISSING),
  /** S12.3, in the order in which they answer, those of a case together. */
  clauses: z.array(z.string()),
  /** The clause that settles a question for yes or no; "" for any other question. */
  settles: z.string(),
  /** `clauses`: as above; of a clause with several figures one as it is written, S12.3@1240; =1: what the first came to. */
  compute: z.array(z.object({ operation: z.enum(OPERATIONS), clauses: z.array(z.string()) })),
});

export type Pointing = z.infer<typeof pointingShape>;

/** S12.3, S12, S12.3-S12.5, S12.3-5. */
const NUMBER =
  /(?<![a-z\d])S\s*(\d{1,6})(?:[.．](\d{1,3}))?(?:\s*[-–—~～至到]\s*(?:S\s*(\d{1,6})[.．])?(\d{1,3})(?![.\d]))?(?![a-z\d])/giu;

/** A figure of a clause, as it is written; null: all that it has. */
export interface FigureAt {
  readonly pointer: Pointer;
  readonly written: string | null;
}

/** What an earlier operation came to, from 1. */
interface StepAt {
  readonly step: number;
}

/** Nobody wants more of it. */
const MOST_TERMS = 60;

/** In the order in which they are named, as often as they are. */
export function termsOf(said: readonly string[], evidence: Pick<Evidence, "find">): (FigureAt | StepAt)[] {
  return said.slice(0, MOST_TERMS).flatMap((text): (FigureAt | StepAt)[] => {
    const step = text.match(/^\s*=\s*(\d{1,2})\s*$/)?.[1];
    if (step !== undefined) return [{ step: Number(step) }];
    const [place = "", written = null] = text.split("@");
    return pointersOf([place], evidence).map((pointer) => ({ pointer, written }));
  });
}

/** The clauses that a reply points at, of those that it was given; what settles the question last. */
export function pointedAt({ clauses, settles }: Pointing, evidence: Pick<Evidence, "find">): Pointer[] {
  return pointersOf([...clauses, settles], evidence);
}

/** How a model is asked to point into the evidence. */
export function pointingInto(evidence: Pick<Evidence, "find">) {
  return {
    shape: pointingShape,
    rescue: pointingIn,
    /** Numbers alone take few. */
    maxTokens: 700,
    worthOf(value: Pointing): Pick<WritingRecord, "outcome" | "kept" | "dropped"> {
      const kept = pointedAt(value, evidence).length;
      const dropped = value.clauses.filter((id) => pointersOf([id], evidence).length === 0).length;
      const outcome = value.sufficient === "no" ? "insufficient" : kept > 0 ? "pointed" : "astray";
      return { outcome, kept, dropped };
    },
  };
}

/** Nobody points at more. */
const MOST_POINTERS = 400;

/** Each clause once, in order; numbers that were never given point at nothing. */
export function pointersOf(said: readonly string[], evidence: Pick<Evidence, "find">): Pointer[] {
  const found = new Set<Pointer>();
  for (const text of said)
    for (const [, sentence, clause, other, last] of text.matchAll(NUMBER)) {
      const isRange = clause !== undefined && last !== undefined && (other ?? sentence) === sentence;
      const [from, to] = isRange ? [Number(clause), Number(last)] : [Number(clause), Number(clause)];
      const own =
        clause === undefined
          ? evidence.find(Number(sentence))
          : evidence.find(Number(sentence)).slice(from - 1, Math.max(from, to));
      if (found.size < MOST_POINTERS) for (const pointer of own) found.add(pointer);
    }
  return [...found];
}

const COMPUTED = /operation\W{0,6}([a-z]+)\W{1,6}clauses\W{0,6}\[([^\]]*)/giu;

function computeIn([, said, terms = ""]: readonly string[]): Pointing["compute"] {
  const operation = OPERATIONS.find((one) => one === said?.toLowerCase());
  // A figure may hold a comma.
  const clauses = terms.split(/[,，]\s*(?=["'“]?[S=])/iu).map((term) => term.replace(/["'“”\s]+/gu, ""));
  return operation ? [{ operation, clauses }] : [];
}

/**
 * A reply that is no object of the shape, read by its numbers: they are all that counts in one. Undefined where it says
 * neither that something answers nor that nothing does.
 */
export function pointingIn(reply: string): Pointing | undefined {
  const sufficient = reply.match(/sufficient\W{0,6}(no|false|partly|yes|true)/iu)?.[1]?.toLowerCase();
  const [, listed] = reply.match(/clauses\W{0,6}\[([^\]]*)/u) ?? [];
  const clauses = (listed ?? reply).match(NUMBER) ?? [];
  if (sufficient === undefined && clauses.length === 0) return undefined;
  const isNo = sufficient === "no" || sufficient === "false";
  if (!isNo && clauses.length === 0) return undefined;
  return {
    sufficient: isNo ? "no" : sufficient === "partly" ? "partly" : "yes",
    missing: "none",
    clauses: isNo ? [] : clauses,
    settles: reply.match(/settles\W{0,6}(S\d+[.．]\d+)/iu)?.[1] ?? "",
    compute: isNo ? [] : [...reply.matchAll(COMPUTED)].flatMap(computeIn),
  };
}
