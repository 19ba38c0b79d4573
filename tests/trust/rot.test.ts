/** Files of the data folder with a bit turned over, cut short or zeroed in part: what is answered still stands in the source, to the letter. */

import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readOriginal } from "../../src/readers/read.ts";
import { openSqliteJournals } from "../../src/stores/open-journals.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { newDir } from "../chat/journal.ts";
import { run } from "../commands/run-in-process.ts";
import { unfaithful } from "../contract-schema.ts";
import { found, tries } from "../full.ts";
import { drawing } from "../wire/drawing.ts";

/** Two thousand bits, three hundred cuts, three hundred pages. */
const DAMAGES = tries(26, 2_600);

const MARKDOWN = "2024-top-ten-innovations.md";
const WORD = "01-auto-numbering.docx";
const FIXTURES = join(import.meta.dirname, "../fixtures/documents");
const PAGE = 4_096;

const QUESTIONS = ["镇江挽回了多少损失？", "引用齐河主要内容第二项", "哪些案例提到欠薪？", "第一条是什么？"];
const MESSAGE = JSON.stringify({ text: "挽回经济损失900万元。".repeat(40) });

const root = newDir();
const corpus = join(root, "corpus");
const sound = join(root, "sound");
const data = join(root, "data");
const where = ["--corpus", corpus, "--data", data];
const texts = new Map<string, string>();

async function setUp(): Promise<void> {
  mkdirSync(corpus);
  cpSync(join(import.meta.dirname, "../../corpus", MARKDOWN), join(corpus, MARKDOWN));
  cpSync(join(FIXTURES, WORD), join(corpus, WORD));
  texts.set(MARKDOWN, readFileSync(join(corpus, MARKDOWN), "utf8"));
  texts.set(WORD, (await readOriginal(readFileSync(join(corpus, WORD)), WORD)).text);
  for (const question of QUESTIONS) await run(["ask", question, "--json", ...where]);
  const journals = await openSqliteJournals({ dir: data, warn: expect.unreachable });
  const journal = journals.of("bot");
  for (const item of await journal.receive(["1", "2", "3"].map((key) => ({ key, lane: key, body: key }))))
    await journal.finish(item.number, {
      deliveries: [{ chat: "-1", message: item.key, part: 0, content: MESSAGE }],
    });
  await journals.close();
  const audit = await sqliteStoresIn(data).audit({ warn: expect.unreachable });
  for (let i = 0; i < 20; i += 1) await audit.add({ kind: "sent", bot: "bot", content: `${i} ${MESSAGE}` });
  await audit.close();
  cpSync(data, sound, { recursive: true });
}

function damage(path: string, kind: number, draw: () => number): string {
  const bytes = readFileSync(path);
  if (kind >= 23) {
    const length = Math.floor(draw() * bytes.length);
    truncateSync(path, length);
    return `cut at ${length}`;
  }
  const at = Math.floor(draw() * bytes.length);
  if (kind >= 20) {
    bytes.fill(0, at - (at % PAGE), Math.min(bytes.length, at - (at % PAGE) + PAGE));
    writeFileSync(path, bytes);
    return `zeroed around ${at}`;
  }
  bytes[at] = Number(bytes[at]) ^ (1 << Math.floor(draw() * 8));
  writeFileSync(path, bytes);
  return `a bit of ${at}`;
}

/** Messages that would be sent and are not as they were committed. */
async function alteredMessages(): Promise<unknown[]> {
  const journals = await openSqliteJournals({ dir: data, warn: () => {} });
  try {
    const unsent = await journals.of("bot").unsent();
    return unsent.filter(({ content }) => content !== MESSAGE);
  } finally {
    await journals.close();
  }
}

/** Of an audit that calls itself whole. */
async function alteredRecords(): Promise<unknown[]> {
  const audit = await sqliteStoresIn(data).audit({ warn: () => {} });
  try {
    if ((await audit.verify(undefined)).kind === "broken") return [];
    return (await Array.fromAsync(audit.entries(0))).filter(
      ({ record }, i) => !("content" in record) || record.content !== `${i} ${MESSAGE}`,
    );
  } finally {
    await audit.close();
  }
}

async function alteredQuotes(question: string): Promise<unknown[]> {
  const { out, err } = await run(["ask", question, "--json", ...where]);
  // A stack instead of a line is what nobody foresaw.
  if (/^\s+at /m.test(err)) throw new Error(err);
  return out.startsWith("{") ? unfaithful(JSON.parse(out).citations, (file) => texts.get(file)) : [];
}

it(`of ${DAMAGES} damages none alters a word that is shown`, async () => {
  await setUp();
  const draw = drawing(20_261_130);
  const files = readdirSync(sound, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(sound, name)).isFile() && statSync(join(sound, name)).size > 0);
  expect(files.map((name) => name.split("/")[0])).toEqual(
    expect.arrayContaining(["audit.sqlite", "chats.sqlite", "index.sqlite", "pins.sqlite", "readings"]),
  );
  for (let i = 0; i < DAMAGES; i += 1) {
    rmSync(data, { recursive: true });
    cpSync(sound, data, { recursive: true });
    const name = files[i % files.length] ?? "";
    const what = `${name}: ${damage(join(data, name), i % 26, draw)}`;
    // What was read of a Word file is looked at again when the index is made anew.
    if (name.startsWith("readings")) rmSync(join(data, "index.sqlite"));
    const look = async (): Promise<unknown[]> => {
      if (name.startsWith("chats")) return alteredMessages();
      if (name.startsWith("audit")) return alteredRecords();
      return alteredQuotes(QUESTIONS[Math.floor(i / files.length) % QUESTIONS.length] ?? "");
    };
    const outcome = await look().catch((error: unknown) => error);
    // A file that cannot be used is refused in a line.
    const isRefused =
      outcome instanceof Error && !(outcome instanceof TypeError) && !/\n\s+at /.test(outcome.message);
    const altered = Array.isArray(outcome) ? outcome.length : 0;
    found({
      damages: 1,
      refused: Number(isRefused),
      altered,
      crashes: Number(outcome instanceof Error && !isRefused),
    });
    expect([what, isRefused ? [] : outcome]).toEqual([what, []]);
  }
});
