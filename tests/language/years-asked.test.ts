/** Years that are named by the one that is talked about. */

import { expect, it } from "vitest";
import { withYearsBeside } from "../../src/language/years-asked.ts";

it.each([
  ["那上一年呢", "那2023年呢"],
  ["比前一年多了多少", "比2023年多了多少"],
  ["次年建成几座", "2025年建成几座"],
  ["下1年的目标", "2025年的目标"],
  ["前一年来的情况", "前一年来的情况"],
  ["25年成交多少，比前一年多了几万方", "25年成交多少，比2024年多了几万方"],
  ["去年呢", "去年呢"],
])("%s after a question about 2024 is %s", (text, expected) => {
  expect(withYearsBeside(text, 2024)).toBe(expected);
});
