/** A curator sends a file alone with the bot: it is shown as it would become, and taken by a button, also after a restart. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { contractOf } from "../../src/render/contract.ts";
import { openOffice } from "../channels/office.ts";
import { paragraphOf, wordOf } from "../readers/package-of.ts";
import { until } from "../wire/clock.ts";
import { atTheWire, button, buttonsOf } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { person, presses, privateChat, type Saying, says, sends, supergroup } from "./people.ts";

const NAME = "渔工驿站.docx";
const LINES = [
  "海港市总工会关于渔工驿站的材料",
  "一、主要做法",
  "在码头设立渔工驿站12个，为远洋职工提供热水热饭。",
];
const BYTES = wordOf(LINES.map((line) => paragraphOf(line)).join(""));
const QUESTION = "渔工驿站设立了几个？";
const ONLY_TEXT = "我只能看懂文字，请把问题打成文字发给我。";

async function setUp() {
  const office = await openOffice("telegram");
  const api = await startBotApi();
  const { curating } = office.setup;
  const documents = { ...curating.documents };
  const setup = { ...office.setup, curating: { ...curating, documents } };
  let bot = await startBot({ api, ...setup });
  onTestFinished(async () => {
    await bot.stop();
    await office.close();
  });
  const curator = person("李安");
  office.curators.push(`telegram:${curator.id}`);
  const alone = privateChat(curator);
  const wire = atTheWire(api, () => bot.dir);
  type Room = ReturnType<typeof supergroup> | typeof alone;
  return {
    ...{ office, api, curator, alone, ...wire },
    /** Through which the bot does all of it. */
    documents,
    /** What is said to it. */
    async send(
      name = NAME,
      bytes: Uint8Array | null = BYTES,
      by = curator,
      chat: Room = alone,
      other: Parameters<typeof sends>[3] = {},
    ) {
      const { fileId, ...update } = sends(by, chat, name, other);
      if (bytes) api.holdFile(fileId, bytes);
      api.push(update);
      await wire.settled();
      return wire.answersTo(chat, update.message.message_id);
    },
    async restart() {
      await bot.stopBot();
      bot = await startBot({ api, dir: bot.dir, ...setup });
    },
  };
}

it("shows what it would become, takes it when that is pressed, and answers by it with a citation", async () => {
  const { api, office, curator, alone, send, ask, press } = await setUp();
  const [preview] = await send();
  expect(preview?.text).toContain(`将收录为“${NAME}”，现在还没有收录。`);
  expect(preview?.text).toContain("读出案例 1 个，章节 1 个");
  expect(preview?.text).toContain("主要做法是什么？");
  if (!preview) throw new Error("expected a preview");
  const buttons = buttonsOf(preview.message);
  expect([...buttons.keys()]).toEqual(["收录", "放弃"]);
  expect(existsSync(join(office.corpusDir, NAME))).toBe(false);
  const { sent } = await press(curator, preview.message, button({ buttons }, "收录"));
  expect(sent.map(({ text }) => text)).toEqual([expect.stringContaining(`已收录“${NAME}”`)]);
  // Where indexing takes long it goes on.
  const told = async () => contractOf(await office.setup.abilities.answer({ question: QUESTION })).text;
  await expect.poll(told).toContain("在码头设立渔工驿站12个");
  expect(readFileSync(join(office.corpusDir, NAME)).equals(BYTES)).toBe(true);
  expect((await ask(curator, alone, QUESTION)).text).toContain("在码头设立渔工驿站12个");
  expect((await office.curation.documents.changes())[0]).toMatchObject({
    file: NAME,
    by: `telegram:${curator.id}`,
    done: "added",
  });
  const again = await press(curator, preview.message, button({ buttons }, "收录"));
  expect(again.sent[0]?.text).toContain("这份预览已经处理过，或已过期");
  expect(api.violations).toEqual([]);
  const [second] = await send();
  expect(second?.text).toContain(`案例库里已有“${NAME}”`);
  expect([...buttonsOf(second?.message ?? preview.message).keys()]).toEqual(["替换", "放弃"]);
});

it("keeps its buttons over a restart, and gives up what is not wanted", async () => {
  const { office, curator, send, press, restart } = await setUp();
  const [preview] = await send();
  if (!preview) throw new Error("expected a preview");
  await restart();
  const buttons = buttonsOf(preview.message);
  const { sent } = await press(curator, preview.message, button({ buttons }, "放弃"));
  expect(sent[0]?.text).toBe("已放弃，没有收录。");
  const late = await press(curator, preview.message, button({ buttons }, "收录"));
  expect(late.sent[0]?.text).toContain("已过期");
  expect(existsSync(join(office.corpusDir, NAME))).toBe(false);
});

