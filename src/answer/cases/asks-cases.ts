/** A question → whether it asks for cases: which of them, how many, or all there are. */

/** What a case can be called in general; 企业 and 公司 are as often what a case is about. */
const CASE_NOUN =
  "(?:案例|经验|材料|文件|文档|文章|资料|单位|(?:家|基层|总)?工会|地方|地区|城市|省份|省|市|区|县)";

/** 哪些, 哪几个, 哪家, 哪两个: the text is digitized. */
const WHICH_ONES = "哪(?:些|几|\\d{1,2}(?!年|月|日|天|次))?(?:个|家|份|篇)?";

/** What follows makes 哪几家 a question for cases rather than for things that a case counts in 家. */
const NOT_A_THING =
  "(?!企业|公司|网点|平台|部门|机构|法院|医院|银行|商户|餐馆|门店|工厂|协会|联合会|基地|驿站)";

const WHICH: readonly RegExp[] = [
  new RegExp(`${WHICH_ONES}(?:的)?${CASE_NOUN}|(?<![在到去往于从])(?:什么|有啥)(?:的)?${CASE_NOUN}`),
  /哪(?:里|儿|些地方)的(?:案例|工会)|案例是(?:谁|哪)|案例.{0,4}(?:哪些|哪几个|哪个)|案例[^,?。]{0,24}(?:哪些|哪几个|哪个|哪家)(?=[,?。]|$)/,
  /(?:工会|单位|企业)(?:都|1共|分别|又)*(?:是|有)哪(?:些|几(?:个|家)|\d{1,2}(?:个|家))(?=[,?。]|$)/,
  // … 的是哪几家, … 的有哪些, 分别是哪三家
  /(?:的|过|分别|到底|,|都)(?:又|都|还|就|分别|具体|1共)*(?:是|有|属于)哪(?:些|(?:几|\d{1,2})?(?:个|家))(?=[,。?;]|$)/,
  // 哪几家提到…, 哪两家办了…: asked for at the very beginning, or after a condition.
  new RegExp(
    `(?:^|[,。;?])(?:请问|那么?|想知道|都|还|到底|其中|究竟)*有?哪(?:几|些|\\d{1,2})?(?:家|(?:几|\\d{1,2})个)${NOT_A_THING}`,
  ),
  /哪(?:几|些|\d{1,2})?(?:个|家|份|篇)?的?(?:推荐词|标题|题目|评语|成效部分|主要内容|应用成效)/,
  /^哪(?:几|些)?家(?:企业|公司|单位)?/,
  /谁家|(?:都|还|也)(?:是|有)谁|(?:分别|各)是谁家?|(?:^|,)谁(?:也|还|都)|都有谁|案例[^?]{0,30}的(?:是|有)谁|(?:的|里|中)有谁/,
  /有没有(?:哪(?:个|家|些))?(?:案例|单位|工会|地方(?=提|写|讲|搞|做|办|推|用))|有(?:案例|单位|工会|地方)[^,?。]{0,16}(?:吗|么)|有[^,?。]{0,16}案例(?:吗|么)/,
  // 把提到…的案例都列出来, 帮我找找…的案例, …的案例全列出来
  /(?:列|找|查|筛|挑|罗列|汇总|盘点).{0,40}案例|案例[^?。]{0,8}(?:列|找|挑|筛|数|罗列)/,
  /(?:\d{1,2}|每|各)个案例(?:里|中)?(?:各|分别)/,
];

const COUNT: readonly RegExp[] = [
  new RegExp(`(?:(?<!哪)几|多少)(?:个|家|条|份)?(?:个)?${CASE_NOUN}`),
  /案例[^,?。]{0,24}(?:(?<!哪)几|多少)(?:个|家)?(?=[,?。呢]|$)/,
  // … 的有几家, 案例里有几个是…
  /(?:的|里头?|里面|中|其中|,)(?:1共|总共|都|共)?有几(?:个|家)(?=是|属|[,?。呢]|$)/,
  /(?:总?工会|单位)(?:1共|总共|共|都)?有几(?:个|家)(?=[,?。]|$)/,
  /(?:^|[,在])(?:1共|总共|共)?有?(?:几|多少)(?:个|家)(?:的材料|的案例)?(?:里|中)?(?:提|写|讲|出现|用|说|谈|涉及|是|属|都)/,
];

/** Says 案例 itself, so that it asks for cases even where it names a place or a programme. */
const OF_CASES =
  /(?:哪些|哪几个|哪\d{0,2}个|(?<!哪)几个|多少个?)案例|案例(?:都|分别)?有(?:哪些|哪几个|几个)|(?:\d{1,2}|每|各)个案例(?:里|中)?(?:各|分别)/;

/** The named cases are left out, or are the documents to look in; a region is where the cases come from. */
const EXCEPT_NAMED = /除了?.{1,24}(?:外|,|还)|还有(?:哪|谁|别|其他|几)|其他(?:案例|单位)/;
const IN_NAMED =
  /(?:案例|选登|选编|汇编|材料|简报)(?:的)?(?:里|中|当中|里头|之中)|(?:选登|选编|汇编)的|(?:\d{1,2}|几|各)个案例/;
const REGION = /(?:华[东南中北]|[东西南北中]部|东北|西[南北]|[南北]方|沿海|江浙沪?|长三角|珠三角|京津冀)/;

/** Null where it asks for something else. `text` is folded and digitized; `named`: cases that it names. */
export function casesAsked(text: string, named: number): "which" | "count" | null {
  const counts = COUNT.some((pattern) => pattern.test(text));
  const asks = counts || WHICH.some((pattern) => pattern.test(text));
  const free = named === 0 || OF_CASES.test(text);
  const about = asks && [EXCEPT_NAMED, IN_NAMED, REGION].some((pattern) => pattern.test(text));
  if (!free && !about) return null;
  if (counts) return "count";
  return asks || OF_CASES.test(text) ? "which" : null;
}
