/** In an exported folder: the sentence to which a fragment leads gets its reference, and the sentences beside it. */

import { copied } from "./copying.ts";
import { buttonOf, element } from "./element.ts";

const sentences = [...document.querySelectorAll<HTMLElement>(".s[data-reference]")];

function meant(): HTMLElement | undefined {
  let name = "";
  try {
    name = decodeURIComponent(location.hash.slice(1));
  } catch {}
  return sentences.find(({ id }) => id === name);
}

function copyButton(label: string, text: () => string, said: HTMLElement): HTMLButtonElement {
  const button = buttonOf(label);
  button.addEventListener("click", async () => {
    said.textContent = (await copied(text())) ? "已复制" : "浏览器不允许复制，请选中文字后手动复制";
  });
  return button;
}

function stepTo(label: string, sentence: HTMLElement | undefined): HTMLElement {
  if (!sentence) return element("span", "off", label);
  const link = element("a", "", label);
  link.href = `#${encodeURIComponent(sentence.id)}`;
  return link;
}

function show(): void {
  document.querySelector("aside.cite")?.remove();
  const sentence = meant();
  if (!sentence) return;
  const at = sentences.indexOf(sentence);
  const words = sentence.querySelector(".w")?.textContent ?? "";
  const reference = sentence.dataset.reference ?? "";
  const said = element("span", "said");
  said.setAttribute("role", "status");
  const card = element(
    "aside",
    "cite",
    element("p", "title", "出处"),
    element("p", "reference", reference),
    element(
      "p",
      "tools",
      copyButton("复制引注", () => reference, said),
      copyButton("复制原文和引注", () => `“${words}”——${reference}`, said),
      said,
    ),
    element("p", "steps", stepTo("上一句", sentences[at - 1]), stepTo("下一句", sentences[at + 1])),
  );
  card.setAttribute("aria-label", "出处");
  (sentence.closest(".block") ?? sentence.closest("hgroup, h1"))?.after(card);
}

addEventListener("hashchange", show);
show();
