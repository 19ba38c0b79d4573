/** That the local Bot API keeps chats and messages as Telegram does, and refuses in its words. */

import { Api } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BotApi, startBotApi } from "./bot-api.ts";
import { migrates, turnsBot } from "./happenings.ts";
import { memberOf } from "./members.ts";
import { asksInline, forum, group, person, presses, privateChat, says, supergroup, topic } from "./people.ts";

let server: BotApi;
let api: Api;

const zhang = person("张伟", { username: "zhangwei" });
const li = person("李娜");

beforeEach(async () => {
  server = await startBotApi();
  api = new Api(server.token, { apiRoot: server.url });
});

afterEach(async () => {
  await server.stop();
});

describe("messages", () => {
  it("are numbered in one row with those of people, in each chat apart", async () => {
    const [here, there] = [group(), group()];
    server.push(says(zhang, here, "一"), says(zhang, here, "二"), says(li, there, "三"));
    expect((await api.sendMessage(here.id, "答")).message_id).toBe(3);
    expect((await api.sendMessage(there.id, "答")).message_id).toBe(2);
    expect(says(zhang, here, "四").message.message_id).toBe(4);
    expect(server.chat(here.id).messages.map(({ message }) => message.text)).toEqual(["一", "二", "答"]);
  });

  it("go to known chats alone", async () => {
    await expect(api.sendMessage(-5, "答")).rejects.toThrow("400: Bad Request: chat not found");
    expect(server.violations).toEqual([]);
  });

  it("reply to messages that are there, quoting what they say", async () => {
    const chat = supergroup();
    const { message } = says(zhang, chat, "先进操作法有哪些？");
    server.push({ message });
    const reply = (other: object) =>
      api.sendMessage(chat.id, "答", { reply_parameters: { message_id: 1, ...other } });
    const sent = await reply({ quote: "操作法" });
    expect(sent).toMatchObject({
      quote: { text: "操作法", position: 2 },
      reply_to_message: { message_id: 1 },
    });
    await expect(reply({ quote: "操作发" })).rejects.toThrow("400: Bad Request: QUOTE_TEXT_INVALID");
    await expect(reply({ message_id: 9 })).rejects.toThrow(
      "400: Bad Request: message to be replied not found",
    );
    const loose = await reply({ message_id: 9, allow_sending_without_reply: true });
    expect(loose.reply_to_message).toBeUndefined();
    expect(server.chat(chat.id).own[0]).toMatchObject({ text: "答", replyParameters: { quote: "操作法" } });
  });

  it("are stored as Telegram stores them: trimmed, without control characters and carriage returns", async () => {
    server.setChat(privateChat(zhang));
    const entities = [
      { type: "bold" as const, offset: 3, length: 3 },
      { type: "italic" as const, offset: 8, length: 1 },
    ];
    const sent = await api.sendMessage(zhang.id, " 一\t二\r\n三\u2028四 ", { entities });
    expect(sent.text).toBe("一 二\n三四");
    expect(sent.entities).toEqual([
      { type: "bold", offset: 2, length: 2 },
      { type: "italic", offset: 5, length: 1 },
    ]);
  });

  it("lie in the topics of a forum, but for the general one", async () => {
    const chat = forum();
    const opened = topic(chat, "案例", zhang);
    server.push({ message: opened }, says(zhang, chat, "一", { topic: opened }));
    const send = (message_thread_id: number) => api.sendMessage(chat.id, "答", { message_thread_id });
    expect(await send(opened.message_id)).toMatchObject({
      message_thread_id: opened.message_id,
      is_topic_message: true,
    });
    await expect(send(77)).rejects.toThrow("400: Bad Request: message thread not found");
    // Number 1 is that of the general topic, which no message says.
    await expect(send(1)).rejects.toThrow("400: Bad Request: message thread not found");
    const plain = supergroup();
    server.setChat(plain);
    expect(await api.sendMessage(plain.id, "答", { message_thread_id: 5 })).not.toHaveProperty(
      "message_thread_id",
    );
  });

  it("are edited when they are the bot's own and something changes", async () => {
    const chat = group();
    server.push(says(zhang, chat, "问"));
    const keyboard = { inline_keyboard: [[{ text: "原文", callback_data: "1" }]] };
    const { message_id: id } = await api.sendMessage(chat.id, "答", { reply_markup: keyboard });
    const edit = (text: string, message = id) =>
      api.editMessageText(chat.id, message, text, { reply_markup: keyboard });
    await expect(edit("答")).rejects.toThrow(
      "400: Bad Request: message is not modified: specified new message content",
    );
    await expect(edit("答", 1)).rejects.toThrow("400: Bad Request: message can't be edited");
    await expect(edit("答", 9)).rejects.toThrow("400: Bad Request: message to edit not found");
    await edit("答二");
    await api.editMessageReplyMarkup(chat.id, id);
    const [stored] = server.chat(chat.id).own;
    expect(stored?.message).toMatchObject({ text: "答二", edit_date: expect.any(Number) });
    expect(stored?.message.reply_markup).toBeUndefined();
    expect(stored?.versions.map(({ text }) => text)).toEqual(["答", "答二"]);
    expect(await api.editMessageTextInline("abc", "答")).toBe(true);
  });

  it("are deleted, others' by administrators alone", async () => {
    const chat = supergroup();
    server.push(says(zhang, chat, "问"));
    const { message_id } = await api.sendMessage(chat.id, "答");
    await expect(api.deleteMessage(chat.id, 1)).rejects.toThrow("400: Bad Request: message can't be deleted");
    await api.deleteMessage(chat.id, message_id);
    await expect(api.deleteMessage(chat.id, message_id)).rejects.toThrow("message to delete not found");
    expect(server.chat(chat.id).own).toEqual([]);
    server.setChat(chat, { status: "administrator" });
    await api.deleteMessage(chat.id, 1);
    expect(server.chat(chat.id).messages.every(({ isDeleted }) => isDeleted)).toBe(true);
  });

  it("for one person alone are kept apart", async () => {
    const chat = supergroup();
    server.setChat(chat);
    const sent = await api.sendMessage(chat.id, "谢谢", {
      ephemeral_message_parameters: { receiver_user_id: 5 },
    });
    expect(sent).toMatchObject({ message_id: 0, ephemeral_message_id: 1 });
    expect(server.chat(chat.id)).toMatchObject({ own: [], ephemeral: [{ message: { text: "谢谢" } }] });
  });
});

