/** A second model answers where the first one fails, in the time that there is for both, and is named for what it gave. */

import { expect, it } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import { createReplyMemory } from "../../src/answer/writing/reply-memory.ts";
import { checkModels } from "../../src/app/commands/check.ts";
import { openModels } from "../../src/app/open-models.ts";
import { parseSettings } from "../../src/app/settings.ts";
import { openKnowledge } from "../knowledge.ts";
import { clausesIn, pointing, scriptedWriter } from "../writing/scripted.ts";
import { type Behaviour, fails, says, serveModel, stalls } from "./model-server.ts";

const knowledge = await openKnowledge();
const QUESTION = "齐河县的职工流失率下降了多少？";

/** Points at the words that answer. */
const points: Behaviour = (response, one) => {
  const [gold] = clausesIn(JSON.stringify(one.body).replaceAll("\\n", "\n")).filter(({ text }) =>
    text.includes("职工流失率下降"),
  );
  return says(JSON.stringify(pointing([gold?.id ?? ""])))(response, one);
};

async function inTurn(first: Behaviour, second: Behaviour, tryOut = false) {
  const [a, b] = [await serveModel(first), await serveModel(second)];
  const models = await openModels({
    settings: parseSettings({
      OPENAI_BASE_URL: a.url,
      OPENAI_API_KEY: "sk-first",
      CHAT_MODEL: "one",
      CHAT_MODEL_FALLBACK: "other",
      CHAT_MODEL_FALLBACK_BASE_URL: b.url,
    }),
    stamp: undefined,
    tryOut,
    tell: () => {},
    signal: new AbortController().signal,
  });
  if (!models.chat) throw new Error("no model");
  const { records, ...writer } = scriptedWriter(() => pointing([]), { withheldMs: 4_000 });
  const ask = (signal?: AbortSignal) =>
    respond(
      { question: QUESTION },
      {
        ...knowledge,
        writer: { ...writer, model: models.chat ?? writer.model, memory: createReplyMemory() },
      },
      { asking: { ...(signal && { signal }) } },
    );
  return { models, ask, records, first: a.asked, second: b.asked };
}

it("a server that fails: the answer is the second's, the log names both, no key goes astray", async () => {
  const { ask, records, second } = await inTurn(fails(500, "broken"), points);
  expect(await ask()).toMatchObject({ kind: "grounded", by: "openai:other" });
  expect(records).toMatchObject([
    { model: "openai:one", outcome: "failed", completionTokens: 0, why: expect.stringContaining("broken") },
    { model: "openai:other", outcome: "pointed" },
  ]);
  expect(second.at(-1)?.headers).not.toHaveProperty("authorization");
});

it("a server that hangs leaves the second time", async () => {
  const { ask, records } = await inTurn(stalls, points);
  expect(await ask()).toMatchObject({ by: "openai:other" });
  expect(records[0]?.why).toContain("没有答完");
});

it("a server that is left alone is not asked", async () => {
  const { ask, records, first } = await inTurn(fails(401, "key"), points);
  for (let i = 0; i < 6; i += 1) expect(await ask()).toMatchObject({ by: "openai:other" });
  expect(first).toHaveLength(5);
  expect(records.at(-2)?.why).toContain("暂停使用");
});

it("where both fail the answer is the one without a model, and whoever gave up asks nobody else", async () => {
  const { ask, records } = await inTurn(fails(401, "key"), fails(401, "key"));
  expect(await ask()).toMatchObject({ by: "extractive", fallback: "unavailable" });
  expect(records.map(({ model, outcome }) => [model, outcome])).toEqual([
    ["openai:one", "failed"],
    ["openai:other", "failed"],
  ]);
  const gone = new AbortController();
  const leaving = await inTurn(() => gone.abort(), points);
  await expect(leaving.ask(gone.signal)).rejects.toThrow();
  expect(leaving.second).toEqual([]);
});

it("check tells of both; the second serves alone where the first cannot", async () => {
  const { models } = await inTurn(says("好"), says("好"), true);
  expect(checkModels(models).map(({ detail }) => detail)).toEqual(["openai:one 可用", "openai:other 可用"]);
  const alone = await inTurn(fails(401, "key"), points, true);
  expect(alone.models.notes).toEqual([expect.stringContaining("现只用 CHAT_MODEL_FALLBACK")]);
  expect(await alone.ask()).toMatchObject({ by: "openai:other" });
  const without = await inTurn(points, fails(404, "no such model"), true);
  expect(without.models.notes).toEqual([expect.stringMatching(/^CHAT_MODEL_FALLBACK=other：.*现没有备用的/)]);
  expect(await without.ask()).toMatchObject({ by: "openai:one" });
});
