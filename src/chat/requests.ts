/** What a command, or a plain message, asks for. */

import type { Abilities } from "../answer/abilities.ts";
import type { Asking } from "../answer/asking.ts";
import type { Answer } from "../grounding/answer.ts";
import { openTemplates, readable } from "../language/templates.ts";
import {
  type CommandName,
  CURATOR_COMMANDS,
  type CuratorCommand,
  isForCurators,
  LISTED,
  UNLISTED,
} from "./commands.ts";
import { CHINESE_NAMES } from "./request-wording.zh.ts";
import { besideStop } from "./stop-words.ts";

const NAMES: ReadonlyMap<string, CommandName> = new Map<string, CommandName>([
  ...[...LISTED, ...CURATOR_COMMANDS, ...UNLISTED].map((name): [string, CommandName] => [name, name]),
  ...CHINESE_NAMES,
]);

/** Without its slash, in any case and width; undefined for one that is not ours. */
export function commandNamed(name: string): CommandName | undefined {
  return NAMES.get(name.normalize("NFKC").toLowerCase());
}

export interface CuratorRequest {
  readonly kind: "curate";
  readonly command: CuratorCommand;
  /** Of `pin` and `unpin`: the question, the place. */
  readonly text: string;
}

export type Request =
  /** Goes the way of every plain Chinese question, unless a case is named: that is meant, whatever was talked about. */
  | { readonly kind: "question"; readonly question: string; readonly named?: Named }
  | { readonly kind: "verify"; readonly text: string }
  /**
   * - `forget`: nothing is to be kept any more of what this person asked here, got and thought of it
   * - `unpair`: closes the chat to all but those whom the settings name
   * - `stop`: what was asked before is not to be answered any more
   * - `quiet`: the bot is to keep out of the talk until it is called again
   */
  | { readonly kind: "new" | "help" | "privacy" | "forget" | "unpair" | "stop" | "quiet" }
  | { readonly kind: "start"; readonly payload: string }
  | { readonly kind: "pair"; readonly code: string }
  | CuratorRequest
  /** What the command needs is missing. */
  | { readonly kind: "usage"; readonly command: CommandName }
  /** With its slash. */
  | { readonly kind: "unknown"; readonly command: string };

export type Named = (
  abilities: Pick<Abilities, "summaryNamed" | "quoteNamed" | "compareNamed">,
  asking?: Asking,
) => Promise<Answer>;

export function requestOf(command: CommandName | null, text: string): Request {
  const said = text.trim();
  if (isForCurators(command)) return { kind: "curate", command, text: said };
  switch (command) {
    case null:
      return plainRequest(said);
    case "new":
    case "help":
    case "privacy":
    case "forget":
    case "unpair":
    case "stop":
      return { kind: command };
    case "start":
      return { kind: "start", payload: said };
    case "unknown":
      return { kind: "unknown", command: said.match(/^[/／][^\s@]*/)?.[0] ?? said };
    case "cases":
      return question(casesQuestion(said));
    default:
  }
  if (said === "") return { kind: "usage", command };
  switch (command) {
    case "pair":
      return { kind: "pair", code: said };
    case "verify":
      return { kind: "verify", text: wordsToCheck(said) ?? unquoted(said) };
    case "ask":
      return plainRequest(said);
    case "quote":
      return quoteRequest(said);
    case "case":
      return summaryRequest(said);
    case "compare":
      return compareRequest(said) ?? { kind: "usage", command };
  }
}

function question(asked: string): Request & { readonly kind: "question" } {
  return { kind: "question", question: asked };
}

/** A command typed as text: its name, which ends where Latin letters end or at a space, and what follows. */
const SLASHED = /^[/／]([A-Za-z0-9_]+|[^\s/／@]+)(?:@\w*)?([\s\S]*)$/;

const wishes = openTemplates("requests");
const says = (group: string, text: string) => wishes.says(group, readable(text));

const PAIR =
  /^配对码?(?:[\s:：是为]*([A-Za-z0-9Ａ-Ｚａ-ｚ０-９][A-Za-z0-9Ａ-Ｚａ-ｚ０-９\s－–—-]{6,}))?[。\s]*$/;

/** Whether what was asked before is not to be answered any more. */
export function stops(command: CommandName | null, text: string): boolean {
  const isStop = requestOf(command, text).kind === "stop";
  return isStop || (command === null && besideStop(text.trim()) !== undefined);
}

function plainRequest(text: string): Request {
  const [, name, rest = ""] = text.match(SLASHED) ?? [];
  if (name !== undefined) return slashedRequest(name, rest);
  if (text === "") return { kind: "usage", command: "ask" };
  const curated = curatorRequest(text);
  if (curated) return curated;
  if (says("unpair", text)) return { kind: "unpair" };
  const beside = besideStop(text);
  if (beside !== undefined) return beside === "" ? { kind: "stop" } : plainRequest(beside);
  const wish = (["new", "quiet", "privacy"] as const).find((one) => says(one, text));
  if (wish) return { kind: wish };
  const pair = text.match(PAIR);
  if (pair) return requestOf("pair", pair[1] ?? "");
  return checkRequest(text) ?? question(text);
}

/** By the Chinese word alone, without a slash; behind one that takes nothing more, more makes a question of it. */
function curatorRequest(said: string): CuratorRequest | undefined {
  const [word = "", text = ""] = said.split(/[\s:：]+([\s\S]*)/);
  const command = CHINESE_NAMES.get(word) ?? null;
  const isOne = isForCurators(command) && (text === "" || command === "pin" || command === "unpin");
  return isOne ? { kind: "curate", command, text } : undefined;
}

