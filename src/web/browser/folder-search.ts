/** Search in an exported folder, as one types, by an index that lies beside the pages. */

import { element } from "./element.ts";
import { load } from "./folder-index.ts";
import { type ListedCase, type ListedSentence, plain, shardOf, unitsOf } from "./units.ts";

interface Overview {
  readonly cases: readonly ListedCase[];
  readonly shards: number;
}

interface Hit {
  readonly ordinal: number;
  readonly score: number;
}

const MOST_CASES = 20;
const MOST_SENTENCES = 2;
/** Of the units typed a case has at least this share. */
const LEAST_SHARE = 0.6;
const WAIT_MS = 150;

const field = document.querySelector<HTMLInputElement>("form.search input[name=q]");
const results = document.querySelector<HTMLElement>("#results");
const catalogue = results ? [...results.childNodes] : [];
let latest = 0;

/** Cases that hold what is typed, those that are named so first. */
async function hitsOf(words: string, { cases, shards }: Overview): Promise<Hit[]> {
  const typed = plain(words).split(/\s+/).filter(Boolean);
  const units = unitsOf(words);
  const held = new Map<number, number>();
  for (const unit of units) {
    const shard = await load<Record<string, string>>(`words-${shardOf(unit, shards)}`);
    let ordinal = 0;
    for (const step of Object.hasOwn(shard, unit) ? (shard[unit] ?? "").split(" ") : []) {
      ordinal += Number.parseInt(step, 36);
      held.set(ordinal, (held.get(ordinal) ?? 0) + 1);
    }
  }
  const hits = new Map<number, number>();
  for (const [ordinal, count] of held)
    if (count >= units.length * LEAST_SHARE) hits.set(ordinal, count / units.length);
  cases.forEach(([, title, organization], ordinal) => {
    const name = plain(`${organization} ${title}`);
    if (typed.every((word) => name.includes(word))) hits.set(ordinal, (hits.get(ordinal) ?? 0) + 1);
  });
  return [...hits]
    .map(([ordinal, score]) => ({ ordinal, score }))
    .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal)
    .slice(0, MOST_CASES);
}

async function sentencesOf(ordinal: number, words: string): Promise<ListedSentence[]> {
  const units = unitsOf(words);
  const share = (text: string) => {
    const own = new Set(unitsOf(text));
    return units.filter((unit) => own.has(unit)).length / Math.max(1, units.length);
  };
  const sentences = await load<readonly ListedSentence[]>(`text-${ordinal}`);
  return sentences
    .map((sentence) => ({ sentence, worth: share(sentence[2]) }))
    .filter(({ worth }) => worth >= LEAST_SHARE)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST_SENTENCES)
    .map(({ sentence }) => sentence);
}

function link(className: string, href: string, text: string): HTMLAnchorElement {
  const made = element("a", className, text);
  made.href = href;
  return made;
}

async function entriesOf(hits: readonly Hit[], words: string, { cases }: Overview): Promise<HTMLLIElement[]> {
  const entries: HTMLLIElement[] = [];
  for (const { ordinal } of hits) {
    const [page = "", title = "", organization = ""] = cases[ordinal] ?? [];
    const by = element("p", "by", element("span", "", organization));
    entries.push(element("li", "entry", link("name", page, title || organization), by));
    for (const [href, place, text] of await sentencesOf(ordinal, words)) {
      const source = element("p", "by", element("span", "", `${organization} · ${place}`));
      entries.push(element("li", "entry words", link("quote", href, text), source));
    }
  }
  return entries;
}

async function show(words: string): Promise<void> {
  latest += 1;
  const own = latest;
  if (words === "") {
    results?.replaceChildren(...catalogue);
    return;
  }
  const overview = await load<Overview>("cases");
  const entries = await entriesOf(await hitsOf(words, overview), words, overview);
  if (own !== latest) return;
  const heading =
    entries.length === 0 ? `没有找到与“${words}”相符的案例或原文，请换个说法再试。` : `“${words}”的查找结果`;
  results?.replaceChildren(element("h2", "group", heading), element("ol", "cases found", ...entries));
  const said = document.querySelector("#said");
  if (said) said.textContent = heading;
}

if (field?.form) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => show(field.value.trim().slice(0, 200));
  field.form.hidden = false;
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    now();
  });
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(now, WAIT_MS);
  };
  field.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) later();
  });
  field.addEventListener("compositionend", later);
}
