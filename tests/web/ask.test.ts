/** The chat page without a script, its passages, votes and files, and the curator's pages, over a real server. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contractAnswer } from "../contract-schema.ts";
import { ownAbilities, serve } from "./serve.ts";

type Fields = readonly (readonly [string, string])[];

function submit(address: string, path: string, fields: Fields, headers: Record<string, string> = {}) {
  return fetch(`${address}/${path}`, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
  });
}

function send(address: string, path: string, body: unknown) {
  return fetch(`${address}/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

interface Given {
  readonly id: string;
  readonly question: string;
  readonly answer: object;
  readonly copy: string;
}

async function given(address: string, text: string, history: readonly string[] = []): Promise<Given> {
  const response = await send(address, "ask/answer", { mode: "ask", text, history });
  const [, data = ""] = /event: answer\ndata: (.+)/.exec(await response.text()) ?? [];
  return JSON.parse(data) as Given;
}

const hiddenHistory = (page: string) =>
  [...page.matchAll(/<input type="hidden" name="history" value="([^"]*)">/g)].map(([, value]) => value);

describe("an answer that takes long", () => {
  it("comes after one that is there before it, in events of the same form", async () => {
    const real = await ownAbilities();
    const { address } = await serve({
      abilities: {
        ...real,
        async answer(message, asking) {
          asking?.onEarly?.(await real.answer({ question: "镇江的推荐词" }));
          return real.answer(message, asking);
        },
      },
    });
    const response = await send(address, "ask/answer", { mode: "ask", text: "圆通的推荐词", history: [] });
    const events = [...(await response.text()).matchAll(/event: (early|answer)\ndata: (.+)/g)];
    expect(events.map(([, event]) => event)).toEqual(["early", "answer"]);
    const [early, answer] = events.map(([, , data = ""]) => JSON.parse(data) as Given);
    expect(JSON.stringify(early?.answer)).toContain("江苏镇江市总工会");
    expect(JSON.stringify(answer?.answer)).toContain("圆通速递有限公司工会");
    expect(Object.keys(early ?? {})).toEqual(Object.keys(answer ?? {}));
  });
});

describe("the form without a script", () => {
  it("gives a page with the answer, and goes on from it", async () => {
    const { address } = await serve();
    const first = await (await submit(address, "ask", [["question", "介绍一下镇江的案例"]])).text();
    expect(first).toContain('<h2 class="asked">介绍一下镇江的案例</h2>');
    expect(hiddenHistory(first)).toEqual(["介绍一下镇江的案例"]);
    const fields: Fields = [
      ["question", "那它的应用成效呢？"],
      ["history", "介绍一下镇江的案例"],
    ];
    const second = await (await submit(address, "ask", fields)).text();
    expect(second).toContain("181.9万元");
    expect(hiddenHistory(second)).toEqual(["介绍一下镇江的案例", "那它的应用成效呢？"]);
    expect(second).toContain("<summary>此前问过</summary>");
    expect(second).toMatch(/<a class="cite" href="cases\/[^"]+#here"/);
  });

  it.each([
    ["quote", "圆通 应用成效", "圆通速递有限公司工会 · 应用成效"],
    ["case", "镇江", "<h3>应用成效</h3>"],
    ["compare", "圆通 齐河 应用成效", '<th scope="col">山东德州齐河县总工会</th>'],
    [
      "verify",
      "为120名劳动者挽回经济损失181.9万元。",
      '<del><span class="what">原文此处无：</span>120</del>',
    ],
    ["compare", "圆通", "请至少写明两个单位"],
    ["verify", "", "请回复要核对的那条消息，或把文字一起发来"],
    ["verify", "字".repeat(4_001), "要核对的文字有 4001 字，最多 4000 字"],
    ["ask", "问".repeat(1_001), "问题有 1001 字，最多 1000 字"],
    ["ask", "隐私", "对话只保存在您的浏览器里"],
    ["nonsense", "镇江挽回了多少损失？", "181.9万元"],
  ])("answers what is meant by %s", async (mode, question, words) => {
    const { address } = await serve();
    const response = await submit(address, "ask", [
      ["mode", mode],
      ["question", question],
    ]);
    expect(await response.text()).toContain(words);
  });

  it("forgets what was asked where a new topic is wished for", async () => {
    const { address } = await serve();
    const fields: Fields = [
      ["question", "新话题"],
      ["history", "介绍一下镇江的案例"],
    ];
    expect(hiddenHistory(await (await submit(address, "ask", fields)).text())).toEqual([]);
  });

  it("keeps what was typed where it may not be asked now, or cannot be answered", async () => {
    const { address } = await serve({ userHeader: "X-User", perPerson: 1 });
    const ask = () => submit(address, "ask", [["question", "镇江？"]], { "X-User": "a" });
    await ask();
    const second = await ask();
    expect(second.status).toBe(429);
    expect(await second.text()).toMatch(/问得有点快[\s\S]*<textarea[^>]*>镇江？<\/textarea>/);
    const failing = await serve({
      abilities: {
        ...(await ownAbilities()),
        answer: () => Promise.reject(new Error("secret")),
      },
    });
    const failed = await submit(failing.address, "ask", [["question", "镇江？"]]);
    expect(failed.status).toBe(500);
    expect(await failed.text()).toMatch(/（编号 [0-9a-f]{8}）[\s\S]*<textarea[^>]*>镇江？<\/textarea>/);
  });

  it("is opened with questions to begin with, and nothing is asked for that, which would be counted", async () => {
    const answer = () => Promise.reject(new Error("nothing was asked"));
    const { address } = await serve({ abilities: { ...(await ownAbilities()), answer } });
    const response = await fetch(`${address}/ask`);
    expect(response.status).toBe(200);
    expect((await response.text()).match(/class="ask"/g)).toHaveLength(4);
  });

  it("stands ready with a question from a link, and asks nothing by itself", async () => {
    const { address } = await serve();
    const page = await (await fetch(`${address}/ask?q=${encodeURIComponent("镇江？")}`)).text();
    expect(page).toMatch(/<textarea[^>]*>镇江？<\/textarea>/);
    expect(page).not.toContain('class="turn"');
    expect(page).toContain('class="ask" href="ask?q=');
  });

  it("is light", async () => {
    const { address } = await serve();
    const page = await (await fetch(`${address}/ask`)).text();
    const names = ["ask", "ask-build", "ask-events", "ask-memory", "ask-passage", "ask-turn", "copying"];
    const [, folder] = /href="(assets\/\w+)\/site\.css"/.exec(page) ?? [];
    const files = ["site.css", "ask.css", "theme.js", ...names.map((name) => `${name}.js`)];
    const sizes = await Promise.all(
      files.map(async (file) => (await (await fetch(`${address}/${folder}/${file}`)).text()).length),
    );
    expect(page.length + sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
  });
});

describe("a passage", () => {
  const query = (fields: Record<string, string>) => `ask/passage?${new URLSearchParams(fields)}`;

  it("is the item or section around the cited words, which are marked", async () => {
    const { address } = await serve();
    const { answer } = await given(address, "镇江挽回了多少损失？");
    const [citation] = contractAnswer.parse(answer).citations;
    const response = await fetch(
      `${address}/${query({ case: citation?.case.id ?? "", section: "应用成效", first: "1", last: "1" })}`,
    );
    const text = await response.text();
    expect(text).toContain('"tag":"mark"');
    expect(text).toContain("181.9万元");
    expect(text).toContain("，应用成效，第1句（2024-top-ten-innovations.md，第231行）");
  });

  it.each([
    {},
    { case: "x" },
    { case: "2024-top-ten-innovations#9", section: "应用成效", first: "99", last: "99" },
    { case: "2024-top-ten-innovations#9", section: "应用成效", first: "-1", last: "1e9" },
    { case: "__proto__", section: "constructor", item: "", first: "1", last: "1", v: "zzzz" },
  ])("that is not there is said to be gone: %j", async (fields) => {
    const { address } = await serve();
    const response = await fetch(`${address}/${query(fields as Record<string, string>)}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("已没有这段原文");
  });
});

describe("what a browser kept", () => {
  const forged = (answer: object) => JSON.parse(JSON.stringify(answer).replaceAll("181.9万元", "999.9万元"));

  it("is exported as a file, in both formats", async () => {
    const { address } = await serve();
    const { question, answer } = await given(address, "镇江挽回了多少损失？");
    const turns = JSON.stringify([{ question, answer }]);
    const markdown = await submit(address, "ask/export", [
      ["format", "markdown"],
      ["turns", turns],
    ]);
    expect(markdown.headers.get("content-disposition")).toContain('filename="anlitong.md"');
    const text = await markdown.text();
    expect(text).toMatch(/^20\d\d年\d+月\d+日导出。引文逐字取自案例库文本版本 [0-9a-f]{8}。$/m);
    expect(text).toMatch(/^> “.*为110名劳动者挽回经济损失181\.9万元。”$/m);
    const word = await submit(address, "ask/export", [
      ["format", "docx"],
      ["turns", turns],
    ]);
    expect(word.headers.get("content-type")).toContain("wordprocessingml");
    expect(new Uint8Array(await word.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
  });

  it("is exported only where its quotes are the source's words", async () => {
    const { address } = await serve();
    const { question, answer } = await given(address, "镇江挽回了多少损失？");
    const turns = JSON.stringify([{ question, answer: forged(answer) }]);
    const response = await submit(address, "ask/export", [
      ["format", "docx"],
      ["turns", turns],
    ]);
    expect([response.status, await response.text()]).toEqual([
      409,
      expect.stringContaining("案例文档已更新"),
    ]);
  });

  it.each(["", "{", "[]", "[1]", '[{"question":"问"}]', '[{"question":"问","answer":{"kind":"x"}}]'])(
    "is refused where it is none of ours: %s",
    async (turns) => {
      const { address } = await serve();
      expect((await submit(address, "ask/export", [["turns", turns]])).status).toBe(422);
    },
  );

  it("is kept as a vote, with its reason and no more than the last questions before it", async () => {
    const { address, feedback } = await serve();
    const history = ["一", "二", "三", "四"];
    const { id, question, answer } = await given(address, "镇江挽回了多少损失？", history);
    const vote = { id, question, history, answer, isGood: false, reason: null };
    expect((await send(address, "ask/vote", vote)).status).toBe(200);
    expect((await send(address, "ask/vote", { ...vote, reason: "  缺了人数 " })).status).toBe(200);
    expect(await feedback.disliked(10)).toMatchObject([
      { id, question, history: ["二", "三", "四"], reason: "缺了人数" },
    ]);
    expect((await send(address, "ask/vote", { ...vote, answer: forged(answer) })).status).toBe(409);
    for (const wrong of [{ id: "x" }, { isGood: 1 }, { answer: {} }, { history: "x" }])
      expect((await send(address, "ask/vote", { ...vote, ...wrong })).status).toBe(422);
    expect(await feedback.disliked(10)).toHaveLength(1);
  });

  it("is copied with a reference for every citation", async () => {
    const { address } = await serve();
    const { copy } = await given(address, "比较圆通和齐河的应用成效");
    expect(copy.match(/^\[1\]/gm)).toHaveLength(1);
    expect(copy).not.toContain("您还可以这样问");
    expect(copy).toMatch(/\n\[1\] 圆通速递有限公司工会《.*》，应用成效，.*\n\[2\] 山东德州齐河县总工会《/);
  });
});

describe("the curator", () => {
  async function withTrouble() {
    const site = await serve();
    for (const question of ["苇河的主席是谁？", "苇河主席是谁", "今天天气怎么样？"])
      await site.feedback.noteUnanswered({ question, history: [], reason: "not-told" });
    const { id, question, answer } = await given(site.address, "镇江挽回了多少损失？");
    await send(site.address, "ask/vote", {
      id,
      question,
      history: [],
      answer,
      isGood: false,
      reason: "缺了人数",
    });
    return site;
  }

  it("sees what went wrong, similar questions together", async () => {
    const { address } = await withTrouble();
    const page = await (await fetch(`${address}/curator`)).text();
    expect(page).toMatch(/<p class="count">2 次<\/p>[\s\S]*苇河主席是谁[\s\S]*苇河的主席是谁？/);
    expect(page).toContain("原因：缺了人数");
  });

  it("adds a question to the gold set once", async () => {
    const { address, candidatesPath } = await withTrouble();
    const page = await (await fetch(`${address}/curator`)).text();
    const forms = [
      ...page.matchAll(/name="list" value="(\w+)"><input type="hidden" name="id" value="(c-\w+)"/g),
    ].map(
      ([, list = "", id = ""]): Fields => [
        ["list", list],
        ["id", id],
      ],
    );
    expect(forms).toHaveLength(4);
    for (const fields of forms)
      expect(await (await submit(address, "curator", fields)).text()).toContain("已加入题库：");
    expect(await (await submit(address, "curator", forms[0] ?? [])).text()).toContain("题库里已有这个问题：");
    const gone = await submit(address, "curator", [
      ["list", "disliked"],
      ["id", "c-0"],
    ]);
    expect(await gone.text()).toContain("这个问题已不在列表中。");
    const lines = readFileSync(candidatesPath, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).question)).toHaveLength(4);
  });

  it("sees why a question is answered as it is: attempts, lanes, ranks, words, the verdict", async () => {
    const { address } = await serve();
    const search = async (q: string) =>
      (await fetch(`${address}/curator/search?${new URLSearchParams({ q })}`)).text();
    const page = await search("镇江挽回了多少损失");
    for (const words of [
      "理解：提问",
      '<th scope="row">第 1 次</th><td>本问</td><td>所提案例</td>',
      "判断：案例有答案 0.",
      "字词路",
      "<td>第 1</td>",
      "挽回 1.00",
      "181.9万元",
    ])
      expect(page).toContain(words);
    expect(await search("镇江2011年挽回了多少损失")).toContain("；不回答</p>");
    expect(await search("有哪些案例？")).toContain("这个问题不需要检索段落");
    expect(await search("")).not.toContain('id="attempts"');
  });
});
