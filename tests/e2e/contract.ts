/** The lines that the answer contract promises, written from the contract and not from the program. */

import { z } from "zod";
import { contractAnswer } from "../contract-schema.ts";

const offset = z.int().min(0);

export const askLineShape = z.object({
  id: z.unknown(),
  elapsedMs: z.number().min(0),
  answer: contractAnswer,
});

export const searchLineShape = z.object({
  id: z.unknown(),
  elapsedMs: z.number().min(0),
  hits: z.array(
    z.object({
      rank: z.int().min(1),
      score: z.number(),
      case: z.object({ id: z.string().min(1), organization: z.string().min(1), title: z.string() }),
      section: z.string().min(1),
      item: z.string().min(1).nullable(),
      file: z.string().min(1),
      start: offset,
      end: offset,
      text: z.string().min(1),
    }),
  ),
});

/** In the place of a line that could not be used. */
export const errorLineShape = z.strictObject({ id: z.unknown(), error: z.string().min(1) });
