/** A name, a class and what stands inside → an element; text stays text. */

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** One that sends no form. */
export function buttonOf(label: string, className = ""): HTMLButtonElement {
  const button = element("button", className, label);
  button.type = "button";
  return button;
}
