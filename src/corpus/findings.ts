/** What the parser inferred, mended or found odd → findings in Chinese for the person who keeps the corpus. */

import type { Finding, Span } from "./case.ts";

export interface Notes {
  join(before: Place, after: Place): void;
  truncation(place: Place): void;
  inference(line: number, message: string): void;
  oddity(line: number, message: string): void;
  /** In line order. */
  list(): Finding[];
}

interface Place extends Span {
  readonly number: number;
}

/** A document that is odd all over is not listed line by line. */
const MOST_ODDITIES = 200;

export function createNotes(file: string, text: string): Notes {
  const findings: Finding[] = [];
  let oddities = 0;
  const add = (kind: Finding["kind"], line: number, message: string) => {
    findings.push({ kind, file, line, message });
  };
  return {
    join(before, after) {
      const left = tail(text, before, 3);
      const right = [...text.slice(after.start, Math.min(after.end, after.start + 6))].slice(0, 3).join("");
      const lines = `第 ${before.number} 行与第 ${after.number} 行之间`;
      const cut = after.number > before.number + 1 ? "换页" : "换行";
      add("join", before.number, `${lines}的${cut}把一句话断开，已接上：“…${left}｜${right}…”`);
    },
    truncation(place) {
      add("truncation", place.number, `原文在此中断：“…${tail(text, place, 6)}”`);
    },
    inference(line, message) {
      add("inference", line, message);
    },
    oddity(line, message) {
      oddities++;
      if (oddities <= MOST_ODDITIES) add("oddity", line, message);
    },
    list() {
      const more = oddities - MOST_ODDITIES;
      const sorted = findings.toSorted((a, b) => a.line - b.line);
      const line = sorted.at(-1)?.line ?? 1;
      if (more > 0)
        sorted.push({ kind: "oddity", file, line, message: `此文件另有 ${more} 处类似情况，不再逐一列出` });
      return sorted;
    },
  };
}

/** Words in quotation marks, those within them turned to the inner kind. */
export function quoted(words: string): string {
  return `“${words.replaceAll("“", "‘").replaceAll("”", "’")}”`;
}

/** The last characters, whole code points. */
function tail(text: string, span: Span, count: number): string {
  return [...text.slice(Math.max(span.start, span.end - count * 2), span.end)].slice(-count).join("");
}
