/** The pages for whoever looks after the cases, as routes: lists of what went wrong, the analysis of one question. */

import type { Abilities } from "../answer/abilities.ts";
import { MAX_QUESTION } from "../chat/limits.ts";
import {
  type Candidate,
  type Candidates,
  candidateOfDisliked,
  candidateOfUnanswered,
  idOf,
} from "../curation/candidates.ts";
import { clusters } from "../curation/clusters.ts";
import type { Feedback } from "../curation/feedback.ts";
import type { Statistics } from "../watch/statistics.ts";
import { curatorPage, searchPage } from "./pages/curator-page.ts";
import { CURATOR, STATISTICS } from "./pages/curator-wording.zh.ts";
import type { Site } from "./pages/layout.ts";
import { statisticsPage } from "./pages/statistics-page.ts";
import { statisticsCsv, statisticsParts } from "./pages/statistics-tables.ts";
import { readForm } from "./request-body.ts";
import { fileResponse, pageResponse, wordResponse } from "./responses.ts";
import { get, post, type WebRequest, type WebRoute } from "./routes.ts";

/** What went wrong lately, in every channel. */
export interface CuratorDesk extends Pick<Feedback, "unanswered" | "disliked"> {
  readonly candidates: Candidates;
  /** How the cases were used in the last weeks. */
  readonly statistics: () => Promise<Statistics>;
  /** Where the candidates are written, as people find it. */
  readonly candidatesPath: string;
}

export interface CuratorParts {
  readonly abilities: Pick<Abilities, "explain">;
  readonly desk: CuratorDesk;
}

/** More than anybody goes through, and few enough to be grouped while somebody waits. */
const MOST_SHOWN = 500;

const MAX_FORM_BYTES = 4 * 1024;

const named = (ending: string) => ({ name: `${STATISTICS.title}.${ending}`, plain: `statistics.${ending}` });

export function curatorRoutes({ abilities, desk }: CuratorParts): WebRoute[] {
  async function lists(site: Site, outcome: string): Promise<Response> {
    const unanswered = clusters(await desk.unanswered(MOST_SHOWN), ({ question }) => question);
    const disliked = clusters(await desk.disliked(MOST_SHOWN), ({ question }) => question);
    return pageResponse(
      site,
      curatorPage({ unanswered, disliked, outcome, candidatesPath: desk.candidatesPath }),
    );
  }

  async function candidateOf(form: URLSearchParams): Promise<Candidate | undefined> {
    const isMeant = ({ question, history }: { question: string; history: readonly string[] }) =>
      idOf(question, history) === form.get("id");
    if (form.get("list") === "disliked") {
      const disliked = (await desk.disliked(MOST_SHOWN)).find(isMeant);
      return disliked && candidateOfDisliked(disliked);
    }
    const unanswered = (await desk.unanswered(MOST_SHOWN)).find(isMeant);
    return unanswered && candidateOfUnanswered(unanswered);
  }

  async function added({ request, site }: WebRequest): Promise<Response> {
    const candidate = await candidateOf(await readForm(request, MAX_FORM_BYTES));
    if (!candidate) return lists(site, CURATOR.gone);
    const isNew = await desk.candidates.add(candidate);
    return lists(site, `${isNew ? CURATOR.added : CURATOR.known}${candidate.question}`);
  }

  return [
    get("/curator", "curator", ({ site }) => lists(site, "")),
    post("/curator", "curator", added),
    get("/curator/statistics", "curator", async ({ site }) =>
      pageResponse(site, statisticsPage(await desk.statistics())),
    ),
    get("/curator/statistics.csv", "curator", async () =>
      fileResponse(statisticsCsv(await desk.statistics()), "text/csv; charset=UTF-8", named("csv")),
    ),
    get("/curator/statistics.docx", "curator", async () =>
      wordResponse(statisticsParts(await desk.statistics()), named("docx")),
    ),
    get("/curator/search", "curator", async ({ url, site }) => {
      const query = (url.searchParams.get("q") ?? "").trim().slice(0, MAX_QUESTION).toWellFormed();
      const explained = query === "" ? null : await abilities.explain({ question: query });
      return pageResponse(site, searchPage({ query, explained }));
    }),
  ];
}