describe("beside messages", () => {
  it("keeps reactions, actions and drafts, these of private chats alone", async () => {
    const chat = group();
    server.push(says(zhang, chat, "问"));
    server.setChat(privateChat(zhang));
    await api.setMessageReaction(chat.id, 1, [{ type: "emoji", emoji: "👀" }]);
    await api.sendChatAction(chat.id, "typing");
    await api.sendMessageDraft(zhang.id, 1, "检索中");
    await expect(api.sendMessageDraft(chat.id, 1, "一")).rejects.toThrow(
      "Bad Request: TEXTDRAFT_PEER_INVALID",
    );
    await expect(api.setMessageReaction(chat.id, 9, [])).rejects.toThrow("message to react not found");
    expect(server.chat(chat.id)).toMatchObject({
      messages: [{ reactions: [{ emoji: "👀" }] }],
      actions: [{ action: "typing" }],
    });
    expect(server.chat(zhang.id).drafts).toMatchObject([{ text: "检索中" }]);
  });

  it("lets each query be answered once", async () => {
    const chat = group();
    server.push(says(zhang, chat, "问"));
    const press = presses(zhang, await api.sendMessage(chat.id, "答"), "1");
    const asked = asksInline(zhang, "职工之家");
    const late = "400: Bad Request: query is too old and response timeout expired or query ID is invalid";
    await expect(api.answerCallbackQuery(press.callback_query.id)).rejects.toThrow(late);
    server.push(press, asked);
    await api.answerCallbackQuery(press.callback_query.id, { text: "谢谢" });
    await expect(api.answerCallbackQuery(press.callback_query.id)).rejects.toThrow(late);
    await api.answerInlineQuery(asked.inline_query.id, []);
    await expect(api.answerInlineQuery(asked.inline_query.id, [])).rejects.toThrow(late);
  });

  it("knows who is in a chat and what the bot is there", async () => {
    const chat = supergroup();
    server.setChat(chat, { members: [memberOf(zhang, "creator")] });
    server.push(says(li, chat, "问"));
    const status = async (id: number) => (await api.getChatMember(chat.id, id)).status;
    expect([await status(zhang.id), await status(li.id), await status(9)]).toEqual([
      "creator",
      "member",
      "left",
    ]);
    expect(await status(server.me.id)).toBe("member");
    expect((await api.getChatAdministrators(chat.id)).map(({ user }) => user.id)).toEqual([zhang.id]);
    expect(await api.getChat(chat.id)).toMatchObject({ title: chat.title, type: "supergroup" });
    await api.leaveChat(chat.id);
    await expect(api.sendMessage(chat.id, "答")).rejects.toThrow(
      "403: Forbidden: bot is not a member of the supergroup chat",
    );
  });

  it("takes being removed, being blocked and the move of a group at their word", async () => {
    const [here, there] = [group(), supergroup()];
    server.push(turnsBot(server.me, there, zhang, "kicked"));
    await expect(api.sendMessage(there.id, "答")).rejects.toThrow(
      "403: Forbidden: bot was kicked from the supergroup chat",
    );
    server.push(turnsBot(server.me, privateChat(li), li, "kicked"));
    await expect(api.sendMessage(li.id, "答")).rejects.toThrow("403: Forbidden: bot was blocked by the user");
    server.push(migrates(zhang, here, there));
    await expect(api.sendMessage(here.id, "答")).rejects.toMatchObject({
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: there.id },
    });
  });

  it("keeps commands by scope and language, and descriptions", async () => {
    const commands = [{ command: "ask", description: "提问" }];
    await api.setMyCommands(commands, { scope: { type: "all_group_chats" }, language_code: "zh" });
    expect(await api.getMyCommands({ scope: { type: "all_group_chats" }, language_code: "zh" })).toEqual(
      commands,
    );
    expect(await api.getMyCommands()).toEqual([]);
    await api.setMyShortDescription("逐字引用", { language_code: "zh" });
    expect(await api.getMyShortDescription({ language_code: "zh" })).toEqual({
      short_description: "逐字引用",
    });
  });
});
