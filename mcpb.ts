/** The folder of a bundle → one file that assistants install as an extension (https://github.com/modelcontextprotocol/mcpb). */

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Zippable, zipSync } from "fflate";
import packageJson from "./package.json" with { type: "json" };

/** What the assistant is told: it brings its own Node, so that it runs where nothing else is installed. */
export function manifestFor(platform: NodeJS.Platform) {
  const node = `node/${platform === "win32" ? "node.exe" : "node"}`;
  return {
    manifest_version: "0.3",
    name: packageJson.name,
    display_name: "案例通",
    version: packageJson.version,
    description: "查询工会创新案例：提问、引用、总结、对比、核对，每句话都注明出处并附原文。",
    author: { name: packageJson.name },
    license: packageJson.license,
    server: {
      type: "binary",
      entry_point: node,
      mcp_config: {
        // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the assistant fills these in
        command: `\${__dirname}/${node}`,
        args: ["${__dirname}/src/cli.ts", "mcp"],
        env: { CORPUS_DIR: "${user_config.corpus}", DATA_DIR: "${HOME}/.anlitong" },
        // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the assistant fills these in
      },
    },
    user_config: {
      corpus: {
        type: "directory",
        title: "案例文件夹",
        description: "存放案例文档（Word、PDF、网页、表格、文本等）的文件夹；不选则用自带的案例",
        required: false,
        // A variable without a value would be handed on as it is written; an empty one is as if it were not set.
        default: "",
      },
    },
    tools_generated: true,
    prompts_generated: true,
    compatibility: { platforms: [platform] },
  };
}

/** Writes the manifest into the folder, and all of the folder into one file. */
export function packExtension(folder: string, path: string): void {
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifestFor(process.platform), null, 2)}\n`);
  const files: Zippable = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    // Links are the commands of modules, which nothing calls.
    if (!entry.isFile()) continue;
    const mode = statSync(file).mode & 0o777;
    files[relative(folder, file).replaceAll(sep, "/")] = [readFileSync(file), { os: 3, attrs: mode << 16 }];
  }
  writeFileSync(path, zipSync(files));
}
