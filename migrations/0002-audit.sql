-- Who did what, and who read what is protected. Each entry's hash covers the one before it.
CREATE TABLE audit (
  sequence BIGINT NOT NULL PRIMARY KEY,  -- 1, 2, 3 ... without a gap
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,                  -- write | read | login ...
  target TEXT NOT NULL,
  detail TEXT NOT NULL,                  -- of a write: SHA-256 of the journal entries
  hash TEXT NOT NULL                     -- SHA-256 of the hash before and of all other columns
);
-- One row: how many entries there are and the last hash, so that a cut end is seen.
CREATE TABLE audit_head (
  one BIGINT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  hash TEXT NOT NULL
);
