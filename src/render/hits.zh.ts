/** Hits of a search → plain text, best first. */

import type { SearchHit } from "../answer/search-hits.ts";

export function hitsText(hits: readonly SearchHit[]): string {
  if (hits.length === 0) return "没有找到相关段落。";
  return hits
    .map(
      ({ rank, score, case: of, section, item, text }) =>
        `${rank}. ${of.organization} · ${section}${item ?? ""}（${score.toFixed(3)}）\n${text}`,
    )
    .join("\n\n");
}
