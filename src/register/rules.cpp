#include "register/rules.hpp"

#include <algorithm>
#include <set>

#include "directive/evaluate.hpp"
#include "register/orders.hpp"

namespace dostyq::registry {
namespace {

const std::string kStages = "site_stages";

size_t stage_index(const std::string& name) {
  return static_cast<size_t>(
      std::find(world::kSiteStageNames.begin(), world::kSiteStageNames.end(), name) -
      world::kSiteStageNames.begin());
}
const size_t kOpen = stage_index("open");
const size_t kClosed = stage_index("closed");

class Rules {
 public:
  Rules(const Snapshot& before, const Snapshot& after, Date today, FieldProblems& problems)
      : before_(before), after_(after), today_(today), problems_(problems) {}

  void check(const std::vector<Entry>& entries) {
    std::set<std::string> sites;
    for (const Entry& entry : entries) {
      if (entry.table == "sites") sites.insert(entry.record);
      if (entry.table == kStages) check_stage(entry, sites);
      if (entry.table == "reports" && !entry.removed) check_report(entry);
      if (entry.table == "extensions") check_extension(entry);
    }
    for (const std::string& site : sites) check_life(site);
  }

 private:
  void report(const std::string& table, const std::string& record, std::string field,
              std::string key, std::vector<std::string> args,
              ErrorCode code = ErrorCode::kBadInput) {
    problems_.push_back(
        {table, record, field, {code, std::move(key), std::move(args), {table, 0, field}}});
  }
  void report(const Entry& entry, std::string field, std::string key,
              std::vector<std::string> args = {}) {
    report(entry.table, entry.record, std::move(field), std::move(key), std::move(args));
  }

  static std::string cell(const Entry& entry, const char* column) {
    const auto at = entry.cells.find(column);
    return at == entry.cells.end() ? "" : at->second;
  }
  std::string site_cell(const Snapshot& snapshot, const std::string& site, const char* column) {
    const Record* record = snapshot.state.find("sites", site);
    return record == nullptr ? "" : snapshot.state.table("sites")->cell(*record, column);
  }
  std::string stage_cell(const Record& record, const char* column) {
    return after_.state.table(kStages)->cell(record, column);
  }

  void check_not_in_future(const Entry& entry) {
    const auto from = Date::parse(cell(entry, "from"));
    if (from && *from > today_)
      report(entry, "from", "register.in_future", {from->to_string(), today_.to_string()});
  }

  void check_stage(const Entry& entry, std::set<std::string>& sites) {
    if (const Record* old = before_.state.find(kStages, entry.record))
      sites.insert(before_.state.table(kStages)->cell(*old, "site"));
    if (entry.removed) return;
    sites.insert(cell(entry, "site"));
    check_not_in_future(entry);
    const size_t stage = stage_index(cell(entry, "stage"));
    if (stage >= kOpen && entry.evidence.empty())
      report(entry, "evidence", "register.stage_evidence", {cell(entry, "stage")});
  }

  // The stages of a site are those of the list, from the first, each once, in the order of days.
  void check_life(const std::string& site) {
    const std::vector<const Record*> stages = stages_of(after_, site);
    const bool old_site = before_.state.find("sites", site) != nullptr;
    size_t expected = 0;
    // A House that stood before the register began has no life before it was open.
    if (old_site && !stages.empty() && stage_index(stage_cell(*stages.front(), "stage")) == kClosed)
      expected = kClosed;
    std::string last;
    for (const Record* record : stages) {
      const size_t stage = stage_index(stage_cell(*record, "stage"));
      if (stage != expected) {
        const bool skips = stage > expected;
        report(kStages, record->id, "stage",
               skips ? "register.stage_skipped" : "register.stage_twice",
               {site, stage_cell(*record, "stage"),
                std::string(world::kSiteStageNames[std::min(expected, kClosed)])},
               ErrorCode::kConflict);
        return;
      }
      ++expected;
      for (const char* column : {"place", "kind"}) {
        if (stage_cell(*record, column) != stage_cell(*stages.front(), column))
          report(kStages, record->id, column, "register.stage_moved",
                 {site, stage_cell(*stages.front(), column)});
      }
      const std::string from = stage_cell(*record, "from");
      if (from < last) report(kStages, record->id, "from", "register.stage_order", {from, last});
      last = from;
    }
    check_site(site, stages);
  }

  // What is open and what is not follows from its life.
  void check_site(const std::string& site, const std::vector<const Record*>& stages) {
    const auto with_stage = [&](size_t wanted) {
      const auto at = std::find_if(stages.begin(), stages.end(), [&](const Record* record) {
        return stage_index(stage_cell(*record, "stage")) == wanted;
      });
      return at == stages.end() ? nullptr : *at;
    };
    const Record* open = with_stage(kOpen);
    const Record* closed = with_stage(kClosed);
    const bool is = after_.state.find("sites", site) != nullptr;
    const bool was = before_.state.find("sites", site) != nullptr;
    if (is && !was && open == nullptr)
      return report("sites", site, "", "register.site_without_life", {site}, ErrorCode::kConflict);
    if (open != nullptr && !is) return report("sites", site, "", "register.site_missing", {site});
    if (!is) return;
    if (open != nullptr) {
      for (const char* column : {"from", "place", "kind"}) {
        if (site_cell(after_, site, column) != stage_cell(*open, column))
          report("sites", site, column, "register.site_differs", {site, stage_cell(*open, column)});
      }
    }
    const std::string to = site_cell(after_, site, "to");
    if (closed != nullptr && to != stage_cell(*closed, "from"))
      report("sites", site, "to", "register.site_differs", {site, stage_cell(*closed, "from")});
    if (closed == nullptr && to != site_cell(before_, site, "to") && !to.empty())
      report("sites", site, "to", "register.site_without_life", {site}, ErrorCode::kConflict);
  }

