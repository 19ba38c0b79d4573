/** Buttons that copy what the page shows; without scripts they are not there, and the text can be selected. */

import { copied } from "./copying.ts";

const textOf = (id: string): string => document.getElementById(id)?.textContent?.trim() ?? "";

function asked(kind: string | undefined): string {
  if (kind === "link") return location.href;
  const reference = textOf("reference");
  return kind === "both" ? `${textOf("quoted")}——${reference}` : reference;
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = button.parentElement?.querySelector<HTMLElement>(".said");
    const done = await copied(asked(button.dataset.copy));
    if (said) said.textContent = (done ? said.dataset.done : said.dataset.failed) ?? "";
  });
}
