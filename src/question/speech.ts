/** A message typed as somebody speaks → the same in standard speech: 几多 and duoshao are 多少, 边个 is 谁. */

import { openTemplates } from "../language/templates.ts";

const READ = openTemplates("read");

/** Words that are meant: the templates have a group for each, named for it; the longer first. */
const MEANT = [
  "什么时候",
  "多少",
  "什么",
  "怎么",
  "哪里",
  "哪些",
  "几个",
  "为什么",
  "谁",
  "吗",
  "没有",
  "份",
  "2个",
  "的",
];

/** Folded text, digitized or not; positions shift. */
export function inStandardSpeech(folded: string): string {
  return MEANT.reduce((text, word) => READ.replace(`spelled-${word}`, text, word), folded);
}
