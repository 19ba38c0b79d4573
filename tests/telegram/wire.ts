/** Judges what a bot sends, and what it is sent, by declarations of the Bot API that are not this project's. */

import type { Schema } from "../wire/schemas.ts";
import { checkerOf } from "./wire-checker.ts";
import { markLimits } from "./wire-limits.ts";
import { ruleFaults } from "./wire-rules.ts";
import { incoming, methods, outgoing } from "./wire-schemas.ts";

/** Fields of which the declarations only say that they are numbers. */
const INTEGERS = /(?:^|_)(?:ids?|offset|length|limit|timeout|position|connections|time|date)$/;

/** How many fields state a limit in their documentation. */
export const limitCount = markLimits(outgoing);

mend(outgoing);
const callFaults = checkerOf("calls", outgoing);
const updateFaults = checkerOf("updates", incoming);

/** What is wrong with a call: nothing, where Telegram would take it. */
export function checkCall(method: string, payload: unknown): string[] {
  const declared = methods.get(method);
  if (!declared) return [`${method}: no such method`];
  const given = payload ?? {};
  if (typeof given !== "object" || Array.isArray(given)) return [`${method}: expected an object`];
  const faults = declared.params
    ? callFaults(declared.params, given)
    : Object.keys(given).map((key) => `takes no parameters, such as ${key}`);
  // Rules rest on what the schema promises.
  if (faults.length === 0) faults.push(...ruleFaults(method, given as Readonly<Record<string, unknown>>));
  return faults.map((fault) => `${method}: ${fault}`);
}

/** What is wrong with the shape of an update. */
export function checkUpdate(update: unknown): string[] {
  return updateFaults("Update", update);
}

/** Where the declarations are narrower, or wider, than what goes over the wire. */
function mend(schema: Schema): void {
  // "It can be either a String for plain text, an Array of RichText, or any of the following types."
  const rich = schema.definitions?.TelegramRichText;
  rich?.anyOf?.push({ type: "string" }, { type: "array", items: { $ref: "#/definitions/TelegramRichText" } });
  for (const definition of Object.values(schema.definitions ?? {})) {
    for (const [name, property] of Object.entries(definition.properties ?? {})) {
      if (property.type === "number" && INTEGERS.test(name)) property.type = "integer";
      if (property.anyOf) property.anyOf = property.anyOf.filter((one) => !writesItself(one));
    }
  }
}

/** Objects that know their text or their JSON have turned into it by the time they are sent. */
function writesItself({ properties = {} }: Schema): boolean {
  return Object.hasOwn(properties, "toString") || Object.hasOwn(properties, "toJSON");
}
