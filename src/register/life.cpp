#include "register/life.hpp"

#include <set>

#include "register/rules.hpp"

namespace dostyq::registry {
namespace {

std::string cell(const Cells& cells, const std::string& column) {
  const auto at = cells.find(column);
  return at == cells.end() ? "" : at->second;
}

/// What an earlier stage, or the site, has said already.
Cells known_cells(const Snapshot& snapshot, const std::string& site) {
  Cells known;
  if (const auto stages = stages_of(snapshot, site); !stages.empty())
    known = snapshot.state.table("site_stages")->cells(*stages.front());
  if (const Record* record = snapshot.state.find("sites", site))
    known.merge(snapshot.state.table("sites")->cells(*record));
  return known;
}

Change stage_change(const StageStep& step, const Cells& known) {
  Change change{"site_stages", step.site + "." + step.stage, false, {}, 0};
  change.cells = {{"id", change.record},
                  {"site", step.site},
                  {"stage", step.stage},
                  {"from", step.on.to_string()}};
  for (const char* column :
       {"kind", "place", "name_kk", "name_ru", "name_en", "source", "confidence"}) {
    const std::string own = cell(step.cells, column);
    change.cells[column] = own.empty() ? cell(known, column) : own;
  }
  return change;
}

Change opened_site(const StageStep& step, const Cells& stage) {
  Change change{"sites", step.site, false, {{"id", step.site}, {"from", step.on.to_string()}}, 0};
  for (const char* column :
       {"kind", "place", "name_kk", "name_ru", "name_en", "source", "confidence"})
    change.cells[column] = cell(stage, column);
  for (const char* column : {"lon", "lat", "address"})
    change.cells[column] = cell(step.cells, column);
  return change;
}

}  // namespace

Submitted<Receipt> advance(Register& facts, const Actor& actor, const StageStep& step) {
  const std::shared_ptr<const Snapshot> snapshot = facts.now();
  // Of a site that nobody has proposed nothing is known yet: say that, and not which cells are
  // missing.
  if (step.stage != "proposed" && snapshot->state.find("sites", step.site) == nullptr &&
      stages_of(*snapshot, step.site).empty()) {
    return Refusal(FieldProblems{{"site_stages",
                                  step.site,
                                  "stage",
                                  {ErrorCode::kConflict,
                                   "register.stage_skipped",
                                   {step.site, step.stage, "proposed"},
                                   {}}}});
  }
  Submission submission{{}, step.reason, step.evidence, 0};
  const Cells known = known_cells(*snapshot, step.site);
  submission.changes.push_back(stage_change(step, known));
  Cells& stage = submission.changes.front().cells;
  if (stage["source"].empty()) stage["source"] = kStaffSource;
  if (stage["confidence"].empty()) stage["confidence"] = "unverified";
  const Record* site = snapshot->state.find("sites", step.site);
  if (step.stage == "open" && site == nullptr)
    submission.changes.push_back(opened_site(step, submission.changes.front().cells));
  if (step.stage == "closed" && site != nullptr) {
    Change closed{"sites", step.site, false, snapshot->state.table("sites")->cells(*site),
                  site->version};
    closed.cells["to"] = step.on.to_string();
    submission.changes.push_back(std::move(closed));
  }
  if (submission.changes.front().cells["source"] == kStaffSource) {
    if (auto source = staff_source(*snapshot)) submission.changes.push_back(std::move(*source));
  }
  if (submission.reason.empty()) submission.reason = step.stage;
  return facts.submit(actor, submission);
}

std::optional<Change> staff_source(const Snapshot& snapshot) {
  if (snapshot.state.find("sources", kStaffSource) != nullptr) return std::nullopt;
  return Change{"sources",
                kStaffSource,
                false,
                {{"id", kStaffSource}, {"title", "Recorded in the register by its staff"}},
                0};
}

std::string stage_on(const Snapshot& snapshot, const std::string& site, Date day) {
  return stage_on(snapshot, site, stages_of(snapshot, site), day);
}

std::string stage_on(const Snapshot& snapshot, const std::string& site,
                     const std::vector<const Record*>& stages, Date day) {
  std::string stage;
  const Table* table = snapshot.state.table("site_stages");
  for (const Record* record : stages) {
    if (table->cell(*record, "from") <= day.to_string()) stage = table->cell(*record, "stage");
  }
  if (!stage.empty()) return stage;
  const Record* record = snapshot.state.find("sites", site);
  if (record == nullptr) return "";
  const Table& sites = *snapshot.state.table("sites");
  const auto from = Date::parse(sites.cell(*record, "from")).value_or(Date::distant_past());
  const auto to = Date::parse(sites.cell(*record, "to")).value_or(Date::distant_future());
  return to <= day ? "closed" : from <= day ? "open" : "";
}

std::vector<std::string> all_sites(const Snapshot& snapshot) {
  std::set<std::string> ids;
  for (const char* name : {"sites", "site_stages"}) {
    const Table* table = snapshot.state.table(name);
    for (size_t i = 0; table != nullptr && i < table->records.size(); ++i) {
      const Record& record = table->records[i];
      if (!record.removed)
        ids.insert(std::string(name) == "sites" ? record.id : table->cell(record, "site"));
    }
  }
  return {ids.begin(), ids.end()};
}

}  // namespace dostyq::registry
