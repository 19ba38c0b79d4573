/** What the program says of its own accord in place of an answer, in closed phrases; what the corpus says is never here. */

import type { Help, NotFound, Reply } from "../grounding/answer.ts";

export const SILENT: Help = { kind: "help", reply: "silent", suggestions: [], carried: null };

export function line(reply: Reply, says: string): Help {
  return { kind: "help", reply, says, suggestions: [], carried: null };
}

export function offTopic(says: string): NotFound {
  return { ...notAsked(says), reason: { kind: "off-topic" } };
}

/** Nobody keeps what a person told of themselves among the questions that found no answer. */
export function notAsked(says: string, reply: Reply = "redirect"): NotFound {
  return { kind: "not-found", reason: { kind: "empty" }, reply, says, suggestions: [], carried: null };
}

export const GREETING = "您好，我是案例通。您可以问我工会案例里的做法、成效和数据，例如“哪些案例提到欠薪”。";
export const THANKS = "不客气，有需要随时问我。";
export const THANKED: Help = { ...SILENT, says: THANKS };
export const FAREWELL = "再见，有需要随时问我。";
export const STOPPED = "好的，不再继续。";
export const NEW_TOPIC = "好的，我们换个话题，您请问。";

/** Above words that a person chose for this very question. */
export const CHOSEN = "（以下原文由案例库维护人员为这个问题选定。）";

/** To who says what neither asks nor fits any other act. */
const SAY_WHAT = "您想了解哪个案例的什么内容？可以直接问，例如“某单位的应用成效”。";
export const LISTENING: NotFound = notAsked(SAY_WHAT, "courtesy");

export const OFFENDED = "很抱歉没能帮到您。请换个说法，或说明单位和想了解的内容，我再查一次原文。";
export const MISUNDERSTOOD = "很抱歉答偏了。请说明单位和想了解的内容，或换个说法，我再查一次原文。";
export const NOTHING_TO_CHECK = "很抱歉。请告诉我哪一处不对，或把问题再说一遍，我重新查原文。";

/** Above the words that the last answer rests on. */
export const CHECKED_AGAIN = "很抱歉，如有不符请指出是哪一处。刚才的回答依据的原文是：";
export const AS_THE_SOURCE_SAYS = "原文是这样写的，可以逐字核对：";
/** Above the nearest place that names a year, where the words asked about do not. */
export const YEAR_SAID_BEFORE = "这一句没有写明年份，前文最近一处写明年份的是：";
export const IN_SHORT = "最要紧的一句是：";
export const IN_PLAIN_WORDS = "我只引用原文，不改写。最要紧的一句是：";

export const TOO_SHORT_TO_CHECK = "这段文字太短，无法核对。请发一句完整的话，我来逐字比对原文。";
export const POINT_AT_IT = "我读不到别人发的消息。请回复那条消息来问我，或把那段话发给我，我来逐字比对原文。";
/** Above the words that say nearly what was to be checked. */
export const NOT_IN_THESE_WORDS = "案例中没有一字不差的原文，请以下面的原文为准。";

/** Above the words that say what somebody claims, or the contrary. */
export const SO = "对，原文是这样写的：";
export const NOT_SO = "不对，原文是这样写的：";
/** The same without a verdict: a condition may stand in the source that somebody leaves out. */
export const SO_IN_WORDS = "原文是这样写的，请对照：";

/** Above what another's case tells of what is claimed of `name`. */
export function ofAnother(other: string, name: string): string {
  return `不对应。原文里这样写的是“${other}”，“${name}”的案例里没有找到同样的说法：`;
}

/** Above the words nearest to a claim. `untold`: of the claim, those that do not stand there. */
export function partlySo(untold: readonly string[]): string {
  const words = untold
    .slice(0, 3)
    .map((word) => `“${word}”`)
    .join("、");
  return words === "" ? NOT_IN_THESE_WORDS : `最接近的原文如下，其中没有写到${words}，不能据此认定：`;
}

/** Above words that say what somebody asks the meaning of. */
export const NOT_EXPLAINED = "案例原文没有专门解释这个说法。";

export const DRAFT = "我不代写稿件，以下是可以直接引用的原文，供您写作时使用：";
export const DRAFT_WITHOUT_SUBJECT =
  "我不代写稿件，只能提供可以引用的案例原文。请告诉我写哪个单位、哪方面的内容。";
export const TRANSLATION = "我不做翻译，只提供案例原文和出处。";
export const TRANSLATION_OF = "我不做翻译，需要翻译的原文如下：";
export const PASTIME = "这个我写不了。我只回答收录的工会案例，可以帮您查做法、成效和原文。";

export const IN_DANGER =
  "请马上拨打 110（报警）、120（急救）或 119（消防、救援），留人陪着，等专业人员到场。心里撑不住时可拨 12356 心理援助热线。您的安全最要紧。";

