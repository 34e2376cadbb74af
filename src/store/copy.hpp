#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "store/database.hpp"

// Whole databases from one place to another, also from one engine to the other. A backup is a
// SQLite file, whatever it is of.
namespace dostyq::store {

struct CopiedTable {
  std::string name;
  int64_t rows = 0;
  std::string sha256;  ///< over the rows in any order; the same on both sides
};

struct CopyOptions {
  bool replace = false;  ///< what the target holds is deleted first, in the same transaction
  const StopFlag* stop = nullptr;
};

/// Copies every table in one snapshot of `from` into one transaction of `to`, then reads the target
/// again and compares counts and checksums before it commits: all or nothing. Both are up to date.
/// `from` may be written to meanwhile. Errors: copy.not_empty, copy.differs, copy.stopped.
Result<std::vector<CopiedTable>> copy_database(const Database& from, const Database& to,
                                               const CopyOptions& options = {});

/// Counts and checksums of one snapshot.
Result<std::vector<CopiedTable>> check_sums(const Database& database);

/// Writes a backup beside and renames it: an old backup of that name stays whole until the new one
/// is. Errors: as copy_database, file.not_writable.
Result<std::vector<CopiedTable>> backup(const Database& database, const std::filesystem::path& file,
                                        const StopFlag* stop = nullptr);
/// The backup itself is only read; one of an older version is brought up to date in a copy of it.
/// Errors: as copy_database, store.missing, store.damaged, store.newer.
Result<std::vector<CopiedTable>> restore(const std::filesystem::path& file, const Database& to,
                                         const CopyOptions& options = {});

}  // namespace dostyq::store
