import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ContractObject, contractAnswer, unfaithful } from "../contract-schema.ts";
import { CORPUS, newFolder, run } from "./run-in-process.ts";

const data = newFolder();
const source = readFileSync(join(CORPUS, "2024-top-ten-innovations.md"), "utf8");

/** Runs a command with --json and holds its answer against the contract. */
async function answerTo(...args: string[]): Promise<ContractObject> {
  const { code, out, err } = await run([...args, "--json", "--corpus", CORPUS, "--data", data]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.indexOf("\n")).toBe(out.length - 1);
  const answer = contractAnswer.parse(JSON.parse(out));
  expect(unfaithful(answer.citations, () => source)).toEqual([]);
  return answer;
}

describe("quote", () => {
  it.each(["应用成效", "成效", "一、应用成效", "應用成效"])("finds a section called %s", async (section) => {
    const answer = await answerTo("quote", "圆通", section);
    expect(answer.kind).toBe("excerpt");
    expect(new Set(answer.citations.map((citation) => citation.section))).toEqual(new Set(["应用成效"]));
    expect(answer.citations[0]?.quote).toContain("700余家");
  });

  it.each(["(二)", "（二）", "二", "2", "２", "第二项", "第2点", "二、"])(
    "finds an item called %s, with its section or without",
    async (item) => {
      for (const part of [["主要内容", item], [item]]) {
        const answer = await answerTo("quote", "齐齐哈尔", ...part);
        expect(answer.citations.map(({ section, item: label }) => `${section}${label}`)).toEqual([
          "主要内容(二)",
        ]);
      }
    },
  );

  it("tells the same item of two sections apart", async () => {
    const [measures, development] = [
      await answerTo("quote", "东城", "主要内容", "二"),
      await answerTo("quote", "东城", "培育过程", "二"),
    ];
    expect(measures.citations[0]?.section).toBe("主要内容");
    expect(development.citations[0]?.section).toBe("经验培育过程");
  });

  it("marks what the source breaks off", async () => {
    const answer = await answerTo("quote", "齐齐哈尔", "主要内容", "(五)");
    expect(answer.citations.at(-1)).toMatchObject({ truncated: true });
    expect(answer.citations.at(-1)?.quote.endsWith("应急管理能")).toBe(true);
  });

  it("gives the whole case, in the order of the source, where no part is named", async () => {
    const answer = await answerTo("quote", "盐田");
    expect([...new Set(answer.citations.map(({ section }) => section))]).toEqual([
      "推荐词",
      "经验培育过程",
      "主要内容",
      "应用成效",
    ]);
    expect(answer.cases.map(({ organization }) => organization)).toEqual(["广东深圳盐田区总工会"]);
  });

  it.each([
    ["圆通", "食堂", "食堂"],
    ["圆通", "主要内容", "第9项", "第9项"],
    ["圆通", "主要内容", "甲", "主要内容甲"],
  ])("says which parts there are in place of %s %s", async (...args) => {
    const part = args.pop() ?? "";
    const answer = await answerTo("quote", ...args);
    expect(answer.kind).toBe("not-found");
    expect(answer.text).toContain(part);
    expect(answer.text).toContain("推荐词、经验培育过程、主要内容、应用成效");
  });
});

describe("names of cases", () => {
  it.each(["圆通", "圆通速递有限公司工会", "yuantong", "園通", "圓通速遞"])(
    "mean one case: %s",
    async (name) => {
      expect((await answerTo("summary", name)).cases[0]?.organization).toBe("圆通速递有限公司工会");
    },
  );

  it("that no case has are said to be unknown", async () => {
    const answer = await answerTo("summary", "火星市总工会");
    expect(answer.kind).toBe("not-found");
    expect(answer.text).toContain("火星");
  });

  it("that are blank ask for a name", async () => {
    expect((await answerTo("quote", " ")).kind).toBe("not-found");
  });
});

describe("summary", () => {
  it("represents every section, or says it in one or three points", async () => {
    const sections = async (...length: string[]) =>
      (await answerTo("summary", "盐田", ...length)).claims.length;
    expect(await sections()).toBe(4);
    expect(await sections("--length", "full")).toBe(4);
    expect(await sections("--length", "three")).toBe(3);
    expect(await sections("--length", "one")).toBe(1);
  });
});

describe("cases", () => {
  it("lists every case once", async () => {
    const answer = await answerTo("cases");
    expect(answer.kind).toBe("listing");
    expect(new Set(answer.cases.map(({ id }) => id)).size).toBe(10);
    expect(answer.cases).toHaveLength(10);
  });
});

describe("compare", () => {
  it("sets the same section of each case side by side", async () => {
    const answer = await answerTo("compare", "圆通", "盐田", "齐河", "--section", "成效");
    expect(answer.kind).toBe("comparison");
    expect(answer.cases).toHaveLength(3);
    expect(new Set(answer.citations.map(({ section }) => section))).toEqual(new Set(["应用成效"]));
  });

  it("compares several sections where none is named", async () => {
    const answer = await answerTo("compare", "圆通", "盐田");
    expect(new Set(answer.citations.map(({ section }) => section)).size).toBe(3);
  });

  it("says it when one of the cases, or the section, is unknown", async () => {
    expect((await answerTo("compare", "圆通", "火星")).kind).toBe("not-found");
    expect((await answerTo("compare", "圆通", "盐田", "--section", "食堂")).kind).toBe("not-found");
  });
});

describe("verify", () => {
  const sentence = "全网已累计建设职工之家(小家)3000余家";

  it.each([
    [sentence, "identical"],
    ["全网已累计建设职工之家（小家）３０００余家", "identical"],
    [sentence.replace("3000", "5000"), "altered"],
    ["本市今年新建职工食堂一百座，覆盖全部乡镇。", "absent"],
    ["", "not-found"],
  ])("finds “%s” %s", async (text, verdict) => {
    const answer = await answerTo("verify", text);
    expect(answer.kind === "verification" ? answer.verdict : answer.kind).toBe(verdict);
  });
});

describe("ask", () => {
  it("answers an empty question by asking for one", async () => {
    expect((await answerTo("ask", "")).kind).toBe("not-found");
    expect((await answerTo("ask", "  ？")).kind).toBe("not-found");
  });

  it("takes a question that is piped in", async () => {
    const given = { stdin: "引用圆通的应用成效\n" };
    const { code, out } = await run(["ask", "--corpus", CORPUS, "--data", data], given);
    expect([code, out.split("\n")[0]]).toEqual([0, "[1] 圆通速递有限公司工会 · 应用成效"]);
  });

  it("prints for people what it prints for machines", async () => {
    const question = "圆通全网为员工提供的免费宿舍有多少间？";
    const { text } = await answerTo("ask", question);
    expect(text).toContain("1.2万间");
    const { out } = await run(["ask", question, "--corpus", CORPUS, "--data", data]);
    expect(out).toBe(`${text}\n`);
  });
});
