/** A saved web page → its article without what the site puts around it, with title, date and source. */

import { Readability } from "@mozilla/readability";
import { wordPattern } from "../language/document-words.ts";
import { createComposer, rowsOf } from "./compose.ts";
import { decodeText } from "./decode.ts";
import { type Page, type PageElement, parsePage } from "./dom.ts";
import { aboutPage } from "./html-about.ts";
import { blocksOfPage, type PageBlock } from "./html-blocks.ts";
import { LIMITS } from "./limits.ts";
import { type Reading, ReadingError } from "./reader.ts";

const INVITATION = new RegExp(`^${wordPattern("invitation")}$`);
const NAVIGATION = new RegExp(`^${wordPattern("navigation")}$`);
const AFTER = new RegExp(`^${wordPattern("after")}$`);
/** What an official paper is called. */
const PAPER = new RegExp(`^${wordPattern("paper")}$`);
/** Blocks of an article among which its title can stand. */
const NEAR = 3;
/** Signs at the ends of a line that says nothing by them. */
const DECORATION = /^[\s\-—–=~*>↑↓←→♥❤☆★◆▼▲～|｜（(【[]+|[\s\-—–=~*↑↓←→♥❤☆★◆▼▲～|｜)）】\]]+$/gu;

export async function readHtml(bytes: Uint8Array): Promise<Reading> {
  const source = pageOfMessage(bytes) ?? textOfPage(bytes);
  checkDepth(source);
  const document = parsePage(source);
  const about = aboutPage(document, source);
  const { body, isWhole } = articleOf(document);
  const all = body ? blocksOfPage(body) : [];
  const { kept, dropped } = withoutChrome(all);
  if (kept.length === 0)
    throw new ReadingError("网页里没有正文，没有读入；请打开网页，把正文复制到 Word 或文本文件");
  const composer = createComposer();
  const title = about.title ?? kept.slice(0, NEAR).find(isPaper)?.text;
  const same = (block: PageBlock) =>
    block.kind === "paragraph" && block.text.replace(/\s+/g, "") === title?.replace(/\s+/g, "");
  const told = kept.slice(0, NEAR).findIndex(same);
  // The title stands above the article, once.
  if (title) composer.paragraph(title, { kind: "paragraph", paragraph: 1 }, { level: 1 });
  const counts = { paragraph: title ? (told < 0 ? 1 : 2) : 0, table: 0 };
  for (const block of kept.filter((_, i) => i !== told)) {
    if (block.kind === "table") {
      composer.table(block.cells, rowsOf(++counts.table), block.headerRows, {});
    } else {
      counts.paragraph++;
      const { level, bold } = block;
      composer.paragraph(block.text, { kind: "paragraph", paragraph: counts.paragraph }, { level, bold });
    }
  }
  const itself = [about.title, about.source && `来源 ${about.source}`, about.date].filter(Boolean).join("，");
  if (itself !== "") composer.note("inference", `网页自述：${itself}`);
  if (dropped > 0) composer.note("omission", `正文前后的关注、推荐、翻页等 ${dropped} 行没有读入`);
  if (!isWhole) composer.note("omission", "正文以外的导航、评论、页脚等没有读入");
  return composer.reading(about);
}

function isPaper(block: PageBlock): block is PageBlock & { readonly kind: "paragraph" } {
  return block.kind === "paragraph" && PAPER.test(block.text);
}

function withoutChrome(blocks: readonly PageBlock[]): {
  readonly kept: PageBlock[];
  readonly dropped: number;
} {
  const kept: PageBlock[] = [];
  for (const [i, block] of blocks.entries()) {
    if (block.kind === "table") {
      kept.push(block);
      continue;
    }
    const bare = block.text.replace(DECORATION, "");
    if (AFTER.test(bare) && !blocks.slice(i).some(isText)) break;
    if (bare === "" || INVITATION.test(bare) || NAVIGATION.test(bare)) continue;
    kept.push(block);
  }
  return { kept, dropped: blocks.length - kept.length };
}

/** Paragraphs of an article end with a full stop; links to others do not. */
function isText(block: PageBlock): boolean {
  return block.kind === "table" || (block.text.length > 40 && /[。！？；]["”’」』）)]?$/.test(block.text));
}

function textOfPage(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString("latin1");
  return textIn(bytes, /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]);
}

/** Pages and messages name encodings that they are not in. */
function textIn(bytes: Uint8Array, charset: string | undefined): string {
  try {
    if (charset !== undefined)
      return new TextDecoder(charset.replace(/^gb(?:2312|k)$/i, "gb18030"), { fatal: true }).decode(bytes);
  } catch {
    // What it is in is found out below.
  }
  return decodeText(bytes).text;
}

/** Elements within one another hang a parser long before they fill its memory. */
function checkDepth(source: string): void {
  let depth = 0;
  for (const [, slash] of source.matchAll(
    /<(\/?)(?:div|section|span|table|tr|td|ul|ol|blockquote|font|b|i|strong|em)\b/gi,
  )) {
    depth += slash === "/" ? -1 : 1;
    if (depth > LIMITS.depth * 4)
      throw new ReadingError("层层嵌套过深，没有读入；请把正文复制到 Word 或文本文件");
  }
}

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

interface Article {
  readonly body: PageElement | null;
  /** The whole page is the article, as of one saved by Word. */
  readonly isWhole: boolean;
}

function articleOf(document: Page): Article {
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

const DEEPEST = 3;

/** Of a page saved as one file (.mht, .mhtml) the HTML of its first part; undefined for what is no such message. */
function pageOfMessage(bytes: Uint8Array): string | undefined {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return /^[\s\S]{0,4000}?MIME-Version:/i.test(raw) && !/^\s*</.test(raw) ? htmlIn(raw, 0) : undefined;
}

function htmlIn(part: string, depth: number): string | undefined {
  const [, head = "", body = ""] = /^\s*([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const header = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, "im").exec(unfolded)?.[1] ?? "";
  const type = header("Content-Type");
  const boundary = /boundary\s*=\s*"?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary && depth < DEEPEST) {
    for (const inner of body.split(`--${boundary}`).slice(1)) {
      const found = htmlIn(inner.replace(/^\r?\n/, ""), depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!/^text\/html/i.test(type)) return undefined;
  const bytes = decoded(body, header("Content-Transfer-Encoding").trim().toLowerCase());
  return textIn(bytes, /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1]);
}

function decoded(body: string, encoding: string): Uint8Array {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const plain = body
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}
