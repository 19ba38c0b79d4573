/** Frames of Feishu's long connection, in protobuf → what is read of one, and the bytes of answers and beats (pbbp2.proto of the official clients). */

/** Before these stand the numbers of the frame and of its log entry, and that of the service. */
const FIELD = { method: 4, header: 5, payload: 8 } as const;

export interface Frame {
  /** About the connection itself; everything else is events. */
  readonly isControl: boolean;
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: Uint8Array;
  /** All but the payload, as it came: what nobody reads is handed back byte for byte. */
  readonly others: readonly Uint8Array[];
}

/** Throws a `RangeError` for what is no message of numbers and bytes alone. */
export function frameIn(data: Uint8Array): Frame {
  const fields = fieldsIn(data);
  const headers = fields.filter(({ field }) => field === FIELD.header).map(({ bytes }) => fieldsIn(bytes));
  return {
    isControl: fields.some(({ field, number }) => field === FIELD.method && number === CONTROL),
    headers: new Map(headers.map(([key, value]) => [textOf(key?.bytes), textOf(value?.bytes)])),
    payload: fields.findLast(({ field }) => field === FIELD.payload)?.bytes ?? NONE,
    others: fields.filter(({ field }) => field !== FIELD.payload).map(({ raw }) => raw),
  };
}

/** The same frame, handed back with an answer in it. */
export function answering({ others }: Frame, answer: object): Uint8Array {
  return Buffer.concat([...others, ...bytesIn(FIELD.payload, JSON.stringify(answer))]);
}

/** The other side requires every number, also where it is zero. */
export function pingOf(service: number): Uint8Array {
  const numbers = [0, 0, service, CONTROL].flatMap((value, at) => [varint((at + 1) * 8), varint(value)]);
  return Buffer.concat([...numbers, ...bytesIn(FIELD.header, "\n\u0004type\u0012\u0004ping")]);
}

export function textOf(bytes: Uint8Array = NONE): string {
  return Buffer.from(bytes).toString("utf8");
}

const CONTROL = 0;
const NONE = new Uint8Array();

/** Kinds of fields. */
const NUMBER = 0;
const BYTES = 2;

interface Field {
  readonly field: number;
  /** Loses its last places beyond 53 bits; of bytes their length. */
  readonly number: number;
  /** Of a text or a message. */
  readonly bytes: Uint8Array;
  /** With its tag. */
  readonly raw: Uint8Array;
}

function fieldsIn(data: Uint8Array): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const next = (): number => {
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
    const [tag, number] = [next(), next()];
    const [start, kind] = [at, tag % 8];
    if (kind === BYTES) at += number;
    else if (kind !== NUMBER) throw new RangeError(`protobuf: expected no field of kind ${kind}`);
    if (at > data.length) throw new RangeError(`protobuf: expected ${at} bytes, found ${data.length}`);
    const [bytes, raw] = [data.subarray(start, at), data.subarray(from, at)];
    fields.push({ field: Math.floor(tag / 8), number, bytes, raw });
  }
  return fields;
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
