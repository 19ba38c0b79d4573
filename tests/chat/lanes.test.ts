/** Order within a lane, and many lanes at once. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLanes } from "../../src/chat/lanes.ts";

describe("lanes", () => {
  it("keep the order within each, and never run more at once than they may", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ lane: fc.constantFrom("a", "b", "c", "d"), ticks: fc.nat(3) }), {
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 5 }),
        async (tasks, atOnce) => {
          const lanes = createLanes(atOnce);
          const done = new Map<string, number[]>();
          const busy = new Set<string>();
          let most = 0;
          for (const [i, { lane, ticks }] of tasks.entries())
            lanes.add(lane, async () => {
              expect(busy.has(lane)).toBe(false);
              busy.add(lane);
              most = Math.max(most, busy.size);
              for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
              busy.delete(lane);
              done.set(lane, [...(done.get(lane) ?? []), i]);
            });
          await lanes.settled();
          expect(most).toBeLessThanOrEqual(atOnce);
          expect([...done.values()].flat()).toHaveLength(tasks.length);
          for (const order of done.values()) expect(order).toEqual(order.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it("serve a new lane while an old one has much to do", async () => {
    const lanes = createLanes(1);
    const order: string[] = [];
    for (let i = 0; i < 5; i += 1) lanes.add("long", async () => void order.push(`long ${i}`));
    lanes.add("short", async () => void order.push("short"));
    await lanes.settled();
    expect(order.indexOf("short")).toBeLessThanOrEqual(2);
  });

  it("finish what runs and let go of what waits when closed", async () => {
    const lanes = createLanes(1);
    const order: string[] = [];
    const held = Promise.withResolvers<void>();
    lanes.add("a", async () => {
      await held.promise;
      order.push("first");
    });
    lanes.add("a", async () => void order.push("second"));
    lanes.close();
    lanes.add("b", async () => void order.push("third"));
    held.resolve();
    await lanes.settled();
    expect(order).toEqual(["first"]);
  });
});
