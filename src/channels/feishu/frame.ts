/** Frames of Feishu's long connection ↔ their bytes, as protobuf has it, and which field is what (pbbp2.proto of the official clients). */

const FIELD = { seqId: 1, logId: 2, service: 3, method: 4, header: 5, payload: 8 } as const;

/** About the connection itself; everything else is events. */
const CONTROL = 0n;

export function isControl(frame: Fields): boolean {
  return frame.some(([field, value]) => field === FIELD.method && value === CONTROL);
}

export function headerOf(frame: Fields, name: string): string | undefined {
  for (const [field, value] of frame) {
    if (field !== FIELD.header || typeof value === "bigint") continue;
    const [key, text] = readFields(value).map(([, bytes]) =>
      typeof bytes === "bigint" ? "" : textOf(bytes),
    );
    if (key === name) return text;
  }
  return undefined;
}

export function payloadOf(frame: Fields): Uint8Array {
  const [, value] = frame.findLast(([field]) => field === FIELD.payload) ?? [];
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/** The same frame, handed back with an answer in it. */
export function answering(frame: Fields, answer: object): Fields {
  const others = frame.filter(([field]) => field !== FIELD.payload);
  return [...others, [FIELD.payload, Buffer.from(JSON.stringify(answer))]];
}

/** The other side requires every number, also where it is zero. */
export function pingOf(service: number): Fields {
  const type = Buffer.from("\n\u0004type\u0012\u0004ping");
  return [
    [FIELD.seqId, 0n],
    [FIELD.logId, 0n],
    [FIELD.service, BigInt(service)],
    [FIELD.method, CONTROL],
    [FIELD.header, type],
  ];
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

/** Numbers as they stand in 64 bits, and everything else as bytes; whoever reads them knows which are texts or messages. */
export type Fields = readonly (readonly [field: number, value: bigint | Uint8Array])[];

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** Throws a `RangeError` for what is no message. Numbers of a fixed length are left out. */
export function readFields(data: Uint8Array): Fields {
  const fields: [number, bigint | Uint8Array][] = [];
  let at = 0;
  const number = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = data[at];
      if (byte === undefined) break;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError(`protobuf: expected the end of a number at byte ${at} of ${data.length}`);
  };
  const bytes = (length: number): Uint8Array => {
    at += length;
    if (at > data.length) throw new RangeError(`protobuf: expected ${at} bytes, found ${data.length}`);
    return data.subarray(at - length, at);
  };
  while (at < data.length) {
    const tag = Number(number());
    const [field, kind] = [Math.floor(tag / 8), tag % 8];
    if (kind === VARINT) fields.push([field, number()]);
    else if (kind === BYTES) fields.push([field, bytes(Number(number()))]);
    else if (kind === FIXED64 || kind === FIXED32) bytes(kind === FIXED64 ? 8 : 4);
    else throw new RangeError(`protobuf: expected a kind of field, found ${kind}`);
  }
  return fields;
}

export function writeFields(fields: Fields): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([field, value]) =>
      typeof value === "bigint"
        ? [varint(BigInt(field * 8 + VARINT)), varint(BigInt.asUintN(64, value))]
        : [varint(BigInt(field * 8 + BYTES)), varint(BigInt(value.length)), value],
    ),
  );
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80n; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(left)]);
}
