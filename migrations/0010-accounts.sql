-- Who may sign in.
CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,            -- lower-case
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  region TEXT NOT NULL,                  -- area id of an officer's region; else empty
  password TEXT NOT NULL,                -- Argon2id, with its parameters and salt
  must_change BIGINT NOT NULL,           -- 1: the password was given by somebody else
  disabled BIGINT NOT NULL,
  demo BIGINT NOT NULL,                  -- 1: made for a demonstration
  second_factor BIGINT NOT NULL,         -- 1: a code is asked for
  totp BLOB NOT NULL,                    -- the secret, sealed; empty: none
  totp_step BIGINT NOT NULL,             -- of the last code that was taken: none serves twice
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,               -- seconds since 1970, UTC
  last_login BIGINT NOT NULL             -- 0: never
);
-- Where somebody is signed in. The secret itself is only in the visitor's cookie.
CREATE TABLE account_sessions (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  fingerprint TEXT NOT NULL UNIQUE,      -- keyed hash of the cookie's secret
  csrf TEXT NOT NULL,
  created BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  ends BIGINT NOT NULL,                  -- whatever happens
  agent TEXT NOT NULL                    -- browser and system, as the browser says
);
CREATE INDEX account_sessions_account ON account_sessions (account);
-- One-time codes for a lost second factor.
CREATE TABLE account_recovery (
  account TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (account, fingerprint)
);
