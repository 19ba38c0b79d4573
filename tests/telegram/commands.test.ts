/** What commands and plain messages ask for, put to the real corpus where they are questions. */

import { describe, expect, test } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { COMMANDS, menus } from "../../src/channels/telegram/telegram.ts";
import type { CommandName } from "../../src/chat/commands.ts";
import { UNKNOWN_COMMAND, usage } from "../../src/chat/request-wording.zh.ts";
import { commandNamed, requestOf, wishesCheck } from "../../src/chat/requests.ts";
import { contractOf } from "../../src/render/contract.ts";
import { openKnowledge, placesOf } from "../knowledge.ts";

const knowledge = await openKnowledge();
const abilities = createAbilities(knowledge);

/** A message in a private chat, as Telegram marks commands: /ask 圆通 → ask, 圆通. */
function requested(typed: string) {
  const [, name = "", text = ""] = typed.match(/^\/(\w+)(?:\s+([\s\S]*))?$/) ?? [];
  return name === "" ? requestOf(null, typed) : requestOf(commandNamed(name) ?? "unknown", text);
}

const TOLD = "圆通速递有限公司工会";
const ZHENJIANG = "江苏镇江市总工会";

describe("a command", () => {
  test.each([
    ["/ask 圆通的应用成效是什么？", "圆通的应用成效是什么？"],
    ["/quote 圆通 应用成效", "引用圆通 应用成效"],
    ["/quote 圆通 主要内容 二", "引用圆通 主要内容 第二项"],
    ["/quote 圆通 主要内容 （二）", "引用圆通 主要内容 第二项"],
    ["/quote 圆通 主要内容 2", "引用圆通 主要内容 第2项"],
    ["/quote 引用圆通的应用成效", "引用圆通的应用成效"],
    ["/quote 3 应用成效", "引用第3个案例 应用成效"],
    ["/case 镇江", "总结镇江的案例"],
    ["/case 镇江的案例", "总结镇江的案例"],
    ["/case 总结一下镇江的案例。", "总结镇江的案例"],
    ["/case 第三个", "总结第三个案例"],
    ["/cases", "有哪些案例？"],
    ["/cases 新就业形态", "哪些案例提到新就业形态？"],
    ["/cases 新就业形态的案例", "哪些案例提到新就业形态？"],
    ["/cases 哪些是企业工会？", "哪些是企业工会？"],
    ["/compare 圆通 镇江", "比较圆通和镇江"],
    ["/compare 圆通 镇江 齐河", "比较圆通、镇江和齐河"],
    ["/compare 圆通，镇江，应用成效", "比较圆通和镇江的应用成效"],
    ["/compare 圆通vs镇江", "比较圆通和镇江"],
    ["/compare 3 5", "比较第3个案例和第5个案例"],
    ["/compare 比较 圆通 镇江", "比较圆通和镇江"],
    ["/compare 圆通与镇江的做法", "比较圆通与镇江的做法"],
    ["/compare 圆通、镇江 做法", "比较圆通、镇江 做法"],
    ["/compare 圆通和镇江谁的人数多", "比较圆通和镇江谁的人数多"],
  ])("puts a question as one would in Chinese: %s", (typed, question) => {
    expect(requested(typed)).toMatchObject({ kind: "question", question });
  });

  test.each([
    ["/quote 圆通 应用成效", "excerpt", [`${TOLD}·应用成效`]],
    ["/quote 圆通 成效", "excerpt", [`${TOLD}·应用成效`]],
    ["/quote 圆通 主要内容 二", "excerpt", [`${TOLD}·主要内容(二)`]],
    ["/quote 圆通 主要内容（二）", "excerpt", [`${TOLD}·主要内容(二)`]],
    ["/quote 圆通 二", "excerpt", [`${TOLD}·主要内容(二)`]],
    ["/quote 圆通的主要内容第二项", "excerpt", [`${TOLD}·主要内容(二)`]],
    ["/quote 东城 应用成效 3", "excerpt", ["北京东城区总工会·应用成效(三)"]],
    ["/quote 3 应用成效", "excerpt", ["四川德阳旌阳区总工会·应用成效"]],
    ["/quote 镇江 监督预核查", "excerpt", [`${ZHENJIANG}·应用成效`]],
    ["/compare 圆通 镇江 应用成效", "comparison", [`${TOLD}·应用成效`, `${ZHENJIANG}·应用成效`]],
    ["/compare 圆通 镇江 成效", "comparison", [`${TOLD}·应用成效`, `${ZHENJIANG}·应用成效`]],
    ["/compare 圆通 镇江 背景", "comparison", [`${TOLD}·经验培育过程`, `${ZHENJIANG}·经验培育过程`]],
    ["/compare 圆通 镇江 推荐词", "comparison", [`${TOLD}·推荐词`, `${ZHENJIANG}·推荐词`]],
    ["/compare 圆通和镇江 应用成效", "comparison", [`${TOLD}·应用成效`, `${ZHENJIANG}·应用成效`]],
  ])("finds the very place: %s", async (typed, kind, places) => {
    const answer = await answered(typed);
    expect([answer.kind, placesOf(answer)]).toEqual([kind, places]);
  });

  test.each([
    ["/case 齐河", "summary", ["山东德州齐河县总工会"]],
    ["/case 圆通 三点", "summary", [TOLD]],
    ["/case 广东 深圳 盐田", "summary", ["广东深圳盐田区总工会"]],
    ["/case “一函两书”", "summary", [ZHENJIANG]],
    ["/compare 圆通 镇江", "comparison", [TOLD, ZHENJIANG]],
    ["/compare 圆通 镇江 齐河", "comparison", [TOLD, ZHENJIANG, "山东德州齐河县总工会"]],
    ["/compare 圆通 镇江 做法", "comparison", [TOLD, ZHENJIANG]],
    ["/cases 新就业形态", "listing", ["山东德州齐河县总工会", TOLD, "湖北襄阳市总工会"]],
    ["/cases 一函两书", "listing", [ZHENJIANG]],
    ["/cases 司机之家？", "listing", ["山东德州齐河县总工会"]],
  ])("finds the cases: %s", finds);

  test.fails("finds the cases by a thing of which figures are wanted (figures of two other things are compared)", () =>
    finds("/compare 圆通 镇江 入会人数", "comparison", [TOLD, ZHENJIANG]));

  test("finds the cases by what their organisations are", () =>
    finds("/cases 哪些案例是企业工会？", "listing", [TOLD, "中车株洲电力机车有限公司"]));

  test("without arguments lists them all", async () => {
    const { kind, cases } = await answered("/cases");
    expect([kind, cases.length]).toEqual(["listing", 10]);
  });

  async function finds(typed: string, kind: string, organizations: readonly string[]) {
    const answer = await answered(typed);
    expect([answer.kind, answer.cases.map(({ organization }) => organization)]).toEqual([
      kind,
      organizations,
    ]);
  }

  async function answered(typed: string) {
    const request = requested(typed);
    if (request.kind !== "question") throw new Error(`${typed}: expected a question, found ${request.kind}`);
    return request.named
      ? contractOf(await request.named(abilities), null)
      : knowledge.askContract(request.question);
  }

  test.each([
    "/ask",
    "/quote",
    "/case",
    "/compare",
    "/compare 圆通",
    "/compare 圆通 应用成效",
    "/verify",
    "/pair",
  ])("that lacks something is answered with its use: %s", (typed) => {
    expect(requested(typed)).toEqual({ kind: "usage", command: typed.slice(1).split(" ")[0] });
  });

  test.each([
    ["/new", { kind: "new" }],
    ["/new 圆通", { kind: "new" }],
    ["/help", { kind: "help" }],
    ["/privacy", { kind: "privacy" }],
    ["/start", { kind: "start", payload: "" }],
    ["/start s_-_Ab12cd34EF", { kind: "start", payload: "s_-_Ab12cd34EF" }],
    ["/pair ABCD-1234", { kind: "pair", code: "ABCD-1234" }],
  ])("may ask for something else than an answer: %s", (typed, request) => {
    expect(requested(typed)).toEqual(request);
  });

  test("that is none of ours is named with its slash, and nothing else of the message", () => {
    expect(requestOf("unknown", "/weather@AnlitongBot 镇江")).toEqual({
      kind: "unknown",
      command: "/weather",
    });
    expect(requestOf("unknown", "／weather 镇江")).toEqual({ kind: "unknown", command: "／weather" });
  });
});

