/** What the web channel answers at: a table of routes, each file of pages or of the interface with its own. */

/** A request that was let in. */
export interface WebRequest {
  readonly request: Request;
  /** As it was sent, percent signs and all; its host is whatever the client said. */
  readonly url: URL;
  /** Who the reverse proxy says it is; null where nobody says. */
  readonly user: string | null;
  /** The address at the other end of the connection, which may be a proxy's. */
  readonly peer: string;
}

/**
 * To add a page or an interface: write a function that returns its routes, and name it in web.ts. Every request is
 * checked first (guard.ts), every response gets the headers of responses.ts.
 */
export interface WebRoute {
  readonly method: "GET" | "POST";
  /** A pattern as Hono has them, such as /cases/*. A path is taken once for each method. */
  readonly path: string;
  /**
   * Who is let in, where access is limited, and what the others get:
   * - `page`: who is admitted; the others are led to the page where they can log in
   * - `api`: who is admitted; the others get a JSON error
   * - `open`: everybody
   */
  readonly access: "page" | "api" | "open";
  readonly handle: (request: WebRequest) => Promise<Response>;
}
