/** What the server describes → elements. Nothing is ever read as HTML, and nothing is built that is not named here. */

export type View =
  | string
  | {
      readonly tag: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly children: readonly View[];
    };

const TAGS = new Set(
  "a article blockquote caption del div figcaption figure h2 h3 ins li mark ol p section span table tbody td th thead tr ul".split(
    " ",
  ),
);
const ATTRIBUTES = /^(?:class|href|scope|role|tabindex|aria-label|data-(?:case|kind|number|passage))$/;

export function build(view: View): Node {
  if (typeof view === "string") return document.createTextNode(view);
  if (!TAGS.has(view.tag)) throw new Error(`unknown element ${view.tag}`);
  const made = document.createElement(view.tag);
  for (const [name, value] of Object.entries(view.attributes)) {
    if (!ATTRIBUTES.test(name)) throw new Error(`unknown attribute ${name}`);
    // Links lead to pages of this site alone.
    if (name !== "href" || new URL(value, location.href).origin === location.origin)
      made.setAttribute(name, value);
  }
  made.append(...view.children.map(build));
  return made;
}
