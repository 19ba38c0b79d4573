import { PassThrough, Writable } from "node:stream";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Asking } from "../../src/answer/asking.ts";
import type { Message } from "../../src/answer/respond.ts";
import { createPainter } from "../../src/channels/terminal/paint.ts";
import { completionsOf, createTerminal } from "../../src/channels/terminal/terminal.ts";
import { createLog } from "../../src/console/log.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import { renderText } from "../../src/render/render.ts";
import { textOfBlocks } from "../../src/render/text.ts";
import { ALL, quote, summary } from "../render/samples.ts";
import { until } from "../wire/clock.ts";

const REFUSAL: Answer = {
  kind: "not-found",
  reason: { kind: "unknown-case", name: "\u001b]8;;http://x\u0007火星\u009b31m" },
  suggestions: ["问\u001b[2J这个"],
  carried: null,
};

const QUOTED: Answer = {
  kind: "excerpt",
  case: { id: "a#1", organization: "甲工会", title: "" },
  quotes: [
    {
      text: "第一句。\n第二句。",
      citation: {
        number: 1,
        case: { id: "a#1", organization: "甲工会", title: "" },
        section: "应用成效",
        item: null,
        sentences: [1, 2],
        truncated: false,
        source: { file: "a.md", start: 0, end: 9, line: 1 },
        address: "甲工会·应用成效·第1-2句",
        fingerprint: "0123abcd",
      },
    },
  ],
  suggestions: [],
  carried: null,
};

