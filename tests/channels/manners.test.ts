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

  it("the sign of a quotation is no word of it", async () => {
    const checked = await platform.ask(
      platform.person(),
      "请核对下面这段：\n> 全网为员工提供免费宿舍达1.2万间，全员工作餐免费",
    );
    expect(checked).toContain("这段文字与原文一致");
  });
});
