/** A document and the names its labels use → what stands in which case, section and item: read plainly, apart from the bot's own parser. */

/** The lines of one case, by section. */
export interface SourceCase {
  /** As it stands, with its marks. */
  readonly heading: string;
  readonly sections: Map<string, string[]>;
}

export interface Source {
  /** What stands before the first case: front matter and the document's own title. */
  readonly front: SourceCase;
  readonly cases: readonly SourceCase[];
}

/** What labels say of a place. */
export interface Place {
  readonly organizations: readonly string[];
  readonly sections: readonly string[];
  readonly item?: string | undefined;
}

export const squeeze = (text: string): string => text.replace(/\s+/gu, "");
export const normalize = (text: string): string => squeeze(text.normalize("NFKC"));

const NUMERALS = "[一二三四五六七八九十]+";
const CASE_MARK = new RegExp(`^【案例${NUMERALS}】\\s*`, "u");
const ITEM_MARK = new RegExp(`^[(（](${NUMERALS})[)）]`, "u");

/** A heading without # and 【案例一】. */
export function headingWords(line: string): string {
  return line
    .replace(/^#+\s*/u, "")
    .replace(CASE_MARK, "")
    .trim();
}

interface Heading {
  /** What headings of one rank have in common: ##, 【】, 一、. */
  readonly shape: string;
  /** How labels may call it: as written, and without its number. */
  readonly names: readonly string[];
  /** What follows on the same line. */
  readonly rest: string;
}

function headingOf(line: string): Heading | null {
  const marked = /^(#{2,6})\s+(.+)$/u.exec(line);
  if (marked) return { shape: marked[1] ?? "", names: namesOf(marked[2] ?? ""), rest: "" };
  const bracketed = /^【(.+?)】(.*)$/u.exec(line);
  if (bracketed) return { shape: "【】", names: [bracketed[1] ?? ""], rest: bracketed[2] ?? "" };
  if (new RegExp(`^${NUMERALS}、[^。；，,]{2,14}$`, "u").test(line))
    return { shape: "一、", names: namesOf(line), rest: "" };
  const recommended = /^(推荐词)\s*[:：](.*)$/u.exec(line);
  return recommended ? { shape: "：", names: ["推荐词"], rest: recommended[2] ?? "" } : null;
}

function namesOf(title: string): string[] {
  return [title.trim(), title.replace(new RegExp(`^${NUMERALS}、`, "u"), "").trim()];
}

function opensCase(line: string, organizations: readonly string[], first: boolean): boolean {
  const heading =
    first || /^#{1,6}\s/u.test(line) || CASE_MARK.test(line) || /^[^。；]{4,60}[:：][^。]{4,60}$/u.test(line);
  const title = squeeze(headingWords(line));
  return (
    heading &&
    organizations.some((name) => title.startsWith(squeeze(name)) || (first && title.includes(squeeze(name))))
  );
}

/**
 * Line by line: a heading with the name of an organisation opens a case. A heading that `sections` names opens a section,
 * and so does any other of the same shape, lest its words be counted to the section before it.
 */
export function scan(text: string, organizations: readonly string[], sections: readonly string[]): Source {
  const lines = text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter(Boolean);
  const headings = lines.map(headingOf);
  const labelOf = (heading: Heading) => heading.names.find((name) => sections.includes(name));
  const shapes = new Set(headings.flatMap((heading) => (heading && labelOf(heading) ? [heading.shape] : [])));
  const front: SourceCase = { heading: "", sections: new Map([["标题", []]]) };
  const cases: SourceCase[] = [];
  let current = front;
  let section = "前言";
  let titleFollows = false;
  const add = (name: string, line: string) => {
    if (line !== "") current.sections.set(name, [...(current.sections.get(name) ?? []), line]);
  };
  for (const [i, line] of lines.entries()) {
    if (opensCase(line, organizations, i === 0)) {
      current = { heading: line, sections: new Map([["标题", [headingWords(line)]]]) };
      cases.push(current);
      section = "前言";
      titleFollows = CASE_MARK.test(line);
      continue;
    }
    const heading = headings[i] ?? null;
    if (heading && shapes.has(heading.shape)) {
      section = labelOf(heading) ?? heading.names[0] ?? "";
      add(section, heading.rest);
    } else if (titleFollows || (/^#+\s/u.test(line) && (current === front || /^####\s/u.test(line)))) {
      add("标题", headingWords(line));
    } else {
      add(section, headingWords(line));
    }
    titleFollows = false;
  }
  return { front, cases };
}

/** The text without white space of every place that the labels name. */
export function placesIn(
  source: Source,
  { organizations, sections, item }: Place,
): { organization: string; section: string; text: string }[] {
  const named = organizations.flatMap((organization) => {
    const of = source.cases.find(({ heading }) => squeeze(heading).includes(squeeze(organization)));
    return of ? [{ organization, of }] : [];
  });
  if (organizations.length === 0) named.push({ organization: "", of: source.front });
  return named.flatMap(({ organization, of }) =>
    sections.map((section) => {
      const lines = of.sections.get(section) ?? [];
      const kept = item === undefined ? lines : itemLines(lines, item);
      return { organization, section, text: squeeze(kept.join("")) };
    }),
  );
}

/** From the item's mark to the next item's. */
function itemLines(lines: readonly string[], item: string): string[] {
  const wanted = normalize(item);
  let inside = false;
  return lines.filter((line) => {
    const mark = ITEM_MARK.exec(line);
    if (mark) inside = normalize(mark[0]) === wanted;
    return inside;
  });
}

/** Names of the cases of a document in the `###` shape: the first word of each such heading. */
export function headings(text: string): string[] {
  return [...text.matchAll(/^###\s+(\S+)/gmu)].map((match) => match[1] ?? "").filter((name) => name !== "");
}
