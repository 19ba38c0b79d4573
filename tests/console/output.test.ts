import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLog, logError } from "../../src/console/log.ts";
import { createOutput, jsonLine, oneLine } from "../../src/console/output.ts";
import { createProgress } from "../../src/console/progress.ts";

/** Collects what is written; fails with `code` where one is given. */
function sink(code?: string): Writable & { written: string; isTTY?: boolean } {
  const stream = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        stream.written += String(chunk);
        done(code ? Object.assign(new Error(code), { code }) : null);
      },
    }),
    { written: "" },
  );
  return stream;
}

describe("output", () => {
  it("resolves when the text is taken", async () => {
    const stream = sink();
    await createOutput(stream).write("一\n");
    expect(stream.written).toBe("一\n");
  });

  it("tells a reader who left from a disk that is full", async () => {
    await expect(createOutput(sink("EPIPE")).write("x")).rejects.toMatchObject({ name: "ReaderLeftError" });
    await expect(createOutput(sink("ENOSPC")).write("x")).rejects.toThrow("ENOSPC");
  });

  it("goes on to fail once it has failed", async () => {
    const output = createOutput(sink("EPIPE"));
    await output.write("x").catch(() => {});
    await expect(output.write("y")).rejects.toMatchObject({ name: "ReaderLeftError" });
  });
});

describe("a line of JSON", () => {
  it("holds nothing that a terminal obeys, and means the same", () => {
    const value = { text: "\u001b[31m红\u009b2J\u202e反\u2028行\u007f" };
    const line = jsonLine(value);
    expect(line).toMatch(/^[\x20-\x7e\p{Script=Han}]*\n$/u);
    expect(JSON.parse(line)).toEqual(value);
  });
});

describe("the log", () => {
  it("keeps a message in one line that shows as it is", () => {
    expect(oneLine("a\n  b\r\n\u001b]0;x\u0007c\u2028d ")).toBe("a b ]0;xc d");
  });

  it("says what its level is worth", () => {
    const stream = sink();
    const log = createLog(stream, "warn");
    log.debug("1");
    log.info("2");
    log.warn("3");
    log.error("4");
    expect(stream.written).toBe("注意：3\n错误：4\n");
  });

  it("says where an error arose only to those who asked", () => {
    const quiet = sink();
    logError(createLog(quiet, "info"), new Error("断了\n第二行"));
    expect(quiet.written).toBe("错误：断了 第二行\n");
    const loud = sink();
    logError(createLog(loud, "debug"), new Error("断了"));
    expect(loud.written).toMatch(/^错误：断了\n调试：Error: 断了 at .*output\.test\.ts.*\n$/);
  });
});

describe("progress", () => {
  it("shows nothing where nobody watches, nor in the first second", () => {
    const piped = sink();
    const unseen = createProgress(piped, "索引");
    unseen.update(1, 2);
    unseen.stop();
    const terminal = Object.assign(sink(), { isTTY: true });
    const quick = createProgress(terminal, "索引");
    quick.update(1, 2);
    quick.stop();
    expect(piped.written + terminal.written).toBe("");
  });
});
