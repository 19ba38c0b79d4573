/** The tables of each store, told once for both engines. What stands here is in use: it is never changed, but by a step of its own. */

/** Each a file of SQLite, or in PostgreSQL a schema of the same name after "anlitong_"; the order numbers their locks. */
export const STORES = ["migrations", "chats", "feedback", "audit", "spending", "pins", "index"] as const;

export type StoreName = (typeof STORES)[number];

/** Those that either engine keeps; the index is a file of its own. */
export type Kept = Exclude<StoreName, "migrations" | "index">;

/** In what the engines differ. Numbers have 64 bits: times in milliseconds since 1970, 0 or 1 for what is or is not so. */
interface Dialect {
  readonly int: string;
  /** A number that no row had before. */
  readonly serial: string;
  /** SQLite numbers its rows by itself. */
  readonly rowid: (key?: string) => string;
  readonly end: string;
  /** The end of a table whose rows are told apart by a key alone. */
  readonly keyed: string;
  /** Against slips; that nothing was changed the hashes tell. */
  readonly entriesStay: string;
}

const SQLITE: Dialect = {
  int: "INTEGER",
  serial: "INTEGER PRIMARY KEY AUTOINCREMENT",
  rowid: () => "",
  end: "STRICT",
  keyed: "STRICT, WITHOUT ROWID",
  entriesStay: `
    CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'entries are only added'); END;
    CREATE TRIGGER entries_are_kept BEFORE DELETE ON entries
    WHEN old.number > (SELECT number FROM ends WHERE name = 'forgotten')
    BEGIN SELECT raise(ABORT, 'entries are only added'); END;`,
};

const POSTGRES: Dialect = {
  int: "BIGINT",
  serial: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
  rowid: (key = "") => `rowid BIGINT GENERATED ALWAYS AS IDENTITY ${key},`,
  end: "",
  keyed: "",
  entriesStay: `
    CREATE FUNCTION entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'DELETE' AND old.number <= (SELECT number FROM anlitong_audit.ends WHERE name = 'forgotten')
        THEN RETURN old; END IF;
      RAISE EXCEPTION 'entries are only added';
    END $$;
    CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION entries_stay();`,
};

/** The hash before the first entry of the audit. */
export const NO_HASH = "0".repeat(64);

