/** What is set up and indexed → what is right and what is wrong with it: quotes, hashes, a few questions, the chat platforms. */

import { hash } from "node:crypto";
import type { Knowledge } from "../../answer/knowledge.ts";
import { respond } from "../../answer/respond.ts";
import type { Case } from "../../corpus/case.ts";
import type { Collection } from "../../corpus/collections.ts";
import { passagesOf, textOf } from "../../corpus/passages.ts";
import type { Answer } from "../../grounding/answer.ts";
import { createGround } from "../../grounding/ground.ts";
import { ocrFailure } from "../../readers/in-child.ts";
import { hasOcr, OCR_INSTALL } from "../../readers/ocr.ts";
import type { SetupFinding } from "../../web/setup-desk.ts";
import type { OpenKnowledge } from "../open-knowledge.ts";
import type { OpenModels } from "../open-models.ts";
import { readPrompts } from "../open-writer.ts";
import type { Settings } from "../settings.ts";
import { collectionLines } from "../startup-report.ts";

const OCR_MISSING = `未安装，扫描件和图片没有读入；如需读入，请在程序文件夹执行 ${OCR_INSTALL}`;

/** Of many wrong places the first ones are told. */
const MOST_TOLD = 3;

export async function checkKnowledge(knowledge: OpenKnowledge): Promise<SetupFinding[]> {
  return [
    checkCorpus(knowledge),
    ...(await checkCorrections(knowledge)),
    await checkOcr(),
    await checkTexts(knowledge),
    await checkQuotes(knowledge),
    ...(await checkAnswers(knowledge)),
    await checkPrompts(),
    ...(knowledge.models ? checkModels(knowledge.models) : []),
  ];
}

/** Packages that are there may hold a library that this machine does not load. */
async function checkOcr(): Promise<SetupFinding> {
  const what = "文字识别";
  const failure = hasOcr() ? await ocrFailure() : undefined;
  if (failure === undefined) return right(what, hasOcr() ? "已安装，扫描件和图片可以读入" : OCR_MISSING);
  const detail = `${failure}，扫描件和图片没有读入；请在程序文件夹执行 ${OCR_INSTALL}，再把这些文件重新放入`;
  return { what, right: false, detail };
}

/** They are wanted only with a model, but may be changed at any time. */
async function checkPrompts(): Promise<SetupFinding> {
  return found("提示词", async () => {
    const prompts = Object.values(await readPrompts());
    return prompts.map(({ name, version }) => `${name}@${version}`).join("、");
  });
}

function checkCorpus({ indexing }: OpenKnowledge): SetupFinding {
  const what = "文档";
  if ("failure" in indexing) {
    const { failure } = indexing;
    return { what, right: false, detail: failure instanceof Error ? failure.message : String(failure) };
  }
  const { files, cases, sections, items, failures } = indexing.report;
  const detail = `文件 ${files} 个，案例 ${cases} 个，章节 ${sections} 个，条目 ${items} 个`;
  return failures.length === 0 ? right(what, detail) : wrong(what, "无法使用的文件", failures);
}

/** Nothing where nothing was ever corrected. */
async function checkCorrections({ store }: OpenKnowledge): Promise<SetupFinding[]> {
  const what = "更正";
  const findings = await store.findings();
  const outdated = findings.filter(({ kind }) => kind === "outdated");
  const places = outdated.map(({ file, message }) => `${file} ${message}`);
  if (places.length > 0) return [wrong(what, "不再适用的更正", places)];
  const { length } = findings.filter(({ kind }) => kind === "correction");
  return length > 0 ? [right(what, `${length} 处更正都与原文相合`)] : [];
}

/** What they are called, and who may read them. */
export function checkCollections(collections: readonly Collection[]): SetupFinding[] {
  const what = "分卷";
  const problems = collections.flatMap((one) => one.problems);
  const lines = collectionLines(collections);
  return [
    ...(lines.length > 0 ? [right(what, lines.join("；"))] : []),
    ...problems.map((detail) => ({ what, right: false, detail })),
  ];
}

/** A disk can change what it stores; a text with the hash of the file as it was read is that file. */
async function checkTexts({ store }: OpenKnowledge): Promise<SetupFinding> {
  const files = await store.files();
  const changed: string[] = [];
  for (const { file, sha256, textSha256 = sha256 } of files) {
    const text = await store.text(file);
    if (hash("sha256", text ?? "") !== textSha256) changed.push(file);
  }
  const what = "索引中的原文";
  return changed.length > 0
    ? wrong(what, "与读入时不同的文件", changed)
    : right(what, `${files.length} 个文件与读入时逐字节相同`);
}

async function checkQuotes({ store }: OpenKnowledge): Promise<SetupFinding> {
  const ground = createGround(store);
  const flaws: string[] = [];
  let count = 0;
  for (const unionCase of await store.cases()) {
    for (const passage of passagesOf(unionCase)) {
      count += 1;
      await ground
        .quote({ case: unionCase, passage, sentences: passage.sentences })
        .catch((error: unknown) => flaws.push(error instanceof Error ? error.message : String(error)));
    }
  }
  const what = "引文位置";
  return flaws.length > 0
    ? wrong(what, "与原文不符的段落", flaws)
    : right(what, `${count} 个段落的引文都与原文逐字相符`);
}

