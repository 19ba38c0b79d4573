/** Standard input, a format and a name → a reading on standard output: what runs in the process that reads one file. */

import type { ChildReply } from "./in-child.ts";
import { type Reader, ReadingError } from "./reader.ts";

/** Each is loaded with its libraries when a file asks for it. */
const READERS: Readonly<Record<string, () => Promise<Reader>>> = {
  csv: async () => (await import("./csv.ts")).readCsv,
  workbook: async () => (await import("./workbook.ts")).readWorkbook,
  pdf: async () => (await import("./pdf.ts")).readPdf,
  doc: async () => (await import("./doc.ts")).readDoc,
  pptx: async () => (await import("./pptx.ts")).readPptx,
  html: async () => (await import("./html.ts")).readHtml,
  docx: async () => (await import("./docx.ts")).readDocx,
};

const [, , kind = "", name = ""] = process.argv;
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
process.stdout.write(JSON.stringify(await replyTo(Buffer.concat(chunks))));

/** An error that is none of ours says that the file is broken, which the parent tells by the missing reply. */
async function replyTo(bytes: Uint8Array): Promise<ChildReply> {
  try {
    const reader = await READERS[kind]?.();
    if (!reader) throw new Error(`${kind}: expected one of ${Object.keys(READERS).join(", ")}`);
    // A blank before the reply means nothing to who parses it, and that it is coming to who waits.
    const reading = await reader(bytes, name, () => process.stdout.write(" "));
    if (reading.text.trim() === "")
      return { problem: "没有文字，没有读入；如是扫描件或图片，请把文字存为 Word 或文本文件" };
    return { reading };
  } catch (error) {
    if (error instanceof ReadingError) return { problem: error.message };
    throw error;
  }
}
