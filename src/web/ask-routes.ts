/** The chat page as routes: the page itself, answers as events, and, where no script runs, answers as pages. */

import { randomBytes } from "node:crypto";
import type { Abilities } from "../answer/abilities.ts";
import { MAX_VERIFIED } from "../chat/limits.ts";
import type { Log } from "../console/log.ts";
import { type Answer, quotesOf } from "../grounding/answer.ts";
import { contractOf } from "../render/contract.ts";
import { referenceOf } from "../render/reference.ts";
import { answerEvents, patientSignal } from "./answer-events.ts";
import { problemOf } from "./api-problem.ts";
import { askedOf, MOST_REMEMBERED, type Typed, typedShape } from "./asked.ts";
import type { MayAsk } from "./asking-limit.ts";
import { noteView, turnView } from "./pages/answer-view.ts";
import { type AskPage, askPage } from "./pages/ask-page.ts";
import { ASK } from "./pages/ask-wording.zh.ts";
import { pageText } from "./pages/layout.ts";
import { demandShape, Refusal, readForm, readJson } from "./request-body.ts";
import { htmlResponse } from "./responses.ts";
import { get, post, type WebRequest, type WebRoute } from "./routes.ts";
import { WEB } from "./wording.zh.ts";

export interface AskParts {
  readonly abilities: Abilities;
  readonly log: Log;
  readonly mayAsk: MayAsk;
  readonly isReady: () => Promise<boolean>;
  readonly publicUrl: string | null;
}

const MAX_BODY_BYTES = 256 * 1024;

export function askRoutes(parts: AskParts): WebRoute[] {
  const { abilities, mayAsk, publicUrl } = parts;

  async function shown({ site }: WebRequest, page: Partial<AskPage>, status = 200): Promise<Response> {
    const { suggestions } = page.turn ? { suggestions: [] } : await abilities.answer({ question: "帮助" });
    const whole = { history: [], turn: null, mode: "ask", typed: "", suggestions, ...page } as const;
    return htmlResponse(await pageText(site, askPage(whole)), status);
  }

  async function answerPage(from: WebRequest): Promise<Response> {
    const typed = typedIn(await readForm(from.request, MAX_BODY_BYTES));
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
    const typed = demandShape(await readJson(from.request, MAX_BODY_BYTES), typedShape);
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
          copy: [contract.text, ...referenceLines(answer)].join("\n"),
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
  ];
}

/** Under a line that says what they are: the text has marks of the same numbers. */
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
