/** A name and the address of a hub → the files of that model in a folder, each whole and as the hub says that it is. */

import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { failureOf, ModelError, type Subject } from "./failure.ts";
import { hashOf, modelFilesAmong } from "./local-files.ts";
import { createModelFetch, USUAL_LIMITS } from "./model-fetch.ts";

export interface HubModel {
  /** As in `BAAI/bge-small-zh-v1.5`. */
  readonly name: string;
  /** Of a hub that speaks as Hugging Face's does. */
  readonly hub: string;
  readonly folder: string;
  readonly proxies: Readonly<Record<string, string>>;
  readonly subject: Subject;
  readonly signal: AbortSignal;
  /** Bytes. Must not throw. */
  readonly onProgress: (done: number, total: number) => void;
  readonly limits?: { readonly stallMs?: number; readonly retryMs?: number };
}

/** `oid`: git's own sum of a small file; of a large one `lfs.oid` is its sha256. */
const listed = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.number(),
    oid: z.string(),
    lfs: z.object({ oid: z.string() }).optional(),
  }),
);
type Listed = z.infer<typeof listed>[number];

const MOST_LISTED_BYTES = 8 << 20;

/** How often in a row a file may break off without a byte more. */
const MOST_FAILURES = 4;

/** What was fetched before is not fetched again, and what broke off is gone on with. Rejects with a `ModelError`. */
export async function fetchModel(model: HubModel): Promise<void> {
  const { name, hub, folder, subject, onProgress, signal } = model;
  try {
    const files = await list(model);
    const { weights, paths, missing } = modelFilesAmong(files.map(({ path }) => path));
    if (missing.length > 0)
      throw new ModelError(
        "unusable",
        subject,
        `${hub} 上的 ${name} 缺少 ${missing.join("、")}，请换用附有 ONNX 文件的同类模型`,
      );
    // The weights come last: where they are, all is there.
    const wanted = files
      .filter(({ path }) => paths.includes(path))
      .sort((a, b) => Number(a.path === weights) - Number(b.path === weights));
    const total = wanted.reduce((sum, { size }) => sum + size, 0);
    let before = 0;
    for (const file of wanted) {
      await fetchFile(model, file, (done) => onProgress(before + done, total));
      before += file.size;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (isOfDisk(error))
      throw new ModelError("unusable", subject, `不能写入 ${folder}（${error.code}），请检查磁盘空间和权限`);
    throw failureOf(error, subject);
  }
}

const DISK = /^E(?:NOSPC|DQUOT|ACCES|PERM|ROFS|NOTDIR|EXIST|ISDIR)$/;

function isOfDisk(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && DISK.test(String(error.code));
}

async function list(model: HubModel): Promise<Listed[]> {
  const response = await get(model, `api/models/${model.name}/tree/main?recursive=true`, MOST_LISTED_BYTES);
  const said = listed.safeParse(await response.json().catch(() => undefined));
  if (!said.success) throw new ModelError("garbled", model.subject, "返回的不是模型的文件清单");
  return said.data.filter(({ type }) => type === "file");
}

async function get(model: HubModel, path: string, maxBytes: number, headers = {}): Promise<Response> {
  const { hub, proxies, subject, limits, signal } = model;
  const parts = { baseUrl: hub, proxies, subject, limits: { ...USUAL_LIMITS, ...limits, maxBytes } };
  // Hubs send for large files to another server.
  const response = await createModelFetch({ ...parts, mayBeSentOn: true })(`${hub}/${path}`, {
    headers,
    signal,
  });
  const { ok, status } = response;
  if (ok) return response;
  // Hugging Face says 401 of a model that there is not.
  if ([401, 403, 404].includes(status))
    throw new ModelError("not-found", subject, `没有这个模型或文件（${status}）`);
  throw failureOf({ status, headers: response.headers }, subject);
}

async function fetchFile(model: HubModel, file: Listed, onProgress: (done: number) => void): Promise<void> {
  const { folder, subject, signal, limits } = model;
  const path = join(folder, file.path);
  if ((await sizeOf(path)) === file.size) return onProgress(file.size);
  await mkdir(dirname(path), { recursive: true });
  // Parts of another version are not gone on with.
  const part = `${path}.${file.oid.slice(0, 8)}.part`;
  let failures = 0;
  for (let has = await sizeOf(part); has < file.size; ) {
    try {
      await append(model, file, part, onProgress);
      if ((await sizeOf(part)) < file.size)
        throw new ModelError("unreachable", subject, `${file.path} 没有传完就断开了`);
    } catch (error) {
      signal.throwIfAborted();
      const { kind } = failureOf(error, subject);
      const now = await sizeOf(part);
      failures = now > has ? 0 : failures + 1;
      if (isOfDisk(error) || !PASSING.has(kind) || failures === MOST_FAILURES) throw error;
      await sleep((limits?.retryMs ?? 1_000) * 2 ** failures, undefined, { signal });
    }
    has = await sizeOf(part);
  }
  const isSame =
    (await sizeOf(part)) === file.size &&
    (file.lfs
      ? file.lfs.oid === (await hashOf(part, "sha256"))
      : file.oid === (await hashOf(part, "sha1", `blob ${file.size}\0`)));
  if (!isSame) {
    await rm(part);
    throw new ModelError("garbled", subject, `${file.path} 与清单上的校验值不符，已经删除`);
  }
  await rename(part, path);
}

const PASSING = new Set(["unreachable", "busy", "down", "slow"]);

async function append(
  model: HubModel,
  { path, size }: Listed,
  part: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const from = await sizeOf(part);
  const response = await get(model, `${model.name}/resolve/main/${path}`, size, {
    "accept-encoding": "identity",
    ...(from > 0 && { range: `bytes=${from}-` }),
  });
  // Not every server can begin in the middle.
  let done = response.status === 206 ? from : 0;
  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      done += chunk.length;
      onProgress(done);
      yield chunk;
    }
  }
  const to = createWriteStream(part, { flags: done > 0 ? "a" : "w" });
  await pipeline(response.body ?? new Blob([]).stream(), counted, to, { signal: model.signal });
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
