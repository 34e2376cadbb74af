#include "store/copy.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "io/file.hpp"
#include "store/audit.hpp"
#include "store/connection.hpp"

namespace dostyq::store {
namespace fs = std::filesystem;
namespace {

/// Rows that are in memory at once; documents can have 20 MB each.
constexpr int64_t kPage = 1000;
constexpr int64_t kPageOfDocuments = 8;
constexpr size_t kMostParameters = 20'000;

struct TableShape {
  std::string name;
  std::vector<std::string> columns, key;
  bool has_bytes = false;
};

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

/// In the order of their creation, so that what refers to a table comes after it.
Result<std::vector<std::string>> table_names(Transaction& transaction) {
  const char* sql =
      transaction.engine() == Engine::kSqlite
          ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND "
            "name <> 'schema_migrations' ORDER BY rowid"
          : "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = "
            "current_schema()::regnamespace AND relname <> 'schema_migrations' ORDER BY oid";
  const Result<Rows> rows = transaction.query(sql);
  if (!rows) return tl::unexpected(rows.error());
  std::vector<std::string> names;
  for (const Row& row : *rows) names.push_back(row[0].text());
  return names;
}

Result<TableShape> shape_of(Transaction& transaction, const std::string& name) {
  const bool sqlite = transaction.engine() == Engine::kSqlite;
  const char* columns_sql =
      sqlite
          ? "SELECT name, lower(type), pk FROM pragma_table_info(?) ORDER BY cid"
          : "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), "
            "array_position(i.indkey::smallint[], a.attnum) FROM pg_attribute a LEFT JOIN pg_index "
            "i ON i.indrelid = a.attrelid AND i.indisprimary WHERE a.attrelid = ?::regclass AND "
            "a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";
  const Result<Rows> rows = transaction.query(columns_sql, {name});
  if (!rows) return tl::unexpected(rows.error());
  TableShape shape{name, {}, {}, false};
  std::vector<std::pair<int64_t, std::string>> key;
  for (const Row& row : *rows) {
    shape.columns.push_back(row[0].text());
    shape.has_bytes = shape.has_bytes || row[1].text() == "blob" || row[1].text() == "bytea";
    // PostgreSQL counts the positions of an index vector from 0.
    const int64_t place = row[2].integer_or(0);
    const bool in_key = sqlite ? place > 0 : !row[2].is_null();
    if (in_key) key.emplace_back(place, row[0].text());
  }
  std::sort(key.begin(), key.end());
  for (auto& [place, column] : key) shape.key.push_back(std::move(column));
  return shape;
}

std::string field_of(const Value& value) {
  struct Visitor {
    std::string operator()(std::monostate) const { return "n"; }
    std::string operator()(int64_t number) const { return "i" + std::to_string(number); }
    std::string operator()(double number) const {
      std::array<char, 32> digits{};
      return "d" + std::string(digits.data(),
                               std::to_chars(digits.data(), digits.data() + 32, number).ptr);
    }
    std::string operator()(const std::string& text) const { return "t" + text; }
    std::string operator()(const Blob& blob) const { return "b" + blob.bytes; }
  };
  return std::visit(Visitor{}, value.variant());
}

io::Sha256 hash_of(const Row& row) {
  std::vector<std::string> fields;
  for (const Value& value : row) fields.push_back(field_of(value));
  return io::sha256(canonical({fields.begin(), fields.end()}));
}

/// Calls use(row) for every row, page by page.
template <typename Use>
Result<void> for_each_row(Transaction& transaction, const TableShape& shape, const StopFlag* stop,
                          const Use& use) {
  const int64_t page = shape.has_bytes ? kPageOfDocuments : kPage;
  const std::string sql =
      fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT ? OFFSET ?", listed(shape.columns),
                  shape.name, listed(shape.key.empty() ? shape.columns : shape.key));
  for (int64_t from = 0;; from += page) {
    if (stop != nullptr && stop->requested()) return database_fault("copy.stopped", {});
    const Result<Rows> rows = transaction.query(sql, {page, from});
    if (!rows) return tl::unexpected(rows.error());
    if (const Result<void> used = use(*rows); !used) return used;
    if (static_cast<int64_t>(rows->size()) < page) return {};
  }
}

CopiedTable summed(const std::string& name, std::vector<io::Sha256>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  std::string all;
  for (const io::Sha256& hash : hashes) all.append(hash.begin(), hash.end());
  return {name, static_cast<int64_t>(hashes.size()), io::sha256_hex(all)};
}

Result<CopiedTable> check_sum(Transaction& transaction, const TableShape& shape,
                              const StopFlag* stop) {
  std::vector<io::Sha256> hashes;
  const auto read = for_each_row(transaction, shape, stop, [&](const Rows& rows) -> Result<void> {
    for (const Row& row : rows) hashes.push_back(hash_of(row));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return summed(shape.name, hashes);
}

Result<void> insert(Transaction& to, const TableShape& shape, const Rows& rows) {
  std::string marks = "(?";
  for (size_t i = 1; i < shape.columns.size(); ++i) marks += ", ?";
  marks += ")";
  const size_t at_once =
      shape.has_bytes
          ? 1
          : std::max<size_t>(1, std::min<size_t>(200, kMostParameters / shape.columns.size()));
  for (size_t from = 0; from < rows.size(); from += at_once) {
    const size_t end = std::min(rows.size(), from + at_once);
    std::string sql = fmt::format("INSERT INTO {} ({}) VALUES ", shape.name, listed(shape.columns));
    Values values;
    for (size_t i = from; i < end; ++i) {
      sql += (i > from ? ", " : "") + marks;
      values.insert(values.end(), rows[i].begin(), rows[i].end());
    }
    if (const auto done = to.run(sql, values); !done) return tl::unexpected(done.error());
  }
  return {};
}

Result<CopiedTable> copy_table(Transaction& from, Transaction& to, const std::string& name,
                               const StopFlag* stop) {
  const Result<TableShape> shape = shape_of(from, name);
  if (!shape) return tl::unexpected(shape.error());
  std::vector<io::Sha256> hashes;
  const auto read = for_each_row(from, *shape, stop, [&](const Rows& rows) -> Result<void> {
    for (const Row& row : rows) hashes.push_back(hash_of(row));
    return insert(to, *shape, rows);
  });
  if (!read) return tl::unexpected(read.error());
  const CopiedTable sent = summed(name, hashes);
  const Result<CopiedTable> received = check_sum(to, *shape, stop);
  if (!received) return received;
  if (received->rows != sent.rows || received->sha256 != sent.sha256)
    return database_fault("copy.differs",
                          {name, std::to_string(sent.rows), std::to_string(received->rows)});
  return sent;
}

Result<void> clear(Transaction& to, const std::vector<std::string>& names, bool replace) {
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (replace) {
      if (const auto done = to.run("DELETE FROM " + *name); !done)
        return tl::unexpected(done.error());
      continue;
    }
    const Result<Rows> rows = to.query("SELECT count(*) FROM " + *name);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->front()[0].integer() > 0) return fail("copy.not_empty", {*name});
  }
  return {};
}

/// One file, all of it on the disk: without the journal beside it.
Result<void> settle(const fs::path& file) {
  auto connection = connect_sqlite(file.string(), {});
  if (!connection) return tl::unexpected(connection.error());
  if (const auto done =
          (*connection)->script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
      !done)
    return done;
  connection->reset();
  const int opened = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool kept = opened >= 0 && fsync(opened) == 0;
  if (opened >= 0) close(opened);
  if (!kept) return fail("file.not_writable", {file.string()});
  return {};
}

void remove_database(const fs::path& file) {
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + end, ignored);
}

