/** A question and the spans found → those that stand in the district, county or town that it names, where the corpus tells of that. */

import { isPlaceName, isWord } from "../../language/dictionary.ts";
import { tight } from "../../language/fold.ts";
import { allIn } from "../../language/organizations.ts";
import { readable } from "../../language/templates.ts";
import type { CorpusWords } from "../../search/corpus-words.ts";
import type { Ranked } from "../pick/pick.ts";
import { surroundings } from "../pick/spans.ts";

/** The figure of one county is no answer for another: all where the first stands by the name. `said`: the question, folded. */
export async function inDistricts(
  said: string,
  ranked: readonly Ranked[],
  corpus: Pick<CorpusWords, "holds">,
): Promise<readonly Ranked[]> {
  const names = await districtsIn(said, corpus);
  const standsBy = ({ span }: Ranked) => {
    const { organization, title } = span.hit.case;
    const around = `${surroundings(span)}|${tight(readable(`${organization}|${title}`))}`;
    return names.some((name) => around.includes(name));
  };
  const [first] = ranked;
  return names.length === 0 || (first && standsBy(first)) ? ranked : ranked.filter(standsBy);
}

async function districtsIn(said: string, corpus: Pick<CorpusWords, "holds">): Promise<string[]> {
  const names = new Set(allIn("district", readable(said)).flatMap(({ groups }) => groups?.name ?? []));
  const borne = await Promise.all(
    [...names].map(
      async (name) => (!isWord(name) || isPlaceName(name)) && (await corpus.holds(name, "written")),
    ),
  );
  return [...names].filter((_, i) => borne[i]);
}
