/** Pictures and documents that hold them, for tests: what is said of their size may be untrue. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

const fixture = (name: string) => readFileSync(join(import.meta.dirname, "../fixtures/documents", name));

/** 358 by 640 pixels on its side, as its EXIF says; three lines, of which two are paragraphs. */
export const PHOTO = fixture("10-photo.jpg");
export const PAGE = fixture("11-page.png");

/** Grey, a byte a pixel. */
export function pngOf(width: number, height: number, rows: Uint8Array): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", Buffer.concat([size, Buffer.from([8, 0, 0, 0, 0])])),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The same picture, which says that it is of another size. */
export function jpegOf(width: number, height: number): Buffer {
  const file = Buffer.from(PHOTO);
  const at = file.indexOf("ffc0", 0, "hex");
  file.writeUInt16BE(height, at + 5);
  file.writeUInt16BE(width, at + 7);
  return file;
}

/** A page with a line of text in a font that is not in the file, where there is one, and a page that is a picture. */
export function pdfOf(form: string, picture: Uint8Array, line = ""): Buffer {
  const words = [...line].map((sign) => (sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")).join("");
  const text = `BT /F 14 Tf 72 700 Td <${words}> Tj ET`;
  const drawn = "595 0 0 842 0 0 cm /I Do";
  const page = (contents: number) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${contents} 0 R/Resources<</XObject<</I 7 0 R>>/Font<</F 8 0 R>>>>>>`;
  const objects: readonly (readonly (string | Uint8Array)[])[] = [
    ["<</Type/Catalog/Pages 2 0 R>>"],
    [`<</Type/Pages/Kids[${line === "" ? "" : "3 0 R "}4 0 R]/Count ${line === "" ? 1 : 2}>>`],
    [page(5)],
    [page(6)],
    [`<</Length ${text.length}>>stream\n${text}\nendstream`],
    [`<</Length ${drawn.length}>>stream\n${drawn}\nendstream`],
    [`<</Subtype/Image${form}/Length ${picture.length}>>stream\n`, picture, "\nendstream"],
    [
      "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/StemV 80>>/DW 1000>>]>>",
    ],
  ];
  const parts = objects.flatMap((object, i) => [`${i + 1} 0 obj`, ...object, "\nendobj\n"]);
  return Buffer.concat(
    ["%PDF-1.4\n", ...parts, "trailer<</Root 1 0 R>>"].map((part) => Buffer.from(part as string)),
  );
}
