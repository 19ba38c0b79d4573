/** A LangChain model and tools → an agent that looks things up, within steps and tokens, before it answers in a shape. */

import type { BaseMessage } from "@langchain/core/messages";
import { failureOf, ModelError } from "./failure.ts";
import { idOf, type LangChainParts, langChainModels, langChainSubject, usageOf } from "./langchain.ts";
import type { Research, Researcher } from "./model.ts";
import { createCall, type Persist, USUAL_PATIENCE } from "./patience.ts";
import { describeShape, shaped } from "./structure.ts";
import { loadTokenCounter } from "./tokens.ts";

const LAST_STEP = "现在不能再查找了，请根据已经查到的内容作答。";

/** Nothing is loaded before the first `research`. */
export function createResearcher(parts: LangChainParts): Researcher {
  const subject = langChainSubject("语言模型", parts);
  const call = createCall(subject, { ...USUAL_PATIENCE, ...parts.patience });
  const modelFor = langChainModels(parts, subject);

  async function research<T>(request: Research<T>, signal: AbortSignal, persist: Persist): Promise<T> {
    const [{ createAgent, createMiddleware, tool }, countTokens, model] = await Promise.all([
      import("langchain"),
      loadTokenCounter(),
      modelFor(request.maxTokens),
    ]);
    const { instructions, shape, tools, maxSteps, maxSpent } = request;
    let steps = 0;
    let spent = 0;
    let characters = 0;

    const limits = createMiddleware({
      name: "limits",
      async wrapModelCall(asked, handler) {
        if (steps >= maxSteps) throw ranOut(`${maxSteps} 步之内没有得出结论`);
        if (spent >= maxSpent) throw ranOut(`用了 ${spent} 个 token，仍没有得出结论`);
        steps += 1;
        const isLast = steps === maxSteps;
        const reply = await persist(async () => {
          try {
            // Without tools there is nothing left but to answer.
            return await handler(
              isLast
                ? { ...asked, tools: [], systemMessage: asked.systemMessage.concat(`\n\n${LAST_STEP}`) }
                : asked,
            );
          } catch (error) {
            throw failureOf(error, subject);
          }
        });
        if (!("content" in reply)) return reply;
        const usage = usageOf(reply) ?? {
          promptTokens: countTokens(`${instructions}\n${asked.messages.map(textOf).join("\n")}`),
          completionTokens: countTokens(textOf(reply)),
        };
        spent += usage.promptTokens + usage.completionTokens;
        characters += textOf(reply).length;
        request.onUsage?.(usage);
        request.onProgress?.(characters);
        return reply;
      },
    });
    const ranOut = (how: string) => new ModelError("unshaped", subject, how);

    const agent = createAgent({
      model,
      tools: tools.map(({ name, description, shape: schema, run }) =>
        tool((input: unknown) => run(input), { name, description, schema: schema as never }),
      ),
      systemPrompt: `${instructions}\n\n${describeShape(shape)}`,
      middleware: [limits],
    });
    // The agent counts each model call and each round of tools, and our own limit comes first.
    const options = { signal, recursionLimit: 6 * maxSteps + 10 };
    let messages: BaseMessage[] = [];
    return shaped(request, {
      subject,
      async say(asked) {
        ({ messages } = await agent.invoke({ messages: [...messages, ...asked.slice(-1)] }, options));
        return { text: messages.at(-1)?.text ?? "" };
      },
    });
  }

  return {
    id: parts.id ?? idOf(parts.name),
    research: (request) => call(request, (signal, persist) => research(request, signal, persist)),
  };
}

/** With the arguments of tools that are called: they are paid for. */
function textOf(message: BaseMessage): string {
  const calls = "tool_calls" in message ? message.tool_calls : undefined;
  return Array.isArray(calls) && calls.length > 0 ? `${message.text}${JSON.stringify(calls)}` : message.text;
}
