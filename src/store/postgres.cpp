#include <libpq-fe.h>

#include <charconv>
#include <cstring>
#include <unordered_map>

#include "store/connection.hpp"
#include "store/placeholders.hpp"

namespace dostyq::store {
namespace {

// Object ids of the types, as in PostgreSQL's catalogue pg_type.
constexpr Oid kBool = 16, kBytes = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25,
              kFloat4 = 700, kFloat8 = 701, kNumeric = 1700;
/// Writers of all processes take turns by this advisory lock.
constexpr const char* kTakeTurn = "SELECT pg_advisory_xact_lock(4931726011)";
constexpr size_t kMostStatements = 200;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

/// Parameters as libpq wants them.
struct Bound {
  std::vector<std::string> texts;
  std::vector<const char*> values;
  std::vector<int> lengths, formats;
  std::vector<Oid> types;
  std::string signature;  ///< one letter a type: part of the name of a prepared statement
};

void bind(Bound& bound, const Value& value) {
  struct Visitor {
    Bound& bound;
    void put(std::string text, Oid type, char letter, int format = 0) const {
      bound.texts.push_back(std::move(text));
      bound.types.push_back(type);
      bound.formats.push_back(format);
      bound.signature += letter;
    }
    void operator()(std::monostate) const { put({}, 0, 'n'); }
    void operator()(int64_t number) const { put(std::to_string(number), kInt8, 'i'); }
    void operator()(double number) const {
      std::array<char, 32> digits{};
      const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
      put(std::string(digits.data(), end), kFloat8, 'd');
    }
    void operator()(const std::string& text) const { put(text, kText, 't'); }
    void operator()(const Blob& blob) const { put(blob.bytes, kBytes, 'b', 1); }
  };
  std::visit(Visitor{bound}, value.variant());
}

Bound bind_all(const Values& parameters) {
  Bound bound;
  for (const Value& value : parameters) bind(bound, value);
  for (size_t i = 0; i < parameters.size(); ++i) {
    bound.values.push_back(parameters[i].is_null() ? nullptr : bound.texts[i].c_str());
    bound.lengths.push_back(static_cast<int>(bound.texts[i].size()));
  }
  return bound;
}

Value number(const std::string& text) {
  int64_t whole = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, whole);
  if (parsed.ec == std::errc() && parsed.ptr == end) return whole;
  double real = 0;
  std::from_chars(text.data(), end, real);
  return real;
}

Value cell(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return {};
  const char* raw = PQgetvalue(result, row, column);
  std::string text(raw, static_cast<size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case kBool:
      return text == "t" ? 1 : 0;
    case kInt2:
    case kInt4:
    case kInt8:
    case kNumeric:  // sums of whole numbers
      return number(text);
    case kFloat4:
    case kFloat8: {
      double real = 0;
      std::from_chars(text.data(), text.data() + text.size(), real);
      return real;
    }
    case kBytes: {
      size_t size = 0;
      unsigned char* bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(raw), &size);
      Blob blob{std::string(reinterpret_cast<const char*>(bytes), size)};
      PQfreemem(bytes);
      return blob;
    }
    default:
      return text;
  }
}

class PostgresConnection : public Connection {
 public:
  explicit PostgresConnection(PGconn* connection) : connection_(connection) {}

  Engine engine() const override { return Engine::kPostgres; }
  bool healthy() const override { return PQstatus(connection_.get()) == CONNECTION_OK; }

  Result<void> begin(bool writes) override {
    if (!writes) return script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // The lock comes first and each later statement sees all that was committed before it.
    if (const auto begun = script("BEGIN ISOLATION LEVEL READ COMMITTED"); !begun) return begun;
    return script(kTakeTurn);
  }
  Result<void> commit() override { return script("COMMIT"); }
  void rollback() override {
    if (PQtransactionStatus(connection_.get()) != PQTRANS_IDLE)
      Answer(PQexec(connection_.get(), "ROLLBACK"));
  }

  Result<void> script(const std::string& sql) override {
    const Answer answer(PQexec(connection_.get(), sql.c_str()));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
      return problem(answer.get());
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, and no error.
    if (sql == "COMMIT" && std::strcmp(PQcmdStatus(answer.get()), "COMMIT") != 0)
      return database_fault("store.fault", {"the transaction was rolled back"});
    return {};
  }

  Result<Rows> query(std::string_view sql, const Values& parameters, int64_t* changed) override {
    const Bound bound = bind_all(parameters);
    const Result<std::string> name = prepare(sql, bound);
    if (!name) return tl::unexpected(name.error());
    const Answer answer(PQexecPrepared(connection_.get(), name->c_str(),
                                       static_cast<int>(parameters.size()), bound.values.data(),
                                       bound.lengths.data(), bound.formats.data(), 0));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return problem(answer.get());
    if (changed != nullptr) {
      *changed = 0;
      const std::string tuples = status == PGRES_COMMAND_OK ? PQcmdTuples(answer.get()) : "";
      std::from_chars(tuples.data(), tuples.data() + tuples.size(), *changed);
    }
    Rows rows(static_cast<size_t>(PQntuples(answer.get())));
    for (size_t row = 0; row < rows.size(); ++row) {
      const int columns = PQnfields(answer.get());
      rows[row].reserve(static_cast<size_t>(columns));
      for (int column = 0; column < columns; ++column)
        rows[row].push_back(cell(answer.get(), static_cast<int>(row), column));
    }
    return rows;
  }

 private:
  tl::unexpected<Error> problem(const PGresult* answer) const {
    const char* state = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const std::string code = state == nullptr ? "" : state;
    const char* words =
        answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    const std::string said = words != nullptr ? words : PQerrorMessage(connection_.get());
    if (!healthy() || code.starts_with("08") || code.starts_with("57P"))
      return database_fault("store.unreachable", {trimmed(said)});
    if (code.starts_with("23")) return database_fault("store.constraint", {trimmed(said)});
    if (code == "55P03" || code == "40001" || code == "40P01")
      return database_fault("store.busy", {});
    if (code.starts_with("53")) return database_fault("store.full", {});
    return database_fault("store.fault", {trimmed(said)});
  }

  Result<std::string> prepare(std::string_view sql, const Bound& bound) {
    const std::string key = std::string(sql) + '\0' + bound.signature;
    const auto known = statements_.find(key);
    if (known != statements_.end()) return known->second;
    if (statements_.size() >= kMostStatements) {
      if (const auto dropped = script("DEALLOCATE ALL"); !dropped)
        return tl::unexpected(dropped.error());
      statements_.clear();
    }
    const std::string name = "s" + std::to_string(++prepared_);
    const Answer answer(PQprepare(connection_.get(), name.c_str(), numbered(sql).c_str(),
                                  static_cast<int>(bound.types.size()), bound.types.data()));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return problem(answer.get());
    statements_.emplace(key, name);
    return name;
  }

  std::unique_ptr<PGconn, Finish> connection_;
  std::unordered_map<std::string, std::string> statements_;
  int64_t prepared_ = 0;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_postgres(const std::string& address) {
  PGconn* raw = PQconnectdb(address.c_str());
  auto connection = std::make_unique<PostgresConnection>(raw);
  if (PQstatus(raw) != CONNECTION_OK)
    return database_fault("store.unreachable", {trimmed(PQerrorMessage(raw))});
  const Result<void> set = connection->script(
      "SET client_encoding = 'UTF8'; SET client_min_messages = warning; SET synchronous_commit = "
      "on; SET idle_in_transaction_session_timeout = '10min'");
  if (!set) return tl::unexpected(set.error());
  return connection;
}

}  // namespace dostyq::store
