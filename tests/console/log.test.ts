import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLog } from "../../src/console/log.ts";

function screen() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { stream, lines };
}

describe("the log for what collects it", () => {
  it("is an object a line, with its time and level", () => {
    const { stream, lines } = screen();
    const log = createLog(stream, "info", { format: "json", now: () => 0 });
    log.debug("不记");
    log.warn("第一行\n第二行 \u001b[31m");
    expect(lines).toEqual([
      '{"time":"1970-01-01T00:00:00.000Z","level":"warn","message":"第一行 第二行 [31m"}\n',
    ]);
  });
});

describe("secrets", () => {
  const canaries = [
    "bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    "xoxb-1234567890-abcdefghij",
    "xapp-1-A0123456789-1234567890-abcdef",
    "sk-proj0123456789abcdefghij",
  ];

  it.each(canaries)("of the services are in no line, whoever lets them out: %s", (canary) => {
    for (const format of ["text", "json"] as const) {
      const { stream, lines } = screen();
      createLog(stream, "info", { format }).error(`https://host/${canary}/getMe failed, ${canary}`);
      expect(lines.join("")).not.toContain(canary.replace("bot", ""));
      expect(lines.join("")).toContain("（已隐藏）");
    }
  });

  it("of the settings are in no line, and neither is what follows Bearer", () => {
    const { stream, lines } = screen();
    createLog(stream, "info", { secrets: ["geheim-口令", "ab"] }).warn("geheim-口令 Bearer abcdefgh.ijk ab");
    expect(lines).toEqual(["注意：（已隐藏） Bearer （已隐藏） ab\n"]);
  });
});
