import { afterEach, expect, it, vi } from "vitest";
import { createToasts } from "../../src/chat/toasts.ts";
import { SEEN } from "../../src/chat/wording.zh.ts";

afterEach(() => void vi.useRealTimers());

it("a press told twice waits twice: the end of the first wait is not that of the second", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const toasts = createToasts();
  const first = toasts.wait("press");
  await vi.advanceTimersByTimeAsync(500);
  const second = toasts.wait("press");
  await vi.advanceTimersByTimeAsync(400);
  toasts.say("press", "谢谢");
  await vi.advanceTimersByTimeAsync(400);
  expect(await Promise.all([first, second])).toEqual([SEEN, "谢谢"]);
});
