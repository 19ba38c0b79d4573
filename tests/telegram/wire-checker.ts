/** JSON schemas made to say what is wrong in a sentence, unions above all. */

import { Ajv, type ErrorObject } from "ajv";
import type { DataValidateFunction } from "ajv/dist/types/index.js";
import type { Schema } from "../wire/schemas.ts";
import { beyond, type Limit } from "./wire-limits.ts";

type Fault = Pick<ErrorObject, "instancePath" | "keyword" | "params" | "message">;

/** Checks values against the definitions of a schema, which it marks for the purpose. */
export function checkerOf(id: string, schema: Schema): (definition: string, value: unknown) => string[] {
  const ajv = new Ajv({ allErrors: true, strict: false });
  ajv.addKeyword({ keyword: "limit", compile: limitCheck, errors: true });
  ajv.addKeyword({
    keyword: "union",
    compile: (branches: Schema[]) => unionCheck(ajv, branches),
    errors: true,
  });
  prepare(schema, id);
  ajv.addSchema(schema, id);
  return (definition, value) => {
    const validate = ajv.getSchema(`${id}#/definitions/${definition}`);
    if (!validate) throw new Error(`checkerOf: expected a definition of ${definition}`);
    return validate(value) ? [] : [...new Set((validate.errors ?? []).map(described))];
  };
}

/** References become absolute, so that a branch can be compiled alone; unions become a keyword of our own. */
function prepare(schema: Schema, id: string): void {
  if (schema.$ref?.startsWith("#")) schema.$ref = `${id}${schema.$ref}`;
  if (schema.anyOf) {
    schema.union = schema.anyOf;
    delete schema.anyOf;
  }
  for (const part of Object.values(schema)) {
    for (const inner of Array.isArray(part) ? part : [part])
      if (typeof inner === "object" && inner !== null) prepare(inner as Schema, id);
  }
}

function limitCheck(limit: Limit): DataValidateFunction {
  const check: DataValidateFunction = (value: unknown) => {
    const message = beyond(limit, value);
    check.errors = message === undefined ? [] : [{ keyword: "limit", message, params: {} }];
    return message === undefined;
  };
  return check;
}

function unionCheck(ajv: Ajv, branches: readonly Schema[]): DataValidateFunction {
  // Compiled when first asked for: unions refer to one another in circles.
  const checks = branches.map((branch) => {
    let check: ReturnType<Ajv["compile"]> | undefined;
    return () => {
      check ??= (branch.$ref && ajv.getSchema(branch.$ref)) || ajv.compile(branch);
      return check;
    };
  });
  const union: DataValidateFunction = (value: unknown, context) => {
    const failures: (readonly Fault[])[] = [];
    for (const checkOf of checks) {
      const check = checkOf();
      if (check(value)) return true;
      failures.push(check.errors ?? []);
    }
    const here = context?.instancePath ?? "";
    union.errors = closest(failures).map((fault) => ({ ...fault, instancePath: here + fault.instancePath }));
    return false;
  };
  return union;
}

/** What is meant is the branch of the right kind and, where several are, the one in which the value got furthest. */
function closest(failures: readonly (readonly Fault[])[]): readonly Fault[] {
  const kin = failures.filter((faults) => !faults.some(isOfAnotherKind));
  const depth = (faults: readonly Fault[]) =>
    Math.max(...faults.map(({ instancePath }) => instancePath.split("/").length));
  const [best] = kin.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length);
  return best ?? [{ instancePath: "", keyword: "union", params: {}, message: "is of no known kind" }];
}

function isOfAnotherKind({ instancePath, keyword }: Fault): boolean {
  return instancePath === "" ? keyword === "type" : instancePath === "/type" && /const|enum/.test(keyword);
}

function described({ instancePath, message, params }: Fault): string {
  const path = instancePath.slice(1).replace(/(?<=^|\/)\d+(?=\/|$)/g, "[$&]");
  const place = path.replaceAll("/[", "[").replaceAll("/", ".");
  const { additionalProperty, allowedValue, allowedValues = [] } = params;
  const named = additionalProperty ?? allowedValue ?? allowedValues.slice(0, 8).join();
  return `${place}${place ? ": " : ""}${message}${named ? ` (${named})` : ""}`;
}