/** `hotline`: the corpus itself names 12351. */
export function inDistress(hotline: boolean): string {
  return `您辛苦了，先别一个人扛。请和家人或信任的人说说，也可拨打 12356 心理援助热线；工作上的难处可找单位工会${hotline ? "或拨 12351 职工服务热线" : "或当地总工会"}。情况紧急请拨 120、110。`;
}
export function ownDispute(hotline: boolean, organization: string | undefined): string {
  const related = organization === undefined ? "" : `相近的做法可参看案例“${organization}”。`;
  return `您的难处我理解，但我只懂案例，不能替您判断。请先找单位工会或当地总工会${hotline ? "（12351 职工服务热线）" : ""}；也可拨 12333（人社）、12348（法律援助），受伤先打 120。${related}`;
}

/** Above the articles of a law that tell what somebody in trouble asks. */
export const RULES_TELL =
  "您的难处我理解。下面是有关规定的原文，供您参考，不能代替法律意见；请找单位工会或当地总工会，也可拨 12333（人社）、12348（法律援助）。";

/** Above cases, or articles, that tell of what befell somebody whom union staff want to help; and where none does. */
export const FOR_OTHERS = "个案我不能替您判断。下面是收录的材料里与此有关的内容，供您参考：";
export const FOR_OTHERS_UNTOLD =
  "收录的案例没有写到这种情况怎么处理，我不能替您判断。政策问题可咨询 12333（人社）、12348（法律援助）；案例里的做法可以直接问我，例如“哪些案例写了劳动争议调解”。";

/** Above the largest of the figures of one kind that cases tell, and above the earliest of their years. */
export const BY_FIGURES_TOLD = "只比较各案例原文写明的同类数字，没有写的不在内：";
export const TOLD_ONCE = "没有查到可以互相比较的写法，只有这一处：";
export const BY_YEARS_TOLD = "只按各案例原文写明的年份比较，没有写年份的不在内：";

export const WORTH =
  "案例原文没有给各单位排名、打分，我不作评判。您可以比较它们的成效，例如“比较两个单位的应用成效”。";
export const REFUSED_TO_OBEY = "这个要求我不能照办。我只依据案例原文回答，并注明出处。";
export const ENGLISH =
  "Sorry, I can only search the Chinese case documents. Please ask in Chinese, e.g. “某单位建成了多少个职工之家？”";

const OFF_FIELD: Readonly<Record<string, string>> = {
  weather: "天气我查不到，请看天气预报。我只回答收录的工会案例。",
  market: "行情和理财我查不到。我只回答收录的工会案例。",
  code: "编程和电脑操作我帮不上。我只回答收录的工会案例。",
  sums: "算题我帮不上。我只回答收录的工会案例。",
  clock: "日期和时间请看手机。我只回答收录的工会案例。",
  health: "身体不适请咨询医生，急症请拨 120。我只回答收录的工会案例。",
  news: "新闻时事我查不到。我只回答收录的工会案例。",
  contact: "联系方式我查不到，请以有关单位公布的为准。我只回答收录的工会案例。",
  union:
    "收录的案例没有写这项内容，工会的一般规定请查《工会法》和《中国工会章程》，或咨询上级工会。我可以查各单位的做法、成效和原文，例如“哪些案例写了建会入会”。",
  law: "收录的案例没有写这项规定。具体权益请咨询 12333（人社）或 12348（法律援助）。",
};

export function offField(field: string): string {
  return OFF_FIELD[field] ?? "这件事我帮不上。我只回答收录的工会案例，可以查做法、成效和原文。";
}

const ABOUT_BOT: Readonly<Record<string, string>> = {
  self: "我是案例通，一个查案例的程序（机器人），不是真人。我依据收录的工会案例原文回答，并注明出处。",
  privacy:
    "在聊天里我只读取对我说的话。为理解追问，您的提问会保存一天；没能答出的问题不带提问人保存三十天，供维护人员改进。请不要发送证件号码、电话等个人信息。发送“隐私”可看完整说明。",
  source:
    "我的回答都摘自收录的案例原文，每句注明出处，可以逐字核对；原文没有的我会说没有。发“核实“……””可查一句话是不是原文。",
  export: "聊天里我只发文字。要存成文件，请在网页版提问，回答连同出处可以导出为 Word 或 Markdown。",
  input: "我只看得懂文字，请把问题用中文打出来发给我；语音、图片、文件和链接我读不了。",
  updates: "我只知道已收录的案例；案例由维护人员添加和更新，我自己不会上网查新。发“有哪些案例”可看目录。",
  cost: "查案例不收费，直接提问就行。",
};

/** Undefined where the help itself says it. */
export function aboutBot(matter: string): string | undefined {
  return ABOUT_BOT[matter];
}

/** Questions in the asker's place, which go the way of every other. */
export const CATALOGUE = "有哪些案例？";
export const MORE = "展开说说";

export function casesThatTell(words: string): string {
  return `哪些案例提到${words}`;
}

/** `wish`: how long it is to be. */
export function summaryOf(organization: string, wish = ""): string {
  return `总结${organization}的案例${wish && `，${wish}`}`;
}

export function inOneSentence(organization: string): string {
  return `用一句话总结${organization}的案例`;
}
