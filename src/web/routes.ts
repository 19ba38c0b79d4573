/** What the web channel answers at: a table of routes, each file of pages or of the interface with its own. */

import type { Admission } from "./access.ts";
import type { Site } from "./pages/layout.ts";

/** A request that was let in. */
export interface WebRequest {
  readonly request: Request;
  /** As it was sent, percent signs and all; its host is whatever the client said. */
  readonly url: URL;
  /** The same for all requests of one person, as far as that can be told. */
  readonly person: string;
  /** Where it comes from, as far as a trusted proxy says or else the connection does. */
  readonly address: string;
  readonly admission: Admission;
  /** What this person is shown of the site. */
  readonly site: Site;
}

/**
 * To add a page or an interface: write a function that returns its routes, and name it in web.ts. Every request is
 * checked first (guard.ts), every response gets the headers of responses.ts. A `Refusal` that is thrown is answered as one.
 */
export interface WebRoute {
  readonly method: "GET" | "POST";
  /** A pattern as Hono has them, such as /cases/*. A path is taken once for each method. */
  readonly path: string;
  /**
   * Who is let in, where access is limited, and what the others get:
   * - `page`: who is admitted; the others are led to the page where they can log in
   * - `curator`, `administrator`: the same, but only for those who may do at least what this role may
   * - `api`: who is admitted; the others get a JSON error
   * - `open`: everybody
   */
  readonly access: "page" | "curator" | "administrator" | "api" | "open";
  readonly handle: (request: WebRequest) => Promise<Response>;
}

type Route = (path: string, access: WebRoute["access"], handle: WebRoute["handle"]) => WebRoute;

export const get: Route = (path, access, handle) => ({ method: "GET", path, access, handle });
export const post: Route = (path, access, handle) => ({ method: "POST", path, access, handle });