describe("words to be verified", () => {
  test.each([
    ["/verify 第一句。\n\n第二句。", "第一句。\n\n第二句。"],
    ["/verify “创新两个字”", "创新两个字"],
    ["/verify “一函两书”与“监督预核查”", "“一函两书”与“监督预核查”"],
    ["/verify “放大“一函两书”工作实效”", "放大“一函两书”工作实效"],
    ["/verify 核实一下“创新两个字”", "创新两个字"],
    ["/ask 是不是原文“创新两个字”", "创新两个字"],
    ["核实一下“创新两个字”", "创新两个字"],
    ["找出处“创新两个字”", "创新两个字"],
    ["请帮忙核对一下这段话：创新两个字", "创新两个字"],
    ["出自哪里？「创新两个字」", "创新两个字"],
    ["核实一下“他说“一函两书”很好，“监督”也好”", "他说“一函两书”很好，“监督”也好"],
    ["／核实 创新两个字", "创新两个字"],
  ])("are those pasted: %s", (typed, text) => {
    expect(requested(typed)).toEqual({ kind: "verify", text });
  });

  test("are as many as there are", () => {
    const long = "工会".repeat(1500);
    expect(requestOf(null, `核实一下“${long}”`)).toEqual({ kind: "verify", text: long });
  });

  test("are missing where there is but the wish", () => {
    expect(requestOf(null, "核实一下")).toEqual({ kind: "usage", command: "verify" });
    expect(requestOf(null, "请帮我核对一下，谢谢！")).toEqual({ kind: "usage", command: "verify" });
  });

  test("may be those of the answer before, which the conversation knows", () => {
    expect(requestOf(null, "是不是原文？")).toEqual({ kind: "question", question: "是不是原文？" });
    expect(requestOf(null, "出处在哪")).toEqual({ kind: "question", question: "出处在哪" });
  });

  test.each([
    "核实一下",
    "核对",
    "查证一下真伪",
    "查实一下",
    "是不是原文？",
    "这是原文吗",
    "找出处",
    "查一下这句话的出处",
    "出处在哪",
    "出处？",
    "有没有依据",
    "这句话出自哪个案例？",
    "请问这段话出自哪里",
    "麻烦您核实一下上面这段话，谢谢",
    "帮我看看是不是原文",
    "对吗？",
  ])("are wished to be checked: %s", (wish) => {
    expect(wishesCheck(wish)).toBe(true);
  });

  test.each([
    "",
    "圆通的出处",
    "核实圆通的入会率",
    "原文",
    "引用圆通的原文",
    "镇江的“监督预核查”机制是什么？",
    "监督预核查",
    "是什么？",
    "这个案例",
    "谁去核对工资？",
    "对比",
  ])("are not wished to be checked: %s", (wish) => {
    expect(wishesCheck(wish)).toBe(false);
  });
});

