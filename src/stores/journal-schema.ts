/** The tables of the chat journal. */

/** Another layout of tables is another number; a file with another number is refused. */
export const JOURNAL_FORMAT = 1;

/** Times are milliseconds since 1970. */
export const JOURNAL_SCHEMA = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  -- An update without a body is finished; its key stays so that it is known when it comes again.
  CREATE TABLE inbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    bot TEXT NOT NULL,
    key TEXT NOT NULL,
    lane TEXT NOT NULL,
    body TEXT,
    at INTEGER NOT NULL,
    UNIQUE (bot, key)
  ) STRICT;
  CREATE INDEX inbox_unfinished ON inbox (number) WHERE body IS NOT NULL;
  CREATE INDEX inbox_at ON inbox (at);

  -- What is sent leaves the table.
  CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    message TEXT NOT NULL,
    part INTEGER NOT NULL,
    content TEXT,
    is_sending INTEGER NOT NULL DEFAULT 0,
    is_again INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL
  ) STRICT;

  -- again: how often a message was sent to the slot that a reader may have had already.
  CREATE TABLE slots (
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    message TEXT NOT NULL,
    part INTEGER NOT NULL,
    sent_as TEXT,
    again INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    PRIMARY KEY (bot, chat, message, part)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX slots_sent ON slots (bot, chat, sent_as);
  CREATE INDEX slots_at ON slots (at);

  CREATE TABLE turns (
    bot TEXT NOT NULL,
    conversation TEXT NOT NULL,
    message TEXT NOT NULL,
    questions TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (bot, conversation, message)
  ) STRICT;
  CREATE INDEX turns_at ON turns (at);

  CREATE TABLE answers (
    id TEXT PRIMARY KEY,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    message TEXT NOT NULL,
    conversation TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    head TEXT,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX answers_message ON answers (bot, chat, message);
  CREATE INDEX answers_conversation ON answers (bot, conversation);
  CREATE INDEX answers_at ON answers (at);

  -- Kept for whoever looks after the cases; a vote outlives its answer.
  CREATE TABLE votes (
    answer_id TEXT NOT NULL,
    person TEXT NOT NULL,
    bot TEXT NOT NULL,
    is_good INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    reason TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (answer_id, person)
  ) STRICT;

  CREATE TABLE chats (
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    is_open INTEGER NOT NULL DEFAULT 0,
    is_told INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    PRIMARY KEY (bot, chat)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE members (
    bot TEXT NOT NULL,
    person TEXT NOT NULL,
    chat TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (bot, person, chat)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_at ON members (at);
`;
