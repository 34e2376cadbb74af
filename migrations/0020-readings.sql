-- Published reports that were read for orders. The source and what was read of it never change.
CREATE TABLE readings (
  id TEXT NOT NULL PRIMARY KEY,          -- reading-1, reading-2 ...
  name TEXT NOT NULL,                    -- file name, or a title
  title TEXT NOT NULL,                   -- of the page; empty: none
  published TEXT NOT NULL,               -- the page's day, YYYY-MM-DD; empty: not known
  sha256 TEXT NOT NULL,                  -- of the bytes
  orders BIGINT NOT NULL,                -- drafts that were proposed
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  bytes BLOB NOT NULL,                   -- the source as it was given
  page TEXT NOT NULL,                    -- its text as a JSON string; offsets count in UTF-8 bytes of it
  report TEXT NOT NULL                   -- JSON of dostyq read
);
CREATE UNIQUE INDEX readings_source ON readings (sha256, published);

-- What people decided of the drafts: only ever added to; the highest version of a statement holds.
CREATE TABLE reading_decisions (
  reading TEXT NOT NULL,
  statement TEXT NOT NULL,
  version BIGINT NOT NULL,               -- 1, 2, 3 ...
  decision TEXT NOT NULL,                -- JSON; empty: taken back
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (reading, statement, version)
);
