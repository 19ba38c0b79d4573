/** What is kept of questions and answers → what whoever looks after the cases sees and does, on the web page and in chats. */

import { join } from "node:path";
import type { Shelf } from "../answer/library.ts";
import { pinKeyOf } from "../answer/pinned.ts";
import type { Curating, Gathered } from "../chat/curating.ts";
import type { Log } from "../console/log.ts";
import { clusters } from "../curation/clusters.ts";
import { type ChatVotes, dislikedEverywhere } from "../curation/disliked-everywhere.ts";
import type { KeptPins, Pin } from "../curation/pins.ts";
import type { CaseRef } from "../grounding/answer.ts";
import { addressOf } from "../grounding/located.ts";
import { createCandidateFile } from "../stores/candidate-file.ts";
import type { AuditEntry } from "../watch/audit.ts";
import { type StatisticsSource, statisticsOf, statisticsSince } from "../watch/statistics.ts";
import { REASONS } from "../web/pages/curator-wording.zh.ts";
import { createChanging } from "./changing.ts";
import { createDrafts } from "./drafts.ts";
import { createCorrections } from "./open-corrections.ts";
import { createDocuments } from "./open-documents.ts";
import type { OpenKnowledge } from "./open-knowledge.ts";
import type { OpenWatch } from "./open-watch.ts";
import { createReindexing } from "./reindex.ts";
import type { Scopes } from "./scopes.ts";
import type { Settings } from "./settings.ts";

export interface CurationSource {
  readonly settings: Pick<Settings, "corpusDir" | "dataDir"> & {
    readonly curation: Pick<Settings["curation"], "curators">;
  };
  readonly knowledge: Pick<OpenKnowledge, "store"> & { readonly pins: KeptPins };
  readonly scopes: Pick<Scopes, "abilitiesOf" | "covering" | "mayReadAt">;
  readonly watch: Pick<OpenWatch, "feedback" | "audit">;
  /** Of chats; undefined where no platform is on. */
  readonly votes: ChatVotes | undefined;
  readonly log: Log;
}

export type OpenCuration = ReturnType<typeof openCuration>;

/** More than anybody goes through, and few enough to be grouped while somebody waits. */
const MOST_GATHERED = 500;
/** In a message of a chat. */
const MOST_GROUPS = 10;

export function openCuration(source: CurationSource) {
  const { settings, knowledge, scopes, watch, votes, log } = source;
  const { feedback, audit } = watch;
  const { pins } = knowledge;
  const { curators } = settings.curation;
  const reindex = createReindexing(settings, log);
  const candidatesPath = join(settings.dataDir, "candidates.jsonl");

  let going: Promise<unknown> | undefined;
  function indexedAnew() {
    const job = reindex().then(async (done) => {
      // Of what this program publishes it need not wait to take notice.
      await knowledge.store.refresh().catch((error: unknown) => log.warn(String(error)));
      return done;
    });
    going = job;
    job.finally(() => {
      if (going === job) going = undefined;
    });
    return job;
  }

  const change = createChanging({
    ...{ audit, log },
    reindex: () =>
      going ? { isLate: true, job: going.then(indexedAnew) } : { isLate: false, job: indexedAnew() },
  });
  const drafts = createDrafts(settings.dataDir, log);
  const documentsOn = (platform?: string) =>
    createDocuments({
      ...{ ...settings, drafts, change },
      abilities: scopes.abilitiesOf(platform),
      mayReadAt: (file) => scopes.mayReadAt(file, platform),
    });

  /** What was kept of answers that whoever looks may read. */
  async function readable<T extends { readonly scope?: string }>(
    kept: readonly T[],
    platform?: string,
  ): Promise<readonly T[]> {
    const covers = await scopes.covering(platform);
    return kept.filter(({ scope }) => covers(scope));
  }

  const unanswered = async (limit: number, platform?: string) =>
    readable(await feedback.unanswered(limit), platform);
  const disliked = async (limit: number, platform?: string) =>
    readable(await dislikedEverywhere(limit, feedback, votes), platform);
  const votesGiven = async (since: number) => [
    ...(await feedback.votesGiven(since)),
    ...((await votes?.votesGiven(since)) ?? []),
  ];

  async function statistics() {
    const now = Date.now();
    const since = statisticsSince(now);
    const covers = await scopes.covering();
    const isCounted = ({ record }: AuditEntry) => record.kind === "answer" && covers(record.scope);
    const subjectsOf = subjectsOn(await scopes.abilitiesOf().reader.shelf());
    return statisticsOf({
      entries: audit.entries(since),
      isCounted,
      votes: await readable(await votesGiven(since)),
      subjectsOf,
      now,
    });
  }

  function curatingOn(channel: string): Curating {
    const { reader } = scopes.abilitiesOf(channel);
    const documents = documentsOn(channel);
    const nameOf = (person: string) => `${channel}:${person}`;
    const stands = async ({ address }: Pin) =>
      ((await reader.openAt(address))?.kind ?? "changed") !== "changed";
    return {
      isCurator: (person) => curators.includes(nameOf(person)),
      unanswered: async () =>
        gathered(await unanswered(MOST_GATHERED, channel), ({ reason }) => REASONS[reason]),
      disliked: async () => gathered(await disliked(MOST_GATHERED, channel), ({ reason }) => reason ?? ""),
      reindex: indexedAnew,
      documents: {
        folders: documents.folders,
        preview: (received, person) => documents.preview(received, nameOf(person)),
        keep: (id, isInstead, person) => documents.keep(id, isInstead, nameOf(person)),
        discard: documents.discard,
      },
      async pins() {
        const own: string[] = [];
        for (const pin of await pins.all()) if (await stands(pin)) own.push(pin.question);
        return own;
      },
      pin: (question, place, chat) =>
        pins.put({ key: pinKeyOf(question), question, address: addressOf(place), channel, chat }),
      async unpin(question) {
        const pin = await pins.of(pinKeyOf(question));
        return pin !== undefined && (await stands(pin)) && pins.remove(pin.key);
      },
    };
  }

  return {
    desk: {
      ...{ unanswered, disliked, statistics, candidatesPath },
      candidates: createCandidateFile(candidatesPath),
    },
    corrections: createCorrections({ ...settings, change, reader: scopes.abilitiesOf().reader }),
    documents: documentsOn(),
    curatingOn,
    votesGiven,
  };
}

function gathered<T extends { readonly question: string }>(
  entries: readonly T[],
  whyOf: (entry: T) => string,
): Gathered {
  const groups = clusters(entries, ({ question }) => question).slice(0, MOST_GROUPS);
  return {
    count: entries.length,
    groups: groups.map(({ members }) => ({
      question: members[0].question,
      count: members.length,
      why: whyOf(members[0]),
    })),
  };
}

/** By what a case is called: its number changes when another is put in before it. */
function subjectsOn({ cases }: Shelf): StatisticsSource["subjectsOf"] {
  const named = ({ organization, title }: CaseRef) => `${organization}\n${title}`;
  const subjects = new Map(cases.map(({ of, subjects }) => [named(of), subjects]));
  return (of) => subjects.get(named(of)) ?? [];
}
