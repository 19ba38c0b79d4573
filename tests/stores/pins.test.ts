import { describe, expect, it } from "vitest";
import type { Pin } from "../../src/curation/pins.ts";
import { ENGINES, stopServerAfterAll } from "./offices.ts";

const pin = (key: string, first: number): Pin => ({
  ...{ key, question: `${key}？`, channel: "feishu", chat: "ou_1" },
  address: {
    caseId: "a.md#1",
    section: "应用成效",
    item: "(二)",
    first,
    last: first,
    fingerprint: "0123abcd",
  },
});

stopServerAfterAll();

describe.each(ENGINES)("in %s:", (_, newOffice) => {
  it("pins outlive the process, one for each question, the latest first, and are seen by other processes at once", async () => {
    const office = await newOffice();
    const open = async () => (await office()).pins({ warn: expect.unreachable });
    const [one, other] = [await open(), await open()];
    await one.put(pin("甲", 1));
    await one.put(pin("乙", 2));
    expect(await other.of("甲")).toEqual(pin("甲", 1));
    await other.put(pin("甲", 3));
    expect(await one.all()).toEqual([pin("甲", 3), pin("乙", 2)]);
    expect(await one.of("丙")).toBeUndefined();
    expect([await one.remove("甲"), await other.remove("甲")]).toEqual([true, false]);
    for (const opened of [one, other]) opened.close();
    const again = await open();
    expect(await again.all()).toEqual([pin("乙", 2)]);
    again.close();
  });
});
