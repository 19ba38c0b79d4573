/**
 * The tables in PostgreSQL: those of the SQLite files, each file a schema of its own. What stands here was carried out in
 * databases that are in use: it is never changed, another step is added to it.
 */

/** Numbers as in SQLite: 64 bits, times in milliseconds since 1970, 0 or 1 for what is or is not so. */
export const STEPS: readonly string[] = [
  `
  CREATE SCHEMA anlitong_chats;
  SET LOCAL search_path TO anlitong_chats;
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE inbox (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bot TEXT NOT NULL, key TEXT NOT NULL, lane TEXT NOT NULL, body TEXT, at BIGINT NOT NULL,
    UNIQUE (bot, key)
  );
  CREATE INDEX inbox_unfinished ON inbox (number) WHERE body IS NOT NULL;
  CREATE INDEX inbox_at ON inbox (at);
  CREATE TABLE outbox (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bot TEXT NOT NULL, chat TEXT NOT NULL, message TEXT NOT NULL, part BIGINT NOT NULL, content TEXT,
    is_sending BIGINT NOT NULL DEFAULT 0, is_again BIGINT NOT NULL DEFAULT 0, at BIGINT NOT NULL
  );
  CREATE TABLE slots (
    bot TEXT NOT NULL, chat TEXT NOT NULL, message TEXT NOT NULL, part BIGINT NOT NULL,
    sent_as TEXT, again BIGINT NOT NULL DEFAULT 0, at BIGINT NOT NULL,
    PRIMARY KEY (bot, chat, message, part)
  );
  CREATE INDEX slots_sent ON slots (bot, sent_as);
  CREATE INDEX slots_at ON slots (at);
  CREATE TABLE turns (
    rowid BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bot TEXT NOT NULL, conversation TEXT NOT NULL, message TEXT NOT NULL, questions TEXT NOT NULL, at BIGINT NOT NULL,
    UNIQUE (bot, conversation, message)
  );
  CREATE INDEX turns_at ON turns (at);
  CREATE TABLE answers (
    rowid BIGINT GENERATED ALWAYS AS IDENTITY,
    id TEXT PRIMARY KEY, bot TEXT NOT NULL, chat TEXT NOT NULL, message TEXT NOT NULL, conversation TEXT NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, head TEXT, at BIGINT NOT NULL
  );
  CREATE INDEX answers_message ON answers (bot, chat, message);
  CREATE INDEX answers_conversation ON answers (bot, conversation);
  CREATE INDEX answers_at ON answers (at);
  CREATE TABLE votes (
    answer_id TEXT NOT NULL, person TEXT NOT NULL, bot TEXT NOT NULL, is_good BIGINT NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, reason TEXT, at BIGINT NOT NULL,
    PRIMARY KEY (answer_id, person)
  );
  CREATE TABLE chats (
    bot TEXT NOT NULL, chat TEXT NOT NULL, is_open BIGINT NOT NULL DEFAULT 0, is_told BIGINT NOT NULL DEFAULT 0,
    at BIGINT NOT NULL,
    PRIMARY KEY (bot, chat)
  );
  CREATE TABLE members (
    bot TEXT NOT NULL, person TEXT NOT NULL, chat TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (bot, person, chat)
  );
  CREATE INDEX members_at ON members (at);

  CREATE SCHEMA anlitong_feedback;
  SET LOCAL search_path TO anlitong_feedback;
  CREATE TABLE unanswered (
    rowid BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    question TEXT NOT NULL, history TEXT NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL, scope TEXT
  );
  CREATE INDEX unanswered_at ON unanswered (at);
  CREATE TABLE votes (
    rowid BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    id TEXT PRIMARY KEY, is_good BIGINT NOT NULL, question TEXT NOT NULL, history TEXT NOT NULL,
    answer TEXT NOT NULL, reason TEXT, at BIGINT NOT NULL, scope TEXT
  );
  CREATE INDEX votes_at ON votes (at);

  CREATE SCHEMA anlitong_audit;
  SET LOCAL search_path TO anlitong_audit;
  CREATE TABLE entries (number BIGINT PRIMARY KEY, at BIGINT NOT NULL, record TEXT NOT NULL, hash TEXT NOT NULL);
  CREATE TABLE ends (name TEXT PRIMARY KEY, number BIGINT NOT NULL, hash TEXT NOT NULL);
  INSERT INTO ends VALUES ('forgotten', 0, repeat('0', 64)), ('head', 0, repeat('0', 64));
  CREATE FUNCTION entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND old.number <= (SELECT number FROM anlitong_audit.ends WHERE name = 'forgotten')
      THEN RETURN old; END IF;
    RAISE EXCEPTION 'entries are only added';
  END $$;
  CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION entries_stay();

  CREATE SCHEMA anlitong_spending;
  SET LOCAL search_path TO anlitong_spending;
  CREATE TABLE spent (
    day TEXT NOT NULL, account TEXT NOT NULL, tokens BIGINT NOT NULL, PRIMARY KEY (day, account)
  );

  CREATE SCHEMA anlitong_pins;
  SET LOCAL search_path TO anlitong_pins;
  CREATE TABLE pins (
    rowid BIGINT GENERATED ALWAYS AS IDENTITY,
    key TEXT PRIMARY KEY, question TEXT NOT NULL, address TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL
  );

  -- The index as it is sealed in a file, in pieces; the last version that is whole is the one that serves.
  CREATE SCHEMA anlitong_index;
  SET LOCAL search_path TO anlitong_index;
  CREATE TABLE versions (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256 TEXT NOT NULL, size BIGINT NOT NULL, at BIGINT NOT NULL
  );
  CREATE TABLE pieces (
    version BIGINT NOT NULL REFERENCES versions ON DELETE CASCADE, number BIGINT NOT NULL, bytes BYTEA NOT NULL,
    PRIMARY KEY (version, number)
  );
  ALTER TABLE pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
  `,
];
