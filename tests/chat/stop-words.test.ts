/** What says stop, and what only begins so. */

import { describe, expect, it } from "vitest";
import { requestOf, stops } from "../../src/chat/requests.ts";

describe("somebody has had enough", () => {
  it.each([
    "停",
    "停！",
    "停止",
    "停一下",
    "请停下来。",
    "取消",
    "算了",
    "别答了",
    "不用查了",
    "stop",
    "STOP.",
    "Cancel",
  ])("who says %s, and nothing is asked", (text) => {
    expect(stops(null, text)).toBe(true);
    expect(requestOf(null, text)).toEqual({ kind: "stop" });
  });

  it.each(["/stop", "/停止", "／取消"])("who gives %s as a command", (text) => {
    expect(stops(null, text)).toBe(true);
  });

  it.each([
    ["停，镇江的成效呢？", "镇江的成效呢？"],
    ["算了，问圆通", "问圆通"],
    ["停止。哪些案例提到欠薪？", "哪些案例提到欠薪？"],
  ])("who says %s asks what stands behind it", (text, question) => {
    expect(stops(null, text)).toBe(true);
    expect(requestOf(null, text)).toEqual({ kind: "question", question });
  });
});

describe("a question", () => {
  it.each([
    "停工停产怎么办？",
    "取消行政处罚的案例",
    "停止用工的有哪些",
    "停了吗",
    "stopwatch",
    "别的案例呢",
  ])("stops nothing by beginning so: %s", (text) => {
    expect(stops(null, text)).toBe(false);
    expect(requestOf(null, text)).toMatchObject({ kind: "question", question: text });
  });

  it("that takes a chat out of use is not taken for one", () => {
    expect(requestOf(null, "取消配对")).toEqual({ kind: "unpair" });
    expect(stops(null, "取消配对")).toBe(false);
  });
});
