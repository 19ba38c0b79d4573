/** What every chat model keeps to, whatever is between it and its server. */

import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ChatModel, Generation, Usage } from "../../src/models/model.ts";
import { loadTokenCounter } from "../../src/models/tokens.ts";
import {
  answers,
  type Behaviour,
  breaks,
  deadAddress,
  fails,
  type ModelServer,
  neverEnds,
  says,
  serveModel,
  stalls,
} from "./model-server.ts";

export const SHAPE = z.object({
  claims: z.array(z.object({ text: z.string(), ids: z.array(z.string()) })),
});
export const OBJECT = { claims: [{ text: "夜校授课48场", ids: ["s1"] }] };
export const JSON_TEXT = JSON.stringify(OBJECT);

export function request(more: Partial<Generation<z.infer<typeof SHAPE>>> = {}) {
  return {
    instructions: "只依据所给的句子作答。",
    input: "夜校授课多少场？",
    shape: SHAPE,
    name: "answer",
    maxTokens: 500,
    ...more,
  };
}

/** What a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("expected a rejection, found none");
  return error;
}

export const SECRET = "sk-geheim-0123456789";

/** Not so little that a slow machine would use it up. */
export const PATIENT = {
  patience: { wholeMs: 50_000, retryMs: 4, failures: 3, restMs: 1_000 },
  limits: { connectMs: 50_000, stallMs: 50_000, maxBytes: 65_536 },
};

/** For servers that fall silent. */
const IMPATIENT: Impatience = {
  patience: { ...PATIENT.patience, wholeMs: 1_500 },
  limits: { ...PATIENT.limits, stallMs: 200 },
};

export type Impatience = typeof PATIENT;

/** How long a test waits that expects this line. */
export function impatienceFor(line: RegExp): Impatience {
  return /秒|停顿/.test(line.source) ? IMPATIENT : PATIENT;
}

