/** Case → the lines and words in it that may say what it is called. */

import type { Case, Section } from "../corpus/case.ts";
import { isOrganization } from "../corpus/organizations.ts";
import { digitize, fold, foldTight } from "../language/fold.ts";
import {
  allIn,
  firstIn,
  isPlaced,
  labelledOrganization,
  organizationAtStart,
} from "../language/organizations.ts";

export interface NamingLines {
  /** Lines of its heading, its title, its file's name, folded and tight; subtitles without their dash. */
  readonly headings: readonly string[];
  /** Whose it is: a line of its own at the beginning or the end, or after a label (推荐单位：…). */
  readonly organizations: readonly string[];
  /** Terms in quotation marks in the title. */
  readonly marked: readonly string[];
  /** Short forms that the text explains (以下简称“二中”). */
  readonly called: readonly string[];
  readonly persons: readonly string[];
  /** 案例3, 项目2, 18号文: digitized. */
  readonly numbers: readonly string[];
}

/** Longer lines are text. */
const LONGEST_LINE = 60;

export function linesOf(unionCase: Case, alone: boolean): NamingLines {
  const { organization, title, heading, sections, file } = unionCase;
  const name = alone ? fileNameParts(file) : [];
  const headings = [
    ...new Set([...name, organization, title, ...sentencesIn(heading)].flatMap(headingParts)),
  ].filter((line) => line.length >= 2);
  const organizations = [...sentencesIn(heading), ...edgesOf(sections)].flatMap(
    (line) => organizationOf(line) ?? [],
  );
  const all = [organization, title, ...sentencesIn(heading), ...name].join("\n");
  const digitized = digitize(fold(all));
  return {
    headings,
    organizations,
    marked: markedIn(`${organization} ${title}`),
    called: calledIn(unionCase, [
      ...organizations,
      ...headings.flatMap((line) => (isPlaced(line) ? line : (organizationAtStart(line) ?? []))),
    ]),
    persons: [...new Set(allIn("person", foldTight(all)).map((match) => match[1] ?? ""))],
    numbers: [
      ...numbersIn(digitized),
      ...(unionCase.number === undefined ? [] : [`案例${unionCase.number}`]),
    ],
  };
}

function sentencesIn(section: Section): string[] {
  return section.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text));
}

/** The first and the last lines below the heading. */
function edgesOf(sections: readonly Section[]): string[] {
  const first = sections[0] ? sentencesIn(sections[0]).slice(0, 3) : [];
  const last = sections.at(-1);
  return [...first, ...(last ? sentencesIn(last).slice(-2) : [])];
}

function organizationOf(line: string): string | undefined {
  const tight = foldTight(line).replace(/^[(【[]+|[)】\]]+$/g, "");
  const labelled = labelledOrganization(tight);
  if (labelled !== undefined) return labelled;
  if (tight.length > LONGEST_LINE) return undefined;
  return isPlaced(tight) || (isOrganization(tight) && organizationAtStart(tight) !== undefined)
    ? tight
    : undefined;
}

/** ——陈某工伤待遇案 → 陈某工伤待遇案; 东湾工业园：加班换收入 → both. */
function headingParts(line: string): string[] {
  const tight = foldTight(line);
  if (tight.length > LONGEST_LINE) return [];
  return tight.split(/[—|:_]+|\(|\)|【|】/u).filter(Boolean);
}

/** 01-葭工发〔2025〕18号（补充通知）.txt → 葭工发〔2025〕18号, 补充通知 */
function fileNameParts(file: string): string[] {
  const base = file.slice(file.lastIndexOf("/") + 1).replace(/\.[a-z]+$/i, "");
  return fold(base)
    .split(/[\s_()\-+.]+/u)
    .filter((part) => /\p{Script=Han}/u.test(part));
}

function markedIn(text: string): string[] {
  return [...text.matchAll(/[“"「『《]([^“”"「」『』《》]{2,20})[”"」』》]/g)]
    .map((match) => foldTight(match[1] ?? "").replace(/[^\p{L}\p{N}]/gu, ""))
    .filter((term) => term.length >= 3);
}

/** Those whose characters stand in that order in what the case is called: 市二院 for 汐江市第二人民医院. */
function calledIn({ sections }: Case, names: readonly string[]): string[] {
  const texts = sections.flatMap(sentencesIn).filter((text) => text.includes("称"));
  const forms = texts.flatMap((text) => allIn("called", foldTight(text)).flatMap((match) => match.slice(1)));
  return forms.filter((form) => names.some((name) => name !== form && isSubsequence(form, name)));
}

function isSubsequence(form: string, name: string): boolean {
  let at = -1;
  return [...form].every((character) => {
    at = name.indexOf(character, at + 1);
    return at >= 0;
  });
}

/** What it goes by: the first number of each kind alone, as a title may cite others after it. */
function numbersIn(digitized: string): Set<string> {
  const numbers = new Set<string>();
  const tight = digitized.replace(/ /g, "");
  const [whole, letters = "", , number] = firstIn("document-number", tight) ?? [];
  if (whole !== undefined)
    for (const form of [`${letters}${whole.slice(letters.length)}`, `${number}号文`, `${number}号`])
      numbers.add(form);
  for (const line of digitized.split("\n")) {
    const match = firstIn("numbered", line.replace(/ /g, ""));
    if (match && (match.index ?? 0) <= FIRST_IN_LINE) numbers.add(match[0]);
    else if (match && /[()]/.test(line[(match.index ?? 0) - 1] ?? "")) numbers.add(match[0]);
  }
  return numbers;
}

/** A heading's own number stands at its beginning. */
const FIRST_IN_LINE = 1;
