/** A piece of a page as plain data: the server writes it as HTML, and the browser builds it without any HTML. */

import { raw } from "hono/html";
import { visible } from "../../render/text.ts";
import type { Html } from "./layout.ts";

/** Text, or an element. Whatever a text holds, it is text. */
export type View = string | ViewElement;

export interface ViewElement {
  readonly tag: Tag;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly View[];
}

/** The browser's builder (src/web/browser/ask-build.ts) knows these and no others. */
export type Tag =
  | "a"
  | "article"
  | "blockquote"
  | "caption"
  | "del"
  | "div"
  | "figcaption"
  | "figure"
  | "h2"
  | "h3"
  | "ins"
  | "li"
  | "mark"
  | "ol"
  | "p"
  | "section"
  | "span"
  | "table"
  | "tbody"
  | "td"
  | "th"
  | "thead"
  | "tr"
  | "ul";

/**
 * `looks`: a class, "" for none, or attributes. What a channel would show as other than what stands there goes out of
 * texts and attributes.
 */
export function element(
  tag: Tag,
  looks: string | Readonly<Record<string, string>>,
  ...children: readonly (View | readonly View[])[]
): ViewElement {
  const attributes = typeof looks === "string" ? (looks === "" ? {} : { class: looks }) : looks;
  return {
    tag,
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, shown(value)])),
    children: children.flat().map((child) => (typeof child === "string" ? shown(child) : child)),
  };
}

export function htmlOf(views: readonly View[]): Html {
  return raw(views.map(markup).join(""));
}

function markup(view: View): string {
  if (typeof view === "string") return escaped(view);
  const attributes = Object.entries(view.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<${view.tag}${attributes.join("")}>${view.children.map(markup).join("")}</${view.tag}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** What of a text can be seen. */
export function shown(text: string): string {
  return visible(text).toWellFormed();
}
