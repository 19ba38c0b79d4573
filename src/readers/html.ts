/** A saved web page → its article without what the site puts around it, with title, date and source. */

import { wordPattern } from "../language/document-words.ts";
import { createComposer } from "./compose.ts";
import { decodeText } from "./decode.ts";
import { parsePage } from "./dom.ts";
import { aboutPage } from "./html-about.ts";
import { articleOf } from "./html-article.ts";
import { blocksOfPage, type PageBlock } from "./html-blocks.ts";
import { LIMITS } from "./limits.ts";
import { pageOfMessage } from "./mhtml.ts";
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
      counts.table++;
      const table = counts.table;
      composer.table(block.cells, (row) => ({ kind: "row", table, row: row + 1 }), block.headerRows, {});
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
  const named = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
  const encoding = named === "gb2312" || named === "gbk" ? "gb18030" : named;
  try {
    if (encoding !== undefined) return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Pages name encodings that they are not in.
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
