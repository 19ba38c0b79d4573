/** That the local Bot API speaks HTTP as Telegram's does. */

import { Api } from "grammy";
import type { Message } from "grammy/types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BotApi, startBotApi } from "./bot-api.ts";
import { person, privateChat } from "./people.ts";

let server: BotApi;
let api: Api;

const zhang = person("张伟");

beforeEach(async () => {
  server = await startBotApi();
  api = new Api(server.token, { apiRoot: server.url });
});

afterEach(async () => {
  await server.stop();
});

const get = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${server.url}${path}`, init);
  return { status: response.status, body: (await response.json()) as { result: Message } };
};

describe("over HTTP", () => {
  it("answers as Telegram does where the token, the method or the address is wrong", async () => {
    const refused = (code: number, description: string) => ({
      status: code,
      body: { ok: false, error_code: code, description },
    });
    expect(await get("/bot1:wrong/getMe")).toEqual(refused(401, "Unauthorized"));
    expect(await get(`/bot${server.token}/getMee`)).toEqual(refused(404, "Not Found: method not found"));
    expect(await get("/")).toEqual(refused(404, "Not Found"));
    expect(server.violations).toEqual(["getMee: no such method"]);
  });

  it("takes JSON, forms, files and parameters in the address", async () => {
    const chat = privateChat(zhang);
    server.setChat(chat);
    const url = `/bot${server.token}/sendMessage`;
    const form = new URLSearchParams({
      chat_id: `${chat.id}`,
      text: "123",
      entities: '[{"type":"bold","offset":0,"length":3}]',
      disable_notification: "true",
    });
    const sent = await get(url, { method: "POST", body: form });
    expect(sent.body.result).toMatchObject({ text: "123", entities: [{ type: "bold" }] });
    expect((await get(`${url}?chat_id=${chat.id}&text=456`)).body.result.text).toBe("456");
    const files = new FormData();
    files.set("chat_id", `${chat.id}`);
    files.set("document", new Blob(["文"]), "a.md");
    files.set("caption", "附件");
    const document = await get(`/bot${server.token}/sendDocument`, { method: "POST", body: files });
    expect(document.body.result).toMatchObject({ caption: "附件" });
    expect(server.violations).toEqual([]);
    const malformed = { method: "POST", body: "{", headers: { "content-type": "application/json" } };
    expect((await get(url, malformed)).status).toBe(400);
    expect(server.violations).toEqual(["sendMessage: malformed JSON"]);
  });

  it("says what bot it is", async () => {
    const other = await startBotApi({ me: { username: "other_bot", can_read_all_group_messages: true } });
    const me = await new Api(other.token, { apiRoot: other.url }).getMe();
    expect(me).toMatchObject({ username: "other_bot", can_read_all_group_messages: true, is_bot: true });
    await other.stop();
  });

  it("refuses what is not of the Bot API, and notes it", async () => {
    server.setChat(privateChat(zhang));
    const call = api.sendMessage(zhang.id, "*粗*", { parse_mode: "MarkdownV2" });
    await expect(call).rejects.toThrow(
      "400: Bad Request: sendMessage: parse_mode: this program sends entities only",
    );
    expect(server.violations).toHaveLength(1);
    expect(server.calls).toMatchObject([{ method: "sendMessage", status: 400, wasApplied: false }]);
    expect(server.chat(zhang.id).messages).toEqual([]);
  });

  it("says yes to the rest of the Bot API", async () => {
    expect(await api.pinChatMessage(-1, 1)).toBe(true);
    expect(server.violations).toEqual([]);
  });
});
