/** What is the same wherever it is said: what stands beside an answer, and how words to be checked are taken. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { openKnowledge } from "../knowledge.ts";
import { PLATFORMS, type Platform } from "./platforms.ts";

const abilities = createAbilities(await openKnowledge());

describe.each(PLATFORMS)("on %s", (_, start) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await start({ abilities });
  });
  afterAll(() => platform.stop());

  it("who asks for help is shown what can be asked, and who is in distress only who can help", async () => {
    expect(await platform.ask(platform.person(), "帮助")).toContain("总结一下");
    const helped = await platform.ask(platform.person(), "我心情不好，想死");
    expect(helped).toContain("12356");
    expect(helped).not.toContain("总结一下");
  });

  it("a case that a command names is meant, and none that was talked about before", async () => {
    const by = platform.person();
    expect(await platform.ask(by, "圆通的应用成效是什么？")).toContain("圆通");
    expect(await platform.ask(by, "/case 火星")).toContain("现有案例中没有“火星”的内容");
    expect(await platform.ask(by, "/quote 火星 应用成效")).toContain("现有案例中没有“火星”的内容");
    expect(await platform.ask(by, "/compare 火星 齐河 应用成效")).toContain("没有“火星”的内容");
    const several = await platform.ask(by, "/case 区总工会");
    for (const one of ["旌阳区", "东城区", "椒江区", "盐田区"]) expect(several).toContain(one);
    expect(several).not.toContain("圆通");
  });

  it("the sign of a quotation is no word of it", async () => {
    const checked = await platform.ask(
      platform.person(),
      "请核对下面这段：\n> 全网为员工提供免费宿舍达1.2万间，全员工作餐免费",
    );
    expect(checked).toContain("这段文字与原文一致");
  });
});
