/** Questions at a terminal: what is shown of what is typed, and what becomes of whoever leaves. */

import { PassThrough } from "node:stream";
import { expect, it, onTestFinished } from "vitest";
import { openPrompt } from "../../src/console/prompt.ts";

const UP = "\x1b[A";

function opened() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  output.on("data", (chunk) => {
    shown += String(chunk);
  });
  const prompt = openPrompt(input, output);
  onTestFinished(prompt.close);
  return { input, prompt, shown: () => shown };
}

it("shows what is asked and what is typed", async () => {
  const { input, prompt, shown } = opened();
  const asked = prompt.ask("文件夹：");
  input.write(" 案例 \r");
  expect(await asked).toBe("案例");
  await expect.poll(shown).toMatch(/文件夹：.* 案例 \r\n/);
});

it("shows nothing of a secret, and offers it to no later question", async () => {
  const { input, prompt, shown } = opened();
  const secret = prompt.askSecret("令牌：");
  input.write("canary\r");
  expect(await secret).toBe("canary");
  const next = prompt.ask("名称：");
  input.write(`${UP}${UP}\r`);
  expect(await next).toBe("");
  expect(shown()).toContain("令牌：\n");
  expect(shown()).not.toContain("canary");
});

it("takes nothing that is typed before it is asked for, and shows nothing of it", async () => {
  const { input, prompt, shown } = opened();
  input.write("canary-line\rcanary-half");
  await new Promise(setImmediate);
  const asked = prompt.ask("名称：");
  input.write("案例通\r");
  expect(await asked).toBe("案例通");
  expect(shown()).not.toContain("canary");
});

it.each([
  ["Ctrl+C", "\x03"],
  ["Ctrl+D", "\x04"],
])("rejects when somebody leaves by %s", async (_, key) => {
  const { input, prompt } = opened();
  const asked = prompt.ask("名称：");
  input.write(key);
  await expect(asked).rejects.toThrow();
  expect(prompt.left.aborted).toBe(true);
  await expect(prompt.askSecret("令牌：")).rejects.toThrow();
});
