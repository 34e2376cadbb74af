-- The register: a journal of table rows that only ever grows. What is true now is what its entries say, in their order.
CREATE TABLE journal (
  sequence BIGINT NOT NULL PRIMARY KEY,  -- 1, 2, 3 ... without a gap
  batch BIGINT NOT NULL,                 -- sequence of the first entry that was written together with this one
  at TEXT NOT NULL,                      -- UTC, 2026-11-27T15:04:05.123Z
  author TEXT NOT NULL,                  -- account, or "import"
  role TEXT NOT NULL,
  table_name TEXT NOT NULL,              -- a table of the programme, or "files"
  record TEXT NOT NULL,                  -- its key within the table
  version BIGINT NOT NULL,               -- of the record: 1, 2, 3 ...
  action TEXT NOT NULL,                  -- put | remove
  cells TEXT NOT NULL,                   -- JSON object: column -> text; of a removed record {}
  reason TEXT NOT NULL,
  evidence TEXT NOT NULL,                -- JSON array of evidence ids
  undoes BIGINT NOT NULL                 -- the batch that this one takes back; 0: none
);
CREATE UNIQUE INDEX journal_record ON journal (table_name, record, version);
CREATE INDEX journal_batch ON journal (batch);

-- Documents. Their bytes never change; the hash stands in the audit log too.
CREATE TABLE evidence (
  id TEXT NOT NULL PRIMARY KEY,          -- first 20 digits of the SHA-256
  sha256 TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,                    -- document | photo | link
  media_type TEXT NOT NULL,
  name TEXT NOT NULL,                    -- file name as it was given
  url TEXT NOT NULL,                     -- of a link
  dated TEXT NOT NULL,                   -- the day the document is of, YYYY-MM-DD
  protected BIGINT NOT NULL,             -- 1: reading it is written in the audit log
  size BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL
);

-- Plans that were made, and how.
CREATE TABLE scenarios (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  sequence BIGINT NOT NULL,              -- of the register that was planned on
  options TEXT NOT NULL,                 -- JSON
  plan TEXT NOT NULL                     -- plan.json
);
