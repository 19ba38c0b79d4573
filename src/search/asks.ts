/** A question → the kind of answer that it wants, and how many of them. */

export type Asks =
  | "number"
  | "time"
  | "person"
  | "place"
  | "reason"
  | "manner"
  | "list"
  | "meaning"
  | "name"
  | "choice"
  | "matter";

const UNITS =
  "个家次场名人件项间份期年天成倍种大级条类点万千百步支座处部户轮批届所台辆套档份桩口回张吨亩栋层本册堂";

/** 7大类服务叫什么名称, 9种情形都有哪些: so many things are to be named. */
const COUNTED_OUT =
  /(?<!\d)(\d{1,2})(?:大类|[项个条种类大])[^,。?]{0,14}(?:都有哪|叫什么|叫啥|名称|分别(?:是|有)(?!多少|几)|各是(?!多少|几)|是(?:什么|哪)|有哪(?:些|几))/;

/** The first pattern that matches decides. The text is folded and digitized. */
const PATTERNS: readonly (readonly [Asks, RegExp])[] = [
  ["number", /(?:哪个|什么|啥)(?:电话|热线)?号(?:码)?|(?:拨|打)(?:哪个|几|什么|啥)/],
  ["name", /(?:名称|名字|全名|全称)(?:是|叫)?(?:什么|啥)/],
  ["list", COUNTED_OUT],
  ["list", /分(?:成|为)?(?:了)?哪几(?:个)?(?:方面|块|部分|步|类|点|大|个|条|样)/],
  [
    "number",
    new RegExp(
      `多少|百分之几|(?<!哪)几(?:[${UNITS}])|多大(?:比例|幅度)|比例是|占比|增幅|率(?:是|有|达)|多高|多久|多长|(?:哪个|哪家|哪边|谁)[^,]{0,8}(?:多|高|大|少|低)[?。]?$`,
    ),
  ],
  [
    "meaning",
    /(?:什么|啥)(?:意思|含义)|含义(?:是|为)|(?<!别)指(?:的是)?(?:什么|啥)|分别指|各指|代表(?:什么|啥|哪)|怎么解释|作何解释|是比什么|是哪两个字/,
  ],
  ["time", /哪1?年|何时|什么时候|啥时候|哪1?天|哪个月|几月|几号|什么时间/],
  ["list", /哪["“「]?\d{1,2}(?!年|月|日|天|次)/],
  ["person", /谁|哪(?:几)?位|什么人|哪些人/],
  ["place", /在哪(?:里|儿)?|哪里|哪儿|何处|什么地方|哪个地方/],
  ["reason", /为什么|为何|为啥|原因|缘由|因为什么|凭什么|针对什么|什么问题/],
  ["manner", /怎么|怎样|如何|咋|做法|举措|措施|(?:做|干)了?(?:什么|哪些|啥)|运作|流程/],
  ["list", /哪(?:些|几)|分别(?:是|有)/],
  ["name", /叫(?:什么|啥|做)|名称|名字|(?:什么|哪个|哪1)(?:品牌|平台|机制|模式|制度|活动|行动|称号|口号|名)/],
  ["choice", /哪|什么|啥/],
];

export function asksOf(text: string): Asks {
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? "matter";
}

/** How many things are asked for in one question (多少家、多少人): at least 1. */
export function partsOf(text: string): number {
  return Math.max(1, text.match(/多少|几(?!乎|何)|谁|哪(?!怕)/g)?.length ?? 1);
}

/** How many things a list has to name: 5 for 哪五件, 24 for 24项逐项列出; null where the question does not say. */
export function listedOf(text: string): number | null {
  const match =
    text.match(/哪["“「]?(\d{1,2})(?!年|月|日|天|次)/) ??
    text.match(COUNTED_OUT) ??
    text.match(/(\d{1,3})[项个条种类大][^,。?]{0,24}(?:逐[项个条]|都列|列(?:出|1下|举)|都是(?:什么|哪些))/);
  return Number(match?.[1] ?? 0) || null;
}
