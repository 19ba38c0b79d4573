/** What keeps harm out, as the code has it, with what it is when it is taken out, and the test that has to notice. */

export interface Guard {
  readonly name: string;
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly put: string;
  readonly test: string;
  readonly project: "unit" | "wire";
}

const guard = (
  name: string,
  file: string,
  find: string,
  put: string,
  test: string,
  project: Guard["project"] = "wire",
) => ({
  ...{ name, file: `src/${file}`, find, put },
  ...{ test: `tests/${test}.test.ts`, project },
});

export const GUARDS: readonly Guard[] = [
  guard(
    "quotes are compared with their source",
    "grounding/ground.ts",
    "if (isVerbatim(quote, source)) return;",
    "return;",
    "answer/ground",
    "unit",
  ),
  guard(
    "what stands no more is not gone on with",
    "answer/still-holds.ts",
    "if (!isVerbatim(quote, source) || !stands(citation, cases)) return false;",
    "",
    "answer/abilities",
    "unit",
  ),
  guard(
    "Slack's signature is compared",
    "channels/slack/http.ts",
    "const isSame = given.length === expected.length && timingSafeEqual(given, expected);",
    "const isSame = given.length > 0 || timingSafeEqual(expected, expected);",
    "slack/forgery",
  ),
  guard(
    "Slack's timestamp has a window",
    "channels/slack/http.ts",
    "signedAt !== undefined && Math.abs(now() / 1000 - signedAt) <= WINDOW_S;",
    "signedAt !== undefined;",
    "slack/forgery",
  ),
  guard(
    "Telegram's secret is compared",
    "channels/telegram/webhook.ts",
    "if (!timingSafeEqual(digest(given), expected)) return empty(401);",
    "",
    "telegram/webhook",
  ),
  guard("hosts are known", "web/origin.ts", 'return "foreign-host";', 'return "fine";', "web/forged"),
  guard(
    "other sites change nothing",
    "web/origin.ts",
    'return isReading && isFollowed ? "fine" : "foreign-site";',
    'return "fine";',
    "web/forged",
  ),
  guard(
    "cookies are signed",
    "web/access.ts",
    "if (!isRight || now() >= Number(expires)) return undefined;",
    "if (now() >= Number(expires)) return undefined;",
    "web/forged",
  ),
  guard(
    "cookies end",
    "web/access.ts",
    "if (!isRight || now() >= Number(expires)) return undefined;",
    "if (!isRight) return undefined;",
    "web/access",
  ),
  guard(
    "curators' pages are for curators",
    "web/guard.ts",
    '(access !== "curator" || role === "curator")',
    "true",
    "web/access",
  ),
  guard(
    "an update is taken once",
    "stores/sqlite-journal.ts",
    "INSERT OR IGNORE INTO inbox",
    "INSERT OR REPLACE INTO inbox",
    "stores/journal",
  ),
  guard(
    "an update is finished once",
    "stores/sqlite-journal.ts",
    "if (changes === 0) return [];",
    "",
    "stores/journal",
  ),
  guard(
    "what was perhaps sent is marked",
    "stores/journal-outbox.ts",
    "SET is_again = 1, is_sending = 0",
    "SET is_sending = 0",
    "stores/journal",
  ),
  guard(
    "messages that wait bear a sum",
    "stores/journal-outbox.ts",
    "if (sealed(item.message, item.content) === row.content || isOfBefore(row.content)) return [item];",
    "return [item];",
    "stores/journal",
  ),
  guard(
    "readings bear a sum",
    "readers/readings.ts",
    "kept.equals(sealed(sha256, json)) ? (JSON.parse(json) as Reading) : undefined",
    "JSON.parse(json) as Reading",
    "readers/readings",
    "unit",
  ),
  guard(
    "an index bears a seal",
    "stores/sealed-file.ts",
    "if (header.readUInt32BE(SEAL_AT) !== (await checksum(file))) {",
    "if (header.length === 0) {",
    "stores/sqlite",
  ),
  guard(
    "passages bear a sum",
    "stores/sqlite-snapshot.ts",
    "verified()[number] === 1 || isRight(found, file, number - file.number)",
    "number >= 0",
    "stores/sqlite",
  ),
  guard("a graph has a stamp", "stores/graph-file.ts", "if (!isWhole) return undefined;", "", "stores/hnsw"),
  guard(
    "records are chained",
    "stores/sqlite-audit.ts",
    'if (hash !== row.hash) return broken(number, "changed");',
    "",
    "stores/audit",
  ),
  guard(
    "one program at a time serves chats",
    "stores/open-journals.ts",
    "const unlock = await lockWriter(",
    "const unlock = (await Promise.resolve(() => {})) ?? lockWriter(",
    "stores/journal",
  ),
  guard(
    "a later program's file is refused",
    "stores/sound-database.ts",
    "if (Number(found) > format) throw newer(path, Number(found), format);",
    "",
    "stores/journal",
  ),
  guard(
    "a part of a store holds its files alone",
    "stores/part.ts",
    "text: async (file) => (files.has(file) ? store.text(file) : undefined),",
    "text: (file) => store.text(file),",
    "stores/part",
  ),
  guard(
    "Slack's signs are escaped",
    "channels/slack/messages.ts",
    "return text.replace(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);",
    "return text;",
    "slack/messages",
  ),
  guard(
    "turning signs are not shown",
    "render/text.ts",
    "\\u202a-\\u202e\\u2066-\\u2069",
    "",
    "render/text",
    "unit",
  ),
  guard("formulas are text", "render/csv.ts", "FORMULA.test(text) ?", "false ?", "render/csv", "unit"),
  guard(
    "the log holds no secrets",
    "console/log.ts",
    "const message = oneLine(clean(given));",
    "const message = oneLine(given);",
    "console/log",
    "unit",
  ),
  guard(
    "a log line is one line",
    "console/log.ts",
    "const message = oneLine(clean(given));",
    "const message = clean(given);",
    "console/log",
    "unit",
  ),
  guard(
    "document types are refused",
    "readers/xml.ts",
    'throw new ReadingError("带有文档类型定义，可能不安全，没有读入；请用 Word 或 WPS 重新保存");',
    "",
    "readers/hostile",
    "unit",
  ),
  guard(
    "elements are not nested for ever",
    "readers/xml.ts",
    "if (open.length > LIMITS.depth)",
    "if (open.length > 1e9)",
    "readers/hostile",
    "unit",
  ),
  guard(
    "bots are not heard",
    "channels/telegram/addressed.ts",
    "return from && !from.is_bot ?",
    "return from ?",
    "telegram/etiquette",
  ),
  guard(
    "chats are closed until they are opened",
    "chat/access.ts",
    "if (allowed.has(person) || (await isOpen(chat))) return true;",
    "return true;",
    "chat/access",
    "unit",
  ),
];
