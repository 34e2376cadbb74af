#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "register/record.hpp"
#include "store/database.hpp"

// Entries in the database. Knows no rule: register.hpp does.
namespace dostyq::registry {

/// Gives the entries their sequence and batch and writes them. The transaction must be a writing
/// one.
Result<void> append(store::Transaction& transaction, std::vector<Entry>& entries);

/// The last entry's number; 0: an empty journal.
Result<int64_t> last_sequence(store::Transaction& transaction);
/// In order, those after `sequence`, at most `limit`.
Result<std::vector<Entry>> entries_after(store::Transaction& transaction, int64_t sequence,
                                         int64_t limit);
/// All entries of one record, in order.
Result<std::vector<Entry>> entries_of(store::Transaction& transaction, const std::string& table,
                                      const std::string& record);
Result<std::vector<Entry>> entries_of_batch(store::Transaction& transaction, int64_t batch);
/// The last submissions, newest first: the first entry of each.
Result<std::vector<Entry>> latest_batches(store::Transaction& transaction, int64_t before,
                                          int64_t limit);
/// The last sequence written before the moment `at` (UTC); 0: none.
Result<int64_t> sequence_before(store::Transaction& transaction, const std::string& at);

/// SHA-256 over all that these entries say, for the audit log.
std::string digest(const std::vector<Entry>& entries);

}  // namespace dostyq::registry
