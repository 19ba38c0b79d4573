/** The program itself, with a curator on WeCom: a pinned answer outlives it, and is dropped when words changed meanwhile. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { documentText } from "../search/folder.ts";
import { person, says } from "../wecom/people.ts";
import { startWecom } from "../wecom/wecom-server.ts";
import { until } from "../wire/clock.ts";
import { newFolder, start } from "./start.ts";

const QUESTION = "夏天快递员怎么歇脚？";
const WORDS = "建成驿站12家，供快递员歇脚。";

it("keeps a pin from one start to the next, and tells who pinned it that its words changed", async () => {
  const wecom = await startWecom({ mostInMinute: 100_000 });
  onTestFinished(() => wecom.stop());
  const [curator, corpusDir] = [person(), newFolder()];
  const write = (words: string) =>
    writeFileSync(
      join(corpusDir, "2024.md"),
      documentText({ organization: "乙县总工会", sections: { 主要内容: [words], 应用成效: ["职工满意。"] } }),
    );
  write(WORDS);
  const environment = {
    ...{ CORPUS_DIR: corpusDir, DATA_DIR: newFolder(), PORT: "0", PERSON_LIMIT: "100" },
    ...{ WECOM_BOT_ID: wecom.botId, WECOM_BOT_SECRET: wecom.secret, WECOM_WS_URL: wecom.url },
    ...{ WECOM_ALLOWED: "*", CHAT_CURATORS: `企业微信:${curator}` },
  };
  const ask = async (text: string) => {
    await until(() => wecom.isConnected, "a connection");
    const said = says(curator, text);
    wecom.push(said);
    const under = () =>
      wecom.shown.find(({ answers, isFinished }) => answers === said.headers.req_id && isFinished);
    await until(() => under() !== undefined, `an answer to ${text}`);
    return under()?.text ?? "";
  };
  const told = () => wecom.shown.filter(({ chat, text }) => chat === curator && text.includes("置顶已撤下"));

  const first = start("node", ["src/main.ts"], environment);
  expect(await ask(`置顶 ${QUESTION}\n${WORDS}`)).toContain("已置顶");
  first.child.kill("SIGTERM");
  expect((await first.ended).code).toBe(0);
  await until(() => !wecom.isConnected, "the end of the connection");

  const second = start("node", ["src/main.ts"], environment);
  expect(await ask(QUESTION)).toContain("由案例库维护人员");
  second.child.kill("SIGTERM");
  await second.ended;
  await until(() => !wecom.isConnected, "the end of the connection");
  expect(told()).toEqual([]);

  write("建成驿站13家，供快递员和网约车司机歇脚。");
  const third = start("node", ["src/main.ts"], environment);
  await until(() => told().length > 0, "a line to the curator");
  expect(await ask(QUESTION)).not.toContain("由案例库维护人员");
  expect(await ask("重新索引")).toContain("文档没有变化");
  expect(told()).toHaveLength(1);
  third.child.kill("SIGTERM");
  expect((await third.ended).code).toBe(0);
});
