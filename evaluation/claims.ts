/** What people claim, compare and ask to be checked, with the verdict wanted → whether an answer gives it. */

import { z } from "zod";
import { NOT_SO, SO } from "../src/answer/replies.ts";
import type { ContractAnswer } from "../src/render/contract.ts";
import { parseLines } from "./labelled.ts";
import { folded, holds } from "./tokens.ts";

const shape = z.object({
  id: z.string(),
  /** A folder of `foreign/held-back`, or `ten`. */
  corpus: z.string(),
  /** In what it is true or false: figure, subject, year, round, negation, order, cause …; what is compared: most, rank … */
  kind: z.string(),
  /** `compared`: nothing is claimed, things are to be set side by side, the first of `must_contain` first. */
  verdict: z.enum(["so", "otherwise", "untold", "compared"]),
  message: z.string(),
  /** What is true, in the words of the source; alternatives parted by |. */
  must_contain: z.array(z.string()),
});

export type ClaimMessage = z.infer<typeof shape>;

/** Throws an `Error` that names the file, the line and the field. */
export function parseClaims(text: string, file: string): ClaimMessage[] {
  return parseLines(shape, text, file);
}

/**
 * - `good`: the verdict, and what is true
 * - `shown`: what is true, and no verdict
 * - `wrong`: the contrary is said, or what is not told is said to be so or not
 * - `missed`: none of these
 */
export type ClaimScore = "good" | "shown" | "wrong" | "missed";

/** Characters of a comparison at most. */
const LONGEST = 600;

export function scoreClaim({ verdict, must_contain }: ClaimMessage, answer: ContractAnswer): ClaimScore {
  const text = folded(answer.text);
  const isTold = must_contain.every((token) => holds(text, token));
  if (verdict === "compared") {
    const [winner = ""] = must_contain;
    const first = folded(answer.claims[0]?.text ?? "");
    const isFirst = winner === "" || holds(first, winner);
    return isTold && isFirst && answer.text.length <= LONGEST ? "good" : isTold ? "shown" : "missed";
  }
  const said = verdictOf(answer);
  const isShown = said !== "untold" && isTold;
  if (verdict === "untold")
    return said === "untold" || said === "none" ? "good" : isShown ? "shown" : "wrong";
  if (said === verdict) return isTold ? "good" : "missed";
  if (said === "so" || said === "otherwise") return "wrong";
  return isShown ? "shown" : "missed";
}

/** `none`: words are shown and nothing is said of them. */
function verdictOf({ kind, text }: ContractAnswer): "so" | "otherwise" | "untold" | "none" {
  if (kind === "not-found" || kind === "help" || kind === "ambiguous") return "untold";
  if (text.startsWith(SO) || text.includes(IDENTICAL)) return "so";
  return OTHERWISE.test(text) || text.startsWith(NOT_SO) ? "otherwise" : "none";
}

const IDENTICAL = "与原文一致";
const OTHERWISE = /^不对应|不完全一致|前提与原文不符|方向与问题相反/;
