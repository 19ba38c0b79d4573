/** What is promised of the program, how much of it is tried, and by which tests. */

export interface Run {
  /** Which of several ways; "" where there is one. */
  readonly of: string;
  readonly file: string;
  /** A pattern of the names of its tests; all of them where it is absent. */
  readonly only?: string;
  /** In which the file stands, if it is not among the slow ones. */
  readonly project?: "unit" | "wire";
  /** Those below `src/` that keep the promise: what was found holds until one of them changes. All where it is absent. */
  readonly rooms?: readonly string[];
}

export interface Promised {
  readonly name: string;
  readonly says: string;
  /** Figures that each run has to come to at least. */
  readonly wanted: Readonly<Record<string, number>>;
  /** Figures that have to be 0. */
  readonly none: readonly string[];
  /** Figures that may be no more than this, or than so many for each of another figure. */
  readonly most?: Readonly<Record<string, number | { readonly times: number; readonly per: string }>>;
  /** Every run draws other cases, so that what several found adds up. */
  readonly isDrawn?: true;
  readonly runs: readonly Run[];
}

const KILLS = ["telegram", "slack", "feishu", "wecom", "dingtalk"] as const;
const BROKEN = ["lost", "doubled", "disordered"];
/** Slack is served in two ways, and its kills are shared out to both. */
const kills = (only: string): readonly Run[] =>
  KILLS.map((of) => ({ of, file: `tests/e2e/${of}-kills.test.ts`, only, rooms: roomsOf(of) }));

const roomsOf = (channel: string) => ["chat", "stores", `channels/${channel}`];

