/** Who may ask, and how a chat is opened. */

import { describe, expect, it } from "vitest";
import { type AccessParts, createAccess } from "../../src/chat/access.ts";
import { openJournals } from "./journal.ts";

const GROUP = "-100";
const DAY = 24 * 60 * 60 * 1000;

async function setUp(parts: Partial<AccessParts> = {}) {
  const journal = (await openJournals(undefined, parts.now)).of("bot");
  const codes: string[] = [];
  const members = new Set<string>();
  const access = createAccess({
    allowed: [],
    journal,
    isMember: async (chat, person) => members.has(`${chat} ${person}`),
    showCode: (code) => codes.push(code),
    ...parts,
  });
  return { access, codes, members, journal };
}

describe("access", () => {
  it("is closed where nothing is said", async () => {
    const { access } = await setUp();
    expect(await access.allows(GROUP, "7")).toBe(false);
    expect(await access.allows("7", "7")).toBe(false);
  });

  it("is open to the chats and people named, and to all with a star", async () => {
    const { access } = await setUp({ allowed: [GROUP, "7"] });
    expect(await access.allows(GROUP, "1")).toBe(true);
    expect(await access.allows("-200", "7")).toBe(true);
    expect(await access.allows("-200", "1")).toBe(false);
    const open = await setUp({ allowed: ["*"] });
    expect(await open.access.allows("-200", "1")).toBe(true);
    expect(open.access.offer()).toBeUndefined();
  });

  it("opens one chat with a code, which is then used up, and still knows the chat after a restart", async () => {
    const { access, codes, journal } = await setUp();
    const code = access.offer() ?? "";
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(codes).toEqual([code]);
    expect(await access.pair(GROUP, "1", ` ${code.toLowerCase().replace("-", " ")} `)).toBe("opened");
    expect(await access.allows(GROUP, "1")).toBe(true);
    expect(await access.pair("-200", "1", code)).toBe("wrong");
    expect(codes).toHaveLength(2);
    expect((await journal.standing(GROUP)).isOpen).toBe(true);
  });

  it("lets nobody guess a code, and nobody who tries shut out the others", async () => {
    let time = 0;
    const { access } = await setUp({ now: () => time });
    const code = access.offer() ?? "";
    for (const wrong of ["", "A", code.slice(0, 8), `${code}A`, "工会工会工会工会", "AAAA-AAAA"])
      expect(await access.pair(GROUP, "1", wrong)).toBe("wrong");
    for (let i = 0; i < 20; i += 1) await access.pair(GROUP, "1", "AAAA-AAAA");
    expect(await access.pair(GROUP, "1", code)).toBe("too-often");
    time = 2 * 60 * 60 * 1000;
    for (let i = 0; i < 20; i += 1) await access.pair(GROUP, `${i}`, "AAAA-AAAA");
    expect(await access.pair(GROUP, "1", code)).toBe("opened");
  });

  it("lets people of an open group ask alone, as long as they are in it", async () => {
    let time = 10 * DAY;
    const { access, members } = await setUp({ allowed: [GROUP], now: () => time });
    expect(await access.allows("7", "7")).toBe(false);
    await access.met(GROUP, "7");
    expect(await access.allows("7", "7")).toBe(true);
    expect(await access.allows("-200", "7")).toBe(false);
    time += 2 * DAY;
    expect(await access.allows("7", "7")).toBe(false);
    members.add(`${GROUP} 7`);
    expect(await access.allows("7", "7")).toBe(true);
  });

  it("vouches for who is in an open group, not for others, nor by a group that is closed", async () => {
    const { access, members } = await setUp({ allowed: [GROUP] });
    members.add(`${GROUP} 7`).add("-200 7").add("-200 8");
    expect(await access.vouch(GROUP, "9")).toBe(false);
    expect(await access.vouch("-200", "8")).toBe(false);
    expect(await access.vouch(GROUP, "7")).toBe(true);
    expect(await access.allows("7", "7")).toBe(true);
    expect(await access.allows("8", "8")).toBe(false);
  });

  it("takes what cannot be found out for a no", async () => {
    const { access } = await setUp({
      allowed: [GROUP],
      isMember: async () => {
        throw new Error("network");
      },
    });
    expect(await access.vouch(GROUP, "7")).toBe(false);
  });
});
