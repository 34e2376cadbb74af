#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "store/database.hpp"

// The audit log: who wrote what, and who read what is protected. Each entry's hash covers the one
// before it, so that an edited, deleted or inserted entry breaks the chain, and a cut end differs
// from the head that is kept beside it. Whoever can rewrite the whole file can make a new chain:
// against that stands a signed head that was exported earlier (signing.hpp).
namespace dostyq::store {

struct AuditEntry {
  int64_t sequence = 0;  ///< 1, 2, 3 …
  std::string at;        ///< UTC
  std::string actor, role;
  std::string action;  ///< write, read, login …
  std::string target;  ///< what it was done to: "journal/12-14", "mediators/m7"
  std::string detail;  ///< of writes that can be checked: SHA-256 of what was written
  std::string hash;    ///< 64 hexadecimal digits
};

/// Adds an entry inside of the transaction whose work it is about: both happen or neither. The
/// transaction must be a writing one.
Result<AuditEntry> append_audit(Transaction& transaction, const Actor& actor,
                                std::string_view action, std::string_view target,
                                std::string_view detail, const std::string& at);

struct AuditHead {
  int64_t sequence = 0;  ///< 0: nothing has been written
  std::string hash;
};
Result<AuditHead> audit_head(Transaction& transaction);

/// A page of entries in their order, from the one after `sequence`.
Result<std::vector<AuditEntry>> audit_after(Transaction& transaction, int64_t sequence,
                                            int64_t limit);

/// Recomputes the whole chain. Breaks (never an error of the database): audit.gap, audit.altered,
/// audit.cut, each with the number of the entry. `known` is an earlier head that must be part of
/// it.
struct ChainCheck {
  AuditHead head;
  Problems breaks;
};
Result<ChainCheck> check_chain(Transaction& transaction, const AuditHead* known = nullptr);

/// Fields as bytes that no other fields give: each with its length before it.
std::string canonical(const std::vector<std::string_view>& fields);

}  // namespace dostyq::store
