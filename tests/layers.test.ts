/** The direction of the house, read from import lines: what each room may know of. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../src");

interface Import {
  readonly from: string;
  readonly to: string;
  /** Only types are taken, which leave no trace in the running program. */
  readonly typesOnly: boolean;
}

const files = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
  .sort();
const sources = new Map(
  files.filter((file) => file.endsWith(".ts")).map((file) => [file, readFileSync(join(ROOT, file), "utf8")]),
);
const imports = [...sources].flatMap(([file, source]) => importsOf(file, source));

function importsOf(from: string, source: string): Import[] {
  const found: Import[] = [];
  for (const match of source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^;'"]*?\sfrom\s+)?"(\.[^"]+)"/gm))
    found.push({ from, to: resolved(from, match[2] ?? ""), typesOnly: match[1] !== undefined });
  for (const match of source.matchAll(/\bimport\(\s*"(\.[^"]+)"\s*\)/g))
    found.push({ from, to: resolved(from, match[1] ?? ""), typesOnly: false });
  return found;
}

function resolved(from: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

/** corpus/parse.ts → corpus; a file at the top is a room of its own. */
function roomOf(file: string): string {
  const [first = ""] = file.split("/");
  return first;
}

/** The interfaces behind which the edges stand, and what all channels share. */
const PORTS = ["models/model.ts", "stores/store.ts", "channels/channel.ts", "chat/limits.ts"];
const EDGES = ["models", "stores", "channels"];
const WIRES_EDGES = ["main.ts", "cli.ts", "langchain.ts", "app"];

/** What each room may call, beside itself. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  language: [],
  readers: ["language"],
  corpus: ["language", "readers"],
  grounding: ["language", "corpus"],
  search: ["language", "corpus", "readers"],
  question: ["language", "corpus"],
  answer: ["language", "grounding", "question", "search", "corpus"],
  render: ["grounding", "answer"],
  curation: ["console", "language", "render", "search"],
  models: ["language", "search", "corpus"],
  stores: ["corpus"],
  console: ["render"],
  chat: ["grounding/answer.ts", "language/templates.ts", "render", "console"],
  channels: ["grounding/answer.ts", "chat", "console", "curation", "render", "web/http-server.ts"],
  watch: ["console", "render"],
  web: ["grounding/answer.ts", "corpus/fingerprint.ts", "answer", "chat", "console", "curation", "render"],
  app: [
    "language",
    "models",
    "stores",
    "search",
    "corpus",
    "readers",
    "answer",
    "grounding",
    "question/acts.ts",
    "question/case-parts.ts",
    "render",
    "curation",
    "chat",
    "channels",
    "console",
    "watch",
    "web",
  ],
  // Who names no command starts all of it.
  "cli.ts": ["app", "main.ts"],
  "langchain.ts": ["app", "console", "web"],
  "main.ts": ["app", "console", "search/read-ahead.ts", "watch/metrics.ts"],
};

/** What else it may know the types of: ports, and the plain data that it passes on. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  "langchain.ts": ["answer"],
  search: ["stores/store.ts", "models/model.ts"],
  grounding: ["stores/store.ts", "models/model.ts"],
  question: ["search", "grounding/answer.ts"],
  answer: ["stores/store.ts", "models/model.ts"],
  render: ["corpus"],
  models: ["answer"],
  stores: [
    "models/model.ts",
    "search",
    "chat/journal.ts",
    "curation",
    "grounding/answer.ts",
    "answer/writing/spending.ts",
    "watch/audit.ts",
  ],
  chat: ["answer", "question", "channels/channel.ts", "curation/documents.ts"],
  curation: ["grounding", "answer"],
  watch: ["answer", "grounding", "chat/journal.ts", "curation/feedback.ts"],
  channels: ["answer", "grounding"],
  web: ["grounding", "corpus", "channels/channel.ts", "watch"],
};

/** By file, how many patterns have yet to move to the data of `language/`: this may shrink, and not grow. */
const CHINESE_PATTERNS: Readonly<Record<string, number>> = {
  "answer/named.ts": 1,
  "chat/requests.ts": 6,
  "question/read.ts": 1,
  "question/summary-wish.ts": 1,
  "question/topic.ts": 1,
  "search/asks.ts": 16,
  "search/fits.ts": 14,
  "search/query.ts": 1,
  "search/rank.ts": 2,
};

function mayImport({ from, to, typesOnly }: Import): boolean {
  const room = roomOf(from);
  const allowed = [room, ...(CALLS[room] ?? []), ...(typesOnly ? (KNOWS[room] ?? []) : [])];
  const within = allowed.some((place) => to === place || to.startsWith(`${place}/`));
  return to === "../package.json" || within;
}

const shown = ({ from, to }: Import) => `${from} → ${to}`;

describe("the house", () => {
  it("has only rooms that this test knows", () => {
    expect([...new Set([...sources.keys()].map(roomOf))].filter((room) => !(room in CALLS))).toEqual([]);
  });

  it("imports in one direction", () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.filter((one) => !mayImport(one)).map(shown)).toEqual([]);
  });

  it("knows an edge by its port; only the files that wire them know the edges themselves", () => {
    const reaching = imports.filter(
      ({ from, to }) =>
        EDGES.includes(roomOf(to)) &&
        !PORTS.includes(to) &&
        !WIRES_EDGES.includes(roomOf(from)) &&
        // An edge is made of its own files: those beside it or, for a channel, in its folder.
        dirname(from) !== dirname(to),
    );
    expect(reaching.map(shown)).toEqual([]);
  });

  it("has ports that know types alone", () => {
    const called = imports.filter(({ from, typesOnly }) => PORTS.includes(from) && !typesOnly);
    expect(called.map(shown)).toEqual([]);
  });

  it("has no circles", () => {
    const calls = new Map<string, string[]>();
    for (const { from, to, typesOnly } of imports)
      if (!typesOnly) calls.set(from, [...(calls.get(from) ?? []), to]);
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      if (done.has(file) || path.includes(file)) return;
      for (const next of calls.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of sources.keys()) walk(file, []);
    expect(circles).toEqual([]);
  });

  it("reads the environment at its doors alone", () => {
    const reading = [...sources].filter(([, source]) => /\bprocess\s*\.\s*env\b/.test(source));
    expect(reading.map(([file]) => file)).toEqual(["cli.ts", "main.ts"]);
  });

  it("is flat: nothing lies deeper than src/x/y/z.ts", () => {
    expect(files.filter((file) => file.split("/").length > 3)).toEqual([]);
  });

  it("names files in kebab-case, and has no barrels", () => {
    const named =
      /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.zh)?\.(?:ts|css|txt|svg|webmanifest)$/;
    expect(files.filter((file) => !named.test(file) || /(?:^|\/)index\.ts$/.test(file))).toEqual([]);
  });

  it("opens each file with a sentence", () => {
    const silent = [...sources].filter(
      ([, source]) => !/^(?:#!.*\n)?\/\*\*\s[\s\S]*?[.?:]\s*\*\//.test(source),
    );
    expect(silent.map(([file]) => file)).toEqual([]);
  });

  it("has no regular expression with Chinese words outside the rooms of language and corpus, save these", () => {
    const found = [...sources].flatMap(([file, source]): [string, number][] => {
      if (["language", "corpus"].includes(roomOf(file))) return [];
      const count = chinesePatterns(source);
      return count > 0 ? [[file, count]] : [];
    });
    expect(Object.fromEntries(found)).toEqual(CHINESE_PATTERNS);
  });
});

/** Regular expressions that hold two Chinese characters or more side by side: a word, not a mark or a numeral. */
function chinesePatterns(source: string): number {
  const code = source.replace(/^\s*(?:\/?\*|\/\/).*$/gm, "");
  const literals =
    code.match(
      /(?<=(?:[=(,:?!&|[{;>]|return)\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n\\])+\/[a-z]*/g,
    ) ?? [];
  const built = code.match(/new RegExp\([^)]*\)/g) ?? [];
  return [...literals, ...built].filter((pattern) => /\p{Script=Han}{2}/u.test(withoutNumerals(pattern)))
    .length;
}

function withoutNumerals(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]/g, "[]");
}