/** `create` makes a model at an address that speaks OpenAI's language. */
export function describeChatModel(
  name: string,
  create: (address: string, impatience: Impatience) => ChatModel,
): void {
  const at = async (...behaviours: [Behaviour, ...Behaviour[]]): Promise<[ChatModel, ModelServer]> => {
    const server = await serveModel(...behaviours);
    return [create(server.url, PATIENT), server];
  };

  describe(name, () => {
    // Libraries are loaded at the first question, which may take longer than these models wait.
    beforeAll(async () => {
      const model = create(await deadAddress(), PATIENT);
      for (let i = 0; i < 2; i += 1) await model.generate(request()).catch(() => {});
      await loadTokenCounter();
    });

    it("names itself", async () => {
      expect(create("http://127.0.0.1:9/v1", PATIENT).id).toMatch(/^[\w-]+(:[\w.-]+)+$/);
    });

    it("gives an object of the shape, and says how far it is and what was used", async () => {
      const [model, { asked }] = await at(says(JSON_TEXT));
      const progress: number[] = [];
      const usages: Usage[] = [];
      const found = await model.generate(
        request({ onProgress: (count) => progress.push(count), onUsage: (usage) => usages.push(usage) }),
      );
      expect(found).toEqual(OBJECT);
      expect(asked).toHaveLength(1);
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
      expect(progress.at(-1)).toBe(JSON_TEXT.length);
      expect(usages).toHaveLength(1);
      expect(usages[0]?.promptTokens).toBeGreaterThan(5);
      expect(usages[0]?.completionTokens).toBeGreaterThan(5);
    });

    it.each([
      ["in prose", `好的，结果如下：${JSON_TEXT} 希望对您有帮助。`],
      ["in a code fence", `\`\`\`json\n${JSON_TEXT}\n\`\`\``],
      ["after thoughts", `<think>先看 {"claims":[{"text":"错","ids":[]}]} 不对</think>\n${JSON_TEXT}`],
      ["after thoughts without their beginning", `想了想 {"claims":[]}</think>${JSON_TEXT}`],
      ["after another object", `{"draft":true}\n${JSON_TEXT}`],
      ["after an open brace", `用 { 开头：${JSON_TEXT}`],
    ])("finds the object %s", async (_, text) => {
      const [model, { asked }] = await at(says(text));
      expect(await model.generate(request())).toEqual(OBJECT);
      expect(asked).toHaveLength(1);
    });

    it.each([
      ["cut in the middle", JSON_TEXT.slice(0, 30), "JSON 不完整或有语法错误"],
      ["empty", "", "回复是空的"],
      ["nothing but prose", "我不知道。", "回复中没有 JSON 对象"],
      ["of another shape", '{"claims":[{"text":1,"ids":[]}]}', "claims[0].text"],
      ["nothing but thoughts", `<think>${JSON_TEXT}`, "回复是空的"],
    ])(
      "has a reply repaired once that is %s, and tells the model what was wrong",
      async (_, text, problem) => {
        const [model, { asked }] = await at(says(text), says(JSON_TEXT));
        const usages: Usage[] = [];
        expect(await model.generate(request({ onUsage: (usage) => usages.push(usage) }))).toEqual(OBJECT);
        expect(asked).toHaveLength(2);
        expect(JSON.stringify(asked[1]?.body)).toContain(problem);
        expect(usages.length).toBeGreaterThanOrEqual(text === "" ? 1 : 2);
      },
    );

    it("gives up after one repair", async () => {
      const [model, { asked }] = await at(says("不知道"));
      expect((await errorOf(model.generate(request()))).message).toMatch(
        /^语言模型 \S+.*：两次都没有按要求的格式回复：回复中没有 JSON 对象$/,
      );
      expect(asked).toHaveLength(2);
    });

    it.each([
      ["401", fails(401, `Incorrect API key provided: ${SECRET}`), /：不接受所给的密钥（401）/, 1],
      ["404", fails(404, "The model `x` does not exist"), /：没有这个模型，或地址不对（404）/, 1],
      ["402", fails(402, "Insufficient Balance"), /：余额或额度不足（402）/, 1],
      ["429", fails(429, "slow down"), /：请求太多，被要求稍后再试（429）/, 3],
      ["500", fails(500, "oops"), /：服务出错（500）/, 3],
      ["503 as a web page", answers(503, "<html>down</html>"), /：服务出错（503）/, 3],
      [
        "a redirect",
        answers(302, "", { location: "http://127.0.0.1:1/v1" }),
        /：地址转向别处（302），请直接填写最终的地址$/,
        1,
      ],
      ["a web page", answers(200, "<!doctype html><html>登录</html>"), /：返回的不是模型的回复/, 1],
      ["an error with status 200", answers(200, { error: { message: "quota" } }), /./, undefined],
      ["a broken connection", breaks, /：连接不上或中途断开（\w+），请检查地址、网络和代理$/, 3],
      ["a reply without end", neverEnds, /：回复超出长度限制仍不停止，已中断$/, 1],
      ["10 MB", says("长".repeat(3_500_000)), /：回复太长，已中断$/, 1],
      ["silence within a reply", stalls, /：回复中途停顿太久，已中断$/, 1],
      ["silence before a reply", () => {}, /：2 秒内没有答完$/, 1],
    ] as const)("rejects with one line and no secret: %s", async (_, behaviour, line, requests) => {
      const { url, asked } = await serveModel(behaviour);
      const model = create(url, impatienceFor(line));
      const { message } = await errorOf(model.generate(request()));
      expect(message).toMatch(line);
      expect(message).toMatch(/^语言模型 \S+/);
      expect(message).not.toMatch(/[\r\n]/);
      expect(message).not.toContain("geheim");
      if (requests !== undefined) expect(asked).toHaveLength(requests);
      await Promise.all(asked.map(({ closed }) => closed));
    });

    it("reads, and is charged for, no more than the limit of a server that keeps to none", async () => {
      const [model, { asked }] = await at(neverEnds);
      const usages: Usage[] = [];
      await errorOf(model.generate(request({ onUsage: (usage) => usages.push(usage) })));
      expect(usages).toHaveLength(1);
      expect(usages[0]?.completionTokens).toBeGreaterThan(400);
      // What came in one piece with the last of them.
      expect(usages[0]?.completionTokens).toBeLessThan(900);
      await asked[0]?.closed;
    });

    it("takes what was said within the limit by a server that goes on after it", async () => {
      const [model] = await at(says(`${JSON_TEXT}${"好".repeat(2_000)}`));
      expect(await model.generate(request())).toEqual(OBJECT);
    });

    it("waits no longer than whoever asked does", async () => {
      const [model, { asked }] = await at(() => {});
      const { message } = await errorOf(model.generate(request({ withinMs: 50 })));
      expect(message).toMatch(/：1 秒内没有答完$/);
      await asked[0]?.closed;
    });

    it("rejects where nobody listens", async () => {
      const model = create(await deadAddress(), PATIENT);
      expect((await errorOf(model.generate(request()))).message).toMatch(
        /：连接不上或中途断开（ECONNREFUSED），请检查地址、网络和代理$/,
      );
    });

    it.each([
      ["429", fails(429, "slow down", { "retry-after": "0" })],
      ["503", fails(503, "busy")],
      ["a broken connection", breaks],
    ])("asks again after %s", async (_, behaviour) => {
      const [model, { asked }] = await at(behaviour, says(JSON_TEXT));
      expect(await model.generate(request())).toEqual(OBJECT);
      expect(asked).toHaveLength(2);
    });

    it("does not wait for a server that wants to be left alone longer than there is time", async () => {
      const [model, { asked }] = await at(fails(429, "slow down", { "retry-after": "60" }), says(JSON_TEXT));
      expect((await errorOf(model.generate(request()))).message).toContain("请求太多，被要求稍后再试（429）");
      expect(asked).toHaveLength(1);
    });

    it.each([
      ["before the reply", () => {}],
      ["within the reply", stalls],
      ["while it waits to ask again", fails(503, "busy", { "retry-after": "1" })],
    ] as const)(
      "stops at once when the asker gives up %s, and closes the connection",
      async (_, behaviour) => {
        const giveUp = new AbortController();
        const [model, { asked }] = await at((response, one) => {
          setTimeout(() => giveUp.abort(new Error("问题已撤回")), 5);
          return behaviour(response, one);
        });
        const { message } = await errorOf(model.generate(request({ signal: giveUp.signal })));
        expect(message).toBe("问题已撤回");
        expect(asked).toHaveLength(1);
        await asked[0]?.closed;
      },
    );

    it("asks nothing for an asker who has given up already", async () => {
      const [model, { asked }] = await at(says(JSON_TEXT));
      const { message } = await errorOf(
        model.generate(request({ signal: AbortSignal.abort(new Error("问题已撤回")) })),
      );
      expect(message).toBe("问题已撤回");
      expect(asked).toEqual([]);
    });

    it("leaves a server alone that failed again and again, then tries it once for all", async () => {
      const [model, { asked }] = await at(
        ...([1, 2, 3, 4].map(() => fails(401, "no")) as [Behaviour]),
        says(JSON_TEXT),
      );
      for (let i = 0; i < 3; i += 1) await errorOf(model.generate(request()));
      expect((await errorOf(model.generate(request()))).message).toMatch(
        /：连续失败 3 次，暂停使用，约 1 秒后再试；上次：不接受所给的密钥（401）/,
      );
      expect(asked).toHaveLength(3);
      const rested = () => new Promise((resolve) => setTimeout(resolve, PATIENT.patience.restMs + 20));
      await rested();
      const both = await Promise.allSettled([model.generate(request()), model.generate(request())]);
      expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      expect(asked).toHaveLength(4);
      await rested();
      expect(await model.generate(request())).toEqual(OBJECT);
      expect(asked).toHaveLength(5);
    });
  });
}
