/** Kinds of values that settings have, each with what is said where a value is none of it. */

import { z } from "zod";
import { parseReaders } from "../corpus/readers-file.ts";

export const text = z.string().default("");
export const optional = z.string().optional();
export const secret = z
  .string()
  .regex(/^[\x21-\x7e]+$/, "应为不含空格的一串字母、数字和符号")
  .optional();
/** Guesses are not held back by their number, only by how many there would have to be. */
export const token = z
  .string()
  .regex(/^[\x21-\x7e]{10,500}$/, "应为至少 10 个字母、数字或符号，不含空格")
  .optional();
export const webAddress = z
  .url({ protocol: /^https?$/, error: "应为 http:// 或 https:// 开头的网址" })
  .optional();
export const listed = (list: string) => list.split(/[,，\s]+/).filter(Boolean);
export const ids = text.transform(listed);
/** Of people, which may hold blanks. */
export const names = text.transform((list) =>
  list
    .split(/[,，]/)
    .map((name) => name.trim())
    .filter(Boolean),
);
/** Of programs, each with its name: 门户:0123456789. */
export const namedTokens = names
  .refine(
    (list) => list.every((one) => /^[^:：]{1,40}[:：][\x21-\x7e]{10,500}$/.test(one)),
    "应为用逗号分隔的“名称:口令”，口令为至少 10 个字母、数字或符号",
  )
  .transform((list) => new Map(list.map((one) => one.split(/[:：]([\s\S]*)/) as [string, string])));
export const chatIds = ids.refine(
  (list) => list.every((id) => /^(?:-?\d+|\*)$/.test(id)),
  "应为用逗号分隔的数字编号（群的编号以负号开头），或 *；不能用名称",
);
const CHATS = ["telegram", "slack", "wecom", "feishu", "dingtalk"];

/** People and chats of any platform, as readers files name them: 飞书:ou_123 → feishu:ou_123. */
export const namedChats = text
  .transform((list) => parseReaders(listed(list).join("\n")))
  .refine(
    ({ readers, problems }) =>
      problems.length === 0 &&
      readers.every((name) => CHATS.includes(name.split(":", 1)[0] ?? "") && !name.endsWith(":*")),
    "应为用逗号分隔的“平台:编号”，例如 飞书:ou_123,企业微信:zhangsan；平台可写 Telegram、Slack、企业微信、飞书、钉钉",
  )
  .transform(({ readers }) => readers);
export const count = (least: number, most: number, expected: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, expected)
    .transform(Number)
    .refine((value) => value >= least && value <= most, expected);

export const tokens = count(1, Number.MAX_SAFE_INTEGER, "应为 1 或更大的整数").optional();

/** Where a `/`, `?` or `#` of a password is not escaped, its beginning would pass for the host, and be shown as such. */
export function isDatabaseAddress(address = ""): boolean {
  if (!/^postgres(?:ql)?:\/\/\S+$/.test(address) || !URL.canParse(address)) return false;
  const { pathname, search, hash } = new URL(address);
  return hash === "" && !`${pathname}${search}`.includes("@");
}
