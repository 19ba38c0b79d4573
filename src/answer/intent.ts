/** A question → which ability it wants. */

import { asksSummary } from "../question/summary-wish.ts";
import { casesAsked } from "./cases/asks-cases.ts";
import { isOffTopic } from "./off-topic.ts";
import { sectionWishes } from "./part-wish.ts";

export type Intent =
  | "question"
  | "quote"
  | "summary"
  | "catalogue"
  | "which"
  | "count"
  | "compare"
  | "verify"
  | "help"
  | "off-topic"
  | "empty";

const HELP =
  /^(?:\/?(?:help|start|帮助|使用说明|说明)|怎么用(?:你|这个)?|你(?:能|会|可以)(?:做|干|回答)?(?:什么|啥|哪些).*|你是谁|你好|您好|hi|hello|在吗)[?!。~\s]*$/;

/** Checking is asked for as a deed: “监督预核查”机制 is a thing, and 查证 in pasted words is theirs. */
const VERIFY =
  /(?<![\p{Script=Han}])(?:核实|核对|核查|查证|查核|验证|校对)|(?<=[请忙我下要来以能想对你您去先再])(?:核实|核对|核查|查证|查核|验证|校对)|是不是原文|是否(?:为|是)?原文|是原文吗|原文是这样吗|有没有这句|有这句话吗|这句话(?:对|准确|有依据|出自)|是否准确|是否属实|找依据|引文对不对/u;

const QUOTE =
  /引用|原文|原话|原句|原词|原段|原样|原封不动|摘录|摘抄|抄录|照录|1(?:个)?字(?:都|也)?(?:不要|不许|不能|不|别|没)[差漏改落动少变]|照抄|(?:抄|复制|粘贴|摘|贴)(?:1下|1份|1段|下来|出来|过来|上来|给我|到这)|复制|逐字|引1下|引出|引述|引文|引语|怎么写的|怎么表述|如何表述|完整(?:地|的)?(?:怎么说|是怎么|给我|发)|(?:那|这)(?:1)?(?:句|段)(?:话)?|全文|发(?:1下|出来).{0,4}(?:段|句)|的文字/;

/** Whole words that ask for a summary in any question. */
const SUMMARY =
  /总结|概括|摘要|概述|综述|归纳|梳理|提炼|概要|要点|梗概|概略|提要|主旨|中心(?:思想|内容)|浓缩|压缩[1成到]|简介|简述|简要|介绍|概况|1句话(?!1[个条项])|(?:1|几|小)小?段话|几句话|[2-9](?:句话|点|条)(?:说|讲|总|概|归|就|来)|[2-9](?:句话|点)[。!\s]*$|是个?(?:1个)?(?:什么样的?|怎样的?|什么|啥)(?:的)?案例|大意|大致(?:内容|情况|说)|来龙去脉|前因后果|来头|(?:说说|讲讲|聊聊|看看|了解).{0,14}(?:案例|经验)[吧呗。!\s]*$|(?:简单|大概|大致|粗略)(?:地)?(?:讲|说|介绍|聊|了解)|理1理|捋1捋|大白话|[说讲]个(?:大概|大致|大意)|速览|\d{2,4}个?字(?:左右|以?内|之内|上下)/;

/** These ask for one only of a case or a document. */
const TOLD_IN_ALL =
  /(?:讲|说|写)(?:的|了)?(?:都)?(?:是)?些?(?:什么|啥)(?:内容)?(?:[,。?!]|$)|压缩|说明|核心(?:内容|要点)/;

/** A summary is meant although the words ask 哪些, 几 or 吗: 核心内容有哪些, 几句话, 能简单讲讲吗. */
const ASKING_SUMMARY =
  /(?:核心(?:内容|要点)|主旨|要点|梗概)[^,。?]{0,4}(?:有|是)?(?:哪些|哪几点|哪几条)|几(?:句|点|条|段)话?|(?:能|可以|可否|能否)[^,。?]{0,30}吗/g;

/** A question for something in particular wants that, even where it says 概括. */
const PARTICULAR = /哪|多少|几|谁|为什么|为何|吗/;

const COMPARE =
  /对比|比较|对照|相比|区别|异同|不同(?:之处|点)?|共同(?:点|之处)|差异|差别|比1比|比1下|各(?:是|有|自)?|分别/;

const CATALOGUE: readonly RegExp[] = [
  /^(?:都|总共|1共|现在|目前|库里|你这里|这里)*(?:有|收录了?|收了)?(?:哪些|什么|几个|多少个?|所有|全部)?的?案例(?:都?有(?:哪些|哪几个|什么|几个|多少个?)|1览|列表|清单|目录|名单)?[?!。吗呢啊呀\s]*$/,
  /案例(?:目录|清单|列表|名单)/,
  /^(?:列出|列1下|看看|给出)(?:所有|全部)?(?:的)?案例[?。\s]*$/,
  /^\d*(?:大|个)(?:案例|经验|创新).{0,12}(?:是|有)(?:哪些|哪10个|什么)[?。\s]*$/,
];

/** `text` is folded and digitized; `referentCount` says how many cases it names. */
export function intentOf(text: string, referentCount: number): Intent {
  if (!/[\p{L}\p{N}]/u.test(text)) return "empty";
  const plain = text.replace(/[“"「『][^“”"「」『』]*[”"」』]/g, "“”");
  if (VERIFY.test(plain) && /["“「『:]/.test(text)) return "verify";
  if (isOffTopic(text)) return "off-topic";
  if (HELP.test(text)) return "help";
  if (CATALOGUE.some((pattern) => pattern.test(text))) return "catalogue";
  if (referentCount >= 2 && COMPARE.test(text)) return "compare";
  const cases = casesAsked(text, referentCount);
  const summary = wantsSummary(text, referentCount);
  if (summary && /全文|全篇|通篇/.test(text) && !/原[文话句]/.test(text)) return "summary";
  if (QUOTE.test(text)) return cases !== null && !/原文|原话|原句/.test(text) ? cases : "quote";
  const ofNamed = referentCount > 0 && text.search(ASKING_SUMMARY) >= 0;
  if (cases !== null && !(summary && ofNamed)) return cases;
  return summary ? "summary" : "question";
}

function wantsSummary(text: string, referentCount: number): boolean {
  if (asksSummary(text)) return true;
  const ofCase =
    referentCount > 0 || /案例|经验|[这那]1?[篇份本]|材料|前言|开头|报告|文件|办法|选编/.test(text);
  const asks = SUMMARY.test(text) || (ofCase && TOLD_IN_ALL.test(text));
  const sections = referentCount > 0 ? sectionWishes(text).length : 0;
  if (sections >= 3 || (asks && sections === 2)) return true;
  return asks && !PARTICULAR.test(text.replace(ASKING_SUMMARY, " "));
}
