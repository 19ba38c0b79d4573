/** Markdown of a chat → the citations in it, from nothing but the text. */

export interface ShownCitation {
  readonly number: number;
  readonly organization: string;
  /** With its item. */
  readonly section: string;
  readonly quote: string;
}

const LINE = /^(?:\d+\\?\. )?\*\*((?:\[\d+\])+)\*\* \[?〔(.*) · (.*?)〕(?:\]\(\S+\))?(（续）)?$/;
const FENCE = /^`{3,}$/;

/** In the order in which they are shown; parts of a quote on several messages are one again. */
export function citationsIn(pages: readonly string[]): ShownCitation[] {
  const found: ShownCitation[] = [];
  for (const page of pages) {
    let line: { numbers: number[]; organization: string; section: string; isContinued: boolean } | undefined;
    const lines = page.split("\n");
    for (let i = 0; i < lines.length; i += 1) {
      const [, numbers, organization = "", section = "", continued] = LINE.exec(lines[i] ?? "") ?? [];
      if (numbers !== undefined) {
        line = {
          numbers: [...numbers.matchAll(/\d+/g)].map(Number),
          organization: unescaped(organization),
          section: unescaped(section),
          isContinued: continued !== undefined,
        };
        continue;
      }
      const fence = lines[i] ?? "";
      const words: string[] = [];
      if (FENCE.test(fence)) {
        for (i += 1; lines[i] !== fence; i += 1) words.push(lines[i] ?? "");
      } else if (fence.startsWith("> ")) {
        for (; lines[i]?.startsWith("> "); i += 1) words.push((lines[i] ?? "").slice(2));
        i -= 1;
      } else continue;
      const number = line?.numbers.shift();
      if (!line || number === undefined)
        throw new Error(`expected a citation line above “${words.join("\n")}”`);
      const { organization: of, section: where, isContinued } = line;
      const begun = isContinued ? found.findLast((other) => other.number === number) : undefined;
      const quote = words.join("\n");
      if (begun) found[found.indexOf(begun)] = { ...begun, quote: begun.quote + quote };
      else found.push({ number, organization: of, section: where, quote });
    }
  }
  return found;
}

function unescaped(text: string): string {
  return text.replace(/\\([\\`*_~<>|#[\]+-])/g, "$1");
}
