/** Frames of the long connection: what the one side writes the other reads, whatever it is. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { answering, frameIn, pingOf, textOf } from "../../src/channels/feishu/frame.ts";
import { read, type WireFrame, write } from "./feishu-frames.ts";

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const text = fc.string({ unit: "grapheme", maxLength: 300 });
const headers = fc
  .uniqueArray(fc.tuple(text, text), { selector: ([key]) => key, maxLength: 8 })
  .map((entries) => Object.fromEntries(entries));
const frames: fc.Arbitrary<WireFrame> = fc.record({
  ...{ SeqID: uint64, LogID: uint64, service: uint64, method: uint64, headers },
  ...{ payload: text, LogIDNew: text },
});

it("are read as the platform writes them, and handed back with all that came in them", () => {
  fc.assert(
    fc.property(frames, (wire) => {
      const frame = frameIn(write(wire));
      expect(textOf(frame.payload)).toBe(wire.payload);
      for (const [key, value] of Object.entries(wire.headers)) expect(frame.headers.get(key)).toBe(value);
      expect(frame.isControl).toBe(wire.method === 0n);
      const answered = read(Buffer.from(answering(frame, { code: 200 })));
      expect(answered).toEqual({ ...wire, payload: '{"code":200}' });
    }),
  );
});

it("that keep the line alive have every number that is required", () => {
  expect(read(Buffer.from(pingOf(7)))).toEqual({
    ...{ SeqID: 0n, LogID: 0n, service: 7n, method: 0n },
    headers: { type: "ping" },
    payload: "",
  });
});

it("take and answer payloads of any length", () => {
  const payload = fc.integer({ min: 0, max: 40_000 }).map((length) => "字".repeat(length));
  fc.assert(
    fc.property(frames, payload, (wire, long) => {
      const frame = frameIn(write({ ...wire, payload: long }));
      expect(textOf(frame.payload)).toBe(long);
      expect(read(Buffer.from(answering(frame, { long }))).payload).toBe(JSON.stringify({ long }));
    }),
    { numRuns: 20 },
  );
});

it("that are none are refused and end nothing", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        frameIn(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});
