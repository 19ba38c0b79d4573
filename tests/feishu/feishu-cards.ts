/** Cards of Feishu as its documentation describes them → what is wrong with one, what people read in it, its buttons and citations. */

import { citationsIn as citationsInMarkdown, type ShownCitation } from "../wire/markdown-back.ts";

interface Node {
  readonly tag?: string;
  readonly [property: string]: unknown;
}

export interface Button {
  readonly label: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const MOST_NODES = 200;
const MOST_LABEL = 100;

/** By tag: the properties that are used, and which of them must be there. */
const KNOWN: Readonly<Record<string, { readonly must: readonly string[]; readonly may: readonly string[] }>> =
  {
    div: { must: ["text"], may: [] },
    plain_text: { must: ["content"], may: ["text_size", "text_color"] },
    markdown: { must: ["content"], may: ["text_size"] },
    column_set: { must: ["columns"], may: ["flex_mode"] },
    column: { must: ["elements"], may: ["width", "weight", "background_style", "padding"] },
    collapsible_panel: { must: ["header", "elements"], may: ["expanded", "border", "padding"] },
    standard_icon: { must: ["token"], may: ["size"] },
    button: { must: ["text", "behaviors"], may: ["width", "size"] },
  };

/** One line for each thing that Feishu would refuse, or not show. */
export function problemsOf(card: unknown): string[] {
  const { schema, config, body, ...rest } = card as Readonly<Record<string, Node>>;
  const problems = Object.keys(rest).map((name) => `card: ${name}`);
  if ((schema as unknown) !== "2.0") problems.push(`schema ${schema}`);
  if (config?.update_multi !== true) problems.push("a card that cannot be changed");
  const elements = body?.elements;
  if (!Array.isArray(elements) || elements.length === 0) problems.push("a card without elements");
  const nodes = nodesOf(body);
  if (nodes.length > MOST_NODES) problems.push(`${nodes.length} elements`);
  return [...problems, ...nodes.flatMap(problemsOfNode)];
}

function problemsOfNode({ tag = "", ...properties }: Node): string[] {
  const known = KNOWN[tag];
  if (!known) return [`tag ${tag}`];
  const names = Object.keys(properties);
  const wrong = [
    ...known.must.filter((name) => !names.includes(name)).map((name) => `${tag} without ${name}`),
    ...names.filter((name) => ![...known.must, ...known.may].includes(name)).map((name) => `${tag}.${name}`),
  ];
  const { content, elements, columns, behaviors } = properties;
  if (content === "" || (typeof content === "string" && !content.isWellFormed()))
    wrong.push(`content of ${tag}`);
  for (const list of [elements, columns])
    if (list !== undefined && !(Array.isArray(list) && list.length > 0)) wrong.push(`an empty ${tag}`);
  if (tag === "button") {
    const [{ type, value } = { type: "", value: "" }] = behaviors as { type: string; value: unknown }[];
    const label = (properties.text as { content: string }).content;
    if (label.length > MOST_LABEL) wrong.push(`a label of ${label.length}`);
    if (type !== "callback" || typeof value !== "object" || value === null)
      wrong.push(`a button that ${type}`);
  }
  return wrong;
}

/** Everything that has a tag, in the order in which it is read. */
function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== "object" || value === null) return [];
  const node = value as Node;
  const { behaviors: _, ...within } = node;
  return [...(node.tag === undefined ? [] : [node]), ...Object.values(within).flatMap(nodesOf)];
}

interface Text {
  readonly text: string;
  readonly isMarkdown: boolean;
  /** As notes are set. */
  readonly isSmall: boolean;
}

/** Texts but for those of buttons, in order. */
function textsOf(value: unknown): Text[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  const { tag, content, header, text_size, ...rest } = value as Node;
  if (tag === "button") return [];
  if (tag === "markdown" || tag === "plain_text")
    return [{ text: String(content), isMarkdown: tag === "markdown", isSmall: text_size === "notation" }];
  return [...textsOf(header), ...Object.values(rest).flatMap(textsOf)];
}

export function wordsOf(card: unknown): string {
  return textsOf((card as Node).body)
    .map(({ text }) => text)
    .join("\n");
}

export function buttonsOf(card: unknown): Button[] {
  return nodesOf((card as Node).body)
    .filter(({ tag }) => tag === "button")
    .map(({ text, behaviors }) => ({
      label: (text as { content: string }).content,
      value: (behaviors as { value: Record<string, unknown> }[])[0]?.value ?? {},
    }));
}

const LINE = /^(?:\d+\\?\. )?\*\*\[\d+\]/;
const NUMBER = /\[\d+\]/g;

/** A citation line, and as many plain texts under it as it has numbers; what else is plain is none of the documents'. */
export function citationsIn(cards: readonly unknown[]): ShownCitation[] {
  const pages = cards.map((card) => {
    let waiting = 0;
    return textsOf((card as Node).body)
      .map(({ text, isMarkdown, isSmall }) => {
        if (isMarkdown && LINE.test(text)) {
          waiting = text.slice(0, text.indexOf("〔")).match(NUMBER)?.length ?? 0;
          return text;
        }
        if (isMarkdown || isSmall || waiting === 0) return "";
        waiting -= 1;
        const fence = "`".repeat(100);
        return `${fence}\n${text}\n${fence}`;
      })
      .join("\n");
  });
  return citationsInMarkdown(pages);
}
