/** The extension for assistants: its manifest by the schema of those who defined it, its file, and its start as they start it. */

import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { Ajv } from "ajv";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { manifestFor, packExtension } from "../../mcpb.ts";
import { newFolder, ROOT } from "../e2e/start.ts";
// Of the package @anthropic-ai/mcpb 2.1.2.
import schema from "../fixtures/mcpb-manifest-v0.3.schema.json" with { type: "json" };

it.each(["win32", "darwin", "linux"] as const)("has a manifest as it is expected on %s", (platform) => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  validate(manifestFor(platform));
  expect(validate.errors).toBeNull();
});

it("is one file, in which a program stays one", () => {
  const [folder, out] = [newFolder(), join(newFolder(), "a.mcpb")];
  mkdirSync(join(folder, "node"));
  writeFileSync(join(folder, "node/node"), "program");
  chmodSync(join(folder, "node/node"), 0o755);
  writeFileSync(join(folder, "说明.txt"), "文字");
  chmodSync(join(folder, "说明.txt"), 0o644);
  packExtension(folder, out);
  const packed = readFileSync(out);
  const files = unzipSync(packed);
  expect(Object.keys(files).toSorted()).toEqual(["manifest.json", "node/node", "说明.txt"]);
  expect(Buffer.from(files["说明.txt"] ?? []).toString()).toBe("文字");
  expect(modesIn(packed)).toMatchObject({ "node/node": 0o755, "说明.txt": 0o644 });
});

/** As the directory at the end of the file tells them. */
function modesIn(zip: Buffer): Record<string, number> {
  const modes: Record<string, number> = {};
  for (let at = zip.indexOf("PK\x01\x02"); at >= 0; at = zip.indexOf("PK\x01\x02", at + 46)) {
    const name = zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28));
    modes[name] = zip.readUInt32LE(at + 38) >>> 16;
  }
  return modes;
}

it("starts as an assistant starts it, with no folder chosen, and answers", async () => {
  const [folder, home] = [newFolder(), newFolder()];
  mkdirSync(join(folder, "node"));
  symlinkSync(process.execPath, join(folder, "node", process.platform === "win32" ? "node.exe" : "node"));
  symlinkSync(join(ROOT, "src"), join(folder, "src"), "junction");
  const { server, user_config } = manifestFor(process.platform);
  const values: Readonly<Record<string, string>> = {
    __dirname: folder,
    HOME: home,
    "user_config.corpus": user_config.corpus.default,
  };
  const filled = (text: string) => text.replace(/\$\{([^}]+)\}/g, (whole, name) => values[name] ?? whole);
  const { command, args, env } = server.mcp_config;
  const transport = new StdioClientTransport({
    command: filled(command),
    args: args.map(filled),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])),
    cwd: home,
    stderr: "pipe",
  });
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  const result = await client.callTool({ name: "ask", arguments: { question: "镇江挽回了多少损失？" } });
  await client.close();
  expect(JSON.stringify(result.content)).toContain("181.9万元");
});
