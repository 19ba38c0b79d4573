/** A question → which ability it wants. */

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

/** Requests that no case document can answer, whatever words they share with one. */
const OFF_TOPIC: readonly RegExp[] = [
  /(?:写|编|创作|生成|画|唱|讲)(?:一|1|几)?(?:首|个|段|篇|副|张|份|则|幅|道)?.{0,10}(?:诗|绝句|律诗|对联|歌词?|代码|程序|脚本|小说|作文|故事|段子|笑话|漫画|海报)(?![^?。!]{0,6}(?:是|吗|的))/,
  /(?:起草|撰写|拟|写)(?:一|1)?(?:份|篇|封|个|段)?.{0,14}(?:讲话稿|演讲稿|发言稿|通知|邮件|信|倡议书|申请书|检讨|简历|合同|起诉状|申请)$/,
  /系统提示|提示词|system ?prompt|忽略.{0,10}(?:指令|指示|规则|要求|设定)|ignore .{0,30}instruction|开发者模式|越狱|角色扮演|扮演|假装你|你的(?:指令|设定|密钥|密码|token|api)|api ?key|源代码|(?:忘掉|忘记|无视|抛开|不要管).{0,12}(?:规定|规则|指令|限制|设定)|没有限制的|脏话|骂(?:人|一句|1句)/,
  /(?:今天|明天|后天|周末|这几天|本地|当地).{0,6}天气|天气(?:预报|怎么样|如何|好)|气温|会?下[雨雪]吗|股票|股价|彩票|汇率|菜谱|星座|算命|电影|球赛|世界杯|导航|路况|打车/,
  /^(?:你是谁开发|谁开发的你|你是什么模型|你用的什么模型)/,
  // Advice on one's own case is a lawyer's.
  /(?:我|我们|咱)[^,。?]{0,16}(?:该|能|可以|应该)[^,。?]{0,6}(?:赔|告|索赔|要回|拿到|起诉|怎么办)|(?:双倍工资|赔偿金?|补偿金?|加班费|工龄|年假)[^,。?]{0,6}(?:怎么|如何)(?:算|计算)|(?:算算|算1下).{0,10}(?:赔|工资|补偿)|(?:赔|工资|补偿).{0,12}(?:算算|算1下)|(?:违法|合法|犯法)吗/,
  /翻译成?(?:英|日|法|俄|韩|德)|用python|用java|\bsql\b|解(?:一|1)?(?:道|个)?方程/,
];

const HELP =
  /^(?:\/?(?:help|start|帮助|使用说明|说明)|怎么用(?:你|这个)?|你(?:能|会|可以)(?:做|干|回答)?(?:什么|啥|哪些).*|你是谁|你好|您好|hi|hello|在吗)[?!。~\s]*$/;

const VERIFY =
  /核实|核对|核查|查证|查核|验证|校对|是不是原文|是否(?:为|是)?原文|是原文吗|原文是这样吗|有没有这句|有这句话吗|这句话(?:对|准确|有依据|出自)|是否准确|是否属实|找依据|引文对不对/;

const QUOTE =
  /引用|原文|原话|原句|原词|原段|摘录|摘抄|照录|1字不[差漏改落]|照抄|逐字|引1下|引出|引述|引文|引语|怎么写的|怎么表述|如何表述|(?:那|这)(?:1)?(?:句|段)(?:话)?|全文|贴(?:1下|出来|出)|发(?:1下|出来).{0,4}(?:段|句)/;

const SUMMARY =
  /总结|概括|摘要|概述|综述|归纳|梳理|提炼|概要|要点|简介|简述|简要|介绍|概况|1句话|讲了(?:什么|啥|些什么)|说了(?:什么|啥)|是(?:什么|啥)案例|大意|大致(?:内容|情况)|来龙去脉|来头|说说.{0,12}(?:案例|经验)$/;

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

/** What a case can be called in general; 企业 and 公司 are as often what a case is about. */
const CASE_NOUN = "(?:案例|经验|单位|(?:家|基层|总)?工会|地方|地区|城市|省份|省|市|区|县)";
const COUNT = new RegExp(
  `(?:(?<!哪)几|多少)(?:个|家|条|份)?(?:个)?${CASE_NOUN}|案例[^,?。]{0,24}(?:(?<!哪)几|多少)个?(?=[,?。呢]|$)`,
);
const WHICH = new RegExp(
  `(?:哪些|哪几个|哪几家|哪个|哪家|哪几|哪\\d{1,2}(?:个|家|份)?|什么|有啥)(?:的)?${CASE_NOUN}|哪(?:里|儿|些地方)的(?:案例|工会)|(?:列出|找出|列举).{0,30}案例|案例[^,?。]{0,24}(?:哪些|哪几个|哪个)(?=[,?。]|$)|案例.{0,4}(?:哪些|哪几个|哪个)|谁家|案例是(?:谁|哪)|(?:是|有)哪(?:几|些)?家|^哪(?:几|些)?家(?:企业|公司|单位)?`,
);

/** Says 案例 itself, so that it asks for cases even where it names a place or a programme. */
const ASKS_FOR_CASES = /(?:哪些|哪几个|哪\d个|(?<!哪)几个|多少个?)案例|案例有(?:哪些|哪几个)/;

/** `text` is folded and digitized; `referentCount` says how many cases it names. */
export function intentOf(text: string, referentCount: number): Intent {
  if (!/[\p{L}\p{N}]/u.test(text)) return "empty";
  if (VERIFY.test(text) && /["“「『:]/.test(text)) return "verify";
  if (OFF_TOPIC.some((pattern) => pattern.test(text))) return "off-topic";
  if (HELP.test(text)) return "help";
  if (CATALOGUE.some((pattern) => pattern.test(text))) return "catalogue";
  if (referentCount >= 2 && COMPARE.test(text)) return "compare";
  if (QUOTE.test(text))
    return WHICH.test(text) && referentCount === 0 && !/原文|原话|原句/.test(text) ? "which" : "quote";
  if (ASKS_FOR_CASES.test(text)) return COUNT.test(text) ? "count" : "which";
  if (COUNT.test(text) && referentCount === 0) return "count";
  if (WHICH.test(text) && referentCount === 0) return "which";
  if (SUMMARY.test(text) && !PARTICULAR.test(text)) return "summary";
  return "question";
}
