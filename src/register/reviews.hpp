#pragma once

#include <string>
#include <vector>

#include "base/actor.hpp"
#include "store/database.hpp"

// Published reports that were read for orders, and what people decided of the drafts. Knows nothing
// of what a report says: that is src/reading. Both are only ever added to, each with an entry in
// the audit log.
namespace dostyq::registry {

struct Reading {
  std::string id;         ///< given by keep_reading()
  std::string name;       ///< file name, or a title
  std::string title;      ///< of the page; may be empty
  std::string published;  ///< its day; empty: not known
  std::string sha256;     ///< of the bytes
  int64_t orders = 0;     ///< drafts proposed
  std::string author, at;
  std::string bytes, page, report;
};

struct ReadingDecision {
  std::string reading, statement;
  int64_t version = 0;   ///< 1, 2, 3 ... of the statement
  std::string decision;  ///< JSON; "": taken back
  std::string author, at;
};

/// Keeps what was read. The same source with the same day again gives the one that is there
/// (`is_new` says so). Errors: document.name, register.not_allowed.
Result<Reading> keep_reading(const store::Database& database, const Actor& actor, Reading reading,
                             const std::string& at, bool& is_new);
/// Newest first, without bytes, page and report.
Result<std::vector<Reading>> list_readings(const store::Database& database);
/// Error: reading.none (ErrorCode::kNotFound).
Result<Reading> read_reading(const store::Database& database, const std::string& id);

/// The last decision of each statement, taken back ones too; of one reading or ("") of all.
Result<std::vector<ReadingDecision>> reading_decisions(const store::Database& database,
                                                       const std::string& reading);
/// `seen`: the version that the writer had read, 0 for none. Errors: register.not_allowed,
/// register.stale (ErrorCode::kStale) when somebody else was quicker.
Result<ReadingDecision> decide_reading(const store::Database& database, const Actor& actor,
                                       ReadingDecision decision, int64_t seen,
                                       const std::string& at);

std::string digest(const Reading& reading);
std::string digest(const ReadingDecision& decision);

// For the check of the audit log: as they stand in the database, the hash counted from the bytes.
Result<Reading> stored_reading(store::Transaction& reading, const std::string& id);
Result<ReadingDecision> stored_decision(store::Transaction& reading, const std::string& id,
                                        const std::string& statement, int64_t version);

}  // namespace dostyq::registry
