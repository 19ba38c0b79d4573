/** Thousands of requests that Slack did not send, or not now: not one is taken, and none ends the program. */

import { createHmac } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { found, tries } from "../full.ts";
import { atTheWire, complaintsOf, rowsIn } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { channel, directMessage, mentions, person, says } from "./people.ts";
import { signatureOf } from "./slack-requests.ts";

const FORGED = tries(5_000);
const AT_ONCE = 50;

/** A clock that stands still, so that what is five minutes old is that at every request. */
const NOW = Math.floor(Date.now() / 1000);
const bot = await startBot({
  mode: "http",
  now: () => NOW * 1000,
  limits: { perPerson: 1_000, perChat: 1_000 },
});
const { slack } = bot;
const { own, settled } = atTheWire(bot);
const URL_OF_EVENTS = `${bot.address}/slack/events`;

afterAll(async () => {
  await bot.stop();
  expect(slack.violations).toEqual([]);
  // Of the stale ones, whose signature is right.
  expect([...new Set(complaintsOf(bot))]).toEqual([expect.stringContaining(CLOCK)]);
});

const CLOCK = "请校准本机时钟";

interface Request {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly timestamp?: string;
  readonly signature?: string;
  readonly type?: string;
}

async function send({ body, timestamp, signature, type = "application/json" }: Request): Promise<number> {
  const headers = {
    "content-type": type,
    ...(timestamp === undefined ? {} : { "x-slack-request-timestamp": timestamp }),
    ...(signature === undefined ? {} : { "x-slack-signature": signature }),
  };
  const response = await fetch(URL_OF_EVENTS, { method: "POST", headers, body }).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.status ?? 0;
}

const sign = (body: string, timestamp: number | string = NOW, secret = slack.signingSecret) =>
  signatureOf(secret, timestamp, body);

const signed = (body: string, type?: string): Request => ({
  body,
  timestamp: String(NOW),
  signature: sign(body),
  ...(type ? { type } : {}),
});

/** Every one of them has what it takes but for one thing. */
const FORGERIES: Readonly<Record<string, (body: string) => Request>> = {
  "no headers at all": (body) => ({ body }),
  "no signature": (body) => ({ body, timestamp: String(NOW) }),
  "an empty signature": (body) => ({ body, timestamp: String(NOW), signature: "" }),
  "no timestamp": (body) => ({ body, signature: sign(body) }),
  "another secret": (body) => ({ ...signed(body), signature: sign(body, NOW, "0".repeat(32)) }),
  "no secret": (body) => ({ ...signed(body), signature: signatureOf(" ", NOW, body) }),
  "another body": (body) => ({ ...signed(body), body: `${body} ` }),
  "another timestamp than was signed": (body) => ({ ...signed(body), timestamp: String(NOW - 1) }),
  "a timestamp of five minutes and a second ago": (body) => stamped(body, NOW - 301),
  "a timestamp of years ago": (body) => stamped(body, 1_531_420_618),
  "a timestamp of zero": (body) => stamped(body, 0),
  "a timestamp below zero": (body) => stamped(body, -NOW),
  "a timestamp in the future": (body) => stamped(body, NOW + 301),
  "a timestamp in milliseconds": (body) => stamped(body, NOW * 1000),
  "a timestamp with a fraction": (body) => stamped(body, `${NOW}.5`),
  "a timestamp that is NaN": (body) => stamped(body, "NaN"),
  "a timestamp that is Infinity": (body) => stamped(body, "Infinity"),
  "a timestamp with an exponent": (body) => stamped(body, "1e99"),
  "a timestamp in hexadecimal": (body) => stamped(body, `0x${NOW.toString(16)}`),
  "an empty timestamp": (body) => stamped(body, ""),
  "two timestamps": (body) => stamped(body, `${NOW}, ${NOW}`),
  "another version": (body) => ({ ...signed(body), signature: sign(body).replace("v0=", "v1=") }),
  "no version": (body) => ({ ...signed(body), signature: sign(body).slice(3) }),
  "upper-case digits": (body) => ({ ...signed(body), signature: `v0=${sign(body).slice(3).toUpperCase()}` }),
  "a signature cut short": (body) => ({ ...signed(body), signature: sign(body).slice(0, -1) }),
  "the first half of a signature": (body) => ({ ...signed(body), signature: sign(body).slice(0, 35) }),
  "more behind a signature": (body) => ({ ...signed(body), signature: `${sign(body)}0` }),
  "two signatures": (body) => ({ ...signed(body), signature: `${sign(body)}, ${sign(body)}` }),
  "one digit changed": (body) => {
    const last = sign(body).endsWith("0") ? "1" : "0";
    return { ...signed(body), signature: sign(body).slice(0, -1) + last };
  },
  "a signature of letters that are none": (body) => ({ ...signed(body), signature: `v0=${"é".repeat(64)}` }),
};

function stamped(body: string, timestamp: number | string): Request {
  return { body, timestamp: String(timestamp), signature: sign(body, timestamp) };
}

const QUESTION = "圆通的应用成效是什么？";
const everything = () => JSON.stringify([rowsIn(bot.dir, "inbox"), rowsIn(bot.dir, "answers").length]);

