/** Settings and knowledge → the channels that they name, ready to be started. */

import packageJson from "../../package.json" with { type: "json" };
import { fromOneIndex } from "../answer/one-index.ts";
import type { Channel } from "../channels/channel.ts";
import { createTerminal, type TerminalParts } from "../channels/terminal/terminal.ts";
import type { ChatChannel } from "../chat/serve.ts";
import { type Log, logError } from "../console/log.ts";
import { once } from "../language/remembered.ts";
import type { Audit } from "../watch/audit.ts";
import type { Metrics } from "../watch/metrics.ts";
import { hangHealthRoutes } from "../web/health-routes.ts";
import { createHttpServer } from "../web/http-server.ts";
import { createDocuments } from "../web/mcp/documents.ts";
import { createOperations } from "../web/operations/operations.ts";
import type { SetupDesk } from "../web/setup-desk.ts";
import { setupPath } from "../web/setup-routes.ts";
import { openUsers, ROLES } from "../web/users.ts";
import { createWeb, type WebParts } from "../web/web.ts";
import { checkAnswers } from "./commands/check.ts";
import { loginKeyIn } from "./login-key.ts";
import { type ChatSettings, hasChats, openChats } from "./open-chats.ts";
import { openCuration } from "./open-curation.ts";
import type { OpenKnowledge } from "./open-knowledge.ts";
import { openWatch } from "./open-watch.ts";
import { readinessOf } from "./readiness.ts";
import { createRounds } from "./rounds.ts";
import type { Scopes } from "./scopes.ts";
import type { Settings } from "./settings.ts";

/** Where the web page is found. */
export interface WebAddress {
  readonly url: string;
  /** The usual port, where another program has it. */
  readonly portInUse: number | null;
  /** Of the page of the first set-up; null but at the first start. */
  readonly setupUrl: string | null;
}

interface ChannelsSource {
  readonly settings: Pick<Settings, "corpusDir" | "dataDir" | "retentionDays" | "curation"> & ChatSettings;
  readonly knowledge: OpenKnowledge;
  readonly scopes: Scopes;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Null but at the first start. */
  readonly setup: SetupDesk | null;
  readonly terminal: Pick<TerminalParts, "input" | "output" | "colours" | "names" | "typed"> & {
    /** The questions are piped in, and nothing is to be done after the last of them. */
    readonly isPiped: boolean;
  };
}

const USUAL_PORT = 3000;

const ROUND_MS = 60_000;

/** Who asked while the program was away comes first. */
const FIRST_ROUND_MS = 3_000;

