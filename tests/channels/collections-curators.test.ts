/** A closed case in what curators see and do: told to those of them who may read it, and to nobody by what they do. */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenCuration, openCuration } from "../../src/app/open-curation.ts";
import { type OpenWatch, openWatch } from "../../src/app/open-watch.ts";
import { onBehalfOf } from "../../src/chat/asker.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { contractOf } from "../../src/render/contract.ts";
import { statisticsCsv } from "../../src/web/pages/statistics-tables.ts";
import { type ClosedCorpus, closedCorpus, leaked } from "../collections/closed-corpus.ts";

const READER = "ou_reader";
const OTHER = "ou_other";
const CLOSED_QUESTION = "骑手讲堂办了多少场？";
const OPEN_QUESTION = "哪里的讲堂办得好？";
const WORDS = "讲堂授课48场";

let corpus: ClosedCorpus;
let watch: OpenWatch;
let curation: OpenCuration;

beforeAll(async () => {
  corpus = await closedCorpus({ readers: `飞书：${READER}\n网页用户：reader` });
  const { knowledge, scopes, log, dir } = corpus;
  const dataDir = mkdtempSync(join(tmpdir(), "anlitong-closed-data-"));
  watch = await openWatch({
    settings: { dataDir, retentionDays: 90 },
    knowledge,
    scopes,
    log,
    metrics: null,
  });
  curation = openCuration({
    ...{ knowledge, scopes, watch, votes: undefined, log },
    settings: { corpusDir: dir, dataDir, curation: { curators: [`feishu:${READER}`, `feishu:${OTHER}`] } },
  });
});

afterAll(async () => {
  await watch.close();
  await corpus.close();
});

/** In Feishu, alone with the program. */
const as = <T>(person: string, work: () => Promise<T>) => onBehalfOf([person, person], work);
const ask = (person: string, question: string) =>
  as(person, () => watch.abilitiesOf("feishu", { on: "feishu" }).answer({ question }));

it("a closed place that is pinned answers its readers alone, and only they see and drop the pin", async () => {
  const feishu = curation.curatingOn("feishu");
  const before = contractOf(await ask(OTHER, OPEN_QUESTION)).text;
  await as(READER, async () => {
    const [quote] = quotesOf(await corpus.scopes.abilitiesOf("feishu").verify(WORDS));
    if (!quote) throw new Error(`${WORDS}: expected to be read by its reader`);
    await feishu.pin(OPEN_QUESTION, quote.citation, READER);
  });
  expect(contractOf(await ask(READER, OPEN_QUESTION)).text).toContain(WORDS);
  expect(contractOf(await ask(OTHER, OPEN_QUESTION)).text).toBe(before);
  expect(await as(OTHER, feishu.pins)).toEqual([]);
  expect(await as(OTHER, () => feishu.unpin(OPEN_QUESTION))).toBe(false);
  expect(await as(READER, feishu.pins)).toEqual([OPEN_QUESTION]);
  expect(await as(READER, () => feishu.unpin(OPEN_QUESTION))).toBe(true);
  expect(contractOf(await ask(READER, OPEN_QUESTION)).text).not.toContain("选定");
});

it("questions that its readers asked are listed for them alone", async () => {
  const feishu = curation.curatingOn("feishu");
  const untold = "苇河县总工会的工会主席的手机号是多少？";
  await ask(READER, untold);
  const listed = (person: string) => as(person, async () => JSON.stringify(await feishu.unanswered()));
  expect(await listed(READER)).toContain(untold);
  expect(leaked(await listed(OTHER))).toEqual([]);
});

it("statistics name it, and what it is about, to its readers alone", async () => {
  await ask(READER, CLOSED_QUESTION);
  await ask(OTHER, "镇江挽回了多少损失？");
  const table = (name: string) =>
    onBehalfOf([name], async () => statisticsCsv(await curation.desk.statistics()));
  expect(await table("user:reader")).toContain("苇河县总工会");
  const others = await table("user:other");
  expect(leaked(others)).toEqual([]);
  expect(others).toContain("镇江市总工会");
});

it("its document is corrected by its readers alone, and is not there for others", async () => {
  const { corrections } = curation;
  const { cases } = await corpus.scopes.abilitiesFor("operator").reader.shelf();
  const of = cases.find((one) => one.of.organization === "苇河县总工会")?.of.id ?? "";
  const told = (name: string) =>
    onBehalfOf([name, "role:curator"], async () =>
      JSON.stringify([await corrections.documents(), await corrections.open(of)]),
    );
  expect(await told("user:reader")).toContain("苇河县总工会");
  const others = await told("user:other");
  expect(leaked(others)).toEqual([]);
  expect(others).toContain("没有这份文档，或者您不能查阅。");
  const line = {
    start: 0,
    line: "### 苇河县总工会",
    words: "",
    level: null,
    to: "",
    organization: "",
    title: "",
    year: "",
  };
  const wish = { of, kind: "drop", ...line } as const;
  const refused = await onBehalfOf(["user:other"], () => corrections.save(wish, "other"));
  expect(refused).toEqual({ problem: "没有这份文档，或者您不能查阅。" });
});
