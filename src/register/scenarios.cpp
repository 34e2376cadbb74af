#include "register/scenarios.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "io/encoding.hpp"
#include "io/file.hpp"
#include "planning/plan_json.hpp"
#include "register/permissions.hpp"
#include "store/audit.hpp"

namespace dostyq::registry {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kColumns = "id, name, author, at, sequence, options, plan";
constexpr const char* kInsert =
    "INSERT INTO scenarios (id, name, author, at, sequence, options, plan) VALUES (?, ?, ?, ?, ?, "
    "?, ?)";
const std::string kIntended = "intended_sites";

Scenario scenario_of(const store::Row& row) {
  return {row[0].text(),    row[1].text(), row[2].text(), row[3].text(),
          row[4].integer(), row[5].text(), row[6].text()};
}

Result<std::string> next_id(store::Transaction& transaction) {
  const auto rows = transaction.query("SELECT count(*) FROM scenarios");
  if (!rows) return tl::unexpected(rows.error());
  return "scenario-" + std::to_string(rows->front()[0].integer() + 1);
}

std::string word(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) && json[key].is_string()
             ? json[key].get<std::string>()
             : std::string();
}

void add_objectives(const Json& plan, bool is_first,
                    std::vector<ScenarioComparison::Figure>& figures) {
  if (!plan.contains("objectives") || !plan["objectives"].is_array()) return;
  for (const Json& objective : plan["objectives"]) {
    const std::string name = word(objective, "name");
    auto at = std::find_if(figures.begin(), figures.end(),
                           [&](const auto& figure) { return figure.name == name; });
    if (at == figures.end())
      at = figures.insert(at, {name, word(objective, "unit"), std::nullopt, std::nullopt});
    if (objective.contains("shown") && objective["shown"].is_number_integer())
      (is_first ? at->first : at->second) = objective["shown"].get<int64_t>();
  }
}

std::map<std::string, std::string> verdicts_of(const Json& plan) {
  std::map<std::string, std::string> all;
  if (!plan.contains("directives") || !plan["directives"].is_array()) return all;
  for (const Json& directive : plan["directives"])
    all[word(directive, "id")] = word(directive, "verdict");
  return all;
}

Change intended_change(const planning::PlannedSite& site, const world::Fact& fact,
                       const std::string& scenario) {
  Change change{kIntended, fact.id, false, {}, 0};
  change.cells = {{"id", fact.id},           {"kind", site.kind},
                  {"place", site.place},     {"from", fact.period.from.to_string()},
                  {"scenario", scenario},    {"source", scenario},
                  {"confidence", "modelled"}};
  return change;
}

}  // namespace

std::string to_json(const PlanRequest& request) {
  Json json;
  json["lock"] = request.lock;
  json["forbid"] = request.forbid;
  json["without"] = request.without;
  json["readings"] = request.readings;
  json["slips"] = Json::object();
  for (const auto& [order, date] : request.slips) json["slips"][order] = date.to_string();
  json["not_before"] = request.not_before ? Json(request.not_before->to_string()) : Json(nullptr);
  json["near_adopted"] = request.near_adopted;
  json["budget_percent"] = request.budget_percent;
  return json.dump();
}

std::string digest(const Scenario& s) {
  return io::sha256_hex(store::canonical(
      {s.id, s.name, s.author, s.at, std::to_string(s.sequence), s.options, s.plan}));
}

Result<Scenario> keep_scenario(Register& facts, const Actor& actor, const std::string& name,
                               const std::string& options, const std::string& plan_json,
                               int64_t sequence) {
  if (const auto allowed = allow(actor, Right::kPlan); !allowed)
    return tl::unexpected(allowed.error());
  if (name.empty() || name.size() > 300 || !io::is_utf8(name))
    return fail("scenario.name", {}, {"", 0, "name"});
  const auto snapshot = facts.now();
  if (!snapshot->plan_case) return fail("register.empty", {}, {}, ErrorCode::kNotFound);
  const auto openings = planning::openings_from_json(plan_json, "plan", snapshot->programme());
  if (!openings) return tl::unexpected(openings.error());
  Result<store::Transaction> writing = facts.database().write();
  if (!writing) return tl::unexpected(writing.error());
  const Result<std::string> id = next_id(*writing);
  if (!id) return tl::unexpected(id.error());
  const Scenario made{*id, name, actor.id, facts.clock(), sequence, options, plan_json};
  const auto added = writing->run(
      kInsert, {made.id, made.name, made.author, made.at, made.sequence, made.options, made.plan});
  if (!added) return tl::unexpected(added.error());
  const auto logged =
      store::append_audit(*writing, actor, "write", "scenario/" + made.id, digest(made), made.at);
  if (!logged) return tl::unexpected(logged.error());
  if (const auto done = writing->commit(); !done) return tl::unexpected(done.error());
  return made;
}

