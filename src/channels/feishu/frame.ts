/** Frames of Feishu's long connection: which field of the message is what (pbbp2.proto of the official clients). */

import { type Fields, readFields } from "../../chat/protobuf.ts";

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