function slashedRequest(name: string, rest: string): Request {
  const command = commandNamed(name);
  if (command !== undefined) return requestOf(command, rest);
  // “/总结某单位” lacks but the space, and is understood without its slash.
  const isSentence = [...CHINESE_NAMES.keys()].some((known) => name.startsWith(known));
  return isSentence ? question(name + rest) : { kind: "unknown", command: `/${name}` };
}

/** To have words checked or their source found, without saying which words. */
export function wishesCheck(text: string): boolean {
  return says("checks", text.trim()) || says("points", text.trim());
}

/** The words in quotation marks, or after a colon, that follow such a wish. */
function wordsToCheck(text: string): string | undefined {
  const [, wish = "", quoted, told] =
    text.match(
      /^([^“"「『：:]{2,40})(?:[：:]?\s*[“"「『]([\s\S]+)[”"」』][。！!？?\s]*|[：:]\s*(\S[\s\S]*))$/,
    ) ?? [];
  const words = quoted ?? told;
  return words !== undefined && wishesCheck(wish) ? unquoted(words.trim()) : undefined;
}

function checkRequest(text: string): Request | undefined {
  const words = wordsToCheck(text);
  if (words !== undefined) return { kind: "verify", text: words };
  // 是不是原文 and 出处在哪 may point at the answer before; what is to be checked is never that.
  return says("checks", text) ? { kind: "usage", command: "verify" } : undefined;
}

/** Signs of a quotation around or before the lines of it are the asker's, and would be differences from the source. */
function unquoted(typed: string): string {
  const text = typed.replace(/^[>＞]\s*/gm, "");
  if (!/^(?:“[\s\S]+”|「[\s\S]+」|『[\s\S]+』|"[^"]+")$/.test(text)) return text;
  const inner = text.slice(1, -1);
  let depth = 0;
  for (const sign of inner) {
    if (/[“「『]/.test(sign)) depth += 1;
    else if (/[”」』]/.test(sign)) depth -= 1;
    if (depth < 0) return text;
  }
  return inner.trim();
}

function casesQuestion(text: string): string {
  if (text === "") return "有哪些案例？";
  if (says("asks-cases", text)) return text;
  return `哪些案例提到${text.replace(/的?(?:案例)?[。，,？?！!\s]*$/, "")}？`;
}

const NUMBER = "(?:[一二三四五六七八九十]{1,3}|\\d{1,2})";
const ORDINAL = new RegExp(`^第?(${NUMBER})[个号]?$`);
const ITEM = new RegExp(`^[（(]?第?(${NUMBER})[)）]?$`);

/** 3 and 第三个 → 第三个案例. */
function caseNamed(word: string): string {
  return word.replace(ORDINAL, "第$1个案例");
}

/**
 * A case, a section, the number of an item: any of them may be left out, or all said in a sentence. The verb that a
 * command stands for may be typed all the same.
 */
function quoteRequest(text: string): Request {
  const [first = "", ...rest] = text.replace(/^(?:引用|引述|摘录|摘抄)(?:一下)?\s*/, "").split(/\s+/);
  const parts = rest.map((word, i) => (i === rest.length - 1 ? word.replace(ITEM, "第$1项") : word));
  const asked = question(`引用${[caseNamed(first), ...parts].join(" ")}`);
  const [section = "", ...more] = rest;
  if (ORDINAL.test(first) || more.length > 0 || !says("section", section)) return asked;
  return { ...asked, named: ({ quoteNamed }) => quoteNamed(first, section) };
}

const summaries = openTemplates("summary");
const LENGTHS = ["characters", "one-sentence", "some-sentences", "in-full"];

function summaryRequest(text: string): Request {
  if (says("all-cases", text)) return question(casesQuestion(""));
  const name = text.replace(/^(?:总结|概括|归纳|介绍)(?:一下)?\s*/, "").replace(/[。？?！!]+$/, "");
  const of = caseNamed(name);
  const asked = question(`总结${of}${of.endsWith("案例") ? "" : "的案例"}`);
  // 第三个 may be of a list that was shown; and some say how long it is to be.
  const isOfLength = LENGTHS.some((group) => summaries.says(group, readable(name)));
  if (ORDINAL.test(name) || isOfLength || /\s/.test(name)) return asked;
  return { ...asked, named: ({ summaryNamed }, asking) => summaryNamed(name, "full", asking) };
}

/** Undefined where there are not two to be compared. */
function compareRequest(text: string): Request | undefined {
  const said = text.replace(/^(?:比较|对比)(?:一下)?\s*/, "");
  if (/[和与跟及、]/.test(said)) return question(`比较${said}`);
  const words = said.split(/[\s,，;；]+|(?<![a-z])vs\.?(?![a-z])/i).filter((word) => word !== "");
  const typed = words.filter((word) => !says("section", word));
  const names = typed.map(caseNamed);
  const sections = words.filter((word) => says("section", word));
  if (names.length < 2) return undefined;
  // 背景 by itself is taken for a thing that the cases are to speak of.
  const of = sections.length > 0 ? `的${sections.join("和").replace(/^背景/, "案例背景")}` : "";
  const asked = question(`比较${names.slice(0, -1).join("、")}和${names.at(-1)}${of}`);
  if (sections.length > 1 || typed.some((name) => ORDINAL.test(name))) return asked;
  return { ...asked, named: ({ compareNamed }) => compareNamed(typed, sections[0]) };
}
