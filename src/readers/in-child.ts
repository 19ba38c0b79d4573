/**
 * A file in a foreign format → its reading, made in a process that may read the program's code and nothing else; where a
 * picture is to be recognised, in one that may load native code, too, which these permissions do not bind.
 */

import { spawn } from "node:child_process";
import { readFile, realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Kind } from "./kind.ts";
import { LIMITS } from "./limits.ts";
import { hasOcr, OCR_FAILS, type SeenLine } from "./ocr.ts";
import { type Reading, ReadingError } from "./reader.ts";

/** Lines that were seen in pictures, kept by the sum of each. */
export interface SeenPages {
  /** Never rejects. */
  findSeen(sha256: string): Promise<readonly SeenLine[] | undefined>;
  keepSeen(sha256: string, lines: readonly SeenLine[]): Promise<void>;
}

export interface ReadingOptions {
  /** Where the packages for it are there; as a rule it is. */
  readonly ocr?: boolean;
  readonly pages?: SeenPages | undefined;
  /** Of the file, up to 1: told where pictures take long. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/** How far it is; what it wants to know of a picture; what it saw in one. */
export type FromChild =
  | { readonly share: number | undefined }
  | { readonly find: string }
  | { readonly keep: string; readonly lines: readonly SeenLine[] };
export interface ToChild {
  readonly found: readonly SeenLine[] | null;
}

/** What the child writes: a reading, why there is none, or that a picture has to be recognised first; nothing where it broke. */
export type ChildReply =
  | { readonly reading: Reading }
  | { readonly problem: string }
  | { readonly wantsOcr: true };

/** 64 by 64 pixels. */
const WHITE =
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAAAAACPAi4CAAAAKUlEQVR42u3MQREAAAwCIPuX1hD77SAA6VEEAoFAIBAIBAKBQCAQfA8Gpwvw4qrwDDIAAAAASUVORK5CYII=";
const LOOK_EVERY_MS = 250;
const BROKEN = "文件不完整或已损坏，没有读入；请用原来的程序打开，确认后重新保存";
const TOO_SLOW = `${LIMITS.processorSeconds} 秒内读不完，没有读入；请拆分文件，或另存为 .docx 再试`;
const TOO_SLOW_TO_SEE = `一页图像 ${LIMITS.pictureProcessorSeconds} 秒内识别不完，没有读入；请缩小图片或拆分后再放入`;
const STUCK = `读了 ${LIMITS.stuckSeconds} 秒没有进展，没有读入；请用原来的程序打开，确认后重新保存`;
const TOO_MUCH = "展开后超过内存上限，没有读入；请拆分文件，或另存为 .docx 再试";

/** Rejects with a `ReadingError`. The child is gone when the promise settles. */
export async function readInChild(
  kind: Exclude<Kind, "text" | "zip">,
  bytes: Uint8Array,
  name: string,
  { ocr = hasOcr(), ...options }: ReadingOptions = {},
): Promise<Reading> {
  // Most PDFs hold no scans, or only such as were seen before.
  const first = ocr && kind === "pdf" ? "later" : ocr && kind === "picture" ? "ocr" : "";
  const reading = await readOnce(kind, bytes, name, first, options);
  return reading ?? ((await readOnce(kind, bytes, name, "ocr", options)) as Reading);
}

/** Why text recognition does not start; undefined where it does. */
export async function ocrFailure(): Promise<string | undefined> {
  const { message = "" } = await readInChild("picture", Buffer.from(WHITE, "base64"), "white.png", {
    ocr: true,
  }).then(
    () => ({ message: "" }),
    (error: Error) => error,
  );
  return new RegExp(`${OCR_FAILS}（.*?）`).exec(message)?.[0];
}

/** Undefined where a picture has to be recognised and `ocr` is `later`. */
async function readOnce(
  kind: Exclude<Kind, "text" | "zip">,
  bytes: Uint8Array,
  name: string,
  ocr: "" | "later" | "ocr",
  { pages, onShare }: ReadingOptions,
): Promise<Reading | undefined> {
  const root = await realpath(fileURLToPath(new URL("../..", import.meta.url)));
  const readable = new Set([root, ...(await folders(createRequire(import.meta.url).resolve.paths("any")))]);
  const child = spawn(
    process.execPath,
    [
      "--permission",
      // The library that runs models is native.
      ...(ocr === "ocr" ? ["--allow-addons"] : []),
      ...Array.from(readable, (folder) => `--allow-fs-read=${folder}`),
      `--max-old-space-size=${LIMITS.heapMb}`,
      "--no-warnings",
      fileURLToPath(new URL(`./child${extname(import.meta.url)}`, import.meta.url)),
      kind,
      name,
      ocr,
    ],
    // A locale or a time zone of this machine must not change what is read.
    { stdio: ["pipe", "pipe", "ignore", "ipc"], env: { LANG: "C", TZ: "UTC" } },
  );
  return new Promise<Reading | undefined>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let ended = "";
    let isHeard = true;
    let heardAt = 0;
    let pictures = 0;
    let isSeeing = false;
    const end = (problem: string) => {
      ended ||= problem;
      child.kill("SIGKILL");
    };
    let overtime = setTimeout(() => end(TOO_SLOW), LIMITS.seconds * 1_000);
    const watch = setInterval(() => {
      void usageOf(child.pid).then((usage) => {
        if (!usage) return;
        const { residentBytes, processorSeconds } = usage;
        if (isHeard) heardAt = processorSeconds;
        isHeard = false;
        if (residentBytes > LIMITS.residentBytes) end(TOO_MUCH);
        const most = LIMITS.processorSeconds + pictures * LIMITS.pictureProcessorSeconds;
        if (processorSeconds > most) end(TOO_SLOW);
        const pause = processorSeconds - heardAt;
        if (isSeeing && pause > LIMITS.pictureProcessorSeconds) end(TOO_SLOW_TO_SEE);
        if (!isSeeing && pause > LIMITS.stuckSeconds) end(STUCK);
      });
    }, LOOK_EVERY_MS);
    child.on("message", (message: FromChild) => {
      isHeard = true;
      isSeeing = false;
      if ("find" in message) void answer(message.find);
      else if ("keep" in message) pages?.keepSeen(message.keep, message.lines).catch(() => undefined);
      else if (pictures > 0 && message.share !== undefined) onShare?.(Math.round(message.share * 100) / 100);
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > LIMITS.answerBytes) end(TOO_MUCH);
      else chunks.push(chunk);
    });
    // One that is refused early leaves the rest of its bytes unread.
    child.stdin?.on("error", () => undefined);
    child.on("error", (error) => settle(() => reject(error)));
    child.on("close", (_, signal) => {
      settle(() => {
        const reply = ended ? undefined : parsed(Buffer.concat(chunks).toString("utf8"));
        if (reply && "reading" in reply) resolve(reply.reading);
        else if (reply && "wantsOcr" in reply) resolve(undefined);
        else
          reject(new ReadingError(reply?.problem ?? (ended || (signal === "SIGABRT" ? TOO_MUCH : BROKEN))));
      });
    });
    child.stdin?.end(bytes);