it(`none of ${FORGED} forged or stale requests is taken`, async () => {
  const kinds = Object.entries(FORGERIES);
  const li = person("李安");
  const before = everything();
  const calls = slack.calls.length;
  const taken: string[] = [];
  const one = async (i: number) => {
    const [kind, forge] = kinds[i % kinds.length] ?? ["", signed];
    const [message] = mentions(li, channel(), QUESTION);
    const status = await send(forge(JSON.stringify(message.payload)));
    if (status !== 401) taken.push(`${kind}: ${status}`);
  };
  for (let i = 0; i < FORGED; i += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => one(i + k)));
  expect(taken).toEqual([]);
  await slack.idle();
  expect(everything()).toBe(before);
  expect(slack.calls).toHaveLength(calls);
  found({ forged: FORGED, accepted: taken.length });
  console.info(`forged or stale requests: ${FORGED} of ${kinds.length} kinds, accepted: ${taken.length}`);
});

it("a request that is sent again within five minutes is acknowledged and answered once", async () => {
  const li = person("李安");
  const where = directMessage(li);
  const said = says(li, where, QUESTION);
  slack.push(said);
  for (const age of [0, 299, 300, -299]) {
    const request = stamped(JSON.stringify(said.payload), NOW - age);
    expect(await Promise.all([send(request), send(request), send(request)])).toEqual([200, 200, 200]);
  }
  await settled();
  expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
});

const NESTED = 100_000;
const ODD: [kind: string, request: () => Request, statuses: readonly number[]][] = [
  ["null", () => signed("null"), [400]],
  ["an array", () => signed("[]"), [400]],
  ["an array of events", () => signed('[{"type":"event_callback"}]'), [400]],
  ["a number", () => signed("1"), [400]],
  ["a string", () => signed('"event_callback"'), [400]],
  ["nothing", () => signed(""), [400]],
  ["half of an object", () => signed('{"type":"event_callback"'), [400]],
  ["an empty object", () => signed("{}"), [200]],
  ["an event that is null", () => signed('{"type":"event_callback","event":null}'), [200]],
  ["an event that is a word", () => signed('{"type":"event_callback","event":"message"}'), [200]],
  ["a message of nothing", () => signed('{"type":"event_callback","event":{"type":"message"}}'), [200]],
  [
    "a message whose parts are of other kinds",
    () =>
      signed(
        '{"type":"event_callback","event":{"type":"message","channel":[],"user":{},"ts":1,"thread_ts":2,"text":{"a":1}}}',
      ),
    [200],
  ],
  ["a press of nothing", () => signed('{"type":"block_actions","user":null,"actions":[]}'), [200]],
  ["__proto__", () => signed('{"__proto__":{"type":"event_callback"},"constructor":1}'), [200]],
  ["deep nesting", () => signed("[".repeat(NESTED) + "]".repeat(NESTED)), [400]],
  ["deep nesting in an object", () => signed(`{"a":${"[".repeat(NESTED)}${"]".repeat(NESTED)}}`), [200, 400]],
  [
    "deep nesting in a message",
    () =>
      signed(
        `{"type":"event_callback","event":{"type":"message","user":"U1","channel":"D1","ts":"1.1","channel_type":"im","blocks":${"[".repeat(NESTED)}${"]".repeat(NESTED)}}}`,
      ),
    [200, 400],
  ],
  ["two megabytes", () => signed(JSON.stringify({ type: "x".repeat(2 * 1024 * 1024) })), [413, 0]],
  ["invalid UTF-8", () => signedBytes([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), [400]],
  ["a byte order mark before an object", () => signed("\uFEFF{}"), [200, 400]],
  ["a form without a word", () => signed("", FORM), [200]],
  ["a form whose payload is null", () => signed("payload=null", FORM), [400]],
  ["a form whose payload is none", () => signed("payload=%7B", FORM), [400]],
  ["a form with bad percent signs", () => signed("payload=%E0%A4%A", FORM), [400]],
  ["a command of nothing", () => signed("command=", FORM), [200]],
  ["JSON that says it is a form", () => signed('{"type":"url_verification"}', FORM), [200]],
  ["a kind of content that is none", () => signed("{}", "text/html"), [200, 400]],
];

const FORM = "application/x-www-form-urlencoded";

function signedBytes(bytes: readonly number[]): Request {
  const body = Uint8Array.from(bytes);
  const hmac = createHmac("sha256", slack.signingSecret).update(`v0:${NOW}:`).update(body);
  return { body, timestamp: String(NOW), signature: `v0=${hmac.digest("hex")}` };
}

it.each(ODD)("a signed body that is %s is no end, and no work", async (_, request, statuses) => {
  const calls = slack.calls.filter(({ method }) => method === "chat.postMessage").length;
  expect(statuses).toContain(await send(request()));
  await slack.idle(20);
  expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(calls);
  expect(complaintsOf(bot).filter((line) => !line.includes(CLOCK))).toEqual([]);
});

it("the address is shown to be ours only to who has signed the question", async () => {
  const body = JSON.stringify({ type: "url_verification", challenge: "geheim-1", token: "x" });
  const ask = async (request: Request) => {
    const { timestamp = "", signature = "" } = request;
    const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature };
    const response = await fetch(URL_OF_EVENTS, { method: "POST", headers, body: request.body });
    return [response.status, await response.text()];
  };
  expect(await ask(signed(body))).toEqual([200, "geheim-1"]);
  for (const forge of Object.values(FORGERIES)) {
    const request = forge(body);
    expect(await ask(request)).toEqual([401, ""]);
  }
  expect((await fetch(URL_OF_EVENTS)).status).toBe(405);
});

it("and the next question is answered", async () => {
  const where = channel();
  slack.push(...mentions(person("李安"), where, QUESTION));
  await settled();
  expect(own(where)).toHaveLength(1);
});
