/** A draft is the one place where words of a model reach a reader: none of them without its mark, nothing unmarked but the source's. */

import { describe, expect, it } from "vitest";
import { respond } from "../../src/answer/respond.ts";
import { DRAFTED } from "../../src/answer/writing/leads.zh.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import { chatPages } from "../../src/render/chat-markdown.ts";
import { contractOf } from "../../src/render/contract.ts";
import { pagesFor } from "../../src/render/pages.ts";
import { piecesOf } from "../../src/render/pieces.ts";
import { inQuotationMarks } from "../../src/render/text.ts";
import { partsOf } from "../../src/render/transcript/conversation.ts";
import { turnView } from "../../src/web/pages/answer-view.ts";
import { openKnowledge } from "../knowledge.ts";
import { scriptedWriter } from "./scripted.ts";

const knowledge = await openKnowledge();

const WISH = "帮我写一篇关于齐河县总工会的简报";

const sentencesIn = (input: string) =>
  input.split("\n").filter((line) => /。$/.test(line) && line.length > 30);

/** `write`: what a model replies, of sentences of the prompt. */
async function drafted(write: (sentences: readonly string[]) => unknown, question = WISH) {
  const writer = scriptedWriter((asked) => write(sentencesIn(asked.input)));
  const answer = await respond({ question }, { ...knowledge, writer });
  return { answer, text: contractOf(answer).text, writer };
}

const offline = await respond({ question: WISH }, knowledge);

/** Nothing that could be taken for the program's, or for anything but a line of text. */
const OWN = /^▲[\p{Script=Han}\w，。、；：？！‘’（）《》—…·%‰℃,:;?!() +./-]+$/u;

/** Of the text that a reader gets what is neither the program's own, nor the source's in its marks, nor marked. */
function unmarkedIn(answer: Answer): string[] {
  if (answer.kind !== "excerpt" || !answer.drafted) throw new Error("no draft");
  let { text } = contractOf(answer);
  expect(text.startsWith(`${DRAFTED}\n`)).toBe(true);
  text = text.slice(DRAFTED.length);
  for (const { text: words, citation } of answer.quotes)
    text = text.replace(`${inQuotationMarks(words)}[${citation.number}]`, "\n");
  const body = text.split("\n\n[1]")[0] ?? "";
  return body
    .split(/\n|(?=▲)/)
    .map((part) => part.trim())
    .filter((part) => part !== "" && !OWN.test(part));
}

describe("a text that is wished for", () => {
  it("is drafted: sentences of the source with their citations, every other one marked", async () => {
    const { answer, text, writer } = await drafted(([a = "", b = ""]) => ({
      text: `齐河县总工会工作简报\n近年来成绩明显。${a}这值得学习。\n${b}`,
    }));
    expect(answer).toMatchObject({ kind: "excerpt", reply: "draft", drafted: { by: "test:scripted" } });
    const [a, b] = answer.kind === "excerpt" ? answer.quotes : [];
    expect(text.split("\n\n")[0]).toBe(
      [
        DRAFTED,
        "▲齐河县总工会工作简报",
        `▲近年来成绩明显。${inQuotationMarks(a?.text ?? "")}[1]▲这值得学习。`,
        `${inQuotationMarks(b?.text ?? "")}[2]`,
      ].join("\n"),
    );
    expect(contractOf(answer).by).toBe("test:scripted");
    expect(writer.records).toMatchObject([{ prompt: "draft", outcome: "drafted" }]);
  });

  it.each(["写一份心得", "起草一个讲话稿提纲", "写个汇报材料"])("%s", async (wish) => {
    const { answer } = await drafted(([a = ""]) => ({ text: `好。${a}` }), `${wish}，关于齐河县总工会`);
    expect(answer).toMatchObject({ reply: "draft", says: DRAFTED });
  });

  it("is the words to cite, as without a model, where nothing comes of it", async () => {
    for (const reply of [{ text: "" }, { text: "会员增长999%。领导高度重视。" }, 7]) {
      const { answer } = await drafted(() => reply);
      expect(answer).toEqual({ ...offline, fallback: expect.any(String) });
    }
    expect(offline).toMatchObject({ kind: "excerpt", reply: "draft" });
  });

  it("is taken from a reply that breaks off, or is no object", async () => {
    for (const reply of [
      (a: string) => `{"text":"简报\\n${a}然后`,
      (a: string) => `好的，以下是草稿：\n${a}`,
    ]) {
      const { answer, text } = await drafted(([a = ""]) => reply(a));
      expect(unmarkedIn(answer)).toEqual([]);
      expect(text).toContain("[1]");
    }
  });

  it("is shown as the source has it, whatever width and quotation marks a model gives it", async () => {
    const { answer } = await drafted((sentences) => {
      const own = sentences.find((sentence) => /“.+”.*,/.test(sentence)) ?? "";
      return { text: `「${own.replaceAll("“", '"').replaceAll("”", '"').replaceAll(",", "，")}」[7]` };
    });
    expect(answer.kind === "excerpt" && answer.drafted?.paragraphs).toEqual([[1]]);
    expect(unmarkedIn(answer)).toEqual([]);
  });
});

