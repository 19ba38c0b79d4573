/** Frames of Feishu's long connection, in protobuf → what is read of one, and the bytes of answers and beats (pbbp2.proto of the official clients). */

const FIELD = { seqId: 1, logId: 2, service: 3, method: 4, header: 5, payload: 8 } as const;

/** About the connection itself; everything else is events. */
const CONTROL = 0;

/** What it is not read for is handed back byte for byte. */
export type Frame = readonly {
  readonly field: number;
  /** A number, which loses its last places beyond 53 bits, or the bytes of a text or message. */
  readonly value: number | Uint8Array;
  /** With its tag. */
  readonly raw: Uint8Array;
}[];

const NUMBER = 0;
const BYTES = 2;

/** Throws a `RangeError` for what is no message of numbers and bytes alone. */
export function frameIn(data: Uint8Array): Frame {
  const fields: Frame[number][] = [];
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let weight = 1; weight < 2 ** 70; weight *= 128) {
      const byte = data[at];
      if (byte === undefined) break;
      at += 1;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
    throw new RangeError(`protobuf: expected the end of a number at byte ${at} of ${data.length}`);
  };
  while (at < data.length) {
    const from = at;
    const tag = number();
    let value: number | Uint8Array = number();
    if (tag % 8 === BYTES) {
      at += value;
      if (at > data.length) throw new RangeError(`protobuf: expected ${at} bytes, found ${data.length}`);
      value = data.subarray(at - value, at);
    } else if (tag % 8 !== NUMBER) throw new RangeError(`protobuf: expected no field of kind ${tag % 8}`);
    fields.push({ field: Math.floor(tag / 8), value, raw: data.subarray(from, at) });
  }
  return fields;
}

export function isControl(frame: Frame): boolean {
  return frame.some(({ field, value }) => field === FIELD.method && value === CONTROL);
}

export function headerOf(frame: Frame, name: string): string | undefined {
  for (const { field, value } of frame) {
    if (field !== FIELD.header || typeof value === "number") continue;
    const [key, text] = frameIn(value).map((part) =>
      typeof part.value === "number" ? "" : textOf(part.value),
    );
    if (key === name) return text;
  }
  return undefined;
}

export function payloadOf(frame: Frame): Uint8Array {
  const { value } = frame.findLast(({ field }) => field === FIELD.payload) ?? {};
  return value instanceof Uint8Array ? value : new Uint8Array();
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

/** The same frame, handed back with an answer in it. */
export function answering(frame: Frame, answer: object): Uint8Array {
  const others = frame.filter(({ field }) => field !== FIELD.payload).map(({ raw }) => raw);
  return Buffer.concat([...others, ...bytesIn(FIELD.payload, JSON.stringify(answer))]);
}

/** The other side requires every number, also where it is zero. */
export function pingOf(service: number): Uint8Array {
  const numbers = { [FIELD.seqId]: 0, [FIELD.logId]: 0, [FIELD.service]: service, [FIELD.method]: CONTROL };
  const fields = Object.entries(numbers).flatMap(([field, value]) => [
    varint(Number(field) * 8),
    varint(value),
  ]);
  return Buffer.concat([...fields, ...bytesIn(FIELD.header, "\n\u0004type\u0012\u0004ping")]);
}

function bytesIn(field: number, text: string): Uint8Array[] {
  const bytes = Buffer.from(text);
  return [varint(field * 8 + BYTES), varint(bytes.length), bytes];
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) + 0x80);
  return Uint8Array.from([...bytes, left]);
}
