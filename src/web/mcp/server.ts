/** Operations → an MCP server whose tools they are, for one connection with one client. */

import { randomBytes } from "node:crypto";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import * as protocol from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { AnswerStage } from "../../answer/asking.ts";
import type { Log } from "../../console/log.ts";
import { underWay } from "../../render/stages.zh.ts";
import { InputError, type Operation } from "../operations/operations.ts";
import type { Documents } from "./documents.ts";
import * as wording from "./wording.zh.ts";

export interface McpParts {
  readonly operations: readonly Operation[];
  readonly documents: Documents;
  readonly log: Log;
  readonly version: string;
  /** Whether the client may call a tool now. */
  readonly mayAsk: () => boolean;
}

const PLAIN = "text/plain";

/** Everything is read, and nothing but the cases. */
const ANNOTATIONS = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

type Extra = RequestHandlerExtra<protocol.ServerRequest, protocol.ServerNotification>;

/** What goes wrong with a call is the result of that call, which the assistant can read; the connection goes on. */
export function createMcpServer(parts: McpParts): Server {
  const { documents, version } = parts;
  const operations = documents.tools(parts.operations);
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  // The other class of the library would tell clients that tools change.
  const mcp = new Server(
    { name: "anlitong", title: "案例通", version },
    { capabilities: { tools: {}, resources: {}, prompts: {} }, instructions: wording.INSTRUCTIONS },
  );
  mcp.setRequestHandler(protocol.ListToolsRequestSchema, () => ({ tools: operations.map(toolOf) }));
  mcp.setRequestHandler(protocol.CallToolRequestSchema, async ({ params }, extra) => {
    const operation = byName.get(params.name);
    if (!operation) return refused(wording.NO_TOOL(params.name, [...byName.keys()]));
    return called(operation, params.arguments ?? {}, extra, parts);
  });
  mcp.setRequestHandler(protocol.ListResourcesRequestSchema, async () => ({
    resources: (await documents.list()).map(({ id, title }) => ({ uri: id, name: title, mimeType: PLAIN })),
  }));
  mcp.setRequestHandler(protocol.ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [] }));
  mcp.setRequestHandler(protocol.ReadResourceRequestSchema, async ({ params: { uri } }) => {
    const document = await documents.read(uri);
    if (!document) throw new protocol.McpError(protocol.ErrorCode.InvalidParams, wording.NO_DOCUMENT(uri));
    return { contents: [{ uri, mimeType: PLAIN, text: document.text }] };
  });
  mcp.setRequestHandler(protocol.ListPromptsRequestSchema, () => ({
    prompts: wording.PROMPTS.map(({ text: _, arguments: wanted, ...prompt }) => ({
      ...prompt,
      arguments: [...wanted],
    })),
  }));
  mcp.setRequestHandler(protocol.GetPromptRequestSchema, ({ params: { name, arguments: given = {} } }) => {
    const prompt = wording.PROMPTS.find((one) => one.name === name);
    if (!prompt)
      throw new protocol.McpError(
        protocol.ErrorCode.InvalidParams,
        wording.NO_PROMPT(
          name,
          wording.PROMPTS.map((one) => one.name),
        ),
      );
    const missing = prompt.arguments.find((one) => one.required && !given[one.name]?.trim());
    if (missing) throw new protocol.McpError(protocol.ErrorCode.InvalidParams, wording.MISSING(missing.name));
    const content = { type: "text" as const, text: prompt.text(given) };
    return { description: prompt.description, messages: [{ role: "user" as const, content }] };
  });
  return mcp;
}

function toolOf({ name, title, description, input, output }: Operation): protocol.Tool {
  return {
    name,
    title,
    description,
    inputSchema: schemaOf(input),
    outputSchema: schemaOf(output),
    annotations: { title, ...ANNOTATIONS },
  };
}

function schemaOf(shape: z.ZodObject): protocol.Tool["inputSchema"] {
  return { ...z.toJSONSchema(shape, { io: "input" }), type: "object" } as protocol.Tool["inputSchema"];
}

async function called(
  operation: Operation,
  input: unknown,
  extra: Extra,
  { log, mayAsk }: McpParts,
): Promise<protocol.CallToolResult> {
  try {
    const run = operation.prepare(input);
    if (!mayAsk()) return refused(wording.BUSY);
    const { onStage, told } = reporter(extra);
    const { text, object } = await run({ signal: extra.signal, onStage });
    // A client forgets the question with its answer, and what is told of it after that.
    await told();
    return { content: [{ type: "text", text }], structuredContent: { ...object } };
  } catch (error) {
    if (error instanceof InputError) return refused(error.message);
    if (extra.signal.aborted) throw error;
    const trace = randomBytes(4).toString("hex");
    log.error(
      `MCP 工具 ${operation.name} 出错（编号 ${trace}）：${error instanceof Error ? error.message : error}`,
    );
    if (error instanceof Error && error.stack) log.debug(error.stack);
    return refused(wording.FAILED(trace));
  }
}

function refused(text: string): protocol.CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}

/** Tells a client that asked for it how far an answer is. */
function reporter({ _meta, sendNotification }: Extra): {
  readonly onStage: (stage: AnswerStage) => void;
  readonly told: () => Promise<unknown>;
} {
  const progressToken = _meta?.progressToken;
  const sent: Promise<void>[] = [];
  return {
    onStage(stage) {
      if (progressToken === undefined) return;
      const params = { progressToken, progress: sent.length + 1, message: underWay(stage) };
      // Who is not there any more is told nothing.
      sent.push(sendNotification({ method: "notifications/progress", params }).catch(() => {}));
    },
    told: () => Promise.all(sent),
  };
}

/** The longest text to be verified, each character escaped, and what the protocol puts around it. */
const MAX_BODY_BYTES = 256 * 1024;

/** For POST alone: without sessions there is nothing to listen to beside answers, and nothing to end. */
export function createMcpHandler(
  parts: Omit<McpParts, "mayAsk">,
): (request: Request, mayAsk: McpParts["mayAsk"]) => Promise<Response> {
  return async (request, mayAsk) => {
    const mcp = createMcpServer({ ...parts, mayAsk });
    mcp.onerror = (error) => parts.log.debug(`MCP：${error.message}`);
    const transport = new WebStandardStreamableHTTPServerTransport({ maxRequestBodySize: MAX_BODY_BYTES });
    await mcp.connect(transport);
    // Gives up what is under way for a client that leaves.
    request.signal.addEventListener("abort", () => void mcp.close(), { once: true });
    return transport.handleRequest(request);
  };
}
