/** A page of a PDF that holds no text → the picture that its images make. */

import { OPS, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Pixels } from "./ocr.ts";
import { type Image, painted } from "./paint.ts";
import { eachOperator, IMAGES } from "./pdf-page.ts";

/** As the library hands them over; `kind` 1 is a bit a pixel, 2 RGB, 3 RGBA. */
interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data: Uint8Array | Uint8ClampedArray | string | null;
}

/** Undefined where none of its images can be decoded. */
export async function pictureOf(page: PDFPageProxy, getsOn: () => void): Promise<Pixels | undefined> {
  getsOn();
  const found: { readonly source: unknown; readonly isMask: boolean; readonly matrix: readonly number[] }[] =
    [];
  await eachOperator(page, (operator, [source], matrix) => {
    if (IMAGES.has(operator)) found.push({ source, isMask: operator === OPS.paintImageMaskXObject, matrix });
  });
  const images: Image[] = [];
  for (const { source, isMask, matrix } of found) {
    const image = await decoded(page, source);
    getsOn();
    const kind = isMask ? "ink" : ([undefined, "bits", "rgb", "rgba"] as const)[image?.kind ?? 0];
    if (image && kind && image.data && typeof image.data !== "string")
      images.push({ width: image.width, height: image.height, kind, data: image.data, matrix });
  }
  const { width, height } = page.getViewport({ scale: 1 });
  return images.length === 0 ? undefined : painted(images, width, height, getsOn);
}

async function decoded(page: PDFPageProxy, source: unknown): Promise<Decoded | null> {
  if (typeof source === "string") {
    const objects = source.startsWith("g_") ? page.commonObjs : page.objs;
    return new Promise((resolve) => objects.get(source, resolve));
  }
  const image = source as Decoded;
  if (typeof image.data !== "string") return image;
  const named = await decoded(page, image.data);
  return named && { ...named, width: image.width, height: image.height };
}
