/** Message as typed → the words that are said: without marks, quotations of others, salutations, reasons and politeness. */

import { foldAligned } from "../language/fold.ts";
import { remembered } from "../language/remembered.ts";
import { openTemplates } from "../language/templates.ts";

export interface Said {
  /** What is left when noise is off, as typed; what is left without marks where all the rest is noise. */
  readonly said: string;
  /** The message without marks and quotations; "" where it had nothing else. */
  readonly bare: string;
  /** What others wrote and the message quotes above its own words. */
  readonly quotedAbove: string | null;
  /** Whom the message calls with @, the program apart. */
  readonly called: readonly string[];
  /** The message calls the program by its name. */
  readonly callsProgram: boolean;
  /** Clauses that try to talk the program out of its rules; they are no part of what is said. */
  readonly attacks: readonly string[];
}

const templates = openTemplates("noise");

/** Words in quotation marks are what is spoken about, never noise. */
const QUOTED = /[“"「『《][^“”"「」『』《》]{1,400}[”"」』》]/g;

export function withoutNoise(message: string): Said {
  return read(message);
}

/** A message is taken for a question that somebody chose a place for, and then for itself. */
const read = remembered(16, (message): Said => {
  const { own, quotedAbove } = withoutQuotations(message.replace(INVISIBLE, ""));
  const called: string[] = [];
  const { unmarked, callsBot } = withoutMarks(own, called);
  const callsProgram = callsBot || templates.says("program", foldAligned(unmarked));
  const bare = trimmed(blanked("program", unmarked));
  const clauses = clausesOf(bare);
  const attacks = clauses.filter((clause) => templates.says("attacks", foldAligned(clause).trim()));
  const peaceful = attacks.length === 0 ? bare : trimmed(withoutClauses(bare, attacks));
  const said = withoutSocial(peaceful);
  return { said, bare, quotedAbove, called, callsProgram, attacks };
});

/** Zero-width and bidirectional characters come along with pasted text, frames with digits typed as emoji; joiners within emoji go with the emoji. */
const INVISIBLE = /[\u200b\u200c\u2060\ufeff\u202a-\u202e\u2066-\u2069\u00ad]|(?<=\d)\ufe0f?\u20e3/g;

/** `> ` lines and 「name：words」 above a rule are what somebody else wrote; a forwarded line stands above the question. */
function withoutQuotations(text: string): { own: string; quotedAbove: string | null } {
  const quoted: string[] = [];
  const lines = text.split("\n");
  while (lines.length > 0) {
    const line = lines[0] ?? "";
    const [, words] = line.match(/^\s*(?:>|＞|&gt;)\s?(.*)$/) ?? [];
    if (words !== undefined) quoted.push(words);
    else if (lines.length > 1 && templates.says("forwarded", foldAligned(line))) quoted.push(line);
    else if (line.trim() !== "" || quoted.length === 0) break;
    lines.shift();
  }
  const own = withoutRecord(lines, quoted).join("\n");
  const reply = own.match(/^\s*「(?:[^：:」\n]{1,20}[：:])?([\s\S]+?)」\s*\n[\s\-—–_]{3,}\n([\s\S]+)$/);
  if (reply) return { own: reply[2] ?? "", quotedAbove: [...quoted, reply[1] ?? ""].join("\n").trim() };
  return { own, quotedAbove: quoted.length > 0 ? quoted.join("\n").trim() : null };
}

/** Lines 小张：明儿谁值班 above a rule, or below the heading of such a record, are others' talk; it goes to `quoted`. */
function withoutRecord(lines: readonly string[], quoted: string[]): readonly string[] {
  const titled = templates.says("record", foldAligned(lines[0] ?? "")) ? 1 : 0;
  const told = lines.slice(titled).findIndex((line) => !SPEAKER.test(line));
  const end = titled + told;
  const ruled = RULE.test(lines[end] ?? "") ? 1 : 0;
  // 问题：… above a rule is one's own.
  const isTalk = titled === 1 ? told > 0 : ruled === 1 && told > 1;
  if (!isTalk || end + ruled >= lines.length) return lines;
  quoted.push(...lines.slice(titled, end));
  return lines.slice(end + ruled);
}

const SPEAKER = /^\s*[^\s：:]{1,12}(?:\s\d{1,2}[：:]\d{2})?\s*[：:]\s*\S/;
const RULE = /^\s*[-—–_=]{3,}\s*$/;

const LINK = /<?(?:https?:\/\/|www\.)[!-;=?-~]+>?/g;
const SLACK_MARK = /<[@#!][^>\s]*(?:\|[^>]*)?>/g;
const AT = /(?<![\w.])[@＠](?![它他她你我])([\p{L}\p{N}_-]{1,20})/gu;
const EMOJI_CODE = /(?<![\w:])(?::[a-z0-9_+-]{2,40}:(?::skin-tone-\d:)?)+/g;
const STICKER = /(?<!\p{Script=Han})\[\p{Script=Han}{1,4}\]/gu;
const EMOJI =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u{1f3fb}-\u{1f3ff}])(?:\ufe0f|\u200d|\u20e3)*/gu;
const SIGNATURE = /^\s*(?:sent from my \w+|get outlook for \w+)[ .]*$/gim;

function withoutMarks(text: string, called: string[]): { unmarked: string; callsBot: boolean } {
  let callsBot = false;
  const plain = text
    .replace(LINK, " ")
    .replace(SLACK_MARK, " ")
    .replace(SIGNATURE, " ")
    .replace(EMOJI_CODE, " ")
    .replace(STICKER, " ")
    .replace(EMOJI, (sign) => (/[©®™\d#*]/.test(sign) ? sign : " "))
    .replace(AT, (_, name: string) => {
      if (templates.says("program", foldAligned(name))) return name;
      if (templates.says("bot-names", foldAligned(name))) callsBot = true;
      else called.push(name);
      return " ";
    });
  return { unmarked: blanked("signature", plain), callsBot };
}

/** Leaves off at both ends, and clause by clause, what only accompanies a question, until nothing of the kind is left. */
function withoutSocial(text: string): string {
  let rest = text;
  for (let before = ""; before !== rest; ) {
    before = rest;
    for (const group of ["aside", "front", "end"]) {
      const next = trimmed(blanked(group, rest));
      // Where nothing else is said, the salutation is the message.
      if (/[\p{L}\p{N}]/u.test(next)) rest = next;
    }
  }
  return rest;
}

/** The text with blanks for what patterns of the group match outside of quotation marks. */
function blanked(group: string, text: string): string {
  const read = foldAligned(text).replace(QUOTED, (words) => "\ue000".repeat(words.length));
  let made = text;
  for (const { start, end } of templates.spans(group, read).reverse())
    made = `${made.slice(0, start)} ${made.slice(end)}`;
  return made;
}

const EDGE_SIGNS = /^[\s，,。.！!~～、；;：:…·—-]+|[\s，,、；;：:~～…—]+$/g;

/** A trailing full stop stays: a pasted sentence may be compared with its source. */
function trimmed(text: string): string {
  return text.replace(/[^\S\n]{2,}/g, " ").replace(EDGE_SIGNS, "");
}

/** In order, without the signs between them; a decimal point and the dots of a name end no clause. */
export function clausesOf(text: string): string[] {
  return text
    .split(/[，,。！!？?；;~～…\n]+|\.(?=\s|$)/)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}+]/u.test(clause));
}

function withoutClauses(text: string, clauses: readonly string[]): string {
  return clauses
    .reduce((rest, clause) => rest.replace(clause, " "), text)
    .replace(/^[\s\p{P}]+(?=[\p{L}\p{N}“《【(（])/u, "");
}
