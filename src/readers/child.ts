/** Standard input, a format and a name → a reading on standard output: what runs in the process that reads one file. */

import { createHash } from "node:crypto";
import { once } from "node:events";
import type { ChildReply, FromChild, ToChild } from "./in-child.ts";
import { OCR_VERSION, OcrError, openOcr, type Recognise } from "./ocr.ts";
import { type Reader, type ReadingAid, ReadingError } from "./reader.ts";

/** Each is loaded with its libraries when a file asks for it. */
const READERS: Readonly<Record<string, () => Promise<Reader>>> = {
  csv: async () => (await import("./csv.ts")).readCsv,
  workbook: async () => (await import("./workbook.ts")).readWorkbook,
  pdf: async () => (await import("./pdf.ts")).readPdf,
  doc: async () => (await import("./doc.ts")).readDoc,
  pptx: async () => (await import("./pptx.ts")).readPptx,
  html: async () => (await import("./html.ts")).readHtml,
  docx: async () => (await import("./docx.ts")).readDocx,
  picture: async () => (await import("./picture.ts")).readPicture,
};

const say = (message: FromChild) => process.send?.(message);

/** A picture is to be recognised, and this process may not load what does it. */
class WantsOcr extends Error {}

const [, , kind = "", name = "", ocr = ""] = process.argv;
const aid: ReadingAid = {
  getsOn: (share) => say({ share }),
  ...(ocr !== "" && { recognise: recognising() }),
};
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
process.stdout.write(JSON.stringify(await replyTo(Buffer.concat(chunks))));
process.disconnect();

/** The parent, which may write, keeps what was seen in each picture. */
function recognising(): Recognise {
  let opening: Promise<Recognise> | undefined;
  return async (pixels) => {
    const { width, height, data } = pixels;
    const sum = createHash("sha256").update(`${OCR_VERSION} ${width} ${height}\n`).update(data).digest("hex");
    say({ find: sum });
    const [{ found }] = (await once(process, "message")) as [ToChild];
    if (found) return found;
    if (ocr === "later") throw new WantsOcr();
    opening ??= openOcr().catch((error: unknown) => {
      throw new OcrError(error);
    });
    const lines = await (await opening)(pixels);
    say({ keep: sum, lines });
    return lines;
  };
}

/** An error that is none of ours says that the file is broken, which the parent tells by the missing reply. */
async function replyTo(bytes: Uint8Array): Promise<ChildReply> {
  try {
    const reader = await READERS[kind]?.();
    if (!reader) throw new Error(`${kind}: expected one of ${Object.keys(READERS).join(", ")}`);
    const reading = await reader(bytes, name, aid);
    if (reading.text.trim() === "")
      return { problem: "没有文字，没有读入；如是扫描件或图片，请把文字存为 Word 或文本文件" };
    return { reading };
  } catch (error) {
    if (error instanceof WantsOcr) return { wantsOcr: true };
    if (error instanceof ReadingError) return { problem: error.message };
    throw error;
  }
}
