/** The words around figures and in tables → what they make of a figure: a part, a sum, a rate, an aim, where a change began. */

/** 其中: a part of the whole told before. */
export const PART = /其中/;

/** Words before a figure that make it a sum. */
export const SUM = /合计|共计|总计|总额|总数|一共|共$/;

/** What the rows and columns of sums are called. */
export const SUM_NAME = /^(?:合计|总计|共计|小计|总数|全市|全省|全县|合计或平均)/;

/** Aimed at, not reached. */
export const AIM =
  /力争|计划|(?<!(?:完成|实现|达到)[^，。；]{0,6})目标|打算|下一步|工作安排|工作思路|建议|拟(?=[用新安将给评在把])|到20\d\d年(?:底|末)/;

/** How much more or less than before: 比上年同期少, 同比增长, 净增. */
export const DELTA =
  /(?:(?:(?:比|较)[^，。；、\d]{1,12}|同比|环比|净)[多少高低增减降升]|增长|增加|提高|上升|下降|减少|降低|缩短|压缩)(?:了|约|近)?$/;

/** Holds of each one. */
export const EACH = /每|人均|户均|平均|日均|月均|年均|\/人/;

/** 比上年增长 tells of this year, 上年有 of the last. */
export const LAST_YEAR = /(?<![比较])(?:上年|去年|上一年|前一年)/;

/** Words before a date that things are compared with: what 比2020年末增长 tells is not of that year. */
export const COMPARED_WITH = /[比较]$/;

/** What stands between both figures of a change: (由甲)增加到(乙). */
export const CHANGES = /^.{0,8}(?:到|至|为|成)[^\p{Script=Han}]{0,2}的?$/u;
export const CHANGED_TO = /到|至|为|成/;
export const CHANGED_FROM = /[由从自]/;

/** What is counted, right after the measure: 9名[工匠]. */
export const NOUN_AFTER = /^[^\d\s的中里内有是为达占共和与等及以]{1,8}/;

/** Words before a figure's own name: 由4名劳模, 其中西园班131名. */
export const LEADING = /^(?:其中|由|有|共|以及|和|[\s*#（(])+/;

/** 1．送温暖。 names what the sentences after it tell. */
export const ITEM_LABEL = /^[（(【]?[\d０-９一二三四五六七八九十]+[）).．、】]/;

/** Columns that number rows or date them: their cells count nothing. */
export const NUMBERING = /^序$|序号|编号|名次|排名|时间|日期|电话/;

/** The header of a column that holds of one year. */
export const YEAR_CELL = /^((?:19|20)\d{2})年?(?:度|末|底)?$/;

/** The year before what the header of a column counts: 2024年班数. */
export const YEAR_LEAD = /^((?:19|20)\d{2})年(?=[^年度末底\d—-])/;

/** The header of a column that holds of the year before. */
export const LAST_YEAR_COLUMN = /^(?:上年|去年|上一年|同期|前一年)/;

/** The header of a column that says how much each row has grown, in per cent. */
export const GROWTH_COLUMN = /同比|环比|增减|增幅|增长率|增速|涨幅|比上年/;

/** The header of a column that says what each row is counted in. */
export const UNIT_COLUMN = /^(?:计量)?单位$/;

/** What a caption says of the unit of all figures below it. */
export const TABLE_UNIT = /单位[：:]\s*([^\s，,、）)]{1,4})[）)]?\s*$/m;

/** What stands before a figure that is less than nothing. */
export const MINUS = /^[-－−–▼↓]/;

/** Columns whose words do not name a row. */
export const REMARKS = /备注|说明|起止|等次/;

/** Headers say more than questions do: 覆盖人数, 其中：班组类. */
export const HEADER_LEAD = /^其中[：:]/;
export const HEADER_TAIL = /(?:数量?|额|人数|人次|次数|情况)$/;

/** 上半年脱困, 期末在档: when, before what is counted. */
export const HEADER_PERIOD = /^(?:上半年|下半年|全年|本年|年末|年底|期末|本期|累计|截至\S{0,8}底)/;

/** 表1 2024年 before the name of a table. */
export const TABLE_LEAD = /^(?:附?表|附件)[\d一二三四五六七八九十]*[\s　：:]*(?:20\d\d年(?:度)?)?/;

export const EMPTY_CELL = /^(?:|[—\-–/]+|无|空|未报|未填)$/;

/** 甲和乙各多少: what parts both sides. */
export const SIDES = /[和跟与、]/;

/** A year that a heading or a caption speaks for. */
export const HEADING_YEAR = /(?<!\d)((?:19|20)\d{2})(?:年|—|-|\.|学年)/;

/** Text without any of these has no figure. */
export const FIGURE_LIKE = /[\d０-９一二三四五六七八九十百千万两半]/;

/** 甲或乙 */
export const OR = /或者?/;

/** Behind a figure that no longer holds: “…8.6万人次”应为“8.9万人次”, 由0.16元调到0.18元. */
export const SUPERSEDED = /^[^。；，\d]{0,12}(?:应为|应是|更正为|改为|改成|调整?[到为至成])/;

/** Before the figure that holds in its place, by itself: says nothing of what is counted. */
export const INSTEAD = /^[^。；，]{0,8}(?:应为|应是|更正为|改为|改成|调整?[到为至成])$/;
