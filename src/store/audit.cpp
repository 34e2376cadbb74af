#include "store/audit.hpp"

#include "io/file.hpp"

namespace dostyq::store {
namespace {

constexpr int64_t kPage = 5000;

std::string hash_of(const std::string& before, const AuditEntry& entry) {
  return io::sha256_hex(canonical({before, std::to_string(entry.sequence), entry.at, entry.actor,
                                   entry.role, entry.action, entry.target, entry.detail}));
}

Error broken(const char* key, int64_t sequence) {
  return {ErrorCode::kConflict, key, {std::to_string(sequence)}, {}};
}

AuditEntry entry_of(const Row& row) {
  return {row[0].integer(), row[1].text(), row[2].text(), row[3].text(),
          row[4].text(),    row[5].text(), row[6].text(), row[7].text()};
}

}  // namespace

std::string canonical(const std::vector<std::string_view>& fields) {
  std::string bytes;
  for (const std::string_view field : fields) {
    bytes += std::to_string(field.size());
    bytes += ':';
    bytes += field;
  }
  return bytes;
}

Result<AuditHead> audit_head(Transaction& transaction) {
  const Result<Rows> rows =
      transaction.query("SELECT sequence, hash FROM audit_head WHERE one = 1");
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return AuditHead{};
  return AuditHead{rows->front()[0].integer(), rows->front()[1].text()};
}

Result<AuditEntry> append_audit(Transaction& transaction, const Actor& actor,
                                std::string_view action, std::string_view target,
                                std::string_view detail, const std::string& at) {
  const Result<AuditHead> head = audit_head(transaction);
  if (!head) return tl::unexpected(head.error());
  AuditEntry entry{head->sequence + 1,
                   at,
                   actor.id,
                   std::string(name(actor.role)),
                   std::string(action),
                   std::string(target),
                   std::string(detail),
                   ""};
  entry.hash = hash_of(head->hash, entry);
  const Result<int64_t> added = transaction.run(
      "INSERT INTO audit (sequence, at, actor, role, action, target, detail, hash) VALUES (?, ?, "
      "?, ?, ?, ?, ?, ?)",
      {entry.sequence, entry.at, entry.actor, entry.role, entry.action, entry.target, entry.detail,
       entry.hash});
  if (!added) return tl::unexpected(added.error());
  const Result<int64_t> moved =
      head->sequence == 0
          ? transaction.run("INSERT INTO audit_head (one, sequence, hash) VALUES (1, ?, ?)",
                            {entry.sequence, entry.hash})
          : transaction.run("UPDATE audit_head SET sequence = ?, hash = ? WHERE one = 1",
                            {entry.sequence, entry.hash});
  if (!moved) return tl::unexpected(moved.error());
  return entry;
}

Result<std::vector<AuditEntry>> audit_after(Transaction& transaction, int64_t sequence,
                                            int64_t limit) {
  const Result<Rows> rows = transaction.query(
      "SELECT sequence, at, actor, role, action, target, detail, hash FROM audit WHERE sequence > "
      "? ORDER BY sequence LIMIT ?",
      {sequence, limit});
  if (!rows) return tl::unexpected(rows.error());
  std::vector<AuditEntry> entries;
  for (const Row& row : *rows) entries.push_back(entry_of(row));
  return entries;
}

Result<ChainCheck> check_chain(Transaction& transaction, const AuditHead* known) {
  ChainCheck check;
  bool known_seen = known == nullptr || known->sequence == 0;
  while (true) {
    const auto page = audit_after(transaction, check.head.sequence, kPage);
    if (!page) return tl::unexpected(page.error());
    for (const AuditEntry& entry : *page) {
      if (entry.sequence != check.head.sequence + 1)
        check.breaks.push_back(broken("audit.gap", check.head.sequence + 1));
      if (hash_of(check.head.hash, entry) != entry.hash)
        check.breaks.push_back(broken("audit.altered", entry.sequence));
      check.head = {entry.sequence, entry.hash};
      if (known_seen || known->sequence != entry.sequence) continue;
      known_seen = true;
      if (known->hash != entry.hash)
        check.breaks.push_back(broken("audit.other_head", entry.sequence));
    }
    if (static_cast<int64_t>(page->size()) < kPage) break;
  }
  const Result<AuditHead> kept = audit_head(transaction);
  if (!kept) return tl::unexpected(kept.error());
  if (kept->sequence != check.head.sequence || kept->hash != check.head.hash)
    check.breaks.push_back(broken("audit.cut", check.head.sequence + 1));
  if (!known_seen) check.breaks.push_back(broken("audit.shorter_than_head", known->sequence));
  return check;
}

}  // namespace dostyq::store
