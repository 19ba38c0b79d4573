/** Whoever looks after the cases, on every chat platform: lists, a new index, pinned answers, and a summary each week. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRounds } from "../../src/app/rounds.ts";
import { contractOf } from "../../src/render/contract.ts";
import { mondayOf, WEEK } from "../../src/watch/statistics.ts";
import { until } from "../wire/clock.ts";
import { type Office, openOffice, WORDS } from "./office.ts";
import { PLATFORMS, type Platform } from "./platforms.ts";

const QUESTION = "夏天快递员怎么歇脚？";
const CHOSEN = "以下原文由案例库维护人员为这个问题选定";
const UNTOLD = "乙县总工会的工会主席的手机号是多少？";
const CURATORS_ONLY = "这个命令供案例库维护人员使用";

/** A Monday morning in China, with the week of today before it. */
const NEXT_MONDAY = mondayOf(Date.now()) + WEEK + 10 * 60 * 60 * 1000;

describe.each(PLATFORMS)("on %s", (channel, start) => {
  const weeklyTo: string[] = [];
  let office: Office;
  let platform: Platform;
  let round: () => Promise<void>;
  let [curator, colleague, group] = ["", "", ""];
  let now = Date.now();

  beforeAll(async () => {
    office = await openOffice(channel);
    platform = await start(office.setup);
    [curator, colleague, group] = [platform.person(), platform.person(), platform.group()];
    office.curators.push(`${channel}:${curator}`);
    weeklyTo.push(`${channel}:${group}`);
    const chats = new Map([[channel, platform]]);
    round = createRounds({
      ...{ knowledge: office.knowledge, chats, weeklyTo, log: office.log },
      ...{ audit: office.watch.audit, votesGiven: office.curation.votesGiven },
      now: () => now,
    });
  });

  afterAll(async () => {
    await platform.stop();
    await office.close();
  });

  const alone = (person: string) => platform.said(platform.alone(person));
  const times = (text: string, part: string) => text.split(part).length - 1;

  it("others get one courteous line, in a group and alone", async () => {
    for (const said of ["未答问题", "/unanswered", "反馈", "重新索引", `置顶 ${QUESTION}`, "取消置顶 问"])
      expect([said, await platform.ask(colleague, said)]).toEqual([
        said,
        expect.stringContaining(CURATORS_ONLY),
      ]);
    expect(await platform.ask(colleague, "未答问题", group)).toContain(CURATORS_ONLY);
  });

  it("what could not be answered is told to a curator alone, and not to a group", async () => {
    await platform.ask(colleague, UNTOLD);
    await platform.ask(colleague, UNTOLD, group);
    expect(await platform.ask(curator, "未答问题")).toContain(`· ${UNTOLD}（2 次，案例没有说）`);
    const inGroup = await platform.ask(curator, "未答问题", group);
    expect(inGroup).toContain("请在单聊中");
    expect(inGroup).not.toContain("手机号");
  });

  it("what was of no help is told with the reason, without who said so", async () => {
    expect(await platform.ask(curator, "反馈")).toContain("没有被评为没有帮助的回答");
    const answer = contractOf(
      await office.watch.abilitiesOf("web", { as: "operator" }).answer({ question: QUESTION }),
    );
    const vote = {
      id: "aaaaaaaaaaaa",
      isGood: false,
      question: QUESTION,
      history: [],
      answer,
      reason: "太笼统",
    };
    await office.watch.feedback.vote(vote);
    expect(await platform.ask(curator, "反馈")).toContain(`· ${QUESTION}（太笼统）`);
  });

  it("a place that is named becomes the answer for everybody, whole and with its citation", async () => {
    expect(await platform.ask(colleague, QUESTION)).not.toContain(CHOSEN);
    await platform.ask(curator, QUESTION);
    const pinned = await platform.ask(curator, "置顶 建成驿站12家");
    expect(pinned).toContain(`已置顶。今后问“${QUESTION}”，将这样回答：`);
    for (const where of [undefined, group]) {
      const answer = await platform.ask(colleague, "请问夏天快递员怎么歇脚", where);
      for (const part of [CHOSEN, WORDS, "乙县总工会", "主要内容"]) expect(answer).toContain(part);
    }
    expect(await platform.ask(curator, "置顶")).toContain(`· ${QUESTION}`);
  });

  it("is not pinned to words that stand nowhere, that differ, or that are several paragraphs", async () => {
    const pin = (place: string) => platform.ask(curator, `置顶 冬天怎么办？\n${place}`);
    expect(await pin("本市建成地铁三条")).toContain("没有置顶：案例中没有找到这一处");
    expect(await pin("建成驿站19家，供快递员歇脚。")).toContain("没有置顶：发来的文字与原文不同");
    expect(await pin("甲县总工会 应用成效")).toContain("没有置顶：这里不止一段");
    expect(await platform.ask(colleague, "冬天怎么办？")).not.toContain("由案例库维护人员");
    expect(await pin("乙县总工会·应用成效·第1句")).toContain("职工满意。");
    expect(await platform.ask(curator, "置顶 那成效呢？\n职工满意。")).toContain("不能置顶");
    expect(await platform.ask(curator, "取消置顶 冬天怎么办？")).toContain("已撤下“冬天怎么办？”的置顶");
    expect(await platform.ask(colleague, "冬天怎么办？")).not.toContain("由案例库维护人员");
  });

  it("a pinned answer is dropped when its words change, and who pinned it is told so once", async () => {
    await round();
    expect(alone(curator)).not.toContain("置顶已撤下");
    office.rewrite("建成驿站13家，供快递员和网约车司机歇脚。");
    const indexed = await platform.ask(curator, "重新索引");
    expect(indexed).toContain("已重新索引：重新读入 1 个文件，移去 0 个；现有 1 个文件、2 个案例。");
    expect(await platform.ask(colleague, QUESTION)).not.toContain(CHOSEN);
    await round();
    await until(() => alone(curator).includes("置顶已撤下"), "a line to the curator");
    await round();
    expect(await platform.ask(curator, "置顶")).toContain("现在没有置顶的答案");
    expect(times(alone(curator), "置顶已撤下")).toBe(1);
  });

  it("a chosen chat is told once each week how often was asked and answered, and nothing else", async () => {
    await round();
    now = NEXT_MONDAY;
    await round();
    await until(() => platform.said(group).includes("一周使用情况"), "the summary");
    await round();
    await platform.ask(colleague, "帮助", group);
    const [said = ""] = platform.said(group).match(/一周使用情况[\s\S]*?可以看到清单/) ?? [];
    expect(times(platform.said(group), "一周使用情况")).toBe(1);
    expect(said).toMatch(/共答复 \d+ 次（前一周 0 次），其中答出 \d+ 次，未能答出 \d+ 次。/);
    expect(said).toContain("评为有帮助 0 次，没有帮助 1 次。");
    for (const person of [curator, colleague]) expect(said).not.toContain(person);
  });
});
