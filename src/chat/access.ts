/** Who may ask: whoever the settings name, chats that were opened by a pairing code, and people of those chats. */

import { randomInt, timingSafeEqual } from "node:crypto";
import type { Journal } from "./journal.ts";
import { createRateLimit } from "./rate-limit.ts";

export interface AccessParts {
  /** Ids of chats and people; "*" stands for everybody. */
  readonly allowed: readonly string[];
  readonly journal: Journal;
  /** Whether a person is in a chat now; rejects when that cannot be told. */
  readonly isMember: (chat: string, person: string) => Promise<boolean>;
  /** Shows the code to whoever runs the program. */
  readonly showCode: (code: string) => void;
  readonly now?: () => number;
}

export type Access = ReturnType<typeof createAccess>;

/** Who was in a chat yesterday may have left it. */
const MEMBER_MS = 24 * 60 * 60 * 1000;

/** Of one person: nobody shuts out the others, and a code of 8 out of 32 signs is not found by a crowd either. */
const MAX_WRONG = 10;
const WRONG_WINDOW_MS = 60 * 60 * 1000;

/** Without signs that look alike. */
const SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

export function createAccess(parts: AccessParts) {
  const { journal, isMember, showCode, now = Date.now } = parts;
  const allowed = new Set(parts.allowed);
  const isForAll = allowed.has("*");
  let code: string | undefined;
  const wrong = createRateLimit({ perPerson: MAX_WRONG, perChat: Number.POSITIVE_INFINITY }, WRONG_WINDOW_MS);

  function newCode(): string {
    const sign = () => SIGNS[randomInt(SIGNS.length)];
    code = `${Array.from({ length: 4 }, sign).join("")}-${Array.from({ length: 4 }, sign).join("")}`;
    showCode(code);
    return code;
  }

  async function isOpen(chat: string): Promise<boolean> {
    return isForAll || allowed.has(chat) || (await journal.standing(chat)).isOpen;
  }

  async function isKnown(person: string): Promise<boolean> {
    const name = journal.pseudonym(person);
    const fresh = await journal.memberOf(name, now() - MEMBER_MS);
    if (fresh !== undefined && (await isOpen(fresh))) return true;
    for (const group of await journal.groupsOf(name)) if (await vouch(group, person)) return true;
    return false;
  }

  /** Whether somebody is in a chat now; false where that cannot be told. */
  async function isIn(chat: string, person: string): Promise<boolean> {
    return chat === person || isMember(chat, person).catch(() => false);
  }

  /** Lets somebody who is in an open chat ask alone from now on; false where they are not, or it is not. */
  async function vouch(chat: string, person: string): Promise<boolean> {
    if (!(await isOpen(chat)) || !(await isIn(chat, person))) return false;
    await journal.setMember(journal.pseudonym(person), chat);
    return true;
  }

  return {
    /** In a chat. Who may ask in a group may ask alone as well: `person` is also looked for among its members. */
    async allows(chat: string, person: string): Promise<boolean> {
      if (allowed.has(person) || (await isOpen(chat))) return true;
      return chat === person && isKnown(person);
    },
    /** Remembers that somebody asks in an open chat. */
    async met(chat: string, person: string): Promise<void> {
      if (!isForAll && chat !== person && (await isOpen(chat)))
        await journal.setMember(journal.pseudonym(person), chat);
    },
    isOpen,
    isIn,
    vouch,
    /**
     * Opens a chat to whoever has the code, which is good for one chat; `too-often`: this person has tried so many wrong
     * codes lately that none is looked at.
     */
    async pair(chat: string, person: string, typed: string): Promise<"opened" | "wrong" | "too-often"> {
      if (wrong.take("pair", person, now()) !== "go") return "too-often";
      const given = Buffer.from(bare(typed).padEnd(8).slice(0, 8));
      const isRight =
        code !== undefined && bare(typed).length === 8 && timingSafeEqual(given, Buffer.from(bare(code)));
      if (!isRight) return "wrong";
      wrong.giveBack("pair", person);
      await journal.setStanding(chat, { isOpen: true });
      newCode();
      return "opened";
    },
    /** Closes a chat that a code had opened; false for one that was not opened so. */
    async close(chat: string): Promise<boolean> {
      if (isForAll || allowed.has(chat) || !(await journal.standing(chat)).isOpen) return false;
      return journal.setStanding(chat, { isOpen: false, isTold: true });
    },
    /** The code, made and shown when it is first wanted; undefined where everybody may ask. */
    offer: () => (isForAll ? undefined : (code ?? newCode())),
  };
}

/** As it is compared: without the hyphen, in capitals; what is not ASCII cannot be a sign of a code. */
function bare(code: string): string {
  const capitals = code.normalize("NFKC").toUpperCase();
  return capitals.replace(/[^A-Z0-9]/g, "");
}
