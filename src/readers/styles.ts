/** The styles of a Word document → what a paragraph has from its style and those that it is based on. */

import { child, children, type Element, valOf } from "./xml.ts";

export type Styles = ReturnType<typeof createStyles>;

/** A style that is based on itself would not end. */
const LONGEST_CHAIN = 12;

export function createStyles(part: Element | undefined) {
  const byId = new Map(children(part, "style").map((style) => [style.attributes.styleId ?? "", style]));
  const defaultId = children(part, "style").find(
    ({ attributes }) => attributes.type === "paragraph" && isOn(attributes.default),
  )?.attributes.styleId;

  function chainOf(styleId: string | undefined): Element[] {
    const chain: Element[] = [];
    let style = byId.get(styleId ?? defaultId ?? "");
    while (style && chain.length < LONGEST_CHAIN) {
      chain.push(style);
      style = byId.get(valOf(style, "basedOn") ?? "");
    }
    return chain;
  }
  const nameOf = (style: Element) => (valOf(style, "name") ?? "").toLowerCase();

  return {
    /** From 1; 0 for what is no heading. */
    level(styleId: string | undefined, properties: Element | undefined): number {
      const own = valOf(properties, "outlineLvl");
      if (own !== undefined) return Number(own) < 9 ? Number(own) + 1 : 0;
      for (const style of chainOf(styleId)) {
        const name = nameOf(style);
        const heading = /^heading (\d)$/.exec(name)?.[1];
        if (heading !== undefined) return Number(heading);
        if (name === "title") return TITLE;
        const outline = valOf(child(style, "pPr"), "outlineLvl");
        if (outline !== undefined) return Number(outline) < 9 ? Number(outline) + 1 : 0;
      }
      return 0;
    },
    /** The list that a style stands in, and the style that says so. */
    numbering(styleId: string | undefined) {
      for (const style of styleId === undefined ? [] : chainOf(styleId)) {
        const numPr = child(child(style, "pPr"), "numPr");
        if (!numPr) continue;
        const numId = valOf(numPr, "numId");
        const ilvl = valOf(numPr, "ilvl");
        if (numId !== undefined) return { numId, ilvl, style: style.attributes.styleId ?? "" };
      }
      return undefined;
    },
    isBold: (styleId: string | undefined) => flag(styleId, "b"),
    isHidden: (styleId: string | undefined) => flag(styleId, "vanish"),
    /** A line of a table of contents. */
    isContents: (styleId: string | undefined) =>
      chainOf(styleId).some((style) => /^(?:toc \d|table of figures)$/.test(nameOf(style))),
  };

  function flag(styleId: string | undefined, name: string): boolean {
    if (styleId === undefined) return false;
    return (
      chainOf(styleId)
        .map((style) => flagOf(child(style, "rPr"), name))
        .find((set) => set !== undefined) ?? false
    );
  }
}

/** Above all headings. */
export const TITLE = -1;

function isOn(value: string | undefined): boolean {
  return value !== undefined && !["0", "false", "off", "none"].includes(value);
}

/** Whether a property is on; undefined where it is not named. */
export function flagOf(properties: Element | undefined, name: string): boolean | undefined {
  const named = child(properties, name);
  return named && isOn(named.attributes.val ?? "1");
}
