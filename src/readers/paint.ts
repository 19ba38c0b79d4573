/** Images and where each stands on a page → one picture of the page, as they would be printed. */

import type { Pixels } from "./ocr.ts";

export interface Image {
  readonly width: number;
  readonly height: number;
  /** Bits from the left, a row in whole bytes; of `ink` an unset bit is printed and a set one is not. */
  readonly kind: "bits" | "ink" | "rgb" | "rgba";
  readonly data: Uint8Array | Uint8ClampedArray;
  /** Takes the unit square, the image's lower left corner at its origin, to points from the upper left corner of the page. */
  readonly matrix: readonly number[];
}

/** A page of A4 at 300 dpi has 8.7 million; more tell no more. */
const MOST_PIXELS = 12_000_000;

/** As fine as the finest image; later images lie over earlier ones. */
export function painted(
  images: readonly Image[],
  width: number,
  height: number,
  getsOn: () => void = () => {},
): Pixels {
  const finest = Math.max(...images.map(({ width: w, matrix: [a = 0, b = 0] }) => w / Math.hypot(a, b)));
  const scale = Math.min(finest, Math.sqrt(MOST_PIXELS / (width * height)));
  const page = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const data = new Uint8Array(page.width * page.height * 3).fill(255);
  for (const image of images) {
    paint(image, { ...page, data }, page.width / width, page.height / height);
    getsOn();
  }
  return { ...page, data };
}

/** Each pixel of the page is the mean of those of the image that lie in it. */
function paint(image: Image, { width, height, data }: Pixels, scaleX: number, scaleY: number): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = image.matrix;
  const size = a * d - b * c;
  if (size === 0) return;
  // Steps in the image for a step to the right and down on the page, in its pixels.
  const [ux, uy] = [(d / size / scaleX) * image.width, (-c / size / scaleY) * image.width];
  const [vx, vy] = [(b / size / scaleX) * image.height, (-a / size / scaleY) * image.height];
  const u0 = ((c * f - d * e) / size) * image.width;
  const v0 = (1 - (b * e - a * f) / size) * image.height;
  const taps = Math.max(1, Math.min(8, Math.round(Math.max(Math.hypot(ux, vx), Math.hypot(uy, vy)))));
  const xs = [e, e + a, e + c, e + a + c].map((x) => x * scaleX);
  const ys = [f, f + b, f + d, f + b + d].map((y) => y * scaleY);
  const [left, right] = [
    Math.max(0, Math.floor(Math.min(...xs))),
    Math.min(width, Math.ceil(Math.max(...xs))),
  ];
  const [top, bottom] = [
    Math.max(0, Math.floor(Math.min(...ys))),
    Math.min(height, Math.ceil(Math.max(...ys))),
  ];
  const sum = [0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      sum.fill(0);
      for (let tap = 0; tap < taps * taps; tap++) {
        const px = x + ((tap % taps) + 0.5) / taps;
        const py = y + (Math.floor(tap / taps) + 0.5) / taps;
        add(image, Math.floor(u0 + ux * px + uy * py), Math.floor(v0 + vx * px + vy * py), sum);
      }
      const at = (y * width + x) * 3;
      const cover = (sum[3] ?? 0) / (255 * taps * taps);
      for (let i = 0; i < 3; i++)
        data[at + i] = Math.round((data[at + i] ?? 255) * (1 - cover) + (sum[i] ?? 0) / (taps * taps));
    }
  }
}

/** Adds the colour of one pixel, times its opacity, and its opacity; nothing outside the image. */
function add({ width, height, kind, data }: Image, u: number, v: number, sum: number[]): void {
  if (u < 0 || v < 0 || u >= width || v >= height) return;
  let alpha = 255;
  let colour: readonly [number, number, number];
  if (kind === "bits" || kind === "ink") {
    const bit = ((data[v * ((width + 7) >> 3) + (u >> 3)] ?? 0) >> (7 - (u & 7))) & 1;
    if (kind === "ink" && bit === 1) return;
    colour = bit === 1 ? [255, 255, 255] : [0, 0, 0];
  } else {
    const at = (v * width + u) * kind.length;
    if (kind === "rgba") alpha = data[at + 3] ?? 255;
    colour = [data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255];
  }
  for (let i = 0; i < 3; i++) sum[i] = (sum[i] ?? 0) + ((colour[i] ?? 0) * alpha) / 255;
  sum[3] = (sum[3] ?? 0) + alpha;
}
