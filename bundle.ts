/**
 * The sources and what they need → one archive for a machine without internet, Node or compiler, of this system and
 * processor; with `mcpb` as its argument, an extension for assistants instead.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packExtension } from "./mcpb.ts";
import packageJson from "./package.json" with { type: "json" };

const ROOT = import.meta.dirname;
const NAME = `anlitong-${packageJson.version}-${process.platform}-${process.arch}`;
const OUT = join(ROOT, "dist-bundle");
const FOLDER = join(OUT, NAME);

const FOLDERS = ["src", "prompts", "corpus", "packages", "deploy", "docs"];
const FILES = [
  ...["package.json", "package-lock.json", ".npmrc", "lighten.mjs", ".env.example", "LICENSE", "SECURITY.md"],
  ...["README.md", "README.zh-CN.md", "slack-manifest.json"],
];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(join(FOLDER, "node"), { recursive: true });
for (const folder of FOLDERS) cpSync(join(ROOT, folder), join(FOLDER, folder), { recursive: true });
for (const file of FILES) copyFileSync(join(ROOT, file), join(FOLDER, file));

const isWindows = process.platform === "win32";
const npm = (args: readonly string[]) =>
  execFileSync("npm", args, {
    cwd: FOLDER,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: isWindows,
    stdio: ["ignore", "pipe", "inherit"],
  });
// Nothing is compiled: what a module compiled here needs may be missing there, and it only makes large corpora quicker.
npm(["ci", "--omit=dev", "--ignore-scripts"]);
execFileSync(process.execPath, ["lighten.mjs"], { cwd: FOLDER });
writeFileSync(
  join(FOLDER, "sbom.json"),
  npm(["sbom", "--package-lock-only", "--omit=dev", "--sbom-format=cyclonedx"]),
);

// The Node that runs this, with which the tests ran.
copyFileSync(process.execPath, join(FOLDER, "node", isWindows ? "node.exe" : "node"));
const launcher = isWindows
  ? [
      "anlitong.cmd",
      '@echo off\r\ncd /d "%~dp0"\r\n"node\\node.exe" --max-semi-space-size=8 src\\cli.ts %*\r\n',
    ]
  : [
      "anlitong",
      '#!/bin/sh\ncd "$(dirname "$(readlink -f "$0")")" && exec node/node --max-semi-space-size=8 src/cli.ts "$@"\n',
    ];
writeFileSync(join(FOLDER, launcher[0] ?? ""), launcher[1] ?? "");
if (!isWindows) chmodSync(join(FOLDER, "anlitong"), 0o755);

const isExtension = process.argv[2] === "mcpb";
const archive = `${NAME}.${isExtension ? "mcpb" : "tar.gz"}`;
if (isExtension) packExtension(FOLDER, join(OUT, archive));
else execFileSync("tar", ["-czf", archive, NAME], { cwd: OUT, stdio: "inherit" });
const sum = createHash("sha256")
  .update(readFileSync(join(OUT, archive)))
  .digest("hex");
writeFileSync(join(OUT, `${archive}.sha256`), `${sum}  ${archive}\n`);
process.stdout.write(`${join(OUT, archive)}\n${sum}\n`);
