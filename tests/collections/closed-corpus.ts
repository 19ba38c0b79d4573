/** Cases that everybody may read and cases that few may → folders of both, and of the first alone, with what answers from them. */

import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import { type OpenKnowledge, openKnowledge } from "../../src/app/open-knowledge.ts";
import { createScopes, type Scopes } from "../../src/app/scopes.ts";
import { type KeptLog, keepLog } from "../chat/journal.ts";
import { CORPUS } from "../commands/run-in-process.ts";
import { type CaseSketch, documentText } from "../search/folder.ts";

/** No word of theirs of three characters or more stands in the others. */
export const CLOSED: readonly CaseSketch[] = [
  {
    organization: "苇河县总工会",
    title: "岗亭改建驿家暖骑手",
    sections: {
      经验培育过程: ["苇河沿岸骑手三千一百余名，午后常蹲桥洞歇脚。"],
      主要内容: ["(一)利用闲置岗亭改建驿家27处。", "(二)开办星夜讲堂，讲堂授课48场，骑手听讲率91.7%。"],
      应用成效: ["骑手投诉量骤降六成，驿家获评苇河十佳民生实事。"],
    },
  },
  {
    organization: "鹭汀港务集团工会",
    title: "潮汐班组制破解抢卸顽疾",
    sections: {
      经验培育过程: ["鹭汀港日均靠泊货轮63艘，理货员抢卸争执频发。"],
      主要内容: ["(一)推行潮汐班组制，依潮位排班。", "(二)设鹭灯信箱，收集理货员诉求1846条。"],
      应用成效: ["抢卸争执归零，潮汐班组制写入港口集体合同。"],
    },
  },
  {
    organization: "梨坡镇总工会",
    title: "果农互助社的一本账",
    sections: {
      主要内容: ["(一)创办果农互助社，摘果季互助工时折算2.39万个。"],
      应用成效: ["梨坡果农优果率升至88.6%，互助社账本公示十二期。"],
    },
  },
];

export interface ClosedCorpus {
  readonly dir: string;
  readonly knowledge: OpenKnowledge;
  readonly scopes: Scopes;
  /** Of a bot that has not the closed files. */
  readonly without: Abilities;
  readonly log: KeptLog;
  close(): Promise<void>;
}

export interface Closing {
  readonly readers?: string;
  readonly now?: () => number;
}

/** The ten cases, and in 内部/机要 what only `readers` may read. */
export async function closedCorpus({ readers = "", now }: Closing = {}): Promise<ClosedCorpus> {
  const root = await mkdtemp(join(tmpdir(), "anlitong-closed-"));
  const [both, alone] = [join(root, "both"), join(root, "alone")];
  await mkdir(join(both, "内部/机要"), { recursive: true });
  await mkdir(join(both, "十佳"), { recursive: true });
  await mkdir(join(alone, "十佳"), { recursive: true });
  const file = "2024-top-ten-innovations.md";
  for (const dir of [both, alone]) await cp(join(CORPUS, file), join(dir, "十佳", file));
  await writeFile(join(both, "内部/机要/汇编.md"), documentText(...CLOSED));
  await writeFile(join(both, "内部/读者.txt"), readers === "" ? "# 无\n" : readers);
  const log = keepLog();
  const open = (corpusDir: string) =>
    openKnowledge({
      settings: { corpusDir, dataDir: join(dirname(corpusDir), `var ${corpusDir === both}`) },
      log,
      ...(now && { now }),
    });
  const knowledge = await open(both);
  const other = await open(alone);
  return {
    dir: both,
    knowledge,
    scopes: createScopes({ knowledge, corpusDir: both, log, ...(now && { now }) }),
    without: createAbilities(other),
    log,
    async close() {
      await knowledge.close();
      await other.close();
    },
  };
}

/** What only the closed cases say: organisations, titles, numbers and runs of words. */
export const CLOSED_WORDS: readonly string[] = [
  ...[
    "苇河",
    "鹭汀",
    "梨坡",
    "驿家",
    "岗亭",
    "骑手",
    "星夜讲堂",
    "潮汐班组",
    "理货员",
    "鹭灯",
    "果农",
    "互助社",
  ],
  ...["91.7", "1846", "2.39", "88.6", "抢卸", "机要", "汇编.md"],
];

/** Those of the words that a text bears though the question did not. */
export function leaked(text: string, question = ""): string[] {
  const said = text.replace(TIMES, "");
  return CLOSED_WORDS.filter((word) => said.includes(word) && !question.includes(word));
}

/** Times and ids may hold any digits. */
const TIMES = /\d{6,}(?:\.\d+)?|\d+\.\d{3,}/g;