const tablesIn = ({
  int,
  serial,
  rowid,
  end,
  keyed,
  entriesStay,
}: Dialect): Readonly<Record<Kept, string>> => ({
  chats: `
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) ${end};

    -- An update without a body is finished; its key stays so that it is known when it comes again.
    CREATE TABLE inbox (
      number ${serial}, bot TEXT NOT NULL, key TEXT NOT NULL, lane TEXT NOT NULL, body TEXT, at ${int} NOT NULL,
      UNIQUE (bot, key)
    ) ${end};
    CREATE INDEX inbox_unfinished ON inbox (number) WHERE body IS NOT NULL;
    CREATE INDEX inbox_at ON inbox (at);

    -- What is sent leaves the table.
    CREATE TABLE outbox (
      number ${serial}, bot TEXT NOT NULL, chat TEXT NOT NULL, message TEXT NOT NULL, part ${int} NOT NULL, content TEXT,
      is_sending ${int} NOT NULL DEFAULT 0, is_again ${int} NOT NULL DEFAULT 0, at ${int} NOT NULL
    ) ${end};

    -- again: how often a message was sent to the slot that a reader may have had already.
    CREATE TABLE slots (
      bot TEXT NOT NULL, chat TEXT NOT NULL, message TEXT NOT NULL, part ${int} NOT NULL,
      sent_as TEXT, again ${int} NOT NULL DEFAULT 0, at ${int} NOT NULL,
      PRIMARY KEY (bot, chat, message, part)
    ) ${keyed};
    CREATE INDEX slots_sent ON slots (bot, sent_as);
    CREATE INDEX slots_at ON slots (at);

    CREATE TABLE turns (
      ${rowid("PRIMARY KEY")}
      bot TEXT NOT NULL, conversation TEXT NOT NULL, message TEXT NOT NULL, questions TEXT NOT NULL, at ${int} NOT NULL,
      UNIQUE (bot, conversation, message)
    ) ${end};
    CREATE INDEX turns_at ON turns (at);

    CREATE TABLE answers (
      ${rowid()}
      id TEXT PRIMARY KEY, bot TEXT NOT NULL, chat TEXT NOT NULL, message TEXT NOT NULL, conversation TEXT NOT NULL,
      question TEXT NOT NULL, answer TEXT NOT NULL, head TEXT, at ${int} NOT NULL
    ) ${end};
    CREATE INDEX answers_message ON answers (bot, chat, message);
    CREATE INDEX answers_conversation ON answers (bot, conversation);
    CREATE INDEX answers_at ON answers (at);

    -- Kept for whoever looks after the cases; a vote outlives its answer.
    CREATE TABLE votes (
      answer_id TEXT NOT NULL, person TEXT NOT NULL, bot TEXT NOT NULL, is_good ${int} NOT NULL,
      question TEXT NOT NULL, answer TEXT NOT NULL, reason TEXT, at ${int} NOT NULL,
      PRIMARY KEY (answer_id, person)
    ) ${end};

    CREATE TABLE chats (
      bot TEXT NOT NULL, chat TEXT NOT NULL, is_open ${int} NOT NULL DEFAULT 0, is_told ${int} NOT NULL DEFAULT 0,
      at ${int} NOT NULL,
      PRIMARY KEY (bot, chat)
    ) ${keyed};

    CREATE TABLE members (
      bot TEXT NOT NULL, person TEXT NOT NULL, chat TEXT NOT NULL, at ${int} NOT NULL,
      PRIMARY KEY (bot, person, chat)
    ) ${keyed};
    CREATE INDEX members_at ON members (at);`,
  feedback: `
    CREATE TABLE unanswered (
      ${rowid("PRIMARY KEY")}
      question TEXT NOT NULL, history TEXT NOT NULL, reason TEXT NOT NULL, at ${int} NOT NULL, scope TEXT
    ) ${end};
    CREATE INDEX unanswered_at ON unanswered (at);

    -- Kept for whoever looks after the cases.
    CREATE TABLE votes (
      ${rowid("UNIQUE")}
      id TEXT PRIMARY KEY, is_good ${int} NOT NULL, question TEXT NOT NULL, history TEXT NOT NULL,
      answer TEXT NOT NULL, reason TEXT, at ${int} NOT NULL, scope TEXT
    ) ${end};
    CREATE INDEX votes_at ON votes (at);`,
  audit: `
    CREATE TABLE entries (number ${int} PRIMARY KEY, at ${int} NOT NULL, record TEXT NOT NULL, hash TEXT NOT NULL) ${end};

    -- forgotten: the last entry that is kept no more; head: the last of all.
    CREATE TABLE ends (name TEXT PRIMARY KEY, number ${int} NOT NULL, hash TEXT NOT NULL) ${end};
    INSERT INTO ends VALUES ('forgotten', 0, '${NO_HASH}'), ('head', 0, '${NO_HASH}');
    ${entriesStay}`,
  spending: `
    CREATE TABLE spent (
      day TEXT NOT NULL, account TEXT NOT NULL, tokens ${int} NOT NULL, PRIMARY KEY (day, account)
    ) ${keyed};`,
  pins: `
    CREATE TABLE pins (
      ${rowid()}
      key TEXT PRIMARY KEY, question TEXT NOT NULL, address TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL
    ) ${end};`,
});

export const SQLITE_TABLES = tablesIn(SQLITE);

/** The index as it is sealed in a file, in pieces; the last version that is whole is the one that serves. */
const PIECES = `
  CREATE TABLE versions (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256 TEXT NOT NULL, size BIGINT NOT NULL, at BIGINT NOT NULL
  );
  CREATE TABLE pieces (
    version BIGINT NOT NULL REFERENCES versions ON DELETE CASCADE, number BIGINT NOT NULL, bytes BYTEA NOT NULL,
    PRIMARY KEY (version, number)
  );
  ALTER TABLE pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;`;

/** Carried out in this order, each once in a database. */
export const POSTGRES_STEPS: readonly string[] = [
  Object.entries({ ...tablesIn(POSTGRES), index: PIECES })
    .map(
      ([store, tables]) =>
        `CREATE SCHEMA anlitong_${store}; SET LOCAL search_path TO anlitong_${store}; ${tables}`,
    )
    .join("\n"),
];
