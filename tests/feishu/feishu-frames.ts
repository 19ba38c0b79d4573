/** Frames of the long connection as the platform's side writes and reads them, from the fields of its protocol alone. */

export interface WireFrame {
  readonly SeqID: bigint;
  readonly LogID: bigint;
  readonly service: bigint;
  readonly method: bigint;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
  readonly LogIDNew?: string;
}

const NUMBERS = { 1: "SeqID", 2: "LogID", 3: "service", 4: "method" } as const;
const TEXTS = { 8: "payload", 9: "LogIDNew" } as const;

export function write(frame: WireFrame): Buffer {
  const bytes: number[] = [];
  for (const [field, name] of Object.entries(NUMBERS))
    bytes.push(Number(field) << 3, ...numberBytes(frame[name]));
  for (const [key, value] of Object.entries(frame.headers))
    bytes.push(...chunk(5, [...chunk(1, [...Buffer.from(key)]), ...chunk(2, [...Buffer.from(value)])]));
  for (const [field, name] of Object.entries(TEXTS)) {
    const text = frame[name];
    if (text !== undefined) bytes.push(...chunk(Number(field), [...Buffer.from(text)]));
  }
  return Buffer.from(bytes);
}

/** Throws where one of the four numbers is missing, which the protocol requires. */
export function read(data: Buffer): WireFrame {
  const frame: Record<string, unknown> = {};
  const headers: Record<string, string> = {};
  for (const { field, number, bytes } of chunksOf(data)) {
    if (field in NUMBERS) frame[NUMBERS[field as keyof typeof NUMBERS]] = number;
    else if (field in TEXTS) frame[TEXTS[field as keyof typeof TEXTS]] = bytes.toString("utf8");
    else if (field === 5) {
      const [key, value] = [...chunksOf(bytes)].map((one) => one.bytes.toString("utf8"));
      headers[key ?? ""] = value ?? "";
    }
  }
  for (const name of Object.values(NUMBERS))
    if (frame[name] === undefined) throw new Error(`no ${name} in a frame`);
  return { payload: "", ...frame, headers } as unknown as WireFrame;
}

function numberBytes(value: bigint): number[] {
  const low = Number(value & 0x7fn);
  return value < 0x80n ? [low] : [low | 0x80, ...numberBytes(value >> 7n)];
}

function chunk(field: number, bytes: readonly number[]): number[] {
  return [(field << 3) | 2, ...numberBytes(BigInt(bytes.length)), ...bytes];
}

function* chunksOf(data: Buffer) {
  let at = 0;
  const next = () => {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = data.readUInt8(at);
      at += 1;
      value += BigInt(byte % 128) << shift;
      shift += 7n;
      if (byte < 128) return value;
    }
  };
  while (at < data.length) {
    const tag = Number(next());
    const number = next();
    if (tag % 8 === 0) yield { field: tag >> 3, number, bytes: Buffer.alloc(0) };
    else {
      const end = at + Number(number);
      if (tag % 8 !== 2 || end > data.length) throw new Error(`a field of kind ${tag % 8} up to ${end}`);
      yield { field: tag >> 3, number, bytes: data.subarray(at, end) };
      at = end;
    }
  }
}
