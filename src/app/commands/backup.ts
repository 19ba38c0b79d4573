/** backup, restore: all that an office would miss, to a folder and back. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { createOutput, jsonLine } from "../../console/output.ts";
import { visible } from "../../render/text.ts";
import { backUp } from "../../stores/backup.ts";
import { restore } from "../../stores/restore.ts";
import { isSecret } from "../secrets.ts";
import { givenSettings } from "../settings.ts";
import { quoted } from "../setup/env-file.ts";
import type { Commands } from "./command.ts";
import { demandEmpty } from "./export.ts";
import { type CommonOptions, type Surroundings, settingsOf } from "./session.ts";

type BackupOptions = CommonOptions & { readonly secrets?: boolean };

const IN_DATABASE =
  "STORE=postgres：对话、评价、置顶、审计记录和用量在数据库里，不在此备份中，请另用 pg_dump 备份数据库。\n";

export function addBackup({ add }: Commands, surroundings: Surroundings): void {
  const output = createOutput(surroundings.output);
  const report = ({ json }: CommonOptions, object: object, text: string) =>
    output.write(json ? jsonLine(object) : visible(text));

  add("backup <文件夹>", "把对话、评价、记录、案例文档和设置备份到一个新文件夹；程序运行时也可以做。", [
    "backup 备份/2026-11-29",
    "backup 备份/2026-11-29 --secrets",
  ])
    .option("--secrets", "连同令牌、密钥和网页用户一起备份（默认不备份，恢复后须重新填写）")
    .action(async (dir: string, options: BackupOptions) => {
      await demandEmpty(dir);
      const settings = settingsOf(surroundings, options);
      const withSecrets = options.secrets === true;
      const { files, at } = await backUp(
        {
          ...settings,
          settings: settingsText(surroundings.environment, withSecrets),
          withSecrets,
          program: packageJson.version,
        },
        dir,
      );
      const bytes = files.reduce((sum, { size }) => sum + size, 0);
      await report(
        options,
        { dir, at, files: files.length, bytes },
        `已备份到 ${dir}：文件 ${files.length} 个，共 ${megabytes(bytes)} MB。其中有提问和评价，请妥善保管。\n${settings.databaseUrl === null ? "" : IN_DATABASE}`,
      );
    });

  add("restore <文件夹>", "用 backup 所做的备份恢复；请先停掉程序。现有的文件移到一旁，不会删除。", [
    "restore 备份/2026-11-29",
  ]).action(async (dir: string, options: CommonOptions) => {
    const settings = settingsOf(surroundings, options);
    const { manifest, setAside } = await restore(dir, settings);
    const kept = await readFile(join(dir, "settings.env"), "utf8").catch(() => "");
    await report(
      options,
      { dir, at: manifest.at, files: manifest.files.length, setAside },
      [
        `已用 ${manifest.at} 的备份恢复：文件 ${manifest.files.length} 个。索引在下次启动时重新建立。\n`,
        ...(setAside === null ? [] : [`原来的文件移到了 ${setAside}\n`]),
        ...(kept === "" ? [] : [`备份时的设置见 ${join(dir, "settings.env")}，请核对后并入 .env\n`]),
      ].join(""),
    );
  });
}

/** What is secret is named, so that whoever restores knows what to fill in. */
export function settingsText(environment: Surroundings["environment"], withSecrets: boolean): string {
  return givenSettings(environment)
    .toSorted()
    .map(([name, value]) =>
      withSecrets || !isSecret(name, value)
        ? `${name}=${quoted(value) ?? value}\n`
        : `# ${name}=（未备份，请重新填写）\n`,
    )
    .join("");
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
