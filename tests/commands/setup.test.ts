/** What the first set-up makes of the text of a `.env` file, and what it says where there is no terminal. */

import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withValues, writePrivately } from "../../src/app/setup/env-file.ts";
import { newFolder, run } from "./run-in-process.ts";

describe("a value in a file of settings", () => {
  it.each([
    ["a file that is not there", "", "A=new\n"],
    ["no such line", "B=1\n", "B=1\nA=new\n"],
    ["a last line that does not end", "B=1", "B=1\nA=new\n"],
    ["a line that is there", "A=old\nB=1\n", "A=new\nB=1\n"],
    ["two lines, of which the last counts", "A=1\nA=2\nB=1\n", "A=1\nA=new\nB=1\n"],
    ["a comment behind it", "A='o # ld' # why\n", "A=new # why\n"],
    ["blanks and export", "  export A = old\t\nB=1\n", "A=new\t\nB=1\n"],
    ["an empty value", "A=\n\nB=1\n", "A=new\n\nB=1\n"],
    ["a value of several lines", 'A="o\nl\nd" # why\nB=1\n', "A=new # why\nB=1\n"],
    [
      "a name that is commented out",
      "# what A is\n# A=example\n\nB=1\n",
      "# what A is\n# A=example\nA=new\n\nB=1\n",
    ],
    ["names that are like it", "AA=1\nA_B=2\nB=A=3\n", "AA=1\nA_B=2\nB=A=3\nA=new\n"],
    [
      "lines as Windows ends them, and its mark",
      "\ufeffA=old # why\r\nB=1\r\n",
      "\ufeffA=new # why\r\nB=1\r\n",
    ],
  ])("takes its place among %s", (_, before, after) => {
    expect(withValues(before, { A: "new" })).toBe(after);
  });

  it("is taken away by nothing", () => {
    expect(withValues("A=old # why\nB=1\n", { A: "" })).toBe("A= # why\nB=1\n");
  });

  it("is read again as it is, whatever it holds, and no other is changed", () => {
    const value = fc.string({ unit: fc.constantFrom(..."ab#'\"\\ n=，工$") }).map((text) => text.trim());
    fc.assert(
      fc.property(value, value, (a, b) => {
        const text = withValues(withValues("# A=\nZ='1' # z\n", { A: a }), { B: b, A: b });
        expect(parseEnv(text)).toEqual({ A: b, B: b, Z: "1" });
      }),
    );
  });

  it("is refused where it would change another, which stands within quotation marks", () => {
    const text = "B='\nA=1\n'\n";
    expect(() => withValues(text, { A: "new" })).toThrow(
      /^\w+：\.env 中的写法无法自动修改，请用文本编辑器打开 \.env 填写$/,
    );
  });
});

it("is written whole, for its owner alone, and leaves what stands there where it cannot be", async () => {
  const dir = newFolder();
  const path = join(dir, ".env");
  writeFileSync(path, "A=old\n", { mode: 0o666 });
  writeFileSync(`${path}.part`, "left behind", { mode: 0o666 });
  await writePrivately(path, "A=new\n");
  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["A=new\n", 0o600]);
  mkdirSync(`${path}.part`);
  await expect(writePrivately(path, "A=newer\n")).rejects.toThrow();
  expect(readFileSync(path, "utf8")).toBe("A=new\n");
});

describe("setup without a terminal", () => {
  it("says what to do instead, with exit code 2", async () => {
    const { code, out, err } = await run(["setup"], { stdin: "y\n" });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^错误：setup 要在终端里逐项输入。.*\.env\.example.*设置页\n$/);
  });

  it("explains itself", async () => {
    const { code, out } = await run(["setup", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("首次设置");
    expect(out).toContain("例：\n  anlitong setup");
    expect((await run(["--help"])).out).toMatch(/^ {2}setup +首次设置/m);
  });
});
