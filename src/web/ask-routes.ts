/** The chat page as routes: the page itself, answers as events or, where no script runs, as pages, and what can be done with them. */

import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Abilities } from "../answer/abilities.ts";
import { MAX_VERIFIED } from "../chat/limits.ts";
import { CHANGED } from "../chat/wording.zh.ts";
import type { Log } from "../console/log.ts";
import { type Feedback, MOST_HISTORY } from "../curation/feedback.ts";
import { type Answer, type Quote, quotesOf } from "../grounding/answer.ts";
import { type ContractAnswer, type ContractCitation, contractOf } from "../render/contract.ts";
import { referenceOf } from "../render/reference.ts";
import { bodyOf, partsOf, TITLE } from "../render/transcript/conversation.ts";
import { markdownOf } from "../render/transcript/markdown.ts";
import type { MayAsk } from "./access.ts";
import { answerEvents, patientSignal } from "./answer-events.ts";
import { problemOf } from "./api-problem.ts";
import { askedOf, MOST_REMEMBERED, type Typed, typedShape } from "./asked.ts";
import { answerOutput } from "./operations/shapes.ts";
import { noteView, turnView } from "./pages/answer-view.ts";
import { type AskPage, askPage } from "./pages/ask-page.ts";
import { ASK } from "./pages/ask-wording.zh.ts";
import { passageGoneView, passageView } from "./pages/passage-view.ts";
import { demandShape, Refusal, readForm, readJson } from "./request-body.ts";
import { fileResponse, pageResponse, textResponse, wordResponse } from "./responses.ts";
import { get, post, type WebRequest, type WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

export interface AskParts {
  readonly abilities: Abilities;
  readonly feedback: Pick<Feedback, "vote">;
  readonly log: Log;
  readonly mayAsk: MayAsk;
  readonly isReady: () => Promise<boolean>;
  readonly publicUrl: string | null;
}

const KB = 1024;
const MOST_ASKED = 256 * KB;
const MOST_VOTED = 512 * KB;
/** A long conversation, each of its characters as percent signs. */
const MOST_EXPORTED = 16 * 1024 * KB;

const MOST_TURNS = 200;
const LONGEST_REASON = 500;

export function askRoutes(parts: AskParts): WebRoute[] {
  const { abilities, feedback, mayAsk, publicUrl } = parts;

  async function shown({ site }: WebRequest, page: Partial<AskPage>, status = 200): Promise<Response> {
    const suggestions = page.turn ? [] : await abilities.reader.beginnings();
    const whole = { history: [], turn: null, mode: "ask", typed: "", suggestions, ...page } as const;
    return pageResponse(site, askPage(whole), status);
  }

  async function answerPage(from: WebRequest): Promise<Response> {
    const typed = typedIn(await readForm(from.request, MOST_ASKED));
    const { text, mode, history } = typed;
    const asked = askedOf(typed, abilities);
    if (asked.kind === "note") {
      const turn = noteView(text, asked.note);
      return shown(from, { turn, mode, ...(asked.forget ? {} : { history, typed: text }) });
    }
    if (!mayAsk(from))
      return shown(from, { history, turn: noteView(text, WEB.tooMany), mode, typed: text }, 429);
    try {
      const answer = await asked.answer({ signal: patientSignal(from.request) });
      return await shown(from, {
        history: [...asked.history, asked.question],
        turn: turnView(text, answer),
        mode,
      });
    } catch (error) {
      const { message } = await problemOf(error, parts);
      return shown(from, { history, turn: noteView(text, message), mode, typed: text }, 500);
    }
  }

  async function answerInEvents(from: WebRequest): Promise<Response> {
    const typed = demandShape(await readJson(from.request, MOST_ASKED), typedShape);
    const asked = askedOf(typed, abilities);
    if (asked.kind === "question" && !mayAsk(from))
      throw new Refusal("too-many", WEB.tooMany, { "Retry-After": "60" });
    return answerEvents(from.request, parts, async (asking, early) => {
      if (asked.kind === "note") return { view: noteView(typed.text, asked.note), forget: asked.forget };
      const given = (answer: Answer) => {
        const contract = contractOf(answer, publicUrl);
        return {
          id: randomBytes(9).toString("base64url"),
          question: asked.question,
          view: turnView(typed.text, answer),
          answer: contract,
          copy: [bodyOf(contract).trimEnd(), ...referenceLines(answer)].join("\n"),
        };
      };
      return given(await asked.answer({ ...asking, onEarly: (answer) => early(given(answer)) }));
    });
  }

  return [
    get("/ask", "page", (from) =>
      shown(from, { typed: (from.url.searchParams.get("q") ?? "").slice(0, MAX_VERIFIED) }),
    ),
    post("/ask", "page", answerPage),
    post("/ask/answer", "api", answerInEvents),
    passageRoute(abilities),
    voteRoute(abilities, feedback),
    exportRoute(abilities),
  ];
}

/** Under a line that says what they are: the answer has marks of the same numbers. */
function referenceLines(answer: Answer): string[] {
  const lines = quotesOf(answer).map(({ citation }) => `[${citation.number}] ${referenceOf(citation)}`);
  return lines.length === 0 ? lines : ["", ASK.references, ...new Set(lines)];
}

function typedIn(form: URLSearchParams): Typed {
  return typedShape.parse({
    mode: form.get("mode"),
    text: form.get("question") ?? "",
    history: form.getAll("history").slice(-MOST_REMEMBERED),
  });
}

/** The address of a cited sentence → the passage around it, for the panel beside an answer. */
function passageRoute({ reader }: Pick<Abilities, "reader">): WebRoute {
  return get("/ask/passage", "api", async ({ url: { searchParams } }) => {
    const text = (name: string) => (searchParams.get(name) ?? "").slice(0, 1_000);
    const number = (name: string) => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : 0);
    const opened = await reader.openAt({
      caseId: text("case"),
      section: text("section"),
      item: searchParams.has("item") ? text("item") : null,
      first: number("first"),
      last: number("last"),
      fingerprint: /^[0-9a-f]{8}$/.test(text("v")) ? text("v") : null,
    });
    return opened
      ? Response.json({ view: passageView(opened) })
      : Response.json({ view: passageGoneView() }, { status: 404 });
  });
}

