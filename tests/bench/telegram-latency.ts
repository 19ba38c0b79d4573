/** From an update to its answer at the wire: the program as it is started, beside a Bot API server on this machine. */

import { setTimeout as sleep } from "node:timers/promises";
import { newFolder, start } from "../e2e/start.ts";
import { startBotApi } from "../telegram/bot-api.ts";
import { person, says, supergroup } from "../telegram/people.ts";

const CHATS = 50;
const COUNT = Number(process.argv[2] ?? 2_000);
const PER_SECOND = Number(process.argv[3] ?? 40);

const QUESTIONS = [
  "圆通的应用成效是什么？",
  "那推荐词呢？",
  "总结镇江的案例",
  "它的成效呢？",
  "引用齐河主要内容第二项",
  "哪些案例提到欠薪？",
  "火星上有工会吗？",
  "各地是怎样帮助快递员的",
  "比较圆通和镇江的应用成效",
  "为110名劳动者挽回了多少经济损失",
];

const api = await startBotApi();
const { child, ended } = start("node", ["src/main.ts"], {
  DATA_DIR: newFolder(),
  TELEGRAM_BOT_TOKEN: api.token,
  TELEGRAM_API_ROOT: api.url,
  TELEGRAM_ALLOWED: "*",
  PERSON_LIMIT: "10000",
  CHAT_LIMIT: "10000",
});
child.stdin.end();
await api.waitFor(({ method }) => method === "setMyCommands", 20_000);
const chats = Array.from({ length: CHATS }, () => ({ chat: supergroup(), by: person("甲") }));
const askedAt = new Map<string, number>();
const began = performance.now();
for (let i = 0; i < COUNT; i += 1) {
  const { chat, by } = chats[(i * 7) % CHATS] ?? { chat: supergroup(), by: person("甲") };
  const update = says(by, chat, `@${api.me.username} ${QUESTIONS[i % QUESTIONS.length]}`);
  askedAt.set(`${chat.id} ${update.message.message_id}`, Date.now());
  api.push(update);
  await sleep(Math.max(0, began + (i + 1) * (1_000 / PER_SECOND) - performance.now()));
}
await api.idle(500, 60_000);
child.kill("SIGTERM");
await ended;

const took = api.calls
  .filter(({ method }) => method === "sendMessage")
  .map(({ at, chatId, payload }) => {
    const { message_id } = payload.reply_parameters as { message_id: number };
    return at - (askedAt.get(`${chatId} ${message_id}`) ?? Number.NaN);
  })
  .sort((a, b) => a - b);
const percentile = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))];
console.log(
  `${took.length} answers of ${COUNT} questions at ${PER_SECOND} a second in ${CHATS} chats: ` +
    `p50 ${percentile(0.5)} ms, p95 ${percentile(0.95)} ms, p99 ${percentile(0.99)} ms, longest ${took.at(-1)} ms`,
);
await api.stop();
