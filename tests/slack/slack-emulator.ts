/** The part of the local Slack that is somebody else's: Vercel's emulator, which keeps what the app has posted. */

import { createEmulator } from "emulate";
import { Pool } from "undici";
import type { Answer, Bot, Payload, Team } from "./slack-types.ts";

/**
 * It gives names to teams, people, channels and messages by itself, and takes none from outside: nobody but the token's
 * owner can say anything in it, and nothing said elsewhere can be answered in it. So it keeps the app's own messages,
 * in channels made for the purpose, and judges them; people, their messages, reactions, views and conversations are
 * kept in `slack-world.ts`. Streams, assistants, Socket Mode, commands and interactions it does not have.
 */
export interface Emulated {
  call(method: string, payload: Payload): Promise<Answer>;
  /** The emulator's name for a channel, which is made when first asked for. */
  channelOf(id: string): Promise<string>;
  stop(): Promise<void>;
}

/** The emulator's only team, which cannot be called otherwise. */
const EMULATED_TEAM = "T000000001";

export async function startEmulated(team: Team, bot: Bot, token: string): Promise<Emulated> {
  if (team.id !== EMULATED_TEAM)
    throw new Error(`startEmulated: expected the team ${EMULATED_TEAM}, found ${team.id}`);
  const client = { client_id: "1.1", client_secret: "local", redirect_uris: [], scopes: [] };
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      slack: {
        team: { name: team.name, domain: team.domain },
        oauth_apps: [
          {
            ...client,
            app_id: bot.appId,
            name: bot.realName,
            bot_id: bot.botId,
            bot_user_id: bot.id,
            bot_name: bot.name,
          },
        ],
        tokens: [
          { token, user_id: bot.id, type: "bot", app_id: bot.appId, bot_id: bot.botId, bot_user_id: bot.id },
        ],
      },
    },
  });
  // A connection that is kept may be given up by the emulator in the moment in which a busy machine uses it again.
  const pool = new Pool(`http://127.0.0.1:${new URL(emulator.url).port}`, { connections: 16, pipelining: 0 });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const channels = new Map<string, Promise<string>>();

  async function call(method: string, payload: Payload): Promise<Answer> {
    const body = JSON.stringify(payload);
    const response = await pool.request({ method: "POST", path: `/api/${method}`, headers, body });
    return (await response.body.json()) as Answer;
  }

  async function create(id: string): Promise<string> {
    const answer = await call("conversations.create", { name: id.toLowerCase() });
    if (!answer.ok) throw new Error(`emulator: conversations.create for ${id}: ${answer.error}`);
    return (answer.channel as { id: string }).id;
  }

  return {
    call,
    channelOf(id) {
      const channel = channels.get(id) ?? create(id);
      channels.set(id, channel);
      return channel;
    },
    async stop() {
      await pool.destroy();
      await emulator.close();
    },
  };
}
