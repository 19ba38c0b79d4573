import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePostings, encodePostings } from "../../src/stores/posting-lists.ts";

const WEIGHTS = fc.oneof(
  fc.constantFrom(1, 0.5, 2, 127.5, 128, 1e-9),
  fc.float({ min: Math.fround(1e-30), noNaN: true, noDefaultInfinity: true }),
);

test("lists of postings come back as they were written, whatever the gaps and weights", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(0xffff_fffe), { minLength: 1 }),
      fc.infiniteStream(WEIGHTS),
      (some, stream) => {
        const ids = Uint32Array.from(some).sort();
        const weights = Float32Array.from(ids, () => stream.next().value as number);
        const base = ids[0] ?? 0;
        const found: [number, number][] = [];
        decodePostings(encodePostings({ ids, weights }, base), base, (id, weight) =>
          found.push([id, weight]),
        );
        expect(found).toEqual(Array.from(ids, (id, i) => [id, weights[i]]));
      },
    ),
  );
});

test("most postings take one byte", () => {
  const ids = Uint32Array.from({ length: 100 }, (_, i) => 5 + 60 * i);
  expect(encodePostings({ ids, weights: new Float32Array(100).fill(1) }, 5).length).toBe(100);
});
