#pragma once

#include "base/error.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"

namespace dostyq::registry {

struct Verification {
  store::AuditHead head;
  int64_t journal_entries = 0, documents = 0, scenarios = 0, readings = 0, decisions = 0;
  Problems breaks;  ///< empty: nothing was edited, deleted, inserted or cut off
};

/// Recomputes the chain of the audit log, and from it every journal entry, document,
/// scenario, report that was read and decision on its drafts: each must be there, unchanged, and
/// none more. Breaks: those of store::check_chain(), verify.journal_altered, verify.journal_extra,
/// verify.document_altered, verify.document_extra, verify.scenario_altered, verify.scenario_extra,
/// verify.reading_altered, verify.reading_extra, verify.decision_altered, verify.decision_extra.
/// O(all).
Result<Verification> verify(const store::Database& database,
                            const store::AuditHead* known = nullptr);

/// Writes a head that can be kept elsewhere.
Result<store::AuditHead> current_head(const store::Database& database);

}  // namespace dostyq::registry