describe("plain words", () => {
  test.each(["新话题", "换个话题", "换一个话题吧", "我们换个话题。", "重新开始", "清空对话", "开始新话题"])(
    "begin anew: %s",
    (typed) => {
      expect(requestOf(null, typed)).toEqual({ kind: "new" });
    },
  );

  test.each(["隐私", "隐私说明", "隐私政策？"])("ask what is kept: %s", (typed) => {
    expect(requestOf(null, typed)).toEqual({ kind: "privacy" });
  });

  test.each([
    ["配对 ABCD-1234", "ABCD-1234"],
    ["配对码：ABCD-1234", "ABCD-1234"],
    ["配对码是 abcd1234。", "abcd1234"],
    ["配对码ＡＢＣＤ－１２３４", "ＡＢＣＤ－１２３４"],
  ])("open a chat: %s", (typed, code) => {
    expect(requestOf(null, typed)).toEqual({ kind: "pair", code });
  });

  test.each([
    "帮助",
    "怎么用",
    "圆通的成效是什么？",
    "哪个案例谈到新话题？",
    "隐私是怎么保护的？",
    "配对码是什么？",
    "配对帮扶的做法",
    "重新开始工作的职工有多少",
    "/",
    "/ 圆通",
  ])("are questions: %s", (typed) => {
    expect(requestOf(null, typed)).toEqual({ kind: "question", question: typed });
  });

  test("are asked for where there are none", () => {
    expect(requestOf(null, " \n")).toEqual({ kind: "usage", command: "ask" });
  });

  test.each([
    ["/帮助", { kind: "help" }],
    ["／帮助", { kind: "help" }],
    ["/新话题", { kind: "new" }],
    ["/隐私", { kind: "privacy" }],
    ["/案例", { kind: "question", question: "有哪些案例？" }],
    ["/目录", { kind: "question", question: "有哪些案例？" }],
    ["/总结 镇江", { kind: "question", question: "总结镇江的案例" }],
    ["/总结镇江的案例", { kind: "question", question: "总结镇江的案例" }],
    ["/引用圆通 应用成效", { kind: "question", question: "引用圆通 应用成效" }],
    ["／ask 圆通的成效", { kind: "question", question: "圆通的成效" }],
    ["／ＡＳＫ 圆通的成效", { kind: "question", question: "圆通的成效" }],
    ["/ask圆通的成效", { kind: "question", question: "圆通的成效" }],
    ["/ASK@AnlitongBot 圆通的成效", { kind: "question", question: "圆通的成效" }],
    ["／case", { kind: "usage", command: "case" }],
    ["/配对 ABCD-1234", { kind: "pair", code: "ABCD-1234" }],
    ["/天气 镇江", { kind: "unknown", command: "/天气" }],
    ["/constructor", { kind: "unknown", command: "/constructor" }],
  ])("may be commands that Telegram does not mark: %s", (typed, request) => {
    expect(requestOf(null, typed)).toMatchObject(request);
  });
});

