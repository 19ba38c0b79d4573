/** 五型是哪五型, 三模式是哪三个 → the items of one section, as many as are asked for, whose opening sentences all bear that word. */

import type { Case } from "../../corpus/case.ts";
import { passagesOf } from "../../corpus/passages.ts";
import type { Grounded } from "../../grounding/answer.ts";
import { createGround } from "../../grounding/ground.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import type { Part } from "../../question/request.ts";
import type { Knowledge } from "../knowledge.ts";
import { grounded, sayingAll } from "./show.ts";

const COUNTS = openTemplates("counts");

/** `meant`: the cases named or talked about. Null where no such items are asked for, or there are more or fewer. */
export async function membersAsked(
  { text }: Pick<Part, "text">,
  [of, ...others]: readonly Case[],
  { store }: Pick<Knowledge, "store">,
): Promise<Grounded | null> {
  const { count, thing = thingCounted(text, count) } = COUNTS.match("which-of-them", text)?.groups ?? {};
  if (!of || others.length > 0 || count === undefined || thing === undefined) return null;
  const items = passagesOf(of).filter(({ item }) => item !== null);
  for (const [, members] of Map.groupBy(items, ({ section }) => section)) {
    const areThose = members.every(({ sentences }) => readable(sentences[0]?.text ?? "").includes(thing));
    if (members.length !== Number(count) || !areThose) continue;
    const ground = createGround(store);
    const quotes = members.map((passage) =>
      ground.quote({ case: of, passage, sentences: passage.sentences.slice(0, 1) }),
    );
    return grounded((await Promise.all(quotes)).map((quote) => sayingAll([quote])));
  }
  return null;
}

/** 模 of 三模式是哪三个. */
function thingCounted(text: string, count: string | undefined): string | undefined {
  return text.match(new RegExp(`(?<![\\d哪])${count}[个大种项类]?(\\p{Script=Han})`, "u"))?.[1];
}
