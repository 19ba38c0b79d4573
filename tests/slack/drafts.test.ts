/** A text that is wished for and drafted by a model: marked in messages, and in the file in Word that its asker gets. */

import { strFromU8, unzipSync } from "fflate";
import { expect, it, onTestFinished } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { scriptedWriter } from "../writing/scripted.ts";
import { atTheWire } from "./at-the-wire.ts";
import { knowledge, startBot } from "./bot.ts";
import { directMessage, person } from "./people.ts";

it("comes as messages and as a file", async () => {
  const writer = scriptedWriter(({ input }) => {
    const [sentence] = input.split("\n").filter((line) => line.endsWith("。") && line.length > 30);
    return { text: `工作简报\n成绩明显。${sentence}` };
  });
  const bot = await startBot({ abilities: createAbilities({ ...knowledge, writer }) });
  onTestFinished(() => bot.stop());
  const asker = person("李安");
  const { text } = await atTheWire(bot).ask(asker, directMessage(asker), "帮我写一篇关于齐河县总工会的简报");
  expect(text).toContain("▲成绩明显。");
  await expect.poll(() => bot.slack.uploads).toMatchObject([{ filename: "answer.docx" }]);
  await expect.poll(() => bot.slack.uploads[0]?.bytes?.length ?? 0).toBeGreaterThan(0);
  const file = unzipSync(new Uint8Array(bot.slack.uploads[0]?.bytes ?? []));
  const words = strFromU8(file["word/document.xml"] ?? new Uint8Array());
  for (const said of ["〔草稿，由模型起草，未经核对〕", "▲工作简报", "▲成绩明显。“"])
    expect(words).toContain(said);
  expect(bot.slack.violations).toEqual([]);
});