  const directive::Directive* order_of(const Entry& entry) {
    const directive::Directive* order = after_.order(cell(entry, "directive"));
    if (order == nullptr)
      report(entry, "directive", "planning.unknown_directive", {cell(entry, "directive")});
    return order;
  }

  void check_speaker(const Entry& entry, const directive::Directive& order) {
    const world::Body* body = after_.programme().find_body(cell(entry, "body"));
    const Date day = Date::parse(cell(entry, "from")).value_or(today_);
    const auto bodies = directive::responsible(order, after_.programme(), day);
    if (!bodies.empty() &&
        std::find(bodies.begin(), bodies.end(), cell(entry, "body")) == bodies.end())
      report(entry, "body", "register.not_responsible", {cell(entry, "body"), order.id});
    if (body != nullptr && body->area != cell(entry, "area"))
      report(entry, "area", "register.other_area", {body->area});
  }

  void check_report(const Entry& entry) {
    check_not_in_future(entry);
    if (const directive::Directive* order = order_of(entry)) check_speaker(entry, *order);
  }

  void check_extension(const Entry& entry) {
    const Record* old = before_.state.find("extensions", entry.record);
    if (entry.removed) return report(entry, "", "register.extension_stays");
    check_not_in_future(entry);
    const directive::Directive* order = order_of(entry);
    if (order == nullptr) return;
    if (old == nullptr)
      check_asked(entry, *order);
    else
      check_decided(entry, before_.state.table("extensions")->cells(*old));
  }

  void check_asked(const Entry& entry, const directive::Directive& order) {
    check_speaker(entry, order);
    if (!cell(entry, "decision").empty()) report(entry, "decision", "register.extension_undecided");
    const std::optional<Date> due = due_date(before_, order, today_).now;
    if (!due) return report(entry, "directive", "register.extension_no_date", {order.id});
    if (today_ > *due || Date::parse(cell(entry, "from")).value_or(today_) > *due)
      report(entry.table, entry.record, "from", "register.extension_late",
             {order.id, due->to_string()}, ErrorCode::kConflict);
    if (Date::parse(cell(entry, "until")).value_or(*due) <= *due)
      report(entry, "until", "register.extension_backwards", {due->to_string()});
  }

  // What was asked for stands; only the decision is added, once.
  void check_decided(const Entry& entry, const Cells& old) {
    Cells asked = entry.cells;
    for (const char* column : {"decision", "decided_on", "decided_by", "note"}) asked.erase(column);
    Cells had = old;
    for (const char* column : {"decision", "decided_on", "decided_by", "note"}) had.erase(column);
    if (asked != had || old.contains("decision")) report(entry, "", "register.extension_stays");
    const auto on = Date::parse(cell(entry, "decided_on"));
    if (!cell(entry, "decision").empty() && (!on || *on > today_))
      report(entry, "decided_on", "register.in_future",
             {cell(entry, "decided_on"), today_.to_string()});
  }

  const Snapshot& before_;
  const Snapshot& after_;
  const Date today_;
  FieldProblems& problems_;
};

}  // namespace

namespace {

void put_in_order(const Table& table, std::vector<const Record*>& stages) {
  const auto key = [&](const Record* record) {
    return std::pair(table.cell(*record, "from"), stage_index(table.cell(*record, "stage")));
  };
  std::sort(stages.begin(), stages.end(),
            [&](const Record* a, const Record* b) { return key(a) < key(b); });
}

}  // namespace

std::vector<const Record*> stages_of(const Snapshot& snapshot, const std::string& site) {
  std::vector<const Record*> found;
  const Table* table = snapshot.state.table(kStages);
  if (table == nullptr) return found;
  for (const Record& record : table->records) {
    if (!record.removed && table->cell(record, "site") == site) found.push_back(&record);
  }
  put_in_order(*table, found);
  return found;
}

std::map<std::string, std::vector<const Record*>> stages_by_site(const Snapshot& snapshot) {
  std::map<std::string, std::vector<const Record*>> all;
  const Table* table = snapshot.state.table(kStages);
  if (table == nullptr) return all;
  for (const Record& record : table->records)
    if (!record.removed) all[table->cell(record, "site")].push_back(&record);
  for (auto& [site, stages] : all) put_in_order(*table, stages);
  return all;
}

FieldProblems check_change(const Snapshot& before, const Snapshot& after,
                           const std::vector<Entry>& entries, Date today) {
  FieldProblems problems;
  const bool takes_back = !entries.empty() && entries.front().undoes != 0;
  if (!after.plan_case || takes_back) return problems;
  Rules(before, after, today, problems).check(entries);
  return problems;
}

}  // namespace dostyq::registry
