/** Operations → the OpenAPI 3.1 document of the HTTP interface. */

import { z } from "zod";
import type { Operation } from "./operations.ts";
import { components } from "./shapes.ts";

/** Each refusal with when it comes. */
const REFUSALS: Readonly<Record<string, string>> = {
  400: "请求的内容不是 JSON",
  401: "没有出示口令，或口令不对",
  413: "请求太大",
  415: "内容类型不是 application/json",
  422: "字段不对，或文字太长",
  429: "问得太快",
  500: "服务器出错；message 中的编号可在日志中查到",
  503: "暂时不能回答",
};

/** What may be asked of each operation. */
const EXAMPLES: Readonly<Record<string, object>> = {
  ask: { question: "那它的应用成效呢？", history: ["总结甲单位的案例"] },
  quote: { name: "甲单位", section: "应用成效" },
  summary: { name: "甲单位", length: "three" },
  compare: { names: ["甲单位", "乙单位"], section: "应用成效" },
  verify: { text: "建成职工之家12个。" },
  search: { query: "职工之家", limit: 5 },
};

const EVENTS = {
  "text/event-stream": {
    schema: {
      type: "string",
      description:
        "请求头 Accept 为 text/event-stream 时：若干个 stage 事件（retrieving、composing、grounding），然后是一个 answer 事件（内容同 JSON），或 error 事件。断开连接即停止。",
    },
  },
};

const ERROR = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message"],
      properties: { code: { type: "string" }, message: { type: "string" } },
    },
  },
};

export interface OpenApiParts {
  readonly operations: readonly Operation[];
  readonly version: string;
  /** Where the interface is reached; null where that is not known. */
  readonly publicUrl: string | null;
}

export function openApiOf({ operations, version, publicUrl }: OpenApiParts): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "案例通",
      version,
      description:
        "查询工会创新案例，每句话都注明出处并附原文。程序是否在运行、能否回答，见 /healthz 和 /readyz（不需要口令）；MCP 服务在 /mcp。",
      license: { name: "MIT", identifier: "MIT" },
    },
    // Where no address is known it is the one at which this document was found.
    servers: [{ url: publicUrl ?? "/" }],
    paths: Object.fromEntries(operations.map((one) => [`/api/${one.name}`, pathOf(one)])),
    components: {
      schemas: { ...namedSchemas(), Error: ERROR },
      responses: Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [
          `Refused${status}`,
          { description, content: json({ $ref: reference("Error") }) },
        ]),
      ),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "WEB_TOKEN；只在本机使用时不需要" },
      },
    },
    security: [{ token: [] }, {}],
  };
}

function pathOf(operation: Operation): object {
  const { name, title, description, input, output } = operation;
  const shared = {
    operationId: name,
    summary: title,
    description,
    responses: {
      200: { description: title, content: { ...json(schemaOf(output)), ...(name === "ask" && EVENTS) } },
      ...Object.fromEntries(
        Object.keys(REFUSALS).map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
      ),
    },
  };
  const post = {
    ...shared,
    requestBody: { required: true, content: json(schemaOf(input), { example: EXAMPLES[name] ?? {} }) },
  };
  return name === "cases" ? { get: { ...shared, operationId: "listCases" }, post } : { post };
}

/** Shapes that have a name are referred to by it. */
function schemaOf(shape: z.ZodObject): object {
  const id = components.get(shape)?.id;
  return id === undefined ? bare(z.toJSONSchema(shape, { io: "input" })) : { $ref: reference(id) };
}

function namedSchemas(): object {
  const { schemas } = z.toJSONSchema(components, { uri: reference, io: "input" });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]));
}

const json = (schema: object, more: object = {}) => ({ "application/json": { schema, ...more } });

const reference = (id: string) => `#/components/schemas/${id}`;

/** Which dialect it is, and where it lies, the document says itself. */
function bare({ $schema, $id, ...schema }: z.core.JSONSchema.BaseSchema): object {
  return schema;
}
