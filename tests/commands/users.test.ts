/** users: people are added at a terminal, where nothing is shown of what they type. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { expect, it } from "vitest";
import { runCommand } from "../../src/app/commands/run.ts";
import { isPassword, readUsers } from "../../src/web/users.ts";
import { newFolder, run } from "./run-in-process.ts";

/** Types each answer once its question stands there; what is shown comes back. */
async function typed(
  args: readonly string[],
  environment: Record<string, string>,
  answers: readonly string[],
) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  let shown = "";
  let asked = 0;
  const output = new Writable({
    write(chunk, _encoding, done) {
      shown += String(chunk);
      done();
      if (!/：$/.test(shown) || asked === answers.length) return;
      const answer = answers[asked];
      asked += 1;
      // The question is written before the line is read.
      setImmediate(() => input.write(`${answer}\r`));
    },
  });
  const errors = new PassThrough();
  const code = await runCommand(args, { environment, input, output, errors });
  return { code, shown, err: String(errors.read() ?? "") };
}

it("adds, changes, lists and removes people, with passwords that stand nowhere", async () => {
  const path = join(newFolder(), "below", "users.txt");
  const environment = { WEB_USERS: path };
  const [wrong, right] = ["kurz", "lang genug, 够长"];
  const added = await typed(["users", "add", "张三", "--role", "curator"], environment, [
    wrong,
    right,
    `${right}!`,
    right,
    right,
  ]);
  expect(added.code).toBe(0);
  expect(added.shown).toContain("密码应为 8 到 500 个字符。");
  expect(added.shown).toContain("两次输入的不一致。");
  expect(added.shown).toMatch(/已记下：张三，维护人员。\n$/);
  expect(added.shown + readFileSync(path, "utf8")).not.toContain("genug");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await isPassword(right, readUsers(path)[0])).toBe(true);
  expect(await isPassword(`${right}!`, readUsers(path)[0])).toBe(false);

  await typed(["users", "add", "张三", "--role", "administrator"], environment, [right, right]);
  await typed(["users", "add", "李四"], environment, [right, right]);
  expect(await run(["users", "list"], { environment })).toMatchObject({
    code: 0,
    out: "张三  管理员\n李四  读者\n",
  });
  expect(await run(["users", "remove", "张三"], { environment })).toMatchObject({ code: 0 });
  expect(readUsers(path).map(({ name }) => name)).toEqual(["李四"]);
});

it.each([
  [["list"], {}, "请先在 .env 中写明用户文件，例如 WEB_USERS=var/users.txt"],
  [["add"], { WEB_USERS: "users.txt" }, "请写明姓名：1 到 100 个字符，不含冒号，首尾没有空格"],
  [["add", "a:b"], { WEB_USERS: "users.txt" }, "请写明姓名：1 到 100 个字符，不含冒号，首尾没有空格"],
  [["add", "张三"], { WEB_USERS: "users.txt" }, "密码要在终端里输入，请在终端里运行这个命令"],
  [["remove", "张三"], { WEB_USERS: "users.txt" }, "users.txt 中没有“张三”"],
  [["drop", "张三"], { WEB_USERS: "users.txt" }, "应为 users add、users remove 或 users list，不是“drop”"],
])("says what is wrong with users %j", async (args, environment, message) => {
  expect(await run(["users", ...args], { environment })).toEqual({
    code: 2,
    out: "",
    err: `错误：${message}\n`,
  });
});
