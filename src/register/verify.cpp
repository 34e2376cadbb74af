#include "register/verify.hpp"

#include <charconv>

#include "register/documents.hpp"
#include "register/journal.hpp"
#include "register/reviews.hpp"
#include "register/scenarios.hpp"

namespace dostyq::registry {
namespace {

constexpr int64_t kPage = 5000;

Error broken(const char* key, std::string what) {
  return {ErrorCode::kConflict, key, {std::move(what)}, {}};
}

/// "journal/12-14" → 12, 14.
std::pair<int64_t, int64_t> range_of(std::string_view target) {
  target.remove_prefix(std::string_view("journal/").size());
  std::pair<int64_t, int64_t> range{0, 0};
  const char* end = target.data() + target.size();
  const auto first = std::from_chars(target.data(), end, range.first);
  if (first.ptr != end) std::from_chars(first.ptr + 1, end, range.second);
  return range;
}

class Verifier {
 public:
  Verifier(store::Transaction& reading, Verification& found) : reading_(reading), found_(found) {}

  Result<void> check() {
    int64_t last = 0;
    while (true) {
      const auto page = store::audit_after(reading_, last, kPage);
      if (!page) return tl::unexpected(page.error());
      for (const store::AuditEntry& entry : *page) {
        last = entry.sequence;
        if (entry.action != "write") continue;
        if (const auto done = check_write(entry); !done) return done;
      }
      if (static_cast<int64_t>(page->size()) < kPage) break;
    }
    return check_extras();
  }

 private:
  Result<void> check_write(const store::AuditEntry& entry) {
    const std::string& target = entry.target;
    if (target.starts_with("journal/")) return check_journal(entry);
    if (target.starts_with("evidence/")) return check_document(entry);
    if (target.starts_with("scenario/")) return check_scenario(entry);
    if (target.starts_with("reading/")) return check_reading(entry);
    if (target.starts_with("decision/")) return check_decision(entry);
    return {};
  }

  Result<void> check_journal(const store::AuditEntry& entry) {
    const auto [first, last] = range_of(entry.target);
    const auto rows = entries_after(reading_, first - 1, last - first + 1);
    if (!rows) return tl::unexpected(rows.error());
    if (digest(*rows) != entry.detail)
      found_.breaks.push_back(broken("verify.journal_altered", entry.target));
    if (first != journal_ + 1)
      found_.breaks.push_back(broken("verify.journal_extra", std::to_string(journal_ + 1)));
    journal_ = last;
    found_.journal_entries += static_cast<int64_t>(rows->size());
    return {};
  }

  Result<void> check_document(const store::AuditEntry& entry) {
    const std::string id = entry.target.substr(9);
    const auto document = stored_document(reading_, id);
    if (!document) return tl::unexpected(document.error());
    if (!*document || digest(**document) != entry.detail)
      found_.breaks.push_back(broken("verify.document_altered", id));
    ++found_.documents;
    return {};
  }

  Result<void> check_scenario(const store::AuditEntry& entry) {
    const std::string id = entry.target.substr(9);
    const auto scenario = read_scenario(reading_, id);
    if (!scenario && scenario.error().code == ErrorCode::kDatabase)
      return tl::unexpected(scenario.error());
    if (!scenario || digest(*scenario) != entry.detail)
      found_.breaks.push_back(broken("verify.scenario_altered", id));
    ++found_.scenarios;
    return {};
  }

  Result<void> check_reading(const store::AuditEntry& entry) {
    const std::string id = entry.target.substr(8);
    const auto reading = stored_reading(reading_, id);
    if (!reading && reading.error().code == ErrorCode::kDatabase)
      return tl::unexpected(reading.error());
    if (!reading || digest(*reading) != entry.detail)
      found_.breaks.push_back(broken("verify.reading_altered", id));
    ++found_.readings;
    return {};
  }

  Result<void> check_decision(const store::AuditEntry& entry) {
    // "decision/reading-3/s12/1"
    const std::string what = entry.target.substr(9);
    const size_t statement = what.find('/');
    const size_t version = what.rfind('/');
    int64_t number = 0;
    std::from_chars(what.data() + version + 1, what.data() + what.size(), number);
    const auto decision =
        stored_decision(reading_, what.substr(0, statement),
                        what.substr(statement + 1, version - statement - 1), number);
    if (!decision && decision.error().code == ErrorCode::kDatabase)
      return tl::unexpected(decision.error());
    if (!decision || digest(*decision) != entry.detail)
      found_.breaks.push_back(broken("verify.decision_altered", what));
    ++found_.decisions;
    return {};
  }

  // What nobody is known to have written.
  Result<void> check_extras() {
    const struct {
      const char* sql;
      int64_t known;
      const char* key;
    } counts[] = {
        {"SELECT count(*) FROM journal", found_.journal_entries, "verify.journal_extra"},
        {"SELECT count(*) FROM evidence", found_.documents, "verify.document_extra"},
        {"SELECT count(*) FROM scenarios", found_.scenarios, "verify.scenario_extra"},
        {"SELECT count(*) FROM readings", found_.readings, "verify.reading_extra"},
        {"SELECT count(*) FROM reading_decisions", found_.decisions, "verify.decision_extra"}};
    for (const auto& each : counts) {
      const auto rows = reading_.query(each.sql);
      if (!rows) return tl::unexpected(rows.error());
      const int64_t there = rows->front()[0].integer();
      if (there > each.known)
        found_.breaks.push_back(broken(each.key, std::to_string(there - each.known)));
    }
    return {};
  }

  store::Transaction& reading_;
  Verification& found_;
  int64_t journal_ = 0;
};

}  // namespace

Result<Verification> verify(const store::Database& database, const store::AuditHead* known) {
  Result<store::Transaction> reading = database.read();
  if (!reading) return tl::unexpected(reading.error());
  Result<store::ChainCheck> chain = store::check_chain(*reading, known);
  if (!chain) return tl::unexpected(chain.error());
  Verification found;
  found.head = chain->head;
  found.breaks = std::move(chain->breaks);
  if (const auto done = Verifier(*reading, found).check(); !done)
    return tl::unexpected(done.error());
  return found;
}

Result<store::AuditHead> current_head(const store::Database& database) {
  Result<store::Transaction> reading = database.read();
  if (!reading) return tl::unexpected(reading.error());
  return store::audit_head(*reading);
}

}  // namespace dostyq::registry