/** A terminal whose answers are given, its keys and its screen. */
function openTerminal(
  options: {
    answer?: Answer | Error | ((asking: Asking) => Promise<Answer>);
    isTTY?: boolean;
    colours?: boolean;
  } = {},
) {
  const { answer = REFUSAL, isTTY = false, colours = false } = options;
  const messages: Message[] = [];
  /** What was asked by a name, or to be checked, and is no message. */
  const named: string[][] = [];
  const given = async (asking: Asking = {}) => {
    if (typeof answer === "function") return answer(asking);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const byName = (ability: string) => (names: string | readonly string[]) => {
    named.push([ability, ...[names].flat()]);
    return given();
  };
  const kept: string[] = [];
  const shown = { text: "", errors: "" };
  const screen = (part: "text" | "errors") =>
    new Writable({
      write(chunk, _encoding, done) {
        shown[part] += String(chunk);
        done();
      },
    });
  const input = Object.assign(new PassThrough(), { isTTY });
  const terminal = createTerminal({
    abilities: {
      answer: (message, asking) => {
        messages.push(message);
        return given(asking);
      },
      verify: byName("verify"),
      summaryNamed: byName("summary"),
      quoteNamed: byName("quote"),
      compareNamed: byName("compare"),
    },
    log: createLog(screen("errors"), "info"),
    input,
    output: Object.assign(screen("text"), { isTTY }),
    colours,
    names: async () => ["圆通", "圆通速递"],
    typed: { lines: ["问过的"], keep: (lines) => kept.push(...lines.slice(0, 1)) },
  });
  return { terminal, input, messages, named, shown, kept };
}

/** All that is shown when these lines are piped in and the input ends. */
async function conversation(lines: string, options: Parameters<typeof openTerminal>[0] = {}) {
  const opened = openTerminal(options);
  await opened.terminal.start();
  opened.input.end(lines);
  await opened.terminal.ended;
  await opened.terminal.stop();
  return opened;
}

describe("the terminal, piped", () => {
  it("takes a line for a question and what came before it for its history", async () => {
    const { messages } = await conversation("一\n\n  二  \n三");
    expect(messages).toEqual([
      { question: "一", history: [], addressed: "private" },
      { question: "二", history: ["一"], addressed: "private" },
      { question: "三", history: ["一", "二"], addressed: "private" },
    ]);
  });

  it("forgets the conversation for a new topic, and takes a command for what it asks", async () => {
    const { messages, shown } = await conversation("一\n/案例\n二\n/新话题\n三\n");
    expect(messages.map(({ history }) => history)).toEqual([[], ["一"], ["一", "有哪些案例？"], []]);
    expect(messages[1]?.question).toBe("有哪些案例？");
    expect(shown.text).toContain("好的，我们换个话题，前面的提问");
  });

  it("tells by a command of what it names, and goes on from that", async () => {
    const { named, messages } = await conversation(
      "一\n/摘要 火星\n/对比 火星 水星\n/引用 火星 应用成效\n/核对 圆通有宿舍\n成效呢\n",
    );
    expect(named).toEqual([
      ["summary", "火星"],
      ["compare", "火星", "水星"],
      ["quote", "火星"],
      ["verify", "圆通有宿舍"],
    ]);
    expect(messages.at(-1)).toEqual({
      question: "成效呢",
      history: ["一", "总结火星的案例", "比较火星和水星", "引用火星 应用成效", "核实“圆通有宿舍”"],
      addressed: "private",
    });
  });

  it("ends at /退出 without reading on", async () => {
    const { messages } = await conversation("一\n/quit\n二\n");
    expect(messages).toHaveLength(1);
  });

  it("says which commands there are to whoever types another one", async () => {
    const { messages, shown } = await conversation("/nosuch\u001b[31m\n");
    expect(messages).toEqual([]);
    expect(shown.text).toBe("没有“/nosuch”这个命令；输入 /帮助 查看全部命令。\n\n");
  });

  it("shows no escape that an answer or a question may hold", async () => {
    const { shown } = await conversation("问\n");
    expect(shown.text).toBe(
      "现有案例中没有“]8;;http://x火星31m”的内容。\n\n您还可以这样问：\n· 问[2J这个\n\n",
    );
  });

  it("refuses what is too long or not UTF-8 and goes on", async () => {
    const { messages, shown } = await conversation(`${"长".repeat(1_001)}\n${"x".repeat(1_100_000)}\n好\n`);
    expect(messages.map(({ question }) => question)).toEqual(["好"]);
    expect(shown.text).toContain("问题有 1001 字，最多 1000 字，请精简后再试。\n\n这一行太长");
    const opened = openTerminal();
    await opened.terminal.start();
    opened.input.end(Uint8Array.from([0xc4, 0xe3, 0x0a]));
    await opened.terminal.ended;
    expect(opened.shown.text).toBe("这一行不是 UTF-8 编码的文字，无法识别。\n\n");
  });

  it("apologises for what could not be answered, logs why, and goes on", async () => {
    const { messages, shown } = await conversation("一\n二\n", { answer: new Error("磁盘坏了") });
    expect(messages).toHaveLength(2);
    expect(shown.text).toBe("抱歉，这个问题没能回答，原因已记入日志。\n\n".repeat(2));
    expect(shown.errors).toBe("错误：磁盘坏了\n".repeat(2));
  });

  it("shows the contract's text, without colour even where colour is wished for", async () => {
    const { shown } = await conversation("问\n", { answer: QUOTED, colours: true });
    expect(shown.text).toBe("[1] 甲工会 · 应用成效\n“第一句。\n第二句。”\n\n");
  });

  it("stops while it waits for a line, and before it has started", async () => {
    const { terminal } = openTerminal();
    await terminal.start();
    await turn();
    await terminal.stop();
    await terminal.stop();
    await openTerminal().terminal.stop();
  });
});

describe("the terminal, typed at", () => {
  it("prompts, and says goodbye at the end of the input, when all is answered", async () => {
    const { shown, messages } = await conversation("问\n", { isTTY: true });
    expect(messages).toHaveLength(1);
    expect(shown.text.match(/案例通> /g)).toHaveLength(1);
    expect(shown.text.endsWith("再见。\n")).toBe(true);
  });

  it("sets quotes off by colour only where that is wished for", async () => {
    const plain = await conversation("问\n", { answer: QUOTED, isTTY: true });
    expect(plain.shown.text).toContain("[1] 甲工会 · 应用成效\n“第一句。\n第二句。”\n");
    const painted = await conversation("问\n", { answer: QUOTED, isTTY: true, colours: true });
    expect(painted.shown.text).toContain(
      "\u001b[36m[1] 甲工会 · 应用成效\u001b[39m\n\u001b[2m“第一句。\n第二句。”\u001b[22m\n",
    );
  });

  it("colours nothing but the contract's text, also where several citations are of one place", () => {
    const near = quote(9, "驿站全天开放。", { item: "(一)" });
    const points = summary.kind === "summary" ? summary.points : [];
    const [point] = points;
    const together = {
      ...summary,
      points: [...points, { ...point, claim: { text: near.text, quotes: [near] } }],
    } as Answer;
    for (const answer of [...ALL, together]) {
      const blocks = renderText(answer);
      expect(stripVTControlCharacters(createPainter(true)(blocks))).toBe(textOfBlocks(blocks));
    }
  });

  it("says how far an answer is that takes long, and takes that away again", async () => {
    const { shown } = await conversation("问\n", {
      isTTY: true,
      answer: async ({ onStage }) => {
        await sleep(1_000);
        onStage?.("composing");
        return QUOTED;
      },
    });
    expect(shown.text).toContain("\r\u001b[2K正在检索案例……（按 Ctrl+C 停止）");
    expect(shown.text).toContain("\r\u001b[2K正在挑选原文……（按 Ctrl+C 停止）\r\u001b[2K[1] 甲工会");
  });

  it("gives an answer up at Ctrl+C, and goes on", async () => {
    const begun = Promise.withResolvers<void>();
    const { terminal, input, shown, messages } = openTerminal({
      isTTY: true,
      answer: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
          begun.resolve();
        }),
    });
    await terminal.start();
    input.write("问\n");
    await begun.promise;
    input.write("\u0003");
    await until(() => shown.text.includes("已停止。"), "a line that it was stopped");
    input.write("/退出\n");
    await terminal.ended;
    expect(messages).toHaveLength(1);
    expect(shown.errors).toBe("");
    expect(shown.text.endsWith("再见。\n")).toBe(true);
  });

  it("clears what is typed at the first Ctrl+C, and ends at the second", async () => {
    const { terminal, input, shown, messages } = openTerminal({ isTTY: true });
    await terminal.start();
    input.write("半个问题\u0003");
    await until(() => shown.text.includes("再按一次 Ctrl+C 结束。\n"), "a line that says how to end");
    input.write("问\n");
    await until(() => messages.length > 0, "the question");
    expect(messages[0]?.question).toBe("问");
    input.write("\u0003");
    await until(() => shown.text.split("再按一次").length > 2, "the line again, for another was sent since");
    input.write("\u0003");
    await terminal.ended;
    expect(shown.text.endsWith("\r\u001b[2K再见。\n")).toBe(true);
  });

  it("brings back what was typed in an earlier session, and keeps what is typed", async () => {
    const { terminal, input, messages, kept } = openTerminal({ isTTY: true });
    await terminal.start();
    input.write("\u001b[A\n");
    await until(() => messages.length > 0, "the question");
    expect(messages[0]?.question).toBe("问过的");
    input.write("另一个\n/退出\n");
    await terminal.ended;
    expect(kept).toContain("另一个");
  });
});

describe("commands of the terminal", () => {
  it("are those of every chat", async () => {
    const { messages, named, shown } = await conversation(
      "/摘要 圆通\n／案例 欠薪\n/对比 圆通\n换个话题\n／QUIT\n问\n",
    );
    expect(messages.map(({ question }) => question)).toEqual(["哪些案例提到欠薪？"]);
    expect(named).toEqual([["summary", "圆通"]]);
    expect(shown.text).toContain("请至少写明两个单位");
  });

  it("are completed, and so are names of cases wherever they stand", () => {
    expect(completionsOf("/帮", [])).toEqual([["/帮助"], "/帮"]);
    expect(completionsOf("总结圆", ["圆通", "盐田"])).toEqual([["圆通"], "圆"]);
    expect(completionsOf("总结", ["圆通"])).toEqual([[], "总结"]);
  });
});
