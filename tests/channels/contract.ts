/** What every chat platform has to hold, told of people who ask, talk to each other, press and stop. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import type { KeptLog } from "../chat/journal.ts";
import { codesOf } from "../chat/journal.ts";
import { until } from "../wire/clock.ts";

/** A message of the bot as it stands. */
export interface Shown {
  readonly text: string;
}

/** Something that the bot is told of. */
export interface Told<S extends Shown> {
  /** As often as it is called it is the same. */
  readonly tell: () => void;
  /** What stands in answer to it, whole, in the order in which it came. */
  readonly under: () => readonly S[];
}

export interface Setup {
  readonly abilities?: Abilities;
  readonly allowed?: readonly string[];
}

/** `W`: a person, `G`: a group. */
export interface ContractBot<W, G, S extends Shown> {
  readonly log: KeptLog;
  person(): W;
  group(): G;
  /** To the bot, alone where no group is given. */
  says(by: W, text: string, where?: G): Told<S>;
  /** In a group, and not to the bot. */
  talks(by: W, where: G): readonly Told<S>[];
  /** All that the bot said in a group. */
  said(where: G): readonly S[];
  /** The button with this label under the last of these. */
  presses(by: W, under: readonly S[], label: RegExp): void;
  citationsIn(shown: readonly S[]): readonly {
    readonly number: number;
    readonly organization: string;
    readonly section: string;
    readonly quote: string;
  }[];
  /** Of the next message: `wait` refuses it for a while, `form` for how it is made. */
  refusesNext(why: "wait" | "form"): void;
  /** The same platform and the same memory. */
  restart(setup?: Setup): Promise<void>;
  violations(): readonly unknown[];
  stop(): Promise<void>;
}

export interface Rig<W, G, S extends Shown> {
  readonly name: string;
  /** What the platform's bot answers with. */
  readonly abilities: Abilities;
  readonly open: (setup?: Setup) => Promise<ContractBot<W, G, S>>;
}

const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";
const IN_ORDER = ["圆通", "镇江", "盐田", "齐河"];

export function describeChannel<W, G, S extends Shown>({ name, abilities, open }: Rig<W, G, S>): void {
  describe(`${name} as a channel`, () => {
    let bot: ContractBot<W, G, S>;
    beforeAll(async () => {
      bot = await open();
    });
    afterAll(async () => {
      const broken = bot.violations();
      await bot.stop();
      expect(broken).toEqual([]);
    });

    const answered = async (told: Told<S>): Promise<readonly S[]> => {
      told.tell();
      await until(() => told.under().length > 0, "an answer");
      return told.under();
    };
    const textOf = (shown: readonly S[]) => shown.map(({ text }) => text).join("\n");

    it.each(["alone", "in a group"])(
      "answers once, in its place, so that citations are read back: %s",
      async (where) => {
        const told = bot.says(bot.person(), QUESTION, where === "alone" ? undefined : bot.group());
        const shown = await answered(told);
        const expected = quotesOf(await abilities.answer({ question: QUESTION })).map(
          ({ text, citation }) => ({
            number: citation.number,
            organization: citation.case.organization,
            section: `${citation.section}${citation.item ?? ""}`,
            quote: text,
          }),
        );
        expect(bot.citationsIn(shown)).toEqual(expected.map((one) => expect.objectContaining(one)));
        expect(shown).toHaveLength(1);
      },
    );

    it("is silent about what people say to each other", async () => {
      const where = bot.group();
      for (const told of bot.talks(bot.person(), where)) told.tell();
      await answered(bot.says(bot.person(), QUESTION, where));
      expect(bot.said(where).map(({ text }) => text)).toEqual([expect.stringContaining(WORDS)]);
    });

    it("answers once what it is told again and again", async () => {
      const where = bot.group();
      const by = bot.person();
      const told = bot.says(by, QUESTION, where);
      await answered(told);
      told.tell();
      told.tell();
      await answered(bot.says(by, "那推荐词呢？", where));
      expect(told.under()).toHaveLength(1);
      expect(bot.said(where)).toHaveLength(2);
    });

    it("answers one person in the order in which they ask", async () => {
      const where = bot.group();
      const by = bot.person();
      const all = IN_ORDER.map((of) => bot.says(by, `${of}的推荐词`, where));
      for (const { tell } of all) tell();
      await until(() => all.every(({ under }) => under().length > 0), "all answers");
      const texts = bot.said(where).map(({ text }) => text);
      expect(texts).toEqual(IN_ORDER.map((of) => expect.stringContaining(of)));
    });

    it("sends once, without a mark, what was refused for a while", async () => {
      bot.refusesNext("wait");
      const shown = await answered(bot.says(bot.person(), QUESTION, bot.group()));
      expect(textOf(shown)).toContain(WORDS);
      expect(textOf(shown)).not.toContain(SENT_AGAIN);
    });

    it("sends in a plainer form what was refused for its form, with all of its words", async () => {
      bot.refusesNext("form");
      const shown = await answered(bot.says(bot.person(), QUESTION, bot.group()));
      const [quote] = quotesOf(await abilities.answer({ question: QUESTION }));
      expect(textOf(shown)).toContain(quote?.text);
    });

    it("does once what a button says, also one of before a start anew", async () => {
      const where = bot.group();
      const by = bot.person();
      const shown = await answered(bot.says(by, "镇江的推荐词", where));
      await bot.restart();
      bot.presses(by, shown, /摘要/);
      bot.presses(by, shown, /摘要/);
      await until(() => bot.said(where).length > 1, "what was pressed");
      await answered(bot.says(by, "那应用成效呢？", where));
      expect(bot.said(where)).toHaveLength(3);
    });
  });

  describe(`${name} while an answer takes long`, () => {
    it("gives it up at a word of whoever asked, and says so", async () => {
      const started = Promise.withResolvers<void>();
      const endless: Abilities = {
        ...abilities,
        answer: (_, asking) =>
          new Promise((_resolve, reject) => {
            started.resolve();
            asking?.signal?.addEventListener("abort", () => reject(asking.signal?.reason));
          }),
      };
      const bot = await open({ abilities: endless });
      const by = bot.person();
      bot.says(by, QUESTION).tell();
      await started.promise;
      const stop = bot.says(by, "停");
      stop.tell();
      await until(() => stop.under().length > 0, "a word of it");
      expect(stop.under().map(({ text }) => text)).toEqual(["已停止。"]);
      await bot.stop();
    });
  });

  describe(`${name} that nobody has opened`, () => {
    it("says so once, and is opened by the code that the log shows", async () => {
      const bot = await open({ allowed: [] });
      const where = bot.group();
      const by = bot.person();
      const first = bot.says(by, QUESTION, where);
      first.tell();
      await until(() => first.under().length > 0, "a refusal");
      expect(first.under()[0]?.text).toContain("尚未开通");
      bot.says(by, QUESTION, where).tell();
      const code = codesOf(bot).at(-1) ?? "";
      const pairing = bot.says(by, `配对 ${code}`, where);
      pairing.tell();
      await until(() => pairing.under().length > 0, "a welcome");
      const asked = bot.says(by, QUESTION, where);
      asked.tell();
      await until(() => asked.under().length > 0, "an answer");
      expect(bot.said(where).map(({ text }) => text)).toEqual([
        expect.stringContaining("尚未开通"),
        expect.stringContaining("已开通"),
        expect.stringContaining(WORDS),
      ]);
      await bot.stop();
    });
  });
}

/** Questions enough for a suite, in one chat. */
export const MANY = { perPerson: 1_000, perChat: 1_000 };
