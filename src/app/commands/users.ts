/** users: who may log in on the page by name, and in which role. */

import { dirname } from "node:path";
import { Option } from "commander";
import { createOutput } from "../../console/output.ts";
import { openPrompt, type Prompt } from "../../console/prompt.ts";
import { makeFolder } from "../../stores/folder.ts";
import {
  hashedPassword,
  ROLES,
  type Role,
  readUsers,
  USER_NAME,
  type User,
  usersText,
} from "../../web/users.ts";
import { USERS } from "../../web/wording.zh.ts";
import { writePrivately } from "../setup/env-file.ts";
import type { Commands } from "./command.ts";
import { type Surroundings, settingsOf } from "./session.ts";
import { UsageError } from "./usage.ts";

const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 500;

export function addUsers({ addBare, broken }: Commands, surroundings: Surroundings): void {
  const output = createOutput(surroundings.output);
  const say = (line: string) => output.write(`${line}\n`);

  addBare(
    "users <动作> [姓名]",
    "list 列出可以用姓名登录网页的人，add 增加（或改换角色、密码），remove 除名。",
    ["users add 张三 --role curator", "users list", "users remove 张三"],
  )
    .addOption(
      new Option("--role <角色>", "reader 读者、curator 维护人员或 administrator 管理员")
        .choices(ROLES)
        .default("reader"),
    )
    .action(async (action: string, name: string | undefined, { role }: { readonly role: Role }) => {
      const path = settingsOf(surroundings, {}).web.usersFile;
      if (path === null) throw new UsageError("请先在 .env 中写明用户文件，例如 WEB_USERS=var/users.txt");
      const users = readUsers(path);
      if (action === "list") {
        await output.write(users.map((user) => `${user.name}  ${USERS.role[user.role]}\n`).join(""));
        if (users.length === 0) await say(`${path} 中还没有用户。`);
        return;
      }
      if (action !== "add" && action !== "remove")
        throw new UsageError(`应为 users add、users remove 或 users list，不是“${action}”`);
      if (name === undefined || !USER_NAME.test(name))
        throw new UsageError("请写明姓名：1 到 100 个字符，不含冒号，首尾没有空格");
      const others = users.filter((user) => user.name !== name);
      if (action === "remove") {
        if (others.length === users.length) throw new UsageError(`${path} 中没有“${name}”`);
        await write(path, others);
        return say(`“${name}”不能再登录。`);
      }
      const password = await askedTwice(surroundings);
      if (password === null) return broken();
      await write(path, [...others, { name, role, hashed: await hashedPassword(password) }]);
      await say(`已记下：${name}，${USERS.role[role]}。`);
    });
}

async function write(path: string, users: readonly User[]): Promise<void> {
  await makeFolder(dirname(path));
  await writePrivately(path, usersText(users));
}

/** Null where whoever sits there leaves. */
async function askedTwice({ input, output }: Surroundings): Promise<string | null> {
  if (input.isTTY !== true) throw new UsageError("密码要在终端里输入，请在终端里运行这个命令");
  const prompt = openPrompt(input, output);
  try {
    return await passwordFrom(prompt, (line) => output.write(`${line}\n`));
  } catch (error) {
    if (prompt.left.aborted) return null;
    throw error;
  } finally {
    prompt.close();
  }
}

async function passwordFrom(prompt: Prompt, say: (line: string) => void): Promise<string> {
  for (;;) {
    const password = await prompt.askSecret("密码（不显示）：");
    if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
      say(`密码应为 ${SHORTEST_PASSWORD} 到 ${LONGEST_PASSWORD} 个字符。`);
    else if ((await prompt.askSecret("再输入一次：")) === password) return password;
    else say("两次输入的不一致。");
  }
}
