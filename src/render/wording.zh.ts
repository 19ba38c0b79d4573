/** Every Chinese word that the program itself says, in one place; what the corpus says is never here. */

import type { CaseRef, Fallback, Listing, NotFoundReason } from "../grounding/answer.ts";

export const TRUNCATED = "〔原文此处不完整〕";
/** Behind the citation line of words that began on the page before. */
export const CONTINUED = "（续）";
export const NEAREST = "原文没有用同样的说法，与您的问题最接近的是：";
/** The same under a line that says what is not told. */
export const NEAREST_TO_IT = "与您的问题最接近的是：";
/** In a reference: the words were seen in a picture of the page. */
export const SEEN = "〔扫描识别〕";
/** Below the answer: which of its words were, and which of them are in doubt. */
export function seen(numbers: readonly number[], doubtful: readonly number[]): string {
  const marks = (those: readonly number[]) => those.map((number) => `[${number}]`).join("");
  const doubt = doubtful.length > 0 ? `，其中${marks(doubtful)}字迹不清、可能有误` : "";
  return `${SEEN}${marks(numbers)}据扫描件识别${doubt}，引用前请核对原件。`;
}
/** Above several places, of which any may be the one that answers. */
export const MOST_RELEVANT = "与您的问题最相关的原文：";

/** Above an answer out of one collection alone. */
export function within(name: string): string {
  return `（只查“${name}”）`;
}

/** Above words of the source that a model pointed at. `by`: its id. */
export function modelFound(by: string): string {
  return `以下原文由模型（${by.replace(/^[^:]*:/, "")}）选出：`;
}

/** A sentence of a draft that is not the source's. */
export function ofModel(sentence: string): string {
  return `▲${sentence}`;
}

/** Under an answer that a model was to point out, and did not. */
export const FALLBACKS: Readonly<Record<Fallback, string>> = {
  unwritten: "（以上由程序直接摘自原文，未经语言模型挑选。）",
  unavailable: "（语言模型暂时不可用，以上由程序直接作答，未经模型挑选。）",
  spent: "（今天的语言模型用量已到上限，以上由程序直接作答，未经模型挑选。）",
};

/** Where nothing is to be said, to somebody who is alone with the program. */
export const ACKNOWLEDGED = "好的。";

export const SUGGESTIONS = "您还可以这样问：";

export const HELP = [
  "我是案例通，回答工会创新案例方面的问题，每句话都注明出自哪个案例、哪一部分，并附上原文。",
  "您可以这样问：",
  "· 问事实：某单位建成了多少个职工之家？",
  "· 问做法：某单位是怎样组织货车司机入会的？",
  "· 要原文：引用某单位的应用成效",
  "· 要摘要：总结某单位的案例（可要求一句话、三点）",
  "· 查案例：哪些案例提到“一函两书”？一共有几个案例？",
  "· 作对比：比较甲单位和乙单位的应用成效",
  "· 核引文：核实“……”是不是原文",
].join("\n");

/** Why there is no answer, as one or two courteous sentences. */
export function refusal(reason: NotFoundReason): string {
  switch (reason.kind) {
    case "not-told": {
      const where = reason.case ? `“${reason.case.organization}”的案例` : "现有案例";
      const words = quoteWords(reason.words);
      const others = quoteWords((reason.toldBy ?? []).map(({ organization }) => organization));
      if (words === "") return `${where}中没有找到能够回答这个问题的内容。`;
      return others === ""
        ? `${where}中没有提到${words}，无法回答这个问题。`
        : `${where}中没有提到${words}；提到的有：${others}。`;
    }
    case "premise": {
      const where = reason.case ? `“${reason.case.organization}”的案例` : "案例";
      const words = quoteWords(reason.words);
      return words === ""
        ? `${where}中的说法与问题的前提不一致，请核对后再问。`
        : `${where}中没有${words}的说法，问题的前提与原文不符，请核对后再问。`;
    }
    case "unknown-case":
      return `现有案例中没有“${reason.name}”的内容。`;
    case "unknown-part":
      return `“${reason.case.organization}”的案例没有“${reason.part}”这一部分；它的各部分是：${partsNamed(reason.parts)}。`;
    case "off-topic":
      return "这个问题不属于案例问答的范围，我只回答收录的工会创新案例。";
    case "empty":
      return "请告诉我您想了解哪个案例的什么内容。";
  }
}

/** Above what is told instead. `words`: of the question, those that are not so. */
export function correction(words: readonly string[]): string {
  return words.length === 0
    ? "原文说的方向与问题相反："
    : `原文没有${quoteWords(words)}的说法，问题的前提与原文不符。相关的原文是：`;
}

/** `part`: one of several questions of a message. */
export function untold(part: string): string {
  return `“${part.replace(/[？?。！!\s]+$/, "")}”：案例中没有找到能够回答的内容。`;
}

function quoteWords(words: readonly string[]): string {
  return words
    .slice(0, 3)
    .map((word) => `“${word}”`)
    .join("、");
}

export function ambiguity(name: string): string {
  return name === "" ? "您指的是下面哪一个案例？" : `“${name}”可能指下面几个案例，请问您指的是哪一个？`;
}

export function listingHead({ asks, entries: { length: count }, byTopic }: Listing): string {
  if (asks === "catalogue") return `现收录案例 ${count} 个：`;
  if (byTopic) return `按主题查找，相关的案例有 ${count} 个：`;
  if (asks === "count") return `共 ${count} 个：`;
  return `符合的案例有 ${count} 个：`;
}

export function listingRest(count: number): string {
  return `……另有 ${count} 个，此处不一一列出。`;
}

export function omittedFromComparison(omitted: readonly CaseRef[]): string {
  return `一次最多比较 5 个案例，未列入：${omitted.map(({ organization }) => organization).join("、")}。`;
}

export const VERDICTS = {
  identical: "这段文字与原文一致。",
  altered: "这段文字与原文不完全一致。",
  absent: "在现有案例中没有找到这段文字。",
} as const;

export const NOT_TOLD_HERE = "（未提及）";

/** A reader looks through so many names. */
const MOST_PARTS = 12;

function partsNamed(parts: readonly string[]): string {
  const shown = parts.slice(0, MOST_PARTS).join("、");
  return parts.length > MOST_PARTS ? `${shown}……共${parts.length}个部分` : shown;
}
