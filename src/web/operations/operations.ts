/** Abilities → what programs may ask, by name: the one table behind the HTTP interface and the MCP server. */

import type { z } from "zod";
import type { Abilities } from "../../answer/abilities.ts";
import type { Asking } from "../../answer/asking.ts";
import { USUAL_HITS } from "../../answer/search-hits.ts";
import type { Answer } from "../../grounding/answer.ts";
import { contractOf } from "../../render/contract.ts";
import { visible } from "../../render/text.ts";
import { hitsText } from "../../render/why.zh.ts";
import * as shapes from "./shapes.ts";

/** What was asked does not have the shape that is expected; the message says, in one line, what would be right. */
export class InputError extends Error {
  override readonly name = "InputError";
}

export interface Operation {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** Throws an `InputError` where the input has not its shape; nothing is done before what is given back is called. */
  prepare(input: unknown): (asking?: Asking) => Promise<Outcome>;
}

export interface Outcome {
  /** As people read it. */
  readonly text: string;
  /** The contract's object, of the shape `output`. */
  readonly object: object;
}

/** `publicUrl`: where readers of the web channel find it; null where they do not. */
export function createOperations(abilities: Abilities, publicUrl: string | null): readonly Operation[] {
  const answered = (answer: Answer): Outcome => {
    const contract = contractOf(answer, publicUrl);
    return { text: contract.text, object: contract };
  };
  return [
    operation({
      name: "ask",
      title: "提问",
      description: "回答关于工会创新案例的问题。每句话都有出处和原文；案例没有说的，如实说没有。",
      input: shapes.askInput,
      output: shapes.answerOutput,
      run: async ({ question, history }, asking) =>
        answered(await abilities.answer({ question, history: history ?? [] }, asking)),
    }),
    operation({
      name: "quote",
      title: "引用原文",
      description: "逐字引用一个案例，或其中的一个章节、一个条目。",
      input: shapes.quoteInput,
      output: shapes.answerOutput,
      run: async ({ name, section, item }) =>
        answered(await abilities.quoteNamed(name, section ?? undefined, item ?? undefined)),
    }),
    operation({
      name: "summary",
      title: "案例摘要",
      description: "按名称总结一个案例，每句话都有出处。",
      input: shapes.summaryInput,
      output: shapes.answerOutput,
      run: async ({ name, length }, asking) =>
        answered(await abilities.summaryNamed(name, length ?? "full", asking)),
    }),
    operation({
      name: "cases",
      title: "案例目录",
      description: "列出收录的全部案例。",
      input: shapes.casesInput,
      output: shapes.answerOutput,
      run: async () => answered(await abilities.catalogue()),
    }),
    operation({
      name: "compare",
      title: "对比案例",
      description: "并排比较几个案例的同一章节，内容均为原文。",
      input: shapes.compareInput,
      output: shapes.answerOutput,
      run: async ({ names, section }) => answered(await abilities.compareNamed(names, section ?? undefined)),
    }),
    operation({
      name: "verify",
      title: "核对引文",
      description: "核对一段文字与原文是否一致：一致、有改动（并指出改动）或没有。",
      input: shapes.verifyInput,
      output: shapes.answerOutput,
      run: async ({ text }) => answered(await abilities.verify(text)),
    }),
    operation({
      name: "search",
      title: "检索段落",
      description: "只检索，列出最相关的原文段落，不作回答。",
      input: shapes.searchInput,
      output: shapes.searchOutput,
      run: async ({ query, limit }) => {
        const { hits } = await abilities.search(query, { limit: limit ?? USUAL_HITS });
        return { text: visible(hitsText(hits)), object: { hits } };
      },
    }),
  ];
}

type Described<Input extends z.ZodObject> = Omit<Operation, "input" | "prepare"> & {
  readonly input: Input;
  run(input: z.infer<Input>, asking?: Asking): Promise<Outcome>;
};

export function operation<Input extends z.ZodObject>(described: Described<Input>): Operation {
  const { run, ...rest } = described;
  return {
    ...rest,
    prepare: (input) => {
      const accepted = checked(input, described.input);
      return (asking) => run(accepted, asking);
    },
  };
}

function checked<Input extends z.ZodObject>(input: unknown, shape: Input): z.infer<Input> {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InputError([...new Set(parsed.error.issues.map(({ message }) => message))].join("；"));
}