export const PROMISES: readonly Promised[] = [
  {
    name: "index-kills",
    says: "killed at random instants while it indexes: the index is the old one or the new one, whole",
    wanted: { midway: 1_000 },
    none: ["unreadable", "mixed"],
    isDrawn: true,
    runs: [{ of: "", file: "tests/stores/sqlite.test.ts", only: "killed at any instant", rooms: ["stores"] }],
  },
  {
    name: "crash-points",
    says: "killed at every single write of an index, a message taken in and an answer committed",
    wanted: { points: 100 },
    none: ["unreadable", "mixed", "lost"],
    runs: [{ of: "", file: "tests/trust/crash-points.test.ts", rooms: ["stores"] }],
  },
  {
    name: "state-kills",
    says: "killed while it writes what it received and answered: nothing acknowledged is lost, nothing is there by half",
    wanted: { kills: 1_000 },
    none: ["lost", "partial", "damaged"],
    isDrawn: true,
    runs: [{ of: "", file: "tests/trust/state-kills.test.ts", rooms: ["stores"] }],
  },
  {
    name: "bot-kills",
    says: "killed while it serves a channel: no question is lost, what comes twice says so, in the order of asking",
    wanted: { kills: 300 },
    none: BROKEN,
    most: { extras: { times: 2, per: "kills" } },
    isDrawn: true,
    runs: kills("killed"),
  },
  {
    name: "stops",
    says: "stopped under load: nothing lost, nothing doubled, ended within ten seconds",
    wanted: { stops: 100 },
    none: [...BROKEN, "extras"],
    most: { longestMs: 10_000 },
    isDrawn: true,
    runs: kills("stopped"),
  },
  {
    name: "clock-jumps",
    says: "its clock put back and on by up to three days while it serves a channel: nothing lost, nothing doubled, in the order of asking",
    wanted: { jumps: 100 },
    none: [...BROKEN, "extras"],
    isDrawn: true,
    runs: kills("whose clock"),
  },
  {
    name: "clock-web",
    says: "the same while it serves its page: nobody logged out, nobody held up, no limit lifted",
    wanted: { jumps: 100 },
    none: ["refused", "held", "unlimited"],
    isDrawn: true,
    runs: [{ of: "", file: "tests/trust/clock-web.test.ts", rooms: ["web"] }],
  },
  {
    name: "deliveries",
    says: "deliveries duplicated and shuffled: one answer to each question, in order",
    wanted: { deliveries: 10_000 },
    none: [...BROKEN, "extras"],
    isDrawn: true,
    runs: [
      { of: "telegram", file: "tests/telegram/load.test.ts", rooms: roomsOf("telegram") },
      { of: "slack", file: "tests/slack/load.test.ts", rooms: roomsOf("slack") },
      ...["feishu", "wecom", "dingtalk"].map((of) => ({
        of,
        file: "tests/trust/deliveries.test.ts",
        only: of,
        rooms: roomsOf(of),
      })),
    ],
  },
  {
    name: "forged",
    says: "requests that are forged, stale or sent again: none is taken",
    wanted: { forged: 1_000 },
    none: ["accepted"],
    runs: [
      {
        of: "telegram",
        file: "tests/telegram/webhook.test.ts",
        only: "what has no right secret",
        rooms: ["channels/telegram"],
      },
      { of: "slack", file: "tests/slack/forgery.test.ts", rooms: ["channels/slack"] },
      { of: "web", file: "tests/web/forged.test.ts", project: "wire", rooms: ["web"] },
    ],
  },
  {
    name: "messages",
    says: "messages of any signs, alone and in conversations: an answer each, every quote as the source has it",
    wanted: { messages: 100_000 },
    none: ["violations"],
    isDrawn: true,
    runs: [
      {
        of: "",
        file: "tests/answer/properties.test.ts",
        only: "any message gets a sound answer",
      },
    ],
  },
  {
    name: "encoders",
    says: "answers of any signs and length written for a channel: nothing the channel would refuse, every quote read back",
    wanted: { answers: 40_000 },
    none: ["violations"],
    isDrawn: true,
    runs: [
      {
        of: "telegram",
        file: "tests/telegram/pages.test.ts",
        only: "any length, with any characters",
        rooms: ["render", "channels/telegram"],
      },
      {
        of: "slack",
        file: "tests/slack/messages.test.ts",
        only: "any length, with any characters",
        rooms: ["render", "channels/slack"],
      },
      {
        of: "feishu",
        file: "tests/feishu/cards.test.ts",
        only: "of any kind and length",
        project: "wire",
        rooms: ["render", "channels/feishu"],
      },
      {
        of: "wecom",
        file: "tests/render/chat-markdown.test.ts",
        only: "of any make",
        project: "unit",
        rooms: ["render"],
      },
      {
        of: "dingtalk",
        file: "tests/dingtalk/form.test.ts",
        only: "no message is larger",
        project: "wire",
        rooms: ["render", "channels/dingtalk"],
      },
    ],
  },
  {
    name: "rot",
    says: "files of the data folder with a bit flipped, cut or zeroed: found, or every quote still as the source has it",
    wanted: { damages: 2_600 },
    none: ["crashes", "altered"],
    isDrawn: true,
    runs: [{ of: "", file: "tests/trust/rot.test.ts", rooms: ["stores", "readers", "grounding"] }],
  },
  {
    name: "full-disk",
    says: "disks that fill up while it writes: it says so, keeps what was there, and goes on when there is room",
    wanted: { patterns: 20 },
    none: ["silent", "lost", "stuck"],
    isDrawn: true,
    runs: [{ of: "", file: "tests/trust/full-disk.test.ts", rooms: ["stores"] }],
  },
  {
    name: "bombs",
    says: "files made to do harm: each refused, or read without harm, within the limits of its reader, and the program goes on",
    wanted: { bombs: 40 },
    none: ["taken", "late"],
    runs: [{ of: "", file: "tests/trust/bombs.test.ts", rooms: ["readers"] }],
  },
  {
    name: "closed",
    says: "closed cases asked for in every way: answered as by a program without them",
    wanted: { ways: 500 },
    none: ["leaks"],
    runs: [{ of: "", file: "tests/collections/generated.test.ts", only: "is as if it were not there" }],
  },
  {
    name: "canaries",
    says: "secrets in the log, the data folder, backups, answers and figures: none",
    wanted: { canaries: 7 },
    none: ["leaks"],
    runs: [{ of: "", file: "tests/e2e/watched.test.ts" }],
  },
  {
    name: "soak",
    says: "served without a pause: memory stays, no file stays open",
    wanted: { minutes: 30 },
    none: ["lost", "filesLeft"],
    most: { memoryPercent: 10 },
    runs: [{ of: "", file: "tests/trust/soak.test.ts" }],
  },
  {
    name: "install",
    says: "a fresh Debian without Node, compiler and network: the lines of the guide lead to a running service and to a newer one",
    wanted: { installs: 1, upgrades: 1 },
    none: ["lost"],
    runs: [{ of: "", file: "tests/trust/install.test.ts", rooms: ["app", "stores"] }],
  },
  {
    name: "upgrades",
    says: "programs of before, killed while they serve a chat: the program of today goes on from what they left, and forgets nothing",
    wanted: { upgrades: 5 },
    none: ["lost", "doubled", "disordered", "forgotten"],
    runs: [{ of: "", file: "tests/trust/upgrades.test.ts", rooms: roomsOf("telegram") }],
  },
  {
    name: "guards",
    says: "guards taken out of the program one by one: the test of each fails",
    wanted: { guards: 20 },
    none: ["unnoticed"],
    runs: [{ of: "", file: "tests/trust/guards.test.ts" }],
  },
];