/** A question and its answer as a browser kept them. */
const turnShape = z.object({
  question: z.string().max(5_000),
  answer: answerOutput as unknown as z.ZodType<ContractAnswer>,
});

const voteShape = turnShape.extend({
  id: z.string().regex(/^[\w-]{12}$/),
  isGood: z.boolean(),
  history: z.array(z.string().max(5_000)),
  reason: z.string().nullable(),
});

/** 👍 or 👎 on an answer, with a reason → kept for whoever looks after the cases. */
function voteRoute(
  abilities: Pick<Abilities, "stillHolds" | "scope">,
  feedback: Pick<Feedback, "vote">,
): WebRoute {
  return post("/ask/vote", "api", async ({ request }) => {
    const given = demandShape(await readJson(request, MOST_VOTED), voteShape);
    await demandVerbatim([given], abilities);
    const reason = (given.reason ?? "").trim().slice(0, LONGEST_REASON).toWellFormed();
    const scope = await abilities.scope();
    await feedback.vote({
      ...given,
      ...(scope !== "" && { scope }),
      history: given.history.slice(-MOST_HISTORY),
      reason: reason === "" ? null : reason,
    });
    return Response.json({ kept: true });
  });
}

const turnsShape = z.array(turnShape).min(1).max(MOST_TURNS);

/** A conversation as a browser kept it → a file to be saved, Markdown or Word. */
function exportRoute(abilities: Pick<Abilities, "stillHolds" | "version">): WebRoute {
  async function exported(request: Request): Promise<Response> {
    const form = await readForm(request, MOST_EXPORTED);
    const turns = demandShape(parsed(form.get("turns") ?? ""), turnsShape);
    await demandVerbatim(turns, abilities);
    const parts = partsOf(turns, ASK.exported(new Date(), (await abilities.version()).id));
    return form.get("format") === "docx"
      ? wordResponse(parts, named("docx"))
      : fileResponse(markdownOf(parts), "text/markdown; charset=UTF-8", named("md"));
  }

  return post("/ask/export", "page", ({ request }) =>
    exported(request).catch((error: unknown) => {
      // A form's answer is read by a person.
      if (error instanceof Refusal) return textResponse(error.message, error.status);
      throw error;
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function named(ending: string) {
  return { name: `${TITLE}.${ending}`, plain: `anlitong.${ending}` };
}

/** Throws a `Refusal` where a quote no longer stands in the corpus just so: what is passed on as the source's words must be so. */
async function demandVerbatim(
  turns: readonly z.infer<typeof turnShape>[],
  { stillHolds }: Pick<Abilities, "stillHolds">,
): Promise<void> {
  for (const { answer } of turns) {
    const [first, ...rest] = answer.citations.map(quoteOf);
    if (!first) continue;
    const quoted: Answer = {
      kind: "excerpt",
      case: first.citation.case,
      quotes: [first, ...rest],
      suggestions: [],
      carried: null,
    };
    if (!(await stillHolds(quoted))) throw new Refusal("changed", CHANGED);
  }
}

function quoteOf({ quote, url: _, ...citation }: ContractCitation): Quote {
  return { text: quote, citation: { ...citation, fingerprint: "" } };
}
