/** JSON schemas of the Web API, generated from the type declarations that Slack publishes, and kept between runs. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Schema, schemaOf } from "../wire/schemas.ts";

const MODULES = join(import.meta.dirname, "../../node_modules");
const WEB_API = join(MODULES, "@slack/web-api/dist");
/** All of them rest on these. */
const TYPES = { dependsOn: [join(MODULES, "@slack/types/dist/index.d.ts")], isOneOfMany: true };
const BOLT = join(MODULES, "@slack/bolt/dist/types");

/** What methods take. */
export const requests = await schemaOf(join(WEB_API, "types/request/index.d.ts"), "*", TYPES);

/** What the address takes that comes with a command or a press. */
export const responses = await schemaOf(join(BOLT, "utilities.d.ts"), "RespondArguments", TYPES);

/** What the submission of a modal is answered with. */
export const submissions = await schemaOf(join(BOLT, "view/index.d.ts"), "ViewResponseAction", TYPES);

/** Methods by name, with the definition of their arguments. */
export const methods = readMethods(readFileSync(join(WEB_API, "methods.d.ts"), "utf8"));

for (const schema of [requests, responses, submissions]) mend(schema);

// Of the shapes that a message may have, the generator makes one that has to have everything.
delete responses.definitions?.RespondArguments?.required;

/** chat: { postMessage: MethodWithRequiredArgument<ChatPostMessageArguments, …>, of which some lie deeper. */
function readMethods(source: string): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  const path: string[] = [];
  for (const line of source.split("\n")) {
    const [, group] = /^\s+(?:readonly )?(\w+): \{$/.exec(line) ?? [];
    const [, name, type] = /^\s+(?:readonly )?(\w+): MethodWith\w+<(\w+)/.exec(line) ?? [];
    if (group) path.push(group);
    else if (/^\s+\};?$/.test(line)) path.pop();
    else if (name && type) declared.set([...path, name].join("."), type);
  }
  return declared;
}

/**
 * `Block` and `Chunk` stand for kinds yet unknown, and would let a mistyped kind through. What a method may be called
 * without is declared as `undefined`, which JSON does not have.
 */
function mend(schema: Schema): void {
  const unknown = /\/(?:Block|Chunk)$/;
  const walk = (part: Schema) => {
    if (part.anyOf) {
      const known = part.anyOf.filter(({ $ref = "", not }) => !unknown.test($ref) && not === undefined);
      if (known.length > 0) part.anyOf = known;
    }
    for (const inner of Object.values(part).flat())
      if (typeof inner === "object" && inner !== null) walk(inner as Schema);
  };
  walk(schema);
}
