/** What WeCom is given of an answer. */

import { expect, it } from "vitest";
import { formOf, type WecomPlace } from "../../src/channels/wecom/form.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import * as samples from "../render/samples.ts";
import { abilities } from "./bot.ts";

it("of an answer that another may replace only what can be changed is sent", async () => {
  const form = formOf({ abilities, publicUrl: null });
  const place = {
    chat: "c",
    message: "m",
    room: "",
    isPrivate: true,
    requestId: "r",
  } satisfies WecomPlace;
  const quotes = [1, 2].map((number) => samples.quote(number, "词句。".repeat(2_000)));
  const answer = { ...samples.excerpt, quotes } as Answer;
  const given = { id: "a", chat: "c", message: "m", conversation: "c", question: "问", answer, head: null };
  const [first, ...rest] = await form.answer(place, given, false);
  expect(rest).not.toEqual([]);
  expect(await form.answer(place, given, true)).toEqual([{ ...first, isUnfinished: true, card: undefined }]);
});
