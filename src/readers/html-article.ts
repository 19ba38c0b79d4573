/** A web page → the element that holds its article. */

import { Readability } from "@mozilla/readability";
import { type Page, type PageElement, parsePage } from "./dom.ts";

/** Where public accounts and the systems of Chinese government and news sites put it. */
const CONTAINERS = [
  "#js_content",
  "#UCAP-CONTENT",
  ".TRS_UEDITOR",
  ".TRS_Editor",
  "#zoom",
  "#zoomcon",
  "#Zoom",
  "#artibody",
  "#ContentRegion",
  ".rm_txt_con",
  ".pages_content",
  ".article-content",
  "#articleContent",
  "#content_detail",
  "#vsb_content",
  ".v_news_content",
  "[itemprop=articleBody]",
];
const FEWEST_CHARACTERS = 60;

export interface Article {
  readonly body: PageElement | null;
  /** The whole page is the article, as of one saved by Word. */
  readonly isWhole: boolean;
}

export function articleOf(document: Page): Article {
  const size = (element: PageElement | null) => (element?.textContent ?? "").replace(/\s+/g, "").length;
  for (const selector of CONTAINERS) {
    const found = [...document.querySelectorAll(selector)].sort((a, b) => size(b) - size(a))[0];
    if (found && size(found) >= FEWEST_CHARACTERS) return { body: found, isWhole: false };
  }
  const body = document.body;
  const hasSite =
    document.querySelector("nav, header, footer, aside, form, script[src], #nav, .nav, .footer, .header") !==
    null;
  if (hasSite) {
    const content = new Readability(parsePage(document.toString()) as never, {
      keepClasses: false,
      charThreshold: FEWEST_CHARACTERS,
    }).parse()?.content;
    const article = content ? parsePage(`<html><body>${content}</body></html>`).body : null;
    if (size(article) >= FEWEST_CHARACTERS) return { body: article, isWhole: false };
  }
  return { body, isWhole: !hasSite };
}