/// A database beside a file, gone again unless it was kept.
class Beside {
 public:
  explicit Beside(const fs::path& file) : path_(file.string() + ".part") { remove_database(path_); }
  ~Beside() { remove_database(path_); }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

Result<std::vector<CopiedTable>> copy_database(const Database& from, const Database& to,
                                               const CopyOptions& options) {
  Result<Transaction> reading = from.read();
  if (!reading) return tl::unexpected(reading.error());
  Result<Transaction> writing = to.write();
  if (!writing) return tl::unexpected(writing.error());
  const auto names = table_names(*reading);
  if (!names) return tl::unexpected(names.error());
  if (const auto cleared = clear(*writing, *names, options.replace); !cleared)
    return tl::unexpected(cleared.error());
  std::vector<CopiedTable> tables;
  for (const std::string& name : *names) {
    Result<CopiedTable> copied = copy_table(*reading, *writing, name, options.stop);
    if (!copied) return tl::unexpected(copied.error());
    tables.push_back(std::move(*copied));
  }
  if (const auto done = writing->commit(); !done) return tl::unexpected(done.error());
  return tables;
}

Result<std::vector<CopiedTable>> check_sums(const Database& database) {
  Result<Transaction> reading = database.read();
  if (!reading) return tl::unexpected(reading.error());
  const auto names = table_names(*reading);
  if (!names) return tl::unexpected(names.error());
  std::vector<CopiedTable> tables;
  for (const std::string& name : *names) {
    const Result<TableShape> shape = shape_of(*reading, name);
    if (!shape) return tl::unexpected(shape.error());
    Result<CopiedTable> sum = check_sum(*reading, *shape, nullptr);
    if (!sum) return tl::unexpected(sum.error());
    tables.push_back(std::move(*sum));
  }
  return tables;
}

Result<std::vector<CopiedTable>> backup(const Database& database, const fs::path& file,
                                        const StopFlag* stop) {
  const Beside beside(file);
  Result<std::vector<CopiedTable>> tables;
  {
    const Result<Database> target = Database::open("sqlite:" + beside.path().string());
    if (!target) return fail("file.not_writable", {file.string()});
    CopyOptions options;
    options.stop = stop;
    tables = copy_database(database, *target, options);
  }
  if (!tables) return tables;
  if (const auto settled = settle(beside.path()); !settled) return tl::unexpected(settled.error());
  std::error_code failed;
  fs::rename(beside.path(), file, failed);
  if (failed) return fail("file.not_writable", {file.string()});
  return tables;
}

Result<std::vector<CopiedTable>> restore(const fs::path& file, const Database& to,
                                         const CopyOptions& options) {
  std::error_code failed;
  if (!fs::exists(file, failed)) return fail("store.missing", {file.string()});
  const Beside beside(file);
  fs::copy_file(file, beside.path(), failed);
  if (failed) return fail("file.not_readable", {file.string()});
  const Result<Database> from = Database::open("sqlite:" + beside.path().string());
  if (!from) return tl::unexpected(from.error());
  return copy_database(*from, to, options);
}

}  // namespace dostyq::store
