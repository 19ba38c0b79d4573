/** A scan or photograph in a file of its own, as PNG or JPEG → its text: it is read as the one page of a PDF. */

import type { DecodedPng } from "fast-png";
import { NO_OCR } from "./ocr.ts";
import { readPdf } from "./pdf.ts";
import { type Reading, type ReadingAid, ReadingError } from "./reader.ts";

/** Cameras make 12 million as a rule; twice as many are read within the limits of time and memory. */
const MOST_PIXELS = 24_000_000;
/** Its longer side counts as that of a page of A4, in points. */
const LONG_SIDE = 842;
const BROKEN = "图片不完整，没有读入；请重新拍摄、扫描或复制";

interface Sheet {
  readonly width: number;
  readonly height: number;
  /** What a PDF says of how the bytes are to be understood. */
  readonly form: string;
  readonly bytes: Uint8Array;
  /** Clockwise, in degrees, until it stands upright. */
  readonly turn: number;
}

export async function readPicture(bytes: Uint8Array, name: string, aid: ReadingAid): Promise<Reading> {
  if (!aid.recognise) throw new ReadingError(`是图片，${NO_OCR}`);
  return readPdf(pdfOf(bytes[0] === 0x89 ? await png(bytes, aid.getsOn) : jpeg(bytes)), name, aid);
}

function pdfOf({ width, height, form, bytes, turn }: Sheet): Uint8Array {
  const scale = LONG_SIDE / Math.max(width, height);
  const [across, down] = [(width * scale).toFixed(2), (height * scale).toFixed(2)];
  const draw = `${across} 0 0 ${down} 0 0 cm /I Do`;
  const parts = [Buffer.from("%PDF-1.7\n")];
  const starts = [
    ["<</Type/Catalog/Pages 2 0 R>>"],
    ["<</Type/Pages/Kids[3 0 R]/Count 1>>"],
    [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${across} ${down}]/Rotate ${turn}/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>`,
    ],
    [`<</Length ${draw.length}>>stream\n`, draw, "\nendstream"],
    [
      `<</Subtype/Image/Width ${width}/Height ${height}${form}/BitsPerComponent 8/Length ${bytes.length}>>stream\n`,
      bytes,
      "\nendstream",
    ],
  ].map((object, i) => {
    const start = parts.reduce((sum, { length }) => sum + length, 0);
    parts.push(...[`${i + 1} 0 obj\n`, ...object, "\nendobj\n"].map((part) => Buffer.from(part as string)));
    return `${String(start).padStart(10, "0")} 00000 n \n`;
  });
  const end = parts.reduce((sum, { length }) => sum + length, 0);
  const table = `xref\n0 6\n0000000000 65535 f \n${starts.join("")}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${end}\n%%EOF`;
  return Buffer.concat([...parts, Buffer.from(table)]);
}

async function png(bytes: Uint8Array, getsOn: () => void): Promise<Sheet> {
  const { decode } = await import("fast-png");
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  checkSize(head.getUint32(16), head.getUint32(20));
  const found = decode(bytes);
  getsOn();
  const { width, height } = found;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha] = colourAt(found, x, y);
      for (const colour of [red, green, blue]) data[at++] = 255 - ((255 - colour) * alpha) / 255;
    }
  }
  getsOn();
  return { width, height, form: "/ColorSpace/DeviceRGB", bytes: data, turn: 0 };
}

/** Samples of less than a byte are packed, a row in whole bytes. */
function colourAt(
  { width, data, depth, channels, palette }: DecodedPng,
  x: number,
  y: number,
): [red: number, green: number, blue: number, alpha: number] {
  const sample = (channel: number) => {
    if (depth >= 8) return (data[(y * width + x) * channels + channel] ?? 0) >> (depth - 8);
    const row = Math.ceil((width * depth) / 8);
    return (
      ((data[y * row + ((x * depth) >> 3)] ?? 0) >> (8 - depth - ((x * depth) & 7))) & ((1 << depth) - 1)
    );
  };
  if (palette) {
    const [red = 0, green = 0, blue = 0, alpha = 255] = palette[sample(0)] ?? [];
    return [red, green, blue, alpha];
  }
  if (channels >= 3) return [sample(0), sample(1), sample(2), channels === 4 ? sample(3) : 255];
  const grey = depth >= 8 ? sample(0) : (sample(0) * 255) / ((1 << depth) - 1);
  return [grey, grey, grey, channels === 2 ? sample(1) : 255];
}

const COLOURS: Readonly<Record<number, string>> = { 1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK" };

/** By its segments, up to the frame's header, which says how large it is. */
function jpeg(bytes: Uint8Array): Sheet {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // Of what is missing at the end a decoder makes grey.
  if (file.lastIndexOf("ffd9", undefined, "hex") < file.lastIndexOf("ffda", undefined, "hex"))
    throw new ReadingError(BROKEN);
  let turn = 0;
  for (let at = 2; file[at] === 0xff; at += 2 + file.readUInt16BE(at + 2)) {
    const marker = file[at + 1] ?? 0;
    if (marker === 0xe1) turn ||= turnOf(file.subarray(at + 10, at + 2 + file.readUInt16BE(at + 2)));
    if (marker < 0xc0 || marker > 0xcf || [0xc4, 0xc8, 0xcc].includes(marker)) continue;
    const [height, width] = [file.readUInt16BE(at + 5), file.readUInt16BE(at + 7)];
    checkSize(width, height);
    const form = `/Filter/DCTDecode/ColorSpace/${COLOURS[file[at + 9] ?? 3]}`;
    return { width, height, form, bytes, turn };
  }
  throw new ReadingError(BROKEN);
}

/** By the tag 0x0112 of EXIF, which tells how the camera was held. */
function turnOf(exif: Buffer): number {
  const isLittle = exif.toString("latin1", 0, 2) === "II";
  const short = (at: number) => (isLittle ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  try {
    const first = isLittle ? exif.readUInt32LE(4) : exif.readUInt32BE(4);
    for (let entry = first + 2; entry < first + 2 + short(first) * 12; entry += 12)
      if (short(entry) === 0x0112) return { 3: 180, 6: 90, 8: 270 }[short(entry + 8)] ?? 0;
  } catch {
    // It is cut short, or another kind of segment: nothing is told.
  }
  return 0;
}

function checkSize(width: number, height: number): void {
  if (width * height === 0) throw new ReadingError(BROKEN);
  if (width * height > MOST_PIXELS)
    throw new ReadingError(
      `图片有 ${width}×${height} 像素，超过 ${MOST_PIXELS / 10_000} 万的上限，没有读入；请缩小或拆分后再放入`,
    );
}