Result<std::vector<Scenario>> list_scenarios(const store::Database& database) {
  const auto rows = database.query(
      "SELECT id, name, author, at, sequence, options, '' FROM scenarios ORDER BY at DESC, id "
      "DESC");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Scenario> all;
  for (const store::Row& row : *rows) all.push_back(scenario_of(row));
  return all;
}

Result<Scenario> read_scenario(store::Transaction& transaction, const std::string& id) {
  const auto rows =
      transaction.query(std::string("SELECT ") + kColumns + " FROM scenarios WHERE id = ?", {id});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return fail("scenario.none", {id}, {}, ErrorCode::kNotFound);
  return scenario_of(rows->front());
}

Result<Scenario> read_scenario(const store::Database& database, const std::string& id) {
  Result<store::Transaction> reading = database.read();
  if (!reading) return tl::unexpected(reading.error());
  return read_scenario(*reading, id);
}

Result<ScenarioComparison> compare(const Scenario& first, const Scenario& second,
                                   const world::Programme& programme) {
  const auto a = planning::openings_from_json(first.plan, first.id, programme);
  if (!a) return tl::unexpected(a.error());
  const auto b = planning::openings_from_json(second.plan, second.id, programme);
  if (!b) return tl::unexpected(b.error());
  ScenarioComparison found;
  std::set_difference(a->begin(), a->end(), b->begin(), b->end(),
                      std::back_inserter(found.only_first));
  std::set_difference(b->begin(), b->end(), a->begin(), a->end(),
                      std::back_inserter(found.only_second));
  std::set_intersection(a->begin(), a->end(), b->begin(), b->end(), std::back_inserter(found.both));
  const Json first_plan = Json::parse(first.plan);
  const Json second_plan = Json::parse(second.plan);
  add_objectives(first_plan, true, found.objectives);
  add_objectives(second_plan, false, found.objectives);
  auto verdicts = verdicts_of(first_plan);
  const auto others = verdicts_of(second_plan);
  for (const auto& [order, verdict] : others) verdicts.emplace(order, "");
  for (const auto& [order, verdict] : verdicts) {
    const auto other = others.find(order);
    const std::string says = other == others.end() ? "" : other->second;
    if (says != verdict) found.verdicts.push_back({order, verdict, says});
  }
  return found;
}

Submitted<Receipt> adopt(Register& facts, const Actor& actor, const std::string& id,
                         const std::string& reason) {
  if (const auto allowed = allow(actor, Right::kAdopt); !allowed) return refuse(allowed.error());
  const auto scenario = read_scenario(facts.database(), id);
  if (!scenario) return refuse(scenario.error());
  const auto snapshot = facts.now();
  const auto openings = planning::openings_from_json(scenario->plan, id, snapshot->programme());
  if (!openings) return refuse(openings.error());
  Submission submission{{}, reason, {}, 0};
  const State& state = snapshot->state;
  const Record* source = state.find("sources", id);
  if (source == nullptr) {
    submission.changes.push_back({"sources",
                                  id,
                                  false,
                                  {{"id", id},
                                   {"title", scenario->name},
                                   {"published", scenario->at.substr(0, 10)},
                                   {"licence", "Dostyq"}},
                                  0});
  }
  std::set<std::string> kept;
  const auto intended = planning::intended_facts(*openings, snapshot->programme());
  for (size_t i = 0; i < intended.size(); ++i) {
    Change change = intended_change((*openings)[i], intended[i], id);
    if (const Record* old = state.find(kIntended, change.record))
      change.seen_version = old->version;
    kept.insert(change.record);
    submission.changes.push_back(std::move(change));
  }
  if (const Table* table = state.table(kIntended)) {
    for (const Record& record : table->records) {
      if (!record.removed && !kept.contains(record.id))
        submission.changes.push_back({kIntended, record.id, true, {}, record.version});
    }
  }
  if (submission.reason.empty()) submission.reason = id;
  return facts.submit(actor, submission);
}

}  // namespace dostyq::registry