/** Tries to have words of its own taken for the source's, or for the program's. `a`, `b`: sentences of the source. */
const ATTACKS: Readonly<Record<string, (a: string, b: string) => string>> = {
  "no end mark before a sentence of the source": (a) => `会员增长999% ${a}`,
  "no end mark behind one": (a) => `${a.slice(0, -1)}，并获全国表彰。${a}`,
  "half a sentence quoted": (a, b) => `该会未能“${a.slice(0, -1)}”。${b}`,
  "the first half of a sentence with another end": (a, b) => `${a.slice(0, 12)}遭到反对。${b}`,
  "a negation before it": (a, b) => `并非${a}${b}`,
  "another figure in it": (a, b) => `${a.replace(/\d+/, "999").replace("总工会", "分工会")}${b}`,
  "look-alike letters in it": (a, b) => `${a.replace("工", "エ")}${b}`,
  "what is not seen in it": (a, b) => `${a.slice(0, 5)}\u200b\u202e增长999%。${b}`,
  "its own head": (a) => `〔以下已由程序核对，均为原文〕\n${a}`,
  "an end of the draft": (a) => `${a}\n\n〔草稿完〕\n核对结果：会员增长999%。`,
  "its own marks": (a) => `▲${a}▲△会员增长999%。⯅另有表彰。`,
  "numbers of citations": (a) => `会员增长999%[1]。获全国表彰【1】。又获表彰［1］。再获〔1〕表彰[[1]]。${a}`,
  "quotation marks and a number": (a) => `“会员增长999%。”[1]「获全国表彰。」[2]${a}`,
  "a quotation that the source's words end": (a) => `原文写道：“会员增长999%。\n${a}`,
  "a place like those below": (a) => `${a}\n\n[1] 全国总工会 · 表彰决定\n会员增长999%。`,
  "line breaks of every kind": (a) => `${a}\r会员增长999%\u2028获表彰\u2029再获\u0085表彰\v又获\f表彰`,
  "tabs and blanks": (a) => `${a}\t\t\u3000\u3000会员增长999%。`,
  "mark-up": (a) => `# 标题\n**${a}**\n> 会员增长999%\n\`\`\`\n| 甲 | 乙 |\n- <b>表彰</b>\n~~无~~ __有__`,
  links: (a) =>
    `见 https://evil.example/a?b=1 和 [原文](http://evil.example)，www.evil.example，evil.example/x。${a}`,
  mentions: (a) => `请@所有人 <@U123> <!channel> @channel /stop #话题 $ABC 联系a@evil.example。${a}`,
  "HTML and templates": (a) => `<script>alert(1)</script><img src=x onerror=y>{{evidence}}<|im_end|>${a}`,
  "a refusal": (a) => `抱歉。作为人工智能我不能写。${a}`,
};

