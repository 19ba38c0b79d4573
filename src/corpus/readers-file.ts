/** The text of a readers file → names of those who may read: 企业微信：zhangsan → wecom:zhangsan. */

/** Whose kind of name each is, by what people call it, as it is shown first; the names themselves are as access to the platform has them. */
export const READER_KINDS: Readonly<Record<string, readonly [shown: string, ...others: string[]]>> = {
  telegram: ["Telegram"],
  slack: ["Slack"],
  wecom: ["企业微信", "企微"],
  feishu: ["飞书", "lark"],
  dingtalk: ["钉钉"],
  user: ["网页用户"],
  role: ["网页角色"],
  program: ["程序"],
};

const KINDS = byName(READER_KINDS);

/** Names of people and programs may hold blanks. */
const WITH_BLANKS = new Set(["user", "program"]);

export const READER_ROLES = { curator: ["管理员"], reader: ["读者"] } as const;

const ROLES = byName(READER_ROLES);

/** What names, and each name of it, stand for. */
function byName(named: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(named).flatMap(([own, names]) => [own, ...names].map((name) => [name.toLowerCase(), own])),
  );
}

export interface ReadersFile {
  readonly readers: readonly string[];
  /** Of lines that name nobody; they let nobody in. */
  readonly problems: readonly string[];
}

export function parseReaders(text: string): ReadersFile {
  const readers: string[] = [];
  const problems: string[] = [];
  text.split(/\r\n?|\n/).forEach((raw, i) => {
    const line = raw.replace(/#.*$/, "").normalize("NFKC").trim();
    if (line === "") return;
    const [, before = "", after = ""] = /^([^:]*):(.*)$/.exec(line) ?? [];
    const kind = KINDS.get(before.trim().toLowerCase());
    const ids = after
      .split(kind !== undefined && WITH_BLANKS.has(kind) ? /[,、;]/ : /[,、;\s]+/)
      .map((id) => id.trim())
      .filter(Boolean)
      .map((id) => (kind === "role" ? ROLES.get(id.toLowerCase()) : id));
    if (kind === undefined || ids.length === 0 || ids.includes(undefined))
      problems.push(`第 ${i + 1} 行“${line.slice(0, 60)}”${EXPECTED}`);
    else for (const id of ids) readers.push(id === "所有人" ? `${kind}:*` : `${kind}:${id}`);
  });
  return { readers, problems };
}

const EXPECTED =
  "应为“平台：编号”，例如“飞书：ou_123、oc_456”；平台可写 Telegram、Slack、企业微信、飞书、钉钉、网页用户、网页角色（管理员或读者）、程序";

/** Whether somebody of one of these names is among the readers. */
export function isAmong(readers: ReadonlySet<string>, names: readonly string[]): boolean {
  return names.some((name) => readers.has(name) || readers.has(`${name.slice(0, name.indexOf(":"))}:*`));
}