    async function answer(sha256: string): Promise<void> {
      const found = await pages?.findSeen(sha256);
      // One that ended meanwhile hears nothing.
      if (!child.connected) return;
      pictures++;
      isSeeing = found === undefined;
      clearTimeout(overtime);
      overtime = setTimeout(() => end(TOO_SLOW_TO_SEE), LIMITS.pictureSeconds * 1_000);
      child.send({ found: found ?? null } satisfies ToChild, () => undefined);
    }

    function settle(then: () => void): void {
      clearTimeout(overtime);
      clearInterval(watch);
      then();
    }
  });
}

/** Of those in which packages may lie, beside the program or around it, the ones that there are. */
async function folders(paths: readonly string[] | null): Promise<string[]> {
  const found = (paths ?? []).map((path) => realpath(path).catch(() => []));
  return (await Promise.all(found)).flat();
}

function parsed(text: string): ChildReply | undefined {
  try {
    return JSON.parse(text) as ChildReply;
  } catch {
    return undefined;
  }
}

/** As Linux tells it; elsewhere the heap limit and the clock hold alone. */
async function usageOf(
  pid: number | undefined,
): Promise<{ readonly residentBytes: number; readonly processorSeconds: number } | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => undefined);
  // After the name, which is in brackets: the 14th and 15th field are hundredths of seconds, the 24th pages of 4 KiB.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!fields) return undefined;
  return {
    residentBytes: Number(fields[21]) * 4_096,
    processorSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
  };
}