export async function openChannels(source: ChannelsSource) {
  const { settings, log, terminal, metrics, setup } = source;
  const watch = await openWatch(source);
  const { feedback } = watch;
  const kept = { warn: log.warn, retentionDays: settings.retentionDays };
  const { telegram, slack, web } = settings;
  const chat = createTerminal({
    ...terminal,
    abilities: watch.abilitiesOf("terminal", { as: "operator" }),
    log,
  });
  const channels: Channel[] = [];
  const journals = hasChats(settings) ? await source.knowledge.stores.journals(kept) : undefined;
  // Slack's Socket Mode and Telegram's long polling need no address; a webhook is sent to a certain one.
  const hasWebhook = Boolean(telegram?.webhook ?? slack?.http);
  const port = web.port ?? USUAL_PORT;
  const server = createHttpServer({
    host: web.host,
    port,
    orAnyPort: web.port === null && !hasWebhook,
    log,
  });
  const { version } = packageJson;
  const abilities = watch.abilitiesOf("web");
  const { version: corpusVersion } = source.scopes.abilitiesFor("operator");
  metrics.watch({
    ...{ program: version, version: corpusVersion },
    queues: async () => (await journals?.queues()) ?? { inbox: 0, outbox: 0 },
  });
  const { desk, corrections, documents, curatingOn, votesGiven } = openCuration({
    ...source,
    watch,
    votes: journals,
  });
  const chats = journals
    ? await openChats({ settings, log, server, watch, journals, curatingOn })
    : new Map<string, ChatChannel>();
  channels.push(...chats.values());
  const round = createRounds({
    ...{ knowledge: source.knowledge, chats, log, audit: watch.audit, votesGiven },
    weeklyTo: settings.curation.weeklyTo,
  });
  let rounds: NodeJS.Timeout | undefined;
  let going: Promise<void> = Promise.resolve();
  const goRound = () => {
    going = going
      .then(() => (isStopping ? undefined : round()))
      .catch((error: unknown) => logError(log, error));
  };
  const forPrograms = watch.abilitiesOf("api");
  const operations = createOperations(forPrograms, web.publicUrl);
  // Most are never asked by an assistant, and its protocol takes long to load.
  const mcp = once(async () => {
    const { createMcpHandler } = await import("../web/mcp/server.ts");
    const documents = createDocuments(forPrograms, web.publicUrl);
    return createMcpHandler({ operations, documents, log, version });
  });
  channels.push(
    createWeb({
      ...{ server, abilities, operations, version, feedback, desk, corrections, documents, setup, log },
      mcp: async (request, mayAsk) => (await mcp())(request, mayAsk),
      ...web,
      ...loginsOf(watch.audit),
      access: { ...web.access, ...usersIn(web.usersFile, settings.dataDir, log) },
    }),
  );
  // Last, so that its prompt comes after what the others have to say. A service has nobody who types.
  if (terminal.input.isTTY === true || terminal.isPiped) channels.push(chat);
  const all = Promise.all(channels.map(({ ended }) => ended));
  // Who leaves the terminal at which the program was started ends the program; a service has no such terminal.
  const endsWithChat = terminal.input.isTTY === true || (terminal.isPiped && !journals);
  const ended = (endsWithChat ? Promise.race([chat.ended, all]) : all).then(() => {});
  // Awaited only once all are started.
  ended.catch(() => {});
  let isStopping = false;
  hangHealthRoutes({
    ...{ server, metrics, token: web.metricsToken, origin: web },
    problems: readinessOf({
      ...{ log, version: corpusVersion, dataDir: settings.dataDir },
      isStopping: () => isStopping,
    }),
  });

  /** A few questions whose answers are known, whatever the corpus holds; no model is asked, for it costs. */
  async function selfTest(): Promise<void> {
    const { writer: _, ...knowledge } = source.knowledge;
    const findings = await fromOneIndex(knowledge, () => checkAnswers(knowledge));
    const wrong = findings.filter(({ right }) => !right);
    if (isStopping) return;
    for (const { what, detail } of wrong) log.error(`启动自检没有通过：${what}：${detail}`);
    metrics.selfTested(wrong.length === 0);
  }

  return {
    names: channels.map(({ name }) => name),
    /** Resolves when nobody can ask any more; rejects when a channel breaks for good. */
    ended,
    /** Opens the web page, before `start`; rejects with one line for the operator where it cannot. */
    async listen(): Promise<WebAddress> {
      await server.start();
      const { number, hash } = await watch.audit.head();
      log.debug(`审计记录：已有 ${number} 条，校验值 ${number}:${hash}`);
      const own = new URL(server.address ?? "");
      const url = web.publicUrl ?? own.origin.replace(/\/\/(?:0\.0\.0\.0|\[::\])/, "//localhost");
      const setupUrl = setup && `${url}/${setupPath(setup.code)}`;
      return { url, setupUrl, portInUse: port !== 0 && Number(own.port || 80) !== port ? port : null };
    },
    /** Rejects when one of them cannot be started; those that were stay on until `stop`. */
    async start() {
      // What one platform takes to answer no other waits for; what is typed comes after what they have to say.
      await Promise.all([...chats.values()].map((channel) => channel.start()));
      for (const channel of channels.slice(chats.size)) if (!isStopping) await channel.start();
      // Who stops the program while it starts leaves nothing behind that would keep it going.
      if (isStopping) return;
      rounds = setTimeout(() => {
        goRound();
        rounds = setInterval(goRound, ROUND_MS);
      }, FIRST_ROUND_MS);
      void selfTest().catch((error: unknown) => {
        if (!isStopping) logError(log, error);
      });
    },
    /** Resolves when what was taken is answered, and everything is let go. */
    async stop() {
      isStopping = true;
      clearTimeout(rounds);
      await going;
      for (const channel of channels) await channel.stop();
      await server.stop();
      await journals?.close();
      await watch.close();
    },
  };
}

const LOGINS_MS = 30 * 24 * 60 * 60 * 1_000;

/** A page of them is shown; the rest tells when each user came last. */
const MOST_LOGINS = 2_000;

/** Who logs in on the page, and who did, by the audit. */
function loginsOf(audit: Audit): Pick<WebParts, "onLogin" | "logins"> {
  return {
    onLogin: (note) => audit.add({ kind: "login", ...note }),
    logins: async () => {
      const entries = await audit.latest("login", Date.now() - LOGINS_MS, MOST_LOGINS);
      return entries.map(({ at, record: { user, role, address } }) => ({
        ...{ at, user, address },
        role: ROLES.find((one) => one === role) ?? null,
      }));
    },
  };
}

function usersIn(
  path: string | null,
  dataDir: string,
  log: Log,
): Pick<WebParts["access"], "users" | "loginKey"> {
  if (path === null) return {};
  const users = openUsers(path, log.warn);
  if (users.all().length === 0)
    log.warn(`${path} 中还没有用户；请运行 npm run cli -- users add 姓名 --role administrator`);
  return { users, loginKey: loginKeyIn(dataDir) };
}
