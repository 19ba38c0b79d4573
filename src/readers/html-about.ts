/** A web page → what it says of itself: title, date and source, from where sites usually say so. */

import { wordPattern } from "../language/document-words.ts";
import type { Page } from "./dom.ts";
import type { About } from "./reader.ts";

const TITLES = ["meta[name=ArticleTitle]", "#activity-name", "meta[property='og:title']", "h1"];
const DATES = [
  "meta[name=PubDate]",
  "meta[property='article:published_time']",
  "meta[name=publishdate]",
  "#publish_time",
];
const SOURCES = [
  "meta[name=ContentSource]",
  "#js_name",
  "meta[name=source]",
  "meta[property='og:article:author']",
];
const SOURCE_LINE = new RegExp(`${wordPattern("source")}\\s*[:：]\\s*([^\\s:：|｜<>，。]{2,30})`);
const DATE = /(20\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})/;
const SECONDS = /\bct\s*=\s*["'](\d{10})["']/;
/** What sites add to the title of a page, their own name mostly. */
const SUFFIX = /(?:\s*[-_|–—]\s*[^-_|–—]{2,20}){1,3}$/;
/** The site greets, and every page of it has the same title. */
const WELCOME = new RegExp(`^${wordPattern("welcome")}`);
/** Chinese time is eight hours ahead. */
const CHINA_SECONDS = 8 * 3_600;

export function aboutPage(document: Page, source: string): About {
  const said = (selectors: readonly string[]) => {
    for (const selector of selectors) {
      const element = document.querySelector(selector);
      const words = (element?.getAttribute("content") ?? element?.textContent ?? "")
        .replace(/\s+/g, " ")
        .trim();
      if (words !== "") return words;
    }
    return undefined;
  };
  const page = (document.querySelector("title")?.textContent ?? "").replace(/\s+/g, " ").trim();
  const own = page.replace(SUFFIX, "");
  const title = said(TITLES) ?? (own === "" || WELCOME.test(own) ? undefined : own);
  const lines = linesOf(document);
  const seconds = SECONDS.exec(source)?.[1];
  const told = said(DATES) ?? lines.find((line) => DATE.test(line));
  const date = seconds
    ? new Date((Number(seconds) + CHINA_SECONDS) * 1_000).toISOString().slice(0, 10)
    : dateIn(told ?? "");
  const from =
    said(SOURCES) ?? lines.map((line) => SOURCE_LINE.exec(line)?.[1]).find((found) => found !== undefined);
  return { ...(title && { title }), ...(date && { date }), ...(from && { source: from }) };
}

function dateIn(text: string): string | undefined {
  const [, year, month = "", day = ""] = DATE.exec(text) ?? [];
  return year && `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Short texts that stand by themselves, as those below a title do, in order. */
function linesOf(document: Page): string[] {
  return [...document.querySelectorAll("span, div, p, em, td, li")]
    .filter((element) => element.children.length <= 12)
    .map((element) => (element.textContent ?? "").replace(/\s+/g, " ").trim())
    .filter((text) => text.length > 0 && text.length <= 200);
}
