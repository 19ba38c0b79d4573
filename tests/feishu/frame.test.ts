/** Frames of the long connection: what the one side writes the other reads, whatever it is. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeFrame, encodeFrame, type Frame, headerOf } from "../../src/channels/feishu/frame.ts";
import { read, type WireFrame, write } from "./feishu-frames.ts";

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const small = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const text = fc.string({ unit: "grapheme", maxLength: 300 });
const headers = fc.uniqueArray(fc.tuple(text, text), { selector: ([key]) => key, maxLength: 8 });

it("are read as they were written by the platform", () => {
  const frames = fc.record({
    seqId: uint64,
    logId: uint64,
    service: small,
    method: small,
    headers,
    payload: text,
  });
  fc.assert(
    fc.property(frames, ({ payload, ...rest }) => {
      const { seqId, logId, service, method } = rest;
      const wire: WireFrame = {
        ...{ SeqID: seqId, LogID: logId, service: BigInt(service), method: BigInt(method), payload },
        headers: Object.fromEntries(rest.headers),
      };
      const { payload: bytes, ...read } = decodeFrame(write(wire));
      expect([{ ...read, headers: Object.fromEntries(read.headers) }, Buffer.from(bytes).toString()]).toEqual(
        [{ ...rest, headers: wire.headers }, payload],
      );
    }),
  );
});

it("are handed back with all that came in them", () => {
  const frame: WireFrame = {
    ...{ SeqID: 1n, LogID: 2n ** 64n - 1n, service: 7n, method: 1n },
    headers: { type: "event", message_id: "m" },
    payload: "{}",
    LogIDNew: "log",
  };
  expect(read(Buffer.from(encodeFrame(decodeFrame(write(frame)))))).toEqual(frame);
});

it("with large payloads and odd numbers come back the same", () => {
  const frames = fc.record({
    ...{ seqId: uint64, logId: uint64, service: fc.integer(), method: fc.integer(), headers },
    payload: fc.uint8Array({ maxLength: 100_000 }),
  });
  fc.assert(
    fc.property(frames, (frame) => {
      const { payload, ...rest } = decodeFrame(encodeFrame(frame));
      const { payload: written, ...before } = frame;
      expect(rest).toEqual(before);
      expect(Buffer.from(payload).equals(Buffer.from(written))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it("that are none are refused and end nothing", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      let frame: Frame | undefined;
      try {
        frame = decodeFrame(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
      if (frame) headerOf(frame, "type");
    }),
  );
});