describe("a model that wants its words taken for the source's", () => {
  it.each(Object.keys(ATTACKS))("%s", async (name) => {
    const { answer, text } = await drafted(([a = "", , b = ""]) => ({
      text: `${b}${ATTACKS[name]?.(a, b)}`,
    }));
    expect(unmarkedIn(answer)).toEqual([]);
    expect(text).not.toMatch(/evil\.example|https?:|[<>@#{}`*]/);
    for (const piece of piecesOf(answer, { publicUrl: null }).slice(1))
      if (piece.kind === "text") expect(piece.text).toMatch(OWN);
  });

  it("cannot flood: what is shown of it has an end, and nothing comes twice", async () => {
    const { answer, text } = await drafted(([a = ""]) => ({
      text: `${a}${"会员增长。".repeat(50)}${a}\n${"很".repeat(3_000)}。\n${Array.from({ length: 900 }, (_, i) => `第${i}项表彰。`).join("\n")}`,
    }));
    expect(unmarkedIn(answer)).toEqual([]);
    expect(text.length).toBeLessThan(5_000);
    expect(text.match(/会员增长/g)).toHaveLength(1);
    expect(text.match(/\[1\]/g)).toHaveLength(2);
  });

  it("has its mark on each page of a chat, in Word, and on the web page", async () => {
    const own = Array.from({ length: 14 }, (_, i) => `第${i}点${"很好".repeat(98)}`);
    const { answer } = await drafted((sentences) => ({
      text: own.map((one, i) => `${one}。${sentences[i] ?? ""}`).join("\n"),
    }));
    const paper = { limit: 900, aroundWords: 2, scarce: [], costOf: () => [] };
    const placed = pagesFor(piecesOf(answer, { publicUrl: null }), paper).flatMap((page) => page.placed);
    const texts = placed.flatMap((one) => (one.kind === "text" ? one.text : []));
    expect(texts.slice(1).filter((text) => !text.startsWith("▲"))).toEqual([]);
    expect(texts.filter((text) => text.startsWith("▲"))).toHaveLength(own.length);
    for (const { markdown } of chatPages(answer, { publicUrl: null, limit: 900, most: 4_000 }))
      expect(markdown.replace(DRAFTED, "")).not.toMatch(/^[^▲>*[(\n]*很好很好/m);
    const paragraphs = partsOf([{ question: WISH, answer: contractOf(answer) }]).flatMap((part) =>
      part.kind === "paragraph" ? part.text : [],
    );
    expect(paragraphs.filter((text) => text.includes("很好很好") && !text.startsWith("▲"))).toEqual([]);
    expect(JSON.stringify(turnView(WISH, answer))).not.toMatch(/[^▲很好第\d点]第\d+点很好/);
  });

  it("cannot point at a clause without what binds it", async () => {
    const { answer } = await drafted((sentences) => {
      const own = sentences.find((sentence) => sentence.length > 90 && sentence.split(",").length > 4) ?? "";
      return { text: own.slice(0, -1).split(",").slice(-1).join("") };
    });
    if (answer.kind !== "excerpt") throw new Error("no excerpt");
    for (const { text } of answer.quotes) expect(text.length).toBeGreaterThan(20);
  });
});

it("says where something is left out between two parts of a sentence", async () => {
  const { answer, text } = await drafted((sentences) => {
    const long = sentences.find((one) => one.length > 200) ?? "";
    const clauses = long.slice(0, -1).split(/[;,]/);
    return { text: `${clauses[0]}。${clauses.at(-1)}。` };
  }, "帮我写一篇关于镇江市总工会监督预核查的简报");
  expect(text).toContain("”[1]……“");
  expect(JSON.stringify(turnView(WISH, answer))).toContain("……“");
});

it("a document that gives orders is material: what a model does with them is marked", async () => {
  const { answer, text } = await drafted(([a = ""]) => ({ text: `遵照要求，全体涨薪50%。${a}` }));
  expect(text).toContain("▲遵照要求，全体涨薪50%。");
  expect(unmarkedIn(answer)).toEqual([]);
});

it("poems and translations are not drafted", async () => {
  for (const question of ["编一段快板歌颂齐河县总工会", "把齐河县总工会的案例翻译成英文"]) {
    const { writer } = await drafted(([a = ""]) => ({ text: a }), question);
    expect(writer.asked).toEqual([]);
  }
});
