/** The files in a folder or at a hub → those that a model is made of, and whether they are all there. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** The first that is there is taken: numbers of eight bits are read in a quarter of the time and order almost alike. */
const WEIGHTS = ["onnx/model_quantized.onnx", "onnx/model.onnx", "model_quantized.onnx", "model.onnx"];
const NEEDED = ["config.json", "tokenizer.json", "tokenizer_config.json"];
/** How the vectors of words become the one of a text, where it says so. */
export const POOLING = "1_Pooling/config.json";

export interface ModelFiles {
  /** The path of the weights; undefined where there are none. */
  readonly weights: string | undefined;
  /** All that is to be had of what a model is made of. */
  readonly paths: readonly string[];
  /** What there should be and is not. */
  readonly missing: readonly string[];
}

export function modelFilesAmong(paths: readonly string[]): ModelFiles {
  const weights = WEIGHTS.find((path) => paths.includes(path));
  const isPart = (path: string) => [...NEEDED, POOLING, weights, `${weights}_data`].includes(path);
  return {
    weights,
    paths: paths.filter(isPart),
    missing: [...NEEDED.filter((path) => !paths.includes(path)), ...(weights ? [] : ["onnx/model.onnx"])],
  };
}

/** A model that is whole. */
export interface LocalModel {
  /** As the settings name it. */
  readonly name: string;
  readonly folder: string;
  readonly weights: string;
  /** The numbers lie in a file of their own, as those of more than 2 GB do. */
  readonly hasData: boolean;
  /** sha256 of the weights, hex. */
  readonly sha256: string;
}

/** The model in a folder, or what is missing there. */
export async function readLocalModel(
  name: string,
  folder: string,
): Promise<LocalModel | { readonly missing: readonly string[] }> {
  const found = await readdir(folder, { recursive: true }).catch(() => []);
  const { weights, paths, missing } = modelFilesAmong(found.map((path) => path.replaceAll("\\", "/")));
  if (weights === undefined || missing.length > 0) return { missing };
  const hasData = paths.includes(`${weights}_data`);
  return { name, folder, weights, hasData, sha256: await hashOf(join(folder, weights), "sha256") };
}

/** Hex; `head` is put before the bytes of the file. */
export async function hashOf(path: string, algorithm: "sha256" | "sha1", head = ""): Promise<string> {
  const hash = createHash(algorithm).update(head);
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
