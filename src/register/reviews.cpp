#include "register/reviews.hpp"

#include <algorithm>

#include "io/encoding.hpp"
#include "io/file.hpp"
#include "register/permissions.hpp"
#include "store/audit.hpp"

namespace dostyq::registry {
namespace {

constexpr size_t kMostName = 200;
const std::string kBrief = "id, name, title, published, sha256, orders, author, at";
const std::string kWhole = kBrief + ", bytes, page, report";
const std::string kDecision = "reading, statement, version, decision, author, at";

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= kMostName && io::is_utf8(name) &&
         std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) < ' ' || c == '/' || c == '\\' || c == 127;
         });
}

Reading reading_of(const store::Row& row) {
  Reading reading{row[0].text(),
                  row[1].text(),
                  row[2].text(),
                  row[3].text(),
                  row[4].text(),
                  row[5].integer(),
                  row[6].text(),
                  row[7].text(),
                  {},
                  {},
                  {}};
  if (row.size() > 8) {
    reading.bytes = row[8].bytes();
    reading.page = row[9].text();
    reading.report = row[10].text();
  }
  return reading;
}

ReadingDecision decision_of(const store::Row& row) {
  return {row[0].text(), row[1].text(), row[2].integer(),
          row[3].text(), row[4].text(), row[5].text()};
}

Error none(const std::string& id) { return {ErrorCode::kNotFound, "reading.none", {id}, {}}; }

}  // namespace

std::string digest(const Reading& r) {
  return io::sha256_hex(
      store::canonical({r.id, r.name, r.title, r.published, r.sha256, std::to_string(r.orders),
                        r.author, r.at, r.page, r.report}));
}

std::string digest(const ReadingDecision& d) {
  return io::sha256_hex(store::canonical(
      {d.reading, d.statement, std::to_string(d.version), d.decision, d.author, d.at}));
}

Result<Reading> keep_reading(const store::Database& database, const Actor& actor, Reading reading,
                             const std::string& at, bool& is_new) {
  if (const auto allowed = allow(actor, Right::kReview); !allowed)
    return tl::unexpected(allowed.error());
  if (!is_name(reading.name)) return fail("document.name", {}, {"", 0, "name"});
  Result<store::Transaction> writing = database.write();
  if (!writing) return tl::unexpected(writing.error());
  const auto known =
      writing->query("SELECT " + kWhole + " FROM readings WHERE sha256 = ? AND published = ?",
                     {reading.sha256, reading.published});
  if (!known) return tl::unexpected(known.error());
  is_new = known->empty();
  if (!is_new) return reading_of(known->front());
  const auto count = writing->query("SELECT count(*) FROM readings");
  if (!count) return tl::unexpected(count.error());
  reading.id = "reading-" + std::to_string(count->front()[0].integer() + 1);
  reading.author = actor.id;
  reading.at = at;
  const auto added = writing->run(
      "INSERT INTO readings (" + kWhole + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {reading.id, reading.name, reading.title, reading.published, reading.sha256, reading.orders,
       reading.author, reading.at, store::Blob{reading.bytes}, reading.page, reading.report});
  if (!added) return tl::unexpected(added.error());
  const auto logged =
      store::append_audit(*writing, actor, "write", "reading/" + reading.id, digest(reading), at);
  if (!logged) return tl::unexpected(logged.error());
  if (const auto done = writing->commit(); !done) return tl::unexpected(done.error());
  return reading;
}

Result<std::vector<Reading>> list_readings(const store::Database& database) {
  const auto rows = database.query("SELECT " + kBrief + " FROM readings ORDER BY at DESC, id DESC");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Reading> all;
  for (const store::Row& row : *rows) all.push_back(reading_of(row));
  return all;
}

Result<Reading> stored_reading(store::Transaction& reading, const std::string& id) {
  const auto rows = reading.query("SELECT " + kWhole + " FROM readings WHERE id = ?", {id});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return tl::unexpected(none(id));
  Reading found = reading_of(rows->front());
  found.sha256 = io::sha256_hex(found.bytes);
  return found;
}

Result<Reading> read_reading(const store::Database& database, const std::string& id) {
  Result<store::Transaction> reading = database.read();
  if (!reading) return tl::unexpected(reading.error());
  return stored_reading(*reading, id);
}

Result<std::vector<ReadingDecision>> reading_decisions(const store::Database& database,
                                                       const std::string& reading) {
  const std::string one = "SELECT " + kDecision + " FROM reading_decisions d WHERE ";
  const std::string last =
      "version = (SELECT max(version) FROM reading_decisions o WHERE o.reading = d.reading AND "
      "o.statement = d.statement)";
  const auto rows = reading.empty() ? database.query(one + last)
                                    : database.query(one + "reading = ? AND " + last, {reading});
  if (!rows) return tl::unexpected(rows.error());
  std::vector<ReadingDecision> all;
  for (const store::Row& row : *rows) all.push_back(decision_of(row));
  return all;
}

Result<ReadingDecision> decide_reading(const store::Database& database, const Actor& actor,
                                       ReadingDecision decision, int64_t seen,
                                       const std::string& at) {
  if (const auto allowed = allow(actor, Right::kReview); !allowed)
    return tl::unexpected(allowed.error());
  Result<store::Transaction> writing = database.write();
  if (!writing) return tl::unexpected(writing.error());
  const auto there = writing->query("SELECT 1 FROM readings WHERE id = ?", {decision.reading});
  if (!there) return tl::unexpected(there.error());
  if (there->empty()) return tl::unexpected(none(decision.reading));
  const auto last = writing->query("SELECT " + kDecision +
                                       " FROM reading_decisions WHERE reading = ? AND statement = "
                                       "? ORDER BY version DESC LIMIT 1",
                                   {decision.reading, decision.statement});
  if (!last) return tl::unexpected(last.error());
  const ReadingDecision before = last->empty() ? ReadingDecision() : decision_of(last->front());
  if (before.version != seen)
    return fail("register.stale", {decision.statement, before.author, before.at}, {},
                ErrorCode::kStale);
  decision.version = before.version + 1;
  decision.author = actor.id;
  decision.at = at;
  const auto added =
      writing->run("INSERT INTO reading_decisions (" + kDecision + ") VALUES (?, ?, ?, ?, ?, ?)",
                   {decision.reading, decision.statement, decision.version, decision.decision,
                    decision.author, decision.at});
  if (!added) return tl::unexpected(added.error());
  const auto logged =
      store::append_audit(*writing, actor, "write",
                          "decision/" + decision.reading + "/" + decision.statement + "/" +
                              std::to_string(decision.version),
                          digest(decision), at);
  if (!logged) return tl::unexpected(logged.error());
  if (const auto done = writing->commit(); !done) return tl::unexpected(done.error());
  return decision;
}

Result<ReadingDecision> stored_decision(store::Transaction& reading, const std::string& id,
                                        const std::string& statement, int64_t version) {
  const auto rows = reading.query("SELECT " + kDecision +
                                      " FROM reading_decisions WHERE reading = ? AND statement = ? "
                                      "AND version = ?",
                                  {id, statement, version});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return tl::unexpected(none(id));
  return decision_of(rows->front());
}

}  // namespace dostyq::registry
