/** How long a reader waits for an answer, and what is charged, with a server that hangs, drips, floods or puts off. */

import { expect, it } from "vitest";
import { WITHHELD_MS } from "../../src/answer/early.ts";
import { respond } from "../../src/answer/respond.ts";
import { createOpenAiChatModel } from "../../src/models/openai.ts";
import { loadTokenCounter } from "../../src/models/tokens.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge } from "../knowledge.ts";
import {
  type Behaviour,
  begin,
  event,
  fails,
  neverEnds,
  serveModel,
  stalls,
} from "../models/model-server.ts";
import { honest, scriptedWriter } from "../writing/scripted.ts";

const QUESTION = "镇江挽回了多少损失，帮了几个人？";

const knowledge = await openKnowledge();
await loadTokenCounter();

const drips: Behaviour = (response) => {
  begin(response);
  const dripping = setInterval(() => event(response, { content: "。" }), 300);
  response.on("close", () => clearInterval(dripping));
};

it.each<readonly [string, Behaviour, boolean]>([
  ["hangs", () => {}, false],
  ["falls silent", stalls, true],
  ["drips", drips, true],
  ["floods", neverEnds, true],
  ["puts off for 20 s", fails(429, "slow down", { "retry-after": "20" }), false],
  ["fails again and again", fails(500, "oops"), false],
])(
  "within six seconds there is the answer without a model where a server %s",
  async (_, behaviour, begins) => {
    const { url } = await serveModel(behaviour);
    const model = createOpenAiChatModel({ model: "played", baseUrl: url, apiKey: null });
    const writer = { ...scriptedWriter(honest, { withheldMs: WITHHELD_MS }), model };
    const begun = performance.now();
    const answer = contractOf(await respond({ question: QUESTION }, { ...knowledge, writer }));
    const ms = Math.round(performance.now() - begun);
    const [record] = writer.records;
    expect(answer).toMatchObject({ kind: "grounded", by: "extractive", fallback: "unavailable" });
    expect(ms).toBeLessThan(6_000);
    expect((record?.promptTokens ?? 0) > 0).toBe(begins);
    // The limit of a reply, and what came in one piece with the last of it.
    expect(record?.completionTokens).toBeLessThan(900);
  },
);