describe("the menu", () => {
  test("stands in every chat, in Chinese unless a reader's language is English", () => {
    expect(menus().map(({ scope, language_code }) => [scope.type, language_code])).toEqual([
      ["default", undefined],
      ["default", "zh"],
      ["default", "en"],
      ["all_private_chats", undefined],
      ["all_private_chats", "zh"],
      ["all_private_chats", "en"],
      ["all_group_chats", undefined],
      ["all_group_chats", "zh"],
      ["all_group_chats", "en"],
    ]);
    for (const { language_code, commands } of menus())
      for (const { description } of commands)
        expect(/\p{Script=Han}/u.test(description)).toBe(language_code !== "en");
  });

  test("has every command for readers, and none for others", () => {
    const listed = ["ask", "case", "cases", "compare", "help", "new", "privacy", "quote", "stop", "verify"];
    for (const { commands } of menus()) expect(commands.map(({ command }) => command).sort()).toEqual(listed);
  });

  test("begins with asking in groups, and ends with it where every message is a question", () => {
    const first = ({ commands: [one] }: ReturnType<typeof menus>[number]) => one?.command;
    const byScope = Map.groupBy(menus(), ({ scope }) => scope.type);
    expect(byScope.get("all_group_chats")?.map(first)).toEqual(["ask", "ask", "ask"]);
    expect(byScope.get("all_private_chats")?.map(({ commands }) => commands.at(-1)?.command)).toEqual([
      "ask",
      "ask",
      "ask",
    ]);
  });

  test("keeps to what Telegram takes, and to what a phone shows", () => {
    for (const { name, zh, en } of COMMANDS) {
      expect(name).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(zh.length).toBeLessThanOrEqual(20);
      expect(en.length).toBeLessThanOrEqual(50);
    }
  });
});

describe("what is said of a command", () => {
  const all: readonly CommandName[] = [...COMMANDS.map(({ name }) => name), "start", "pair", "unknown"];

  test("is one line", () => {
    for (const command of all) expect(usage(command)).toMatch(/^[^\n]{4,60}$/);
  });

  test("shows one example, which is understood, of each that takes arguments", () => {
    for (const command of all) {
      const [, example] = usage(command).match(/例如：(.+)$/) ?? [];
      if (example !== undefined) expect(requested(example).kind).not.toMatch(/usage|unknown/);
      else expect(requested(`/${command}`).kind).not.toBe("usage");
    }
  });

  test("names the commands that there are, and no more of the unknown one than a line holds", () => {
    const line = UNKNOWN_COMMAND(`/${"x".repeat(500)}`);
    for (const { name } of COMMANDS) expect(line).toContain(`/${name}`);
    expect(line.length).toBeLessThan(160);
  });
});
