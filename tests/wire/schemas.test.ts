/** The schemas that the tests of platforms judge by: each takes seconds to be generated. */

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemaOf } from "./schemas.ts";

describe("schemas of type declarations", () => {
  it("are generated once and kept, and again where they were damaged", async () => {
    const folder = mkdtempSync(join(tmpdir(), "anlitong-schemas-"));
    const kept = join(folder, "kept");
    const source = join(folder, "one.d.ts");
    writeFileSync(join(folder, "package.json"), '{ "name": "@some/one", "version": "1.2.3" }');
    writeFileSync(source, "export interface One { text: string }");
    const first = await schemaOf(source, "One", { folder: kept });
    expect(first.definitions?.One?.required).toEqual(["text"]);

    const [name = "", ...others] = readdirSync(kept);
    expect(name).toMatch(/^@some_one-1\.2\.3-ts-json-schema-generator-[\d.]+\.json$/);
    expect(others).toEqual([]);
    writeFileSync(source, "export interface One { title: string }");
    expect(await schemaOf(source, "One", { folder: kept })).toEqual(first);

    writeFileSync(join(kept, name), "{");
    const again = await schemaOf(source, "One", { folder: kept });
    expect(again.definitions?.One?.required).toEqual(["title"]);
    rmSync(folder, { recursive: true });
  });

  it("are kept whole, or not at all", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slack-schemas-"));
    const path = join(
      import.meta.dirname,
      "../../node_modules/@slack/web-api/dist/types/request/reactions.d.ts",
    );
    const generate = () => schemaOf(path, "ReactionsAddArguments", { folder, isOneOfMany: true });
    const [one, two] = await Promise.all([generate(), generate()]);
    expect(one).toEqual(two);
    expect(one.definitions).toHaveProperty("ReactionsAddArguments");
    expect(readdirSync(folder)).toEqual([
      expect.stringMatching(/^ReactionsAddArguments-@slack_web-api-.*\.json$/),
    ]);
    expect(await generate()).toEqual(one);
    rmSync(folder, { recursive: true });
  });
});
