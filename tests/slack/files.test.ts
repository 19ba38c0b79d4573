/** A curator sends a file in a direct message: it is shown as it would become, and taken or given up by a button. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { contractOf } from "../../src/render/contract.ts";
import { openOffice } from "../channels/office.ts";
import { paragraphOf, wordOf } from "../readers/package-of.ts";
import { atTheWire, button } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { directMessage, person, type Saying } from "./people.ts";

const NAME = "渔工驿站.docx";
const LINES = [
  "海港市总工会关于渔工驿站的材料",
  "一、主要做法",
  "在码头设立渔工驿站12个，为远洋职工提供热水热饭。",
];
const BYTES = wordOf(LINES.map((line) => paragraphOf(line)).join(""));
const QUESTION = "渔工驿站设立了几个？";

async function setUp() {
  const office = await openOffice("slack");
  const bot = await startBot(office.setup);
  onTestFinished(async () => {
    await bot.stop();
    await office.close();
  });
  const curator = person("李安");
  office.curators.push(`slack:${curator.id}`);
  const { ask, ...wire } = atTheWire(bot);
  const url = bot.slack.holdFile("F1", BYTES);
  const fileOf = (other: object = {}) => ({
    id: "F1",
    name: NAME,
    size: BYTES.length,
    url_private: url,
    ...other,
  });
  return {
    ...{ office, bot, curator, ask, fileOf, ...wire },
    send(files: readonly object[] = [fileOf()], by = curator) {
      const event: Saying["event"] = { subtype: "file_share", files };
      return ask(by, directMessage(by), "", { event });
    },
  };
}

it("shows what it would become, takes it when that is pressed, and answers by it with a citation", async () => {
  const { office, bot, curator, send, ask, press, own } = await setUp();
  const where = directMessage(curator);
  const { text, answer, buttons } = await send();
  expect(text).toContain(`将收录为“${NAME}”，现在还没有收录。`);
  expect([...buttons.keys()]).toEqual(["收录", "放弃"]);
  expect(existsSync(join(office.corpusDir, NAME))).toBe(false);
  await press(curator, where, answer, button(answer, "收录"));
  expect(own(where).at(-1)?.text).toContain(`已收录“${NAME}”`);
  // Where indexing takes long it goes on.
  const told = async () => contractOf(await office.setup.abilities.answer({ question: QUESTION })).text;
  await expect.poll(told).toContain("在码头设立渔工驿站12个");
  expect(readFileSync(join(office.corpusDir, NAME)).equals(BYTES)).toBe(true);
  expect((await ask(curator, where, QUESTION)).text).toContain("在码头设立渔工驿站12个");
  await press(curator, where, answer, button(answer, "放弃"));
  expect(own(where).at(-1)?.text).toContain("这份预览已经处理过，或已过期");
  expect(bot.slack.violations).toEqual([]);
});

it("is as before for everybody else, and gives the token to nobody but Slack", async () => {
  const { office, send, fileOf } = await setUp();
  expect((await send([fileOf()], person("王芳"))).text).toContain("我只能看懂文字");
  const elsewhere = { url_private: "https://drive.example/x.docx", name: NAME };
  for (const file of [
    elsewhere,
    fileOf({ is_external: true }),
    fileOf({ url_private: "http://127.0.0.1:9/x" }),
    {},
  ])
    expect((await send([file])).text).toContain("文件没能取回，请重新发送");
  expect((await send([fileOf({ size: 60 * 1024 * 1024 })])).text).toContain("文件超过 50 MB");
  expect(await office.curation.documents.drafts()).toEqual([]);
});

it("reads the first of several, and says so", async () => {
  const { send, fileOf } = await setUp();
  expect((await send([fileOf(), fileOf()])).text).toContain("这里只读入了第一个文件，其余的请分别发送。");
});
