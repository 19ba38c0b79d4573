/** What went wrong at a model's server → an error that says it in one line, and what may be done about it. */

export type FailureKind =
  /** As it is set up it cannot work: a package or a key is missing. */
  | "unusable"
  /** No connection, or one that broke. */
  | "unreachable"
  | "bad-key"
  /** No such model, or no such service at this address. */
  | "not-found"
  | "unpaid"
  | "busy"
  /** The server says that it failed. */
  | "down"
  /** The request is not one that the server takes. */
  | "refused"
  | "slow"
  | "endless"
  /** What came is no reply of a model. */
  | "garbled"
  /** The reply is not of the shape that was asked for. */
  | "unshaped"
  /** Not asked, after failing again and again. */
  | "resting";

interface FailureDetails {
  /** The server's, where it gave one. */
  readonly status?: number;
  /** How long the server asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
  /** What the server said of it, in one line. */
  readonly said?: string;
}

/** The message is one line of Chinese that names the model and its address, and holds no secret. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly kind: FailureKind;
  /** The message without the model. */
  readonly what: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly said: string;

  constructor(
    kind: FailureKind,
    { name }: Pick<Subject, "name">,
    what: string,
    details: FailureDetails = {},
  ) {
    super(`${name}：${what}`);
    this.kind = kind;
    this.what = what;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.said = details.said ?? "";
  }
}

/** A model and its server, as failures speak of them. */
export interface Subject {
  /** Such as 语言模型 qwen-plus（https://example.org/v1）. */
  readonly name: string;
  /** Not to be shown, even where a server repeats them. */
  readonly secrets: readonly string[];
}

export function subjectOf(
  what: string,
  model: string,
  baseUrl: string | null,
  apiKey: string | null,
): Subject {
  const address = baseUrl === null ? "" : `（${shownAddress(baseUrl)}）`;
  const { username, password } = new URL(baseUrl ?? "http://localhost");
  return {
    name: `${what} ${model}${address}`,
    secrets: [apiKey ?? "", username, password].filter((secret) => secret.length >= SHORTEST_SECRET),
  };
}

/** Anything shorter would hide words of the message. */
const SHORTEST_SECRET = 4;

/** Without the name, password and query that an address may hold. */
export function shownAddress(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`.replace(/\/+$/, "");
}

/** Any error of a request → what it means; a `ModelError` that was thrown somewhere below is itself. */
export function failureOf(error: unknown, subject: Subject): ModelError {
  const chain = causesOf(error);
  const own = chain.find((cause) => cause instanceof ModelError);
  if (own) return own;
  const answered = chain.find((cause) => typeof cause.status === "number");
  if (answered) return failureOfStatus(answered, subject);
  const told = chain.find((cause) => typeof cause.error === "object" && cause.error !== null);
  if (told) return failureTold(told.error, subject);
  const codes = chain.flatMap(({ code }) => (typeof code === "string" ? [code] : []));
  const isCutOff = chain.some(({ message }) => /fetch failed|terminated|socket/i.test(message ?? ""));
  if (codes.length === 0 && !isCutOff) return notAReply(chain[0]?.message, subject);
  const code = codes.at(-1) ?? "已断开";
  const [kind, what] = LIMITS[code] ?? [
    "unreachable",
    `连接不上或中途断开（${code}），请检查地址、网络和代理`,
  ];
  return new ModelError(kind, subject, what);
}

export const TOO_LONG = "回复太长，已中断";

const LIMITS: Readonly<Record<string, readonly [FailureKind, string]>> = {
  UND_ERR_CONNECT_TIMEOUT: ["unreachable", "连接超时，请检查地址、网络和代理"],
  UND_ERR_BODY_TIMEOUT: ["slow", "回复中途停顿太久，已中断"],
  UND_ERR_RES_EXCEEDED_MAX_SIZE: ["endless", TOO_LONG],
};

/** A server can say that it failed though its status says that all is well. */
export function failureTold(error: unknown, subject: Subject): ModelError {
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
  return failed(
    "down",
    MEANING.down,
    typeof message === "string" ? message : JSON.stringify(message),
    subject,
  );
}

export function notAReply(message: unknown, subject: Subject): ModelError {
  return failed("garbled", "返回的不是模型的回复", message, subject);
}

function failed(
  kind: FailureKind,
  what: string,
  message: unknown,
  subject: Subject,
  details: FailureDetails = {},
): ModelError {
  const said = saidBy(message, subject);
  return new ModelError(kind, subject, said === "" ? what : `${what}：${said}`, { ...details, said });
}

interface Cause {
  readonly message?: string;
  readonly status?: unknown;
  readonly code?: unknown;
  /** What the server sent as its error. */
  readonly error?: unknown;
  readonly headers?: unknown;
}

/** Libraries wrap errors in errors; the first is the outermost. */
function causesOf(error: unknown): Cause[] {
  const found: Cause[] = [];
  for (let cause = error; typeof cause === "object" && cause !== null && found.length < 8; ) {
    found.push(cause);
    cause = "cause" in cause ? cause.cause : undefined;
  }
  return found;
}

function failureOfStatus({ status: told, code, message, headers }: Cause, subject: Subject): ModelError {
  const status = Number(told);
  const ofStatus = KINDS[status] ?? (status >= 500 ? "down" : "refused");
  const kind = code === "insufficient_quota" ? "unpaid" : ofStatus;
  const details = { status, retryAfterMs: retryAfterOf(headers) };
  return failed(kind, `${MEANING[kind]}（${status}）`, message, subject, details);
}

const MEANING = {
  "bad-key": "不接受所给的密钥",
  "not-found": "没有这个模型，或地址不对",
  unpaid: "余额或额度不足",
  busy: "请求太多，被要求稍后再试",
  down: "服务出错",
  refused: "不接受这样的请求",
} as const;

const KINDS: Readonly<Record<number, keyof typeof MEANING>> = {
  401: "bad-key",
  402: "unpaid",
  403: "bad-key",
  404: "not-found",
  408: "down",
  429: "busy",
};

/** Seconds, or a date. */
export function retryAfterOf(headers: unknown, now = Date.now()): number | undefined {
  if (!(typeof headers === "object" && headers !== null && "get" in headers)) return undefined;
  const value = (headers as Headers).get("retry-after")?.trim();
  if (!value) return undefined;
  const ms = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

const LONGEST_SAID = 200;

/** What a server said, as one short line in which no secret is left. */
export function saidBy(message: unknown, { secrets }: Pick<Subject, "secrets">): string {
  let said = typeof message === "string" ? message : "";
  for (const secret of secrets) said = said.replaceAll(secret, "（已隐藏）");
  const line = said
    .replace(/\b(?:[sa]k-|bearer )[\w*.-]{6,}/gi, "（已隐藏）")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return line.length > LONGEST_SAID ? `${line.slice(0, LONGEST_SAID)}…` : line;
}
