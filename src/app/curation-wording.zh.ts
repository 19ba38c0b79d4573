/** What the program says of its own accord to whoever looks after the cases. */

import { type Count, dayOf, type Statistics, WEEK } from "../watch/statistics.ts";
import { STATISTICS } from "../web/pages/curator-wording.zh.ts";

export const dropped = (question: string) =>
  `置顶已撤下：原文有改动，“${question}”不再用原来选定的那一处作答。请看一下新的原文，需要时重新置顶。`;

/** Counts alone: what was asked, and by whom, is nowhere in it. */
export function weeklyText(monday: number, { total, channels }: Statistics, before: Count): string {
  const { asked, refused, good, bad } = total;
  const byChannel = channels
    .filter((channel) => channel.asked > 0)
    .map((channel) => `${STATISTICS.channels[channel.name] ?? channel.name} ${channel.asked} 次`)
    .join("，");
  return [
    `一周使用情况（${dayOf(monday)} 至 ${dayOf(monday + WEEK - 1)}）`,
    `共答复 ${asked} 次（前一周 ${before.asked} 次），其中答出 ${asked - refused} 次，未能答出 ${refused} 次。`,
    `评为有帮助 ${good} 次，没有帮助 ${bad} 次。`,
    ...(byChannel === "" ? [] : [`按渠道：${byChannel}。`]),
    "只有次数，不含任何个人信息。维护人员单独向我发送“未答问题”或“反馈”，可以看到清单。",
  ].join("\n");
}
