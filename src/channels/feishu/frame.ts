/** A frame of Feishu's long connection ↔ its bytes: the few fields of one protobuf message. */

/** pbbp2.proto of the official clients. */
export interface Frame {
  readonly seqId: bigint;
  readonly logId: bigint;
  readonly service: number;
  /** 0: of the connection itself, 1: of events. */
  readonly method: number;
  readonly headers: readonly (readonly [key: string, value: string])[];
  readonly payload: Uint8Array;
  /** What is only handed back, by the number of its field. */
  readonly rest?: readonly (readonly [field: number, value: Uint8Array])[];
}

const SEQ_ID = 1;
const LOG_ID = 2;
const SERVICE = 3;
const METHOD = 4;
const HEADERS = 5;
const PAYLOAD = 8;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

export function headerOf({ headers }: Frame, name: string): string | undefined {
  return headers.find(([key]) => key === name)?.[1];
}

/** Throws for what is no such message. */
export function decodeFrame(data: Uint8Array): Frame {
  const numbers = new Map<number, bigint>();
  const headers: [string, string][] = [];
  const rest: [number, Uint8Array][] = [];
  let payload: Uint8Array = new Uint8Array();
  for (const [field, value] of fieldsOf(data)) {
    if (typeof value === "bigint") numbers.set(field, value);
    else if (field === HEADERS) headers.push(headerIn(value));
    else if (field === PAYLOAD) payload = value;
    else rest.push([field, value]);
  }
  const small = (field: number) => Number(BigInt.asIntN(32, numbers.get(field) ?? 0n));
  return {
    seqId: numbers.get(SEQ_ID) ?? 0n,
    logId: numbers.get(LOG_ID) ?? 0n,
    service: small(SERVICE),
    method: small(METHOD),
    headers,
    payload,
    ...(rest.length > 0 ? { rest } : {}),
  };
}

/** With every number, also where it is zero: the other side requires them. */
export function encodeFrame({
  seqId,
  logId,
  service,
  method,
  headers,
  payload,
  rest = [],
}: Frame): Uint8Array {
  const text = (value: string) => Buffer.from(value, "utf8");
  return Buffer.concat([
    ...numberField(SEQ_ID, seqId),
    ...numberField(LOG_ID, logId),
    ...numberField(SERVICE, BigInt(service)),
    ...numberField(METHOD, BigInt(method)),
    ...headers.flatMap(([key, value]) =>
      bytesField(HEADERS, Buffer.concat([...bytesField(1, text(key)), ...bytesField(2, text(value))])),
    ),
    ...bytesField(PAYLOAD, payload),
    ...rest.flatMap(([field, value]) => bytesField(field, value)),
  ]);
}

function headerIn(data: Uint8Array): [string, string] {
  const texts = new Map<number, string>();
  for (const [field, value] of fieldsOf(data))
    if (typeof value !== "bigint") texts.set(field, Buffer.from(value).toString("utf8"));
  return [texts.get(1) ?? "", texts.get(2) ?? ""];
}

function* fieldsOf(data: Uint8Array): Generator<[field: number, value: bigint | Uint8Array]> {
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
    throw new RangeError(`frame: expected the end of a number at byte ${at} of ${data.length}`);
  };
  const bytes = (length: number): Uint8Array => {
    at += length;
    if (at > data.length) throw new RangeError(`frame: expected ${at} bytes, found ${data.length}`);
    return data.subarray(at - length, at);
  };
  while (at < data.length) {
    const tag = Number(number());
    const field = Math.floor(tag / 8);
    const kind = tag % 8;
    if (kind === VARINT) yield [field, number()];
    else if (kind === BYTES) yield [field, bytes(Number(number()))];
    else if (kind === FIXED64 || kind === FIXED32) bytes(kind === FIXED64 ? 8 : 4);
    else throw new RangeError(`frame: expected a kind of field, found ${kind}`);
  }
}

function numberField(field: number, value: bigint): Uint8Array[] {
  return [varint(BigInt(field * 8 + VARINT)), varint(BigInt.asUintN(64, value))];
}

function bytesField(field: number, value: Uint8Array): Uint8Array[] {
  return [varint(BigInt(field * 8 + BYTES)), varint(BigInt(value.length)), value];
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80n; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(left)]);
}
