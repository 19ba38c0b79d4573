/** A PostgreSQL server of the tests' own, in a folder of its own, run by a user without rights; or the one that TEST_DATABASE_URL names. */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { freePort } from "../wire/free-port.ts";

export interface Server {
  /** The address of an empty database. */
  newDatabase(): Promise<string>;
  /** Ends as at a power cut, and is started anew. Undefined for a server that is not the tests' own. */
  readonly restart: (() => Promise<void>) | undefined;
  /** Ends all connections to a database, as whoever runs it may. */
  cut(address: string): Promise<number>;
  stop(): Promise<void>;
}

const PASSWORD = "test";
const USER = "anlitong_test";

/** Debian keeps them out of the way; the latest is taken. */
function programs(): string {
  const folder = "/usr/lib/postgresql";
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.length > 0 ? join(folder, versions[0] ?? "", "bin") : "";
}

export async function startServer(): Promise<Server> {
  const { TEST_DATABASE_URL } = process.env;
  if (TEST_DATABASE_URL) return serverAt(TEST_DATABASE_URL);
  const dir = mkdtempSync(join(process.env.TEST_FOLDER ?? tmpdir(), "postgres-"));
  // Who has all rights may not run it.
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  const as = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (as.uid !== undefined) chownSync(dir, as.uid, as.gid);
  const data = join(dir, "data");
  const passwords = join(dir, "password");
  writeFileSync(passwords, `${PASSWORD}\n`);
  const made = [
    ...["--username", USER, "--pwfile", passwords, "--auth", "scram-sha-256"],
    ...["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--pgdata", data],
  ];
  execFileSync(join(programs(), "initdb"), made, { ...as, stdio: "pipe" });
  const port = await freePort();
  let running = await run();

  async function run(): Promise<ChildProcess> {
    const settings = [
      `port=${port}`,
      "listen_addresses=127.0.0.1",
      `unix_socket_directories=${dir}`,
      "fsync=off",
    ];
    const child = spawn(
      join(programs(), "postgres"),
      ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
      { ...as, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LC_ALL: "C.UTF-8" } },
    );
    const ready = Promise.withResolvers<void>();
    createInterface(child.stderr).on("line", (line) => {
      if (line.includes("database system is ready to accept connections")) ready.resolve();
    });
    child.on("exit", (code) => ready.reject(new Error(`postgres ended with ${code}`)));
    await ready.promise;
    return child;
  }

  async function end(signal: "SIGQUIT" | "SIGINT"): Promise<void> {
    const ended = once(running, "exit");
    running.kill(signal);
    await ended;
  }

  const server = serverAt(`postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`);
  return {
    ...server,
    async restart() {
      // At once, without a word to anybody; it recovers when it starts.
      await end("SIGQUIT");
      running = await run();
    },
    async stop() {
      await end("SIGINT");
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function serverAt(address: string): Server {
  let count = 0;
  const made: string[] = [];
  async function tell(text: string, values: unknown[] = []): Promise<number> {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    try {
      return (await client.query(text, values)).rowCount ?? 0;
    } finally {
      await client.end();
    }
  }
  return {
    restart: undefined,
    async newDatabase() {
      const name = `anlitong_test_${process.pid}_${count}`;
      count += 1;
      await tell(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
      made.push(name);
      const url = new URL(address);
      url.pathname = name;
      return url.href;
    },
    cut: (url) =>
      tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [
        new URL(url).pathname.slice(1),
      ]),
    async stop() {
      for (const name of made) await tell(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