/** Questions whose answers are known, whatever the corpus holds. */
export async function checkAnswers(knowledge: Knowledge): Promise<SetupFinding[]> {
  const cases = (await knowledge.store.cases()).filter(
    (one) => one.role === "case" && passagesOf(one).length > 0,
  );
  const [first] = cases;
  const sentence = first && longestSentence(first);
  const asked: [question: string, expected: string, holds: (answer: Answer) => boolean][] = [
    [
      "一共有哪些案例？",
      `列出全部 ${cases.length} 个案例`,
      (answer) => answer.kind === "listing" && answer.entries.length === cases.length,
    ],
    ["今天天气怎么样？", "拒绝回答", (answer) => answer.kind === "not-found"],
  ];
  if (first) {
    asked.push([
      `总结一下${first.organization}的案例`,
      "给出摘要或列出同名案例",
      (answer) =>
        (answer.kind === "summary" && answer.case.organization === first.organization) ||
        answer.kind === "ambiguous",
    ]);
  }
  if (sentence) {
    asked.push([
      `核实：“${sentence}”`,
      "与原文一致",
      (answer) => answer.kind === "verification" && answer.verdict === "identical",
    ]);
  }
  const findings: SetupFinding[] = [];
  for (const [question, expected, holds] of asked) {
    const begun = performance.now();
    const answer = await respond({ question }, knowledge).catch((error: Error) => error);
    const isRight = !(answer instanceof Error) && holds(answer);
    const detail = isRight
      ? `${expected}（${(performance.now() - begun).toFixed(1)} 毫秒）`
      : `应当${expected}，却得到 ${answer instanceof Error ? answer.message : answer.kind}`;
    findings.push({ what: `自问“${question}”`, right: isRight, detail });
  }
  return findings;
}

/** They were tried out at the opening. */
export function checkModels({ chat, fallback, embedding, reranker, notes }: OpenModels): SetupFinding[] {
  const wrong = notes.map((detail) => ({ what: "模型设置", right: false, detail }));
  if (wrong.length > 0) return wrong;
  const inUse = [
    ["语言模型", chat?.id],
    ["备用语言模型", fallback?.id],
    ["向量模型", embedding?.asking.id],
    ["重排模型", reranker?.id],
  ] as const;
  return inUse.flatMap(([what, id]) => (id ? [right(what, `${id} 可用`)] : []));
}

/** Long enough to be found by its words, without quotation marks of its own. */
function longestSentence(unionCase: Case): string | undefined {
  const sentences = unionCase.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.sentences));
  return sentences
    .map((sentence) => textOf([sentence]))
    .filter((text) => text.length <= 60 && !/[“”"「」『』:：]/.test(text))
    .sort((a, b) => b.length - a.length)[0];
}

/** What an attempt comes to: what it resolves with, or what it throws. */
function found(what: string, attempt: () => Promise<string>): Promise<SetupFinding> {
  return attempt().then(
    (detail) => right(what, detail),
    (error: Error) => ({ what, right: false, detail: error.message }),
  );
}

const right = (what: string, detail: string): SetupFinding => ({ what, right: true, detail });

function wrong(what: string, kind: string, places: readonly string[]): SetupFinding {
  const more = places.length > MOST_TOLD ? "；……" : "";
  return {
    what,
    right: false,
    detail: `${kind} ${places.length} 个：${places.slice(0, MOST_TOLD).join("；")}${more}`,
  };
}

type ChatsToTry = Pick<Settings, "telegram" | "slack" | "wecom" | "feishu" | "dingtalk" | "proxies">;

/**
 * `isServing`: a program serves with these settings now. What a platform needs is loaded only where it is tried: every
 * command would wait for it. `left`: given when nobody waits any more.
 */
export function checkChats(
  settings: ChatsToTry,
  isServing: boolean,
  left?: AbortSignal,
): Promise<SetupFinding[]> {
  const { telegram, slack, wecom, feishu, dingtalk, proxies } = settings;
  const tried = [
    telegram &&
      found("Telegram", async () => {
        const { tryTelegram } = await import("../../channels/telegram/telegram.ts");
        return tryTelegram({ ...telegram, proxies }, left);
      }),
    slack &&
      found("Slack", async () => {
        const { trySlack } = await import("../../channels/slack/slack.ts");
        return trySlack({ ...slack, proxies }, left);
      }),
    wecom &&
      found("企业微信", async () => {
        // A second connection would end that of the program that serves.
        if (isServing) return "没有试连：程序正在运行，再连一次会使它断开；能否连上，请看它的日志";
        const { tryWecom } = await import("../../channels/wecom/wecom.ts");
        await tryWecom({ ...wecom, proxies }, left);
        return "Bot ID、Secret 和长连接可用";
      }),
    feishu &&
      found("飞书", async () => {
        const { tryFeishu } = await import("../../channels/feishu/feishu.ts");
        return `机器人“${await tryFeishu({ ...feishu, proxies }, left)}”和长连接可用`;
      }),
    dingtalk &&
      found("钉钉", async () => {
        const { tryDingtalk } = await import("../../channels/dingtalk/dingtalk.ts");
        await tryDingtalk({ ...dingtalk, proxies }, left);
        return "Client ID、Client Secret 和长连接可用";
      }),
  ];
  return Promise.all(tried.filter((one) => one !== null));
}