it("is not said to be stopped while it is written", async () => {
  const { api, office, curator, alone, send, settled, own, documents } = await setUp();
  const [preview] = await send();
  if (!preview) throw new Error("expected a preview");
  const [begun, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { keep } = documents;
  documents.keep = async (...args) => {
    begun.resolve();
    await released.promise;
    return keep(...args);
  };
  api.push(presses(curator, preview.message, button({ buttons: buttonsOf(preview.message) }, "收录")));
  await begun.promise;
  api.push(says(curator, alone, "停止"));
  await until(() => api.unconfirmed.length === 0, "the word to be received");
  released.resolve();
  await settled();
  const told = own(alone).map(({ text }) => text);
  expect(told).toContainEqual(expect.stringContaining(`已收录“${NAME}”`));
  expect(told).not.toContain("已停止。");
  expect(existsSync(join(office.corpusDir, NAME))).toBe(true);
});

it("offers to replace what has come by the same name meanwhile", async () => {
  const { office, curator, send, press } = await setUp();
  const [preview] = await send();
  if (!preview) throw new Error("expected a preview");
  writeFileSync(join(office.corpusDir, NAME), wordOf(paragraphOf("另一份材料")));
  const keep = button({ buttons: buttonsOf(preview.message) }, "收录");
  const [told] = (await press(curator, preview.message, keep)).sent;
  expect(told?.text).toContain(`已有同名的文档“${NAME}”`);
  const buttons = buttonsOf(told?.message ?? preview.message);
  expect([...buttons.keys()]).toEqual(["替换", "放弃"]);
  await press(curator, told?.message ?? preview.message, button({ buttons }, "替换"));
  expect(readFileSync(join(office.corpusDir, NAME)).equals(BYTES)).toBe(true);
});

it("leads to the page whoever may not read at the top, where folders can be chosen", async () => {
  const { office, send } = await setUp();
  writeFileSync(join(office.corpusDir, "读者.txt"), "飞书：ou_1\n");
  expect((await send())[0]?.text).toContain("可以选择收录到哪一卷");
});

it("is as before for everybody else, in groups, and for who presses another's button", async () => {
  const { api, office, curator, send, press } = await setUp();
  const colleague = person("王芳");
  expect((await send(NAME, BYTES, colleague, privateChat(colleague)))[0]?.text).toBe(ONLY_TEXT);
  const where = supergroup();
  const before = api.calls.length;
  expect(await send(NAME, BYTES, curator, where)).toEqual([]);
  expect(await send(NAME, BYTES, colleague, privateChat(colleague), { album: true })).toEqual([]);
  expect(api.calls.slice(before).filter(({ method }) => method === "getFile")).toEqual([]);
  const [preview] = await send();
  if (!preview) throw new Error("expected a preview");
  const keep = button({ buttons: buttonsOf(preview.message) }, "收录");
  const { note } = await press(colleague, preview.message, keep);
  expect(note).toContain("供案例库维护人员使用");
  expect(existsSync(join(office.corpusDir, NAME))).toBe(false);
});

it("shows each of several that are sent together", async () => {
  const { curator, alone, send } = await setUp();
  const album: Saying & { album: true } = { album: true };
  for (const name of ["甲.docx", "乙.docx"])
    expect((await send(name, BYTES, curator, alone, album))[0]?.text).toContain(`将收录为“${name}”`);
});

it.each([
  ["that is broken", "坏.docx", new Uint8Array([80, 75, 3, 4, 1]), {}, "没有读入"],
  ["that Telegram does not hand over", "大.pdf", null, { size: 21 * 1024 * 1024 }, "文件超过 20 MB"],
  ["that is gone", "没有.pdf", null, {}, "文件没能取回，请重新发送"],
  ["of readers", "读者.txt", new Uint8Array([65]), {}, "“读者.txt”不能收录"],
])("refuses a file %s in one line", async (_, name, bytes, other, message) => {
  const { office, curator, alone, send } = await setUp();
  const [said] = await send(name, bytes, curator, alone, other);
  expect(said?.text).toContain(message);
  expect(said?.message.reply_markup).toBeUndefined();
  expect(await office.curation.documents.drafts()).toEqual([]);
});
