/** JSON schemas of the Bot API, generated from type declarations that others publish, and kept between runs. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaOf } from "../wire/schemas.ts";

const MODULES = join(import.meta.dirname, "../../node_modules");
/** Both are declarations alone, and one cannot be resolved by name. */
const OUTGOING = join(MODULES, "@gramio/types/out");
const INCOMING = join(MODULES, "@grammyjs/types");

/** A method as its declaration has it. */
export interface MethodDeclaration {
  /** The definition of its parameters; absent where it takes none. */
  readonly params?: string;
  /** Whether it answers with the message that it made or changed. */
  readonly returnsMessage: boolean;
}

/** What bots send, as @gramio/types has it, which is generated from Telegram's own documentation. */
export const outgoing = await schemaOf(join(OUTGOING, "params.d.ts"), "*");

/** What bots are sent, as the types have it that grammY is built on. */
export const incoming = await schemaOf(join(INCOMING, "mod.d.ts"), "Update");

export const methods = readMethods(readFileSync(join(OUTGOING, "methods.d.ts"), "utf8"));

/** sendMessage: CallAPI<Params.SendMessageParams, Objects.TelegramMessage>, over one line or several. */
function readMethods(source: string): ReadonlyMap<string, MethodDeclaration> {
  const declared = new Map<string, MethodDeclaration>();
  for (const [, name = "", , type = ""] of source.matchAll(/^ {4}(\w+): CallAPI(\w*)<([^;]*?)>$/gm)) {
    const params = /Params\.(\w+)/.exec(type)?.[1];
    const returnsMessage = /Objects\.TelegramMessage(?!\w|\[)/.test(type);
    declared.set(name, { ...(params ? { params } : {}), returnsMessage });
  }
  return declared;
}
