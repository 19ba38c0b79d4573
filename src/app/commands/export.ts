/** export: the reader as a folder that needs no program to serve it. */

import { readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { jsonLine } from "../../console/output.ts";
import { createProgress } from "../../console/progress.ts";
import { visible } from "../../render/text.ts";
import { makeFolder } from "../../stores/folder.ts";
import { exportFolder } from "../../web/pages/export.ts";
import type { Commands } from "./command.ts";
import type { CommonOptions } from "./session.ts";
import { UsageError } from "./usage.ts";

export function addExport({ addReading: add, run, errors }: Commands): void {
  add("export <文件夹>", "将全部案例导出为网页文件夹，可放在任何网站或 U 盘上，直接打开即可阅读和查找。", [
    "export 案例网页",
  ]).action(async (dir: string, options: CommonOptions) => {
    await demandEmpty(dir);
    await run(options, async ({ scopes, reading = [], output }) => {
      const progress = createProgress(errors, "导出案例");
      const caseCount = await exportFolder({
        // Who opens the folder cannot be told: unless somebody is named, it is for everybody.
        library: scopes.abilitiesFor(reading).reader,
        write: async ({ path, text }) => {
          const file = join(dir, path);
          await makeFolder(dirname(file));
          await writeFile(file, text);
        },
        onProgress: progress.update,
      }).finally(progress.stop);
      const start = join(dir, "index.html");
      await output.write(
        options.json
          ? jsonLine({ caseCount, start })
          : visible(`已导出案例 ${caseCount} 个。请用浏览器打开 ${start}\n`),
      );
    });
  });
}

/** Nothing of another's is written over, and no page of an earlier export is left behind. */
export async function demandEmpty(dir: string): Promise<void> {
  const found = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new UsageError(`${dir}：应为可以写入的文件夹（${error.code ?? error.message}）`);
  });
  if (found.length > 0)
    throw new UsageError(`${dir}：应为空文件夹或尚不存在的文件夹，却已有 ${found.length} 个文件`);
}
