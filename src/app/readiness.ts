/** What the program needs to answer → why it could not now, a line each, for whatever watches over it. */

import { access, constants, statfs } from "node:fs/promises";
import type { Abilities } from "../answer/abilities.ts";
import type { Log } from "../console/log.ts";

/** Less is taken by the logs of an hour; SQLite itself needs room to work. */
const LEAST_FREE_BYTES = 50 * 1024 * 1024;

export interface ReadinessParts {
  readonly version: Abilities["version"];
  readonly dataDir: string;
  readonly log: Log;
  readonly isStopping: () => boolean;
}

export function readinessOf(parts: ReadinessParts): () => Promise<readonly string[]> {
  const { version, dataDir, log, isStopping } = parts;
  let told = "";

  const index = () =>
    version().then(
      () => [],
      (error: unknown) => [["案例索引不能使用", error instanceof Error ? error.message : String(error)]],
    );
  const disk = async () => {
    try {
      await access(dataDir, constants.W_OK);
      const { bavail, bsize } = await statfs(dataDir);
      return bavail * bsize < LEAST_FREE_BYTES ? [["数据文件夹所在的磁盘快满了", dataDir]] : [];
    } catch (error) {
      return [["数据文件夹不能写入", error instanceof Error ? error.message : String(error)]];
    }
  };

  return async () => {
    const found = [...(isStopping() ? [["程序正在停止", ""]] : []), ...(await index()), ...(await disk())];
    const line = found.map(([reason, detail]) => `${reason}（${detail}）`).join("；");
    // It is asked every few seconds, and tells the same each time.
    if (!isStopping() && line !== told) {
      told = line;
      if (line !== "") log.error(`暂时不能回答：${line}`);
    }
    return found.map(([reason = ""]) => reason);
  };
}
