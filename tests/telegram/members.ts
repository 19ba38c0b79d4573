/** What somebody is in a chat, with all the rights that the Bot API lists with it. */

import type { ChatMember, User } from "grammy/types";

export type MemberStatus = ChatMember["status"];

export function memberOf(user: User, status: MemberStatus = "member"): ChatMember {
  switch (status) {
    case "creator":
      return { status, user, is_anonymous: false };
    case "administrator":
      return { status, user, can_be_edited: false, is_anonymous: false, ...RIGHTS };
    case "restricted":
      return { status, user, is_member: true, until_date: 0, ...PERMISSIONS };
    case "kicked":
      return { status, user, until_date: 0 };
    default:
      return { status, user };
  }
}

const RIGHTS = {
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_send_welcome_messages: false,
} as const;

const PERMISSIONS = {
  can_send_messages: false,
  can_send_audios: false,
  can_send_documents: false,
  can_send_photos: false,
  can_send_videos: false,
  can_send_video_notes: false,
  can_send_voice_notes: false,
  can_send_polls: false,
  can_send_other_messages: false,
  can_add_web_page_previews: false,
  can_react_to_messages: false,
  can_edit_tag: false,
  can_change_info: false,
  can_invite_users: false,
  can_pin_messages: false,
  can_manage_topics: false,
} as const;
