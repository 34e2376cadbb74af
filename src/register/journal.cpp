#include "register/journal.hpp"

#include <nlohmann/json.hpp>

#include "io/file.hpp"
#include "store/audit.hpp"

namespace dostyq::registry {
namespace {

using Json = nlohmann::json;

constexpr const char* kColumns =
    "sequence, batch, at, author, role, table_name, record, version, action, cells, reason, "
    "evidence, undoes";
constexpr size_t kColumnCount = 13;
/// Rows of one INSERT: few statements without a long one (SQLite allows 32,766 parameters).
constexpr size_t kRowsAtOnce = 200;

std::string cells_text(const Entry& entry) { return Json(entry.cells).dump(); }
std::string evidence_text(const Entry& entry) { return Json(entry.evidence).dump(); }

Entry entry_of(const store::Row& row) {
  Entry entry;
  entry.sequence = row[0].integer();
  entry.batch = row[1].integer();
  entry.at = row[2].text();
  entry.author = row[3].text();
  entry.role = row[4].text();
  entry.table = row[5].text();
  entry.record = row[6].text();
  entry.version = row[7].integer();
  entry.removed = row[8].text() == "remove";
  // What somebody wrote into the database past us must not end the program; verify() names it.
  const Json cells = Json::parse(row[9].text(), nullptr, false);
  if (cells.is_object()) {
    for (const auto& [column, cell] : cells.items())
      if (cell.is_string()) entry.cells.emplace(column, cell.get<std::string>());
  }
  entry.reason = row[10].text();
  const Json evidence = Json::parse(row[11].text(), nullptr, false);
  if (evidence.is_array()) {
    for (const Json& id : evidence)
      if (id.is_string()) entry.evidence.push_back(id.get<std::string>());
  }
  entry.undoes = row[12].integer();
  return entry;
}

Result<std::vector<Entry>> select(store::Transaction& transaction, const std::string& rest,
                                  const store::Values& parameters) {
  const Result<store::Rows> rows =
      transaction.query(std::string("SELECT ") + kColumns + " FROM journal " + rest, parameters);
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Entry> entries;
  entries.reserve(rows->size());
  for (const store::Row& row : *rows) entries.push_back(entry_of(row));
  return entries;
}

std::string insert_of(size_t rows) {
  std::string marks = "(?";
  for (size_t i = 1; i < kColumnCount; ++i) marks += ", ?";
  marks += ")";
  std::string sql = std::string("INSERT INTO journal (") + kColumns + ") VALUES " + marks;
  for (size_t i = 1; i < rows; ++i) sql += ", " + marks;
  return sql;
}

void add_values(store::Values& values, const Entry& e) {
  for (store::Value value :
       {store::Value(e.sequence), store::Value(e.batch), store::Value(e.at), store::Value(e.author),
        store::Value(e.role), store::Value(e.table), store::Value(e.record),
        store::Value(e.version), store::Value(e.removed ? "remove" : "put"),
        store::Value(cells_text(e)), store::Value(e.reason), store::Value(evidence_text(e)),
        store::Value(e.undoes)})
    values.push_back(std::move(value));
}

}  // namespace

std::string record_id(const world::TableSchema& schema, const Cells& cells) {
  std::string id;
  for (const std::string& column : schema.key) {
    const auto cell = cells.find(column);
    if (&column != &schema.key.front()) id += '~';
    if (cell != cells.end()) id += cell->second;
  }
  return id;
}

Result<void> append(store::Transaction& transaction, std::vector<Entry>& entries) {
  const Result<int64_t> last = last_sequence(transaction);
  if (!last) return tl::unexpected(last.error());
  for (size_t i = 0; i < entries.size(); ++i) {
    entries[i].sequence = *last + 1 + static_cast<int64_t>(i);
    entries[i].batch = *last + 1;
  }
  for (size_t from = 0; from < entries.size(); from += kRowsAtOnce) {
    const size_t to = std::min(entries.size(), from + kRowsAtOnce);
    store::Values values;
    values.reserve((to - from) * kColumnCount);
    for (size_t i = from; i < to; ++i) add_values(values, entries[i]);
    if (const auto done = transaction.run(insert_of(to - from), values); !done)
      return tl::unexpected(done.error());
  }
  return {};
}

Result<int64_t> last_sequence(store::Transaction& transaction) {
  const Result<store::Rows> rows = transaction.query("SELECT max(sequence) FROM journal");
  if (!rows) return tl::unexpected(rows.error());
  return rows->front()[0].integer_or(0);
}

Result<std::vector<Entry>> entries_after(store::Transaction& transaction, int64_t sequence,
                                         int64_t limit) {
  return select(transaction, "WHERE sequence > ? ORDER BY sequence LIMIT ?", {sequence, limit});
}

Result<std::vector<Entry>> entries_of(store::Transaction& transaction, const std::string& table,
                                      const std::string& record) {
  return select(transaction, "WHERE table_name = ? AND record = ? ORDER BY version",
                {table, record});
}

Result<std::vector<Entry>> entries_of_batch(store::Transaction& transaction, int64_t batch) {
  return select(transaction, "WHERE batch = ? ORDER BY sequence", {batch});
}

Result<std::vector<Entry>> latest_batches(store::Transaction& transaction, int64_t before,
                                          int64_t limit) {
  return select(transaction,
                "WHERE sequence = batch AND sequence < ? ORDER BY sequence DESC LIMIT ?",
                {before, limit});
}

Result<int64_t> sequence_before(store::Transaction& transaction, const std::string& at) {
  const Result<store::Rows> rows =
      transaction.query("SELECT max(sequence) FROM journal WHERE at < ?", {at});
  if (!rows) return tl::unexpected(rows.error());
  return rows->front()[0].integer_or(0);
}

std::string digest(const std::vector<Entry>& entries) {
  std::string all;
  for (const Entry& e : entries) {
    all += store::canonical({std::to_string(e.sequence), std::to_string(e.batch), e.at, e.author,
                             e.role, e.table, e.record, std::to_string(e.version),
                             e.removed ? "remove" : "put", cells_text(e), e.reason,
                             evidence_text(e), std::to_string(e.undoes)});
  }
  return io::sha256_hex(all);
}

}  // namespace dostyq::registry
