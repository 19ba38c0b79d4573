/** What the Web API does, method by method. */

import {
  conversationInfo,
  history,
  joinConversation,
  leaveConversation,
  listConversations,
  listMembers,
  listUsers,
  openConversation,
  replies,
  userInfo,
} from "./slack-directory.ts";
import { completeUpload, getUploadUrl } from "./slack-files.ts";
import {
  addReaction,
  deleteMessage,
  getPermalink,
  postEphemeral,
  postMessage,
  removeReaction,
  unfurl,
  updateMessage,
} from "./slack-messages.ts";
import {
  appendStream,
  renameSession,
  setSessionStatus,
  setStatus,
  setSuggestedPrompts,
  setTitle,
  startStream,
  stopStream,
} from "./slack-streams.ts";
import { type Answer, answered, type Payload } from "./slack-types.ts";
import { openModal, publishHome, pushModal, updateModal } from "./slack-views.ts";
import type { World } from "./slack-world.ts";

type Method = (world: World, payload: Payload) => Payload | Promise<Payload>;

const METHODS: Readonly<Record<string, Method>> = {
  "api.test": () => ({}),
  "chat.postMessage": postMessage,
  "chat.update": updateMessage,
  "chat.delete": deleteMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.getPermalink": getPermalink,
  "chat.unfurl": unfurl,
  "chat.startStream": startStream,
  "chat.appendStream": appendStream,
  "chat.stopStream": stopStream,
  "assistant.threads.setStatus": setStatus,
  "assistant.threads.setTitle": setTitle,
  "assistant.threads.setSuggestedPrompts": setSuggestedPrompts,
  "agents.sessions.setStatus": setSessionStatus,
  "agents.sessions.rename": renameSession,
  "files.getUploadURLExternal": getUploadUrl,
  "files.completeUploadExternal": completeUpload,
  "reactions.add": addReaction,
  "reactions.remove": removeReaction,
  "views.open": openModal,
  "views.push": pushModal,
  "views.update": updateModal,
  "views.publish": publishHome,
  "users.info": userInfo,
  "users.list": listUsers,
  "conversations.info": conversationInfo,
  "conversations.list": listConversations,
  "conversations.members": listMembers,
  "conversations.history": history,
  "conversations.replies": replies,
  "conversations.open": openConversation,
  "conversations.join": joinConversation,
  "conversations.leave": leaveConversation,
};

/** Those that the emulator answers as they are. */
const EMULATED = new Set(["auth.test", "team.info", "bots.info"]);

export async function perform(world: World, method: string, payload: Payload): Promise<Answer> {
  if (EMULATED.has(method)) return world.emulated.call(method, payload);
  const own = METHODS[method];
  if (own) return answered(() => own(world, payload));
  world.violations.push(`${method}: not served here; see slack-methods.ts`);
  return { ok: false, error: "method_not_supported" };
}
