/** Bytes and name of a file → the format that it is in, whatever its extension says. */

import { hasOcr, NO_OCR } from "./ocr.ts";
import { ReadingError } from "./reader.ts";
import { entriesOf } from "./zip.ts";

/** Formats that are read; each has a file here that is named for it. */
export type Kind = "text" | "csv" | "html" | "docx" | "pptx" | "workbook" | "pdf" | "doc" | "picture" | "zip";

/** By extension, what is looked into; the content decides what it is read as. */
const EXTENSIONS = new Set(
  "md markdown txt text csv tsv htm html mht mhtml shtml doc docx docm dot dotx wps xls xlsx xlsm et ppt pptx pptm dps pdf zip rtf odt ods odp ofd uof".split(
    " ",
  ),
);
const SEEN = new Set(["jpg", "jpeg", "png"]);
const PICTURES = new Set("gif bmp tif tiff webp heic".split(" "));
/** By exact name or its beginning: what programs leave in a folder. */
const SYSTEM_FILES = new Set(["thumbs.db", "desktop.ini", "ehthumbs.db"]);

/** By the name up to its first dot: who may read what stands in the folder, in whatever form and with however many endings. */
const READERS_FILES = new Set(["读者", "readers"]);
const NAME_FILE = "名称.txt";

export function isReadersFile(name: string): boolean {
  return READERS_FILES.has(name.normalize("NFKC").toLowerCase().split(".")[0]?.trim() ?? "");
}

/** What the folder is called. */
export function isNameFile(name: string): boolean {
  return name.normalize("NFKC").toLowerCase() === NAME_FILE;
}

/** Why a file is left out by its name alone; undefined where it is read. */
export function leftOut(name: string, isSeen = hasOcr()): string | undefined {
  const lower = name.toLowerCase();
  const extension = /\.([^.]+)$/.exec(lower)?.[1] ?? "";
  if (name.startsWith("~$") || name.startsWith(".~")) return "Word 等程序打开文档时留下的锁定文件，不是文档";
  if (SYSTEM_FILES.has(lower) || name.startsWith("._") || lower === ".ds_store") return "系统文件，不是文档";
  if (/\.te?mp$/.test(lower)) return "临时文件，不是文档";
  if (name.startsWith(".")) return "隐藏文件，不作文档";
  if (isReadersFile(name)) return "写明谁可以查阅这个文件夹，不作文档";
  if (isNameFile(name)) return "写明这个文件夹的名称，不作文档";
  if (lower === "readme.md") return "文件夹的说明，不作案例";
  if (SEEN.has(extension)) return isSeen ? undefined : `图片，${NO_OCR}`;
  if (PICTURES.has(extension)) return `不读 .${extension} 图片，没有读入；请另存为 .jpg、.png 或 PDF`;
  if (!EXTENSIONS.has(extension))
    return extension === ""
      ? "没有扩展名，没有读入；如是文档，请补上 .docx、.pdf、.txt 等扩展名"
      : `不读 .${extension} 格式，没有读入；如是文档，请另存为 .docx、.pdf 或 .txt`;
  return undefined;
}

/** Throws a `ReadingError` for formats that are known and not read. */
export function kindOf(bytes: Uint8Array, name: string): Kind {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4_096)).toString("latin1");
  if (head.startsWith("PK\u0003\u0004") || head.startsWith("PK\u0005\u0006")) return packageKind(bytes);
  if (head.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) return compoundKind(bytes);
  if (head.slice(0, 1_024).includes("%PDF-")) return "pdf";
  if (head.startsWith("{\\rtf"))
    throw new ReadingError("是 RTF 文档，没有读入；请用 Word 或 WPS 另存为 .docx");
  if (/^(?:\u0089PNG\r\n|\u00ff\u00d8\u00ff)/.test(head)) return "picture";
  if (/^(?:GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP)/s.test(head))
    throw new ReadingError("是不读的图片格式，没有读入；请另存为 .jpg、.png 或 PDF");
  if (["Rar!", "7z\u00bc\u00af", "\u001f\u008b"].some((signature) => head.startsWith(signature)))
    throw new ReadingError("是压缩包，没有读入；请解压后放入，或改用 .zip");
  const plain = head.replaceAll("\0", "").replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, "");
  if (
    /^(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?MIME-Version:/i.test(plain) &&
    /multipart\/related|text\/html/i.test(plain)
  )
    return "html";
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(plain))
    return "html";
  if (/\.s?html?$/i.test(name) && /<(?:p|div|table|span|meta|h[1-6])\b/i.test(plain)) return "html";
  return /\.[ct]sv$/i.test(name) ? "csv" : "text";
}

/** By the names of its own entries, not of those of a package that it holds: a chart in a presentation has its workbook along. */
function packageKind(bytes: Uint8Array): Kind {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const names = entryNames(bytes);
  const holds = (part: string) => names?.some((name) => name.startsWith(part)) ?? raw.includes(part);
  if (holds("word/document")) return "docx";
  if (holds("xl/workbook.")) return "workbook";
  if (holds("ppt/presentation.xml")) return "pptx";
  if (holds("OFD.xml")) throw new ReadingError("是 OFD 版式文件，没有读入；请另存为 PDF 或 Word");
  const openDocument = /^mimetypeapplication\/vnd\.oasis\.opendocument(\.spreadsheet)?/.exec(
    raw.toString("latin1", 30, 120),
  );
  if (openDocument?.[1]) return "workbook";
  if (openDocument) throw new ReadingError("是 OpenDocument 文档，没有读入；请另存为 .docx");
  return "zip";
}

/** Undefined where the archive is broken. */
function entryNames(bytes: Uint8Array): readonly string[] | undefined {
  try {
    return entriesOf(bytes).map(({ name }) => name);
  } catch (error) {
    if (error instanceof ReadingError) throw error;
    return undefined;
  }
}

/** The streams of a compound file have their names in UTF-16. */
function compoundKind(bytes: Uint8Array): Kind {
  const holds = (stream: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(`${stream}\0`, "utf16le"));
  if (holds("EncryptedPackage")) throw new ReadingError("加了打开密码，没有读入；请另存为不加密的副本");
  if (holds("WordDocument")) return "doc";
  if (holds("Workbook") || holds("Book")) return "workbook";
  if (holds("PowerPoint Document")) throw new ReadingError("是旧格式演示文稿，没有读入；请另存为 .pptx");
  throw new ReadingError("是不认识的旧格式文件，没有读入；请用 Word 或 WPS 另存为 .docx");
}
