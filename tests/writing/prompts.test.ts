import { describe, expect, it } from "vitest";
import { PLACEHOLDERS, parsePrompt } from "../../src/answer/writing/prompts.ts";
import { SHIPPED } from "./scripted.ts";

const GOOD = "指令\n---\n{{question}}";

describe("a prompt", () => {
  it("ships for every purpose, each with a version of its own", () => {
    expect(Object.keys(SHIPPED)).toEqual(Object.keys(PLACEHOLDERS));
    const versions = Object.values(SHIPPED).map(({ version }) => version);
    expect(versions).toEqual(versions.filter((version) => /^[0-9a-f]{8}$/.test(version)));
    expect(new Set(versions).size).toBe(versions.length);
  });

  it("has another version with another word, and the same on every system", () => {
    const { version } = parsePrompt("research", GOOD);
    expect(parsePrompt("research", `\ufeff${GOOD.replaceAll("\n", "\r\n")}`).version).toBe(version);
    expect(parsePrompt("research", GOOD.replace("指令", "指示")).version).not.toBe(version);
  });

  it("is filled once: a value that looks like a placeholder stays as it is", () => {
    const prompt = parsePrompt("research", GOOD);
    expect(prompt.fill({ question: "{{question}} $& $1" })).toBe("{{question}} $& $1");
  });

  it.each([
    ["只有指令", "prompts/research.md：应为一行“---”隔开的两部分（指令、输入），却有 1 部分"],
    [
      "指令\n---\n{{question}}\n---\n尾",
      "prompts/research.md：应为一行“---”隔开的两部分（指令、输入），却有 3 部分",
    ],
    ["\n---\n{{question}}", "prompts/research.md：“---”以上的指令是空的"],
    ["指令\n---\n问题", "prompts/research.md：占位符应为 {{question}}，却缺少 {{question}}"],
    ["指令\n---\n{{question}} {{quote}}", "prompts/research.md：占位符应为 {{question}}，却多出 {{quote}}"],
    [
      "指令 {{question}}\n---\n{{question}}",
      "prompts/research.md：“---”以上的指令中不应有占位符，却有 {{question}}",
    ],
  ])("that cannot be used says what is wrong with its file: %j", (text, message) => {
    expect(() => parsePrompt("research", text)).toThrow(message);
  });
});
