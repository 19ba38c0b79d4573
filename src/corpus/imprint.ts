/** A line of a document → whether it tells of the text and nothing of the matter: who wrote it, to whom, when, where. */

import { wordPattern } from "../language/document-words.ts";
import type { Block } from "./case.ts";

/** Longer lines tell something. */
const LONGEST = 140;

const LINE = new RegExp(
  `^(?:${["byline", "speaker", "salutation", "dating", "sender", "field", "attached", "address"].map(wordPattern).join("|")})$`,
);
const SPEAKER = new RegExp(`^${wordPattern("speaker")}$`);
const ACCOUNT = new RegExp(`^${wordPattern("account")}$`);
const WIRE = new RegExp(`^\\s*${wordPattern("wire")}[\\s:：]*`);

/** The words of a whole paragraph: a byline, a salutation, a date, a signature. */
export function isImprint(paragraph: string): boolean {
  return paragraph.length <= LONGEST && LINE.test(paragraph.trim());
}

/** The same of a block. */
export function isImprintBlock({ sentences }: Pick<Block, "sentences">): boolean {
  return isImprint(sentences.map(({ text }) => text).join(""));
}

/** 县总工会主席　　某某某 below the title of a speech. */
export function isSpeaker(line: string): boolean {
  return line.length <= LONGEST && SPEAKER.test(line);
}

/** 某某工会微平台: who brings the text out, not whom it tells of. */
export function isAccount(line: string): boolean {
  return line.length <= LONGEST && ACCOUNT.test(line);
}

/** Characters of 本报海港6月13日电 and what parts it from the article that it opens; 0 where none does. */
export function wireLength(paragraph: string): number {
  return WIRE.exec(paragraph.slice(0, 80))?.[0].length ?? 0;
}
