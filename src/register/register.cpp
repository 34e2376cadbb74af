#include "register/register.hpp"

#include <algorithm>
#include <set>

#include "i18n/zone.hpp"
#include "io/encoding.hpp"
#include "register/permissions.hpp"
#include "register/rules.hpp"
#include "store/audit.hpp"
#include "store/clock.hpp"
#include "world/config.hpp"

namespace dostyq::registry {
namespace {

constexpr int64_t kPage = 20'000;
constexpr size_t kMostReason = 4000;
constexpr size_t kMostEvidence = 50;

FieldProblem about(const Change& change, std::string field, std::string key,
                   std::vector<std::string> args = {}, ErrorCode code = ErrorCode::kBadInput) {
  return {change.table,
          change.record,
          field,
          {code, std::move(key), std::move(args), {change.table, 0, field}}};
}

/// All entries up to `sequence` (0: all) on top of `state`.
Result<void> replay(store::Transaction& transaction, State& state, int64_t sequence) {
  while (true) {
    const auto page = entries_after(transaction, state.sequence(), kPage);
    if (!page) return tl::unexpected(page.error());
    for (const Entry& entry : *page) {
      if (sequence > 0 && entry.sequence > sequence) return {};
      state.apply(entry);
    }
    if (static_cast<int64_t>(page->size()) < kPage) return {};
  }
}

/// Is the journal the one that `state` was read from?
Result<bool> continues(store::Transaction& transaction, const State& state) {
  if (state.empty()) return true;
  const auto rows =
      transaction.query("SELECT at FROM journal WHERE sequence = ?", {state.sequence()});
  if (!rows) return tl::unexpected(rows.error());
  return !rows->empty() && rows->front()[0].text() == state.last_at();
}

/// The local day of a moment.
Date day_of(const std::string& at, const Snapshot& snapshot) {
  return i18n::day_in_zone(at, snapshot.plan_case ? snapshot.programme().config.zone : "UTC");
}

/// Of the programme as it will be: a submission may bring a new programme.toml.
std::vector<world::TableSchema> schemas_of(const Submission& submission, const Snapshot& before) {
  for (const Change& change : submission.changes) {
    if (change.table != kFiles || change.record != world::kConfigFile || change.remove) continue;
    const auto text = change.cells.find(kText);
    Problems ignored;  // the loader reports them
    return world::table_schemas(
        world::read_config(text == change.cells.end() ? "" : text->second, ignored)
            .config.registers);
  }
  return before.schemas;
}

bool is_text(const Change& change) {
  return std::all_of(change.cells.begin(), change.cells.end(), [](const auto& cell) {
    return io::is_utf8(cell.second) && cell.second.find('\0') == std::string::npos;
  });
}

}  // namespace

Refusal refuse(Error error) { return Refusal(FieldProblems{{"", "", "", std::move(error)}}); }

Submitted<std::unique_ptr<Register>> Register::open(store::Database database,
                                                    RegisterOptions options) {
  if (!options.clock) options.clock = store::utc_now;
  std::unique_ptr<Register> made(new Register(std::move(database), std::move(options)));
  Result<store::Transaction> reading = made->database_.read();
  if (!reading) return refuse(reading.error());
  State state;
  if (const auto done = replay(*reading, state, 0); !done) return refuse(done.error());
  auto snapshot = make_snapshot(std::move(state));
  if (!snapshot) return tl::unexpected(snapshot.error());
  made->current_ = std::move(*snapshot);
  made->checked_ = std::chrono::steady_clock::now();
  return made;
}

Date Register::today() { return day_of(options_.clock(), *now()); }

Result<void> Register::refresh_from(store::Transaction& transaction) {
  const Result<int64_t> last = last_sequence(transaction);
  if (!last) return tl::unexpected(last.error());
  const Result<bool> grown = continues(transaction, current_->state);
  if (!grown) return tl::unexpected(grown.error());
  if (*grown && *last == current_->state.sequence()) return {};
  // A backup was restored meanwhile: what is known here is of another journal.
  State state = *grown ? State(current_->state) : State();
  if (const auto done = replay(transaction, state, 0); !done) return done;
  auto snapshot = make_snapshot(std::move(state));
  // Another process wrote what this one refuses: the last good state stays, and is said to be so.
  if (!snapshot) return tl::unexpected(snapshot.error().front().error);
  current_ = std::move(*snapshot);
  return {};
}

std::shared_ptr<const Snapshot> Register::now() {
  const std::lock_guard lock(mutex_);
  const auto moment = std::chrono::steady_clock::now();
  if (moment - checked_ < options_.freshness) return current_;
  checked_ = moment;
  // A database that cannot be asked now does not take away what was read from it.
  if (Result<store::Transaction> reading = database_.read()) (void)refresh_from(*reading);
  return current_;
}

int64_t Register::version() {
  const std::shared_ptr<const Snapshot> snapshot = now();
  const Date day = day_of(options_.clock(), *snapshot);
  return (int64_t{day.days()} << 32) + snapshot->state.sequence();
}

Submitted<std::vector<Entry>> Register::check(const Actor& actor, const Submission& submission,
                                              const Snapshot& before, bool importing) const {
  const std::vector<world::TableSchema> schemas = schemas_of(submission, before);
  const std::string at = options_.clock();
  const Date today = day_of(at, before);
  FieldProblems problems;
  std::vector<Entry> entries;
  std::set<std::pair<std::string, std::string>> seen;
  for (Change change : submission.changes) {
    const auto schema = std::find_if(schemas.begin(), schemas.end(),
                                     [&](const auto& s) { return s.name == change.table; });
    // A table that the programme no longer has can only be emptied.
    if (change.table != kFiles && schema == schemas.end() && !change.remove) {
      problems.push_back(about(change, "", "register.unknown_table", {change.table}));
      continue;
    }
    std::erase_if(change.cells, [](const auto& cell) { return cell.second.empty(); });
    if (change.table != kFiles && !change.remove) {
      const std::string own = record_id(*schema, change.cells);
      if (change.record.empty()) change.record = own;
      if (own != change.record)
        problems.push_back(
            about(change, schema->key.front(), "register.key_changed", {change.record, own}));
    }
    if (!is_text(change)) problems.push_back(about(change, "", "register.not_text"));
    if (!seen.emplace(change.table, change.record).second)
      problems.push_back(about(change, "", "register.twice", {change.record}));
    const Table* table = before.state.table(change.table);
    const Record* record = table == nullptr ? nullptr : table->find(change.record);
    const int64_t present = record == nullptr ? 0 : record->version;
    const Cells old = record == nullptr ? Cells{} : table->cells(*record);
    Right right = right_to_write(change.table, change.record);
    std::set<std::string> regions = before.regions_of(change.table, change.cells, today);
    regions.merge(before.regions_of(change.table, old, today));
    // Whoever files a fact may name a new source for it, which belongs to no region.
    if (change.table == "sources" && record == nullptr && !actor.region.empty())
      regions = {actor.region};
    if (change.table == "extensions" &&
        (change.cells.contains("decision") || old.contains("decision")))
      right = Right::kDecideExtension;
    if (importing) right = Right::kImport;
    if (const auto allowed = allow(actor, right, regions); !allowed) return refuse(allowed.error());
    if (change.remove && record == nullptr) {
      problems.push_back(
          about(change, "", "register.no_record", {change.record}, ErrorCode::kNotFound));
    } else if (present != change.seen_version) {
      problems.push_back(
          record == nullptr
              ? about(change, "", "register.no_record", {change.record}, ErrorCode::kNotFound)
              : about(change, "", "register.stale",
                      {change.record, record->author, record->at.substr(0, 16)},
                      ErrorCode::kStale));
    } else if (!change.remove && record != nullptr && old == change.cells) {
      continue;  // as it is
    }
    int64_t last = present;
    if (record == nullptr && table != nullptr) {
      const auto removed = table->index.find(change.record);
      if (removed != table->index.end()) last = table->records[removed->second].version;
    }
    entries.push_back({0, 0, at, actor.id, std::string(name(actor.role)), change.table,
                       change.record, last + 1, change.remove,
                       change.remove ? Cells{} : change.cells, submission.reason,
                       submission.evidence, submission.undoes});
  }
  const bool edits =
      std::any_of(entries.begin(), entries.end(), [](const Entry& e) { return e.version > 1; });
  if (edits && submission.reason.empty())
    problems.push_back({"", "", "reason", {ErrorCode::kBadInput, "register.reason", {}, {}}});
  if (submission.reason.size() > kMostReason || !io::is_utf8(submission.reason))
    problems.push_back({"", "", "reason", {ErrorCode::kBadInput, "register.reason_long", {}, {}}});
  if (submission.evidence.size() > kMostEvidence)
    problems.push_back(
        {"", "", "evidence", {ErrorCode::kBadInput, "register.evidence_many", {}, {}}});
  if (entries.empty() && problems.empty())
    problems.push_back({"", "", "", {ErrorCode::kBadInput, "register.no_change", {}, {}}});
  if (!problems.empty()) return Refusal(std::move(problems));
  return entries;
}

Submitted<std::shared_ptr<const Snapshot>> Register::with(const Snapshot& before,
                                                          const std::vector<Entry>& entries) const {
  State state(before.state);
  int64_t sequence = state.sequence();
  for (Entry entry : entries) {
    entry.sequence = ++sequence;
    state.apply(entry);
  }
  return make_snapshot(std::move(state));
}

Submitted<Receipt> Register::write(const Actor& actor, const Submission& submission,
                                   bool importing) {
  Result<store::Transaction> writing = database_.write();
  if (!writing) return refuse(writing.error());
  const std::lock_guard lock(mutex_);
  if (const auto fresh = refresh_from(*writing); !fresh) return refuse(fresh.error());
  auto entries = check(actor, submission, *current_, importing);
  if (!entries) return tl::unexpected(entries.error());
  auto after = with(*current_, *entries);
  if (!after) return tl::unexpected(after.error());
  if (!importing) {
    FieldProblems broken =
        check_change(*current_, **after, *entries, day_of(options_.clock(), *current_));
    if (!broken.empty()) return Refusal(std::move(broken));
  }
  for (const std::string& id : submission.evidence) {
    const auto known = writing->query("SELECT 1 FROM evidence WHERE id = ?", {id});
    if (!known) return refuse(known.error());
    if (known->empty())
      return Refusal(FieldProblems{
          {"", "", "evidence", {ErrorCode::kBadInput, "register.no_evidence", {id}, {}}}});
  }
  if (const auto done = append(*writing, *entries); !done) return refuse(done.error());
  const std::string target = "journal/" + std::to_string(entries->front().sequence) + "-" +
                             std::to_string(entries->back().sequence);
  const auto logged =
      store::append_audit(*writing, actor, "write", target, digest(*entries), entries->front().at);
  if (!logged) return refuse(logged.error());
  if (const auto done = writing->commit(); !done) return refuse(done.error());
  current_ = *after;
  return Receipt{entries->front().batch, std::move(*entries), current_};
}

Submitted<Receipt> Register::submit(const Actor& actor, const Submission& submission) {
  return write(actor, submission, false);
}

Submitted<std::shared_ptr<const Snapshot>> Register::preview(const Actor& actor,
                                                             const Submission& submission) {
  const std::shared_ptr<const Snapshot> before = now();
  auto entries = check(actor, submission, *before, false);
  if (!entries) return tl::unexpected(entries.error());
  auto after = with(*before, *entries);
  if (!after) return after;
  FieldProblems broken = check_change(*before, **after, *entries, today());
  if (!broken.empty()) return Refusal(std::move(broken));
  return after;
}

Submitted<Receipt> Register::undo(const Actor& actor, int64_t number, const std::string& reason) {
  Submission submission{{}, reason, {}, number};
  {
    Result<store::Transaction> reading = database_.read();
    if (!reading) return refuse(reading.error());
    const auto entries = entries_of_batch(*reading, number);
    if (!entries) return refuse(entries.error());
    if (entries->empty())
      return refuse({ErrorCode::kNotFound, "register.no_batch", {std::to_string(number)}, {}});
    for (const Entry& entry : *entries) {
      const auto versions = entries_of(*reading, entry.table, entry.record);
      if (!versions) return refuse(versions.error());
      if (versions->back().version != entry.version) {
        return Refusal(FieldProblems{{entry.table,
                                      entry.record,
                                      "",
                                      {ErrorCode::kStale,
                                       "register.changed_since",
                                       {entry.record, versions->back().author},
                                       {}}}});
      }
      const Entry* before = nullptr;
      for (const Entry& version : *versions)
        if (version.version == entry.version - 1) before = &version;
      Change change{entry.table, entry.record, before == nullptr || before->removed, {}, 0};
      if (!change.remove) change.cells = before->cells;
      change.seen_version = entry.removed ? 0 : entry.version;
      submission.changes.push_back(std::move(change));
    }
  }
  return write(actor, submission, false);
}

Result<void> Register::allow_read(const Actor& actor, const std::string& table,
                                  const std::string& record, const std::set<std::string>& regions) {
  if (!is_protected(table)) return allow(actor, Right::kRead);
  if (const auto allowed = allow(actor, Right::kReadProtected, regions); !allowed) return allowed;
  Result<store::Transaction> writing = database_.write();
  if (!writing) return tl::unexpected(writing.error());
  const auto logged =
      store::append_audit(*writing, actor, "read", table + "/" + record, "", options_.clock());
  if (!logged) return tl::unexpected(logged.error());
  return writing->commit();
}

Result<std::vector<Entry>> Register::history(const Actor& actor, const std::string& table,
                                             const std::string& record) {
  std::vector<Entry> entries;
  {
    Result<store::Transaction> reading = database_.read();
    if (!reading) return tl::unexpected(reading.error());
    auto found = entries_of(*reading, table, record);
    if (!found) return found;
    entries = std::move(*found);
  }
  // Every version counts: a record that was moved from another region tells of that one too.
  std::set<std::string> regions;
  const auto snapshot = now();
  for (const Entry& entry : entries)
    regions.merge(snapshot->regions_of(table, entry.cells, today()));
  if (const auto allowed = allow_read(actor, table, record, regions); !allowed)
    return tl::unexpected(allowed.error());
  if (entries.empty()) return fail("register.no_record", {record}, {}, ErrorCode::kNotFound);
  return entries;
}

Result<std::vector<Entry>> Register::batch(const Actor& actor, int64_t number) {
  if (granted(actor.role, Right::kPlan) == Grant::kNo &&
      granted(actor.role, Right::kReadAudit) == Grant::kNo &&
      granted(actor.role, Right::kWriteFact) == Grant::kNo)
    return tl::unexpected(allow(actor, Right::kReadAudit).error());
  Result<store::Transaction> reading = database_.read();
  if (!reading) return tl::unexpected(reading.error());
  auto entries = entries_of_batch(*reading, number);
  if (!entries) return entries;
  std::erase_if(*entries, [](const Entry& entry) { return is_protected(entry.table); });
  return entries;
}

Result<std::vector<Entry>> Register::latest(const Actor& actor, int64_t before, int64_t limit) {
  if (const auto allowed = allow(actor, Right::kRead); !allowed)
    return tl::unexpected(allowed.error());
  Result<store::Transaction> reading = database_.read();
  if (!reading) return tl::unexpected(reading.error());
  auto entries = latest_batches(*reading, before, limit);
  if (entries)
    std::erase_if(*entries, [](const Entry& entry) { return is_protected(entry.table); });
  return entries;
}

Submitted<std::shared_ptr<const Snapshot>> Register::at(int64_t sequence) {
  Result<store::Transaction> reading = database_.read();
  if (!reading) return refuse(reading.error());
  State state;
  if (sequence > 0) {
    if (const auto done = replay(*reading, state, sequence); !done) return refuse(done.error());
  }
  return make_snapshot(std::move(state));
}

Submitted<std::shared_ptr<const Snapshot>> Register::known_on(Date day) {
  int64_t sequence = 0;
  {
    Result<store::Transaction> reading = database_.read();
    if (!reading) return refuse(reading.error());
    const auto present = now();
    const std::string zone = present->plan_case ? present->programme().config.zone : "UTC";
    const Result<int64_t> found =
        sequence_before(*reading, i18n::begin_of_day(day.plus_days(1), zone));
    if (!found) return refuse(found.error());
    sequence = *found;
  }
  return at(sequence);
}

}  // namespace dostyq::registry
