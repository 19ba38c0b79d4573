/** A port for a program that is started, ended and started again, and finds it free each time. */

import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Systems give connections that go out the ports from 32,768 on (Linux) or from 49,152 on (others). A port asked for
 * as 0 lies among those, and while the program is down any connection of a test beside it may take it.
 */
const LOWEST = 20_000;
const HIGHEST = 32_767;

/** Listens nowhere afterwards; nobody else on this machine may be expected to want the same. */
export async function freePort(): Promise<number> {
  const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1));
  const server = createServer();
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
  } catch {
    return await freePort();
  }
  await new Promise((resolve) => server.close(resolve));
  return port;
}
