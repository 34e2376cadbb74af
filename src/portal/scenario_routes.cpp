#include <algorithm>
#include <set>

#include "i18n/phrase.hpp"
#include "io/file.hpp"
#include "planning/plan_json.hpp"
#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "report/build.hpp"
#include "report/json.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;
using registry::PlanJob;
using registry::Scenario;

constexpr accounts::Permission kRead{Resource::kScenario, Action::kRead};
constexpr accounts::Permission kRun{Resource::kScenario, Action::kRun};
constexpr accounts::Permission kAdopt{Resource::kScenario, Action::kAdopt};

/// Id of the scenario whose openings are intended; "" without an adopted plan.
std::string adopted_id(const registry::Snapshot& snapshot) {
  const auto intended = snapshot.plan_case->world.facts("intended_sites");
  return intended.empty() ? "" : intended.front()->property("scenario");
}

Json objective_of(const Json& plan, const char* start, const char* field) {
  if (!plan.contains("objectives")) return nullptr;
  for (const Json& line : plan["objectives"])
    if (line["name"].get<std::string>().starts_with(start)) return line[field];
  return nullptr;
}

/// The largest gap of all objectives, as a share in percent.
Json gap_of(const Json& plan) {
  double gap = 0;
  if (!plan.contains("objectives") || plan["objectives"].empty()) return nullptr;
  for (const Json& line : plan["objectives"]) gap = std::max(gap, line["gap"].get<double>());
  char text[32];
  std::snprintf(text, sizeof text, "%.4f %%", 100 * gap);
  return text;
}

int64_t cost_of(const Json& plan) {
  int64_t sum = 0;
  for (const Json& opening : plan["openings"]) sum += opening["open_cost"].get<int64_t>();
  return sum;
}

Json brief(const Scenario& scenario, const registry::Snapshot& snapshot, const Facts& facts,
           const accounts::Principal& who) {
  const Json plan = Json::parse(scenario.plan, nullptr, false);
  const bool read = plan.is_object() && plan.contains("openings");
  const auto run = facts->runs.of_scenario(scenario.id);
  return {{"id", scenario.id},
          {"name", scenario.name},
          {"state", run ? name(run->job->news().state) : "done"},
          {"status", read ? plan.value("status", Json(nullptr)) : Json(nullptr)},
          {"created", recorded(scenario.at, scenario.author, "", who)},
          {"job", run ? Json(run->job->id()) : Json(nullptr)},
          {"adopted", adopted_id(snapshot) == scenario.id},
          {"openings", read ? Json(plan["openings"].size()) : Json(nullptr)},
          {"cost", read ? Json(cost_of(plan)) : Json(nullptr)},
          {"reached", read ? objective_of(plan, "people_reached", "shown") : Json(nullptr)},
          {"gap", read ? gap_of(plan) : Json(nullptr)}};
}

/// A run that has not become a scenario: its id is the job's.
Json running_brief(const Run& run, const accounts::Principal& who) {
  const PlanJob::News news = run.job->news();
  return {{"id", run.job->id()},
          {"name", run.name},
          {"state", name(news.state)},
          {"status", news.status.empty() ? Json(nullptr) : Json(news.status)},
          {"created", recorded(run.started, run.author, "", who)},
          {"job", run.job->id()},
          {"adopted", false},
          {"openings", nullptr},
          {"cost", nullptr},
          {"reached", nullptr},
          {"gap", nullptr}};
}

http::Answer list(const Call& call, const Facts& facts) {
  const auto scenarios = registry::list_scenarios(facts->facts.database());
  if (!scenarios) return tl::unexpected(refusal(scenarios.error()));
  const auto snapshot = facts->facts.now();
  Json all = Json::array();
  for (const Run& run : facts->runs.all())
    if (run.scenario.empty()) all.insert(all.begin(), running_brief(run, call.who));
  for (const Scenario& each : *scenarios) {
    const auto whole = registry::read_scenario(facts->facts.database(), each.id);
    if (!whole) return tl::unexpected(refusal(whole.error()));
    all.push_back(brief(*whole, *snapshot, facts, call.who));
  }
  return page_of(call.request, all);
}

/// The plan as the report says it, on the register as it is.
Result<Json> report_of(const std::string& plan_json, const Overview& overview) {
  const auto openings =
      planning::openings_from_json(plan_json, "plan", overview.snapshot->programme());
  if (!openings) return tl::unexpected(openings.error());
  planning::Plan plan;
  plan.openings = *openings;
  plan.status = planning::PlanStatus::kFeasible;
  const planning::PlanOptions options;
  const auto built = report::build({*overview.snapshot->plan_case,
                                    plan,
                                    options,
                                    overview.today,
                                    plan_json,
                                    {},
                                    true,
                                    nullptr,
                                    report::Extent::kOrders});
  if (!built) return tl::unexpected(built.error());
  return Json::parse(report::to_json(*built));
}

Json objective_lines(const Json& plan, const std::string& currency) {
  Json lines = Json::array();
  if (!plan.contains("objectives")) return lines;
  for (const Json& line : plan["objectives"]) {
    const std::string whole = line["name"];
    const std::string measure = whole.substr(0, whole.find('('));
    char gap[32];
    std::snprintf(gap, sizeof gap, "%.4f %%", 100 * line["gap"].get<double>());
    lines.push_back({{"name", view(i18n::term("measure." + measure, whole))},
                     {"value", line["value"].dump()},
                     {"bound", line["bound"].dump()},
                     {"gap", gap},
                     {"unit", view(i18n::say(i18n::Phrase{"unit." + line["unit"].get<std::string>(),
                                                          {i18n::same(currency)}}))}});
  }
  return lines;
}

/// A limit of the programme as the planner calls it ("budget:2027"), in words.
Text limit_text(const std::string& limit) {
  const size_t colon = limit.find(':');
  const std::string key = "limit." + limit.substr(0, colon);
  if (colon == std::string::npos || !i18n::knows(key)) return i18n::same(limit);
  return i18n::say(i18n::Phrase{key, {i18n::same(limit.substr(colon + 1))}});
}

/// One change that makes a plan possible, in words.
Text repair_text(const Json& repair) {
  const std::string what = repair["what"];
  const std::string id = repair["id"];
  const auto value = [&](const char* field) -> Text {
    const std::string text = repair[field];
    if (const auto day = Date::parse(text)) return i18n::date(*day);
    return what == "budget" ? i18n::number(std::stoll(text)) : i18n::same(text);
  };
  const bool of_phase = what == "budget" || what == "limit";
  std::vector<Text> args{i18n::same(of_phase ? id.substr(id.find(':') + 1) : id)};
  if (what != "without") args.insert(args.end(), {value("from"), value("to")});
  return i18n::say(i18n::Phrase{"cli.repair_" + what, std::move(args)});
}

Json conflict_of(const Json& plan, const registry::Snapshot& snapshot) {
  if (!plan.contains("conflicts") || plan["conflicts"].empty()) return nullptr;
  Json what = Json::array();
  for (const Json& id : plan["conflicts"][0]) {
    const directive::Directive* order = snapshot.order(id.get<std::string>());
    const std::string start = id.get<std::string>() + ": ";
    what.push_back(order == nullptr ? view(i18n::same(id.get<std::string>()))
                                    : view(Text{start + order->text.kk, start + order->text.ru,
                                                start + order->text.en}));
  }
  if (plan.contains("conflict_limits") && !plan["conflict_limits"].empty())
    for (const Json& limit : plan["conflict_limits"][0])
      what.push_back(view(limit_text(limit.get<std::string>())));
  Json repairs = Json::array();
  if (plan.contains("repairs"))
    for (const Json& repair : plan["repairs"]) repairs.push_back(view(repair_text(repair)));
  return {{"what", std::move(what)}, {"repairs", std::move(repairs)}};
}

Json planned_sites(const Json& report) {
  Json sites = Json::array();
  for (const Json& site : report["sites"])
    if (site["phase"].get<int>() >= 0) sites.push_back(site);
  return sites;
}

http::Answer get(const Call& call, const Facts& facts, const Overview& overview) {
  const std::string& id = call.path.text("id");
  if (const auto run = facts->runs.find(id); run && run->scenario.empty()) {
    Json shown = running_brief(*run, call.who);
    shown["input"] = run->input;
    for (const char* field : {"phases", "sites", "objectives", "orders"})
      shown[field] = Json::array();
    shown["conflict"] = nullptr;
    shown["plan_hash"] = "";
    return answer(shown);
  }
  const auto run = facts->runs.find(id);
  const auto scenario = registry::read_scenario(facts->facts.database(), run ? run->scenario : id);
  if (!scenario) return tl::unexpected(refusal(scenario.error()));
  const auto report = report_of(scenario->plan, overview);
  if (!report) return tl::unexpected(refusal(report.error()));
  const Json plan = Json::parse(scenario->plan);
  Json shown = brief(*scenario, *overview.snapshot, facts, call.who);
  const Json input = Json::parse(scenario->options, nullptr, false);
  shown["input"] = input.is_discarded() ? Json::object() : input;
  shown["phases"] = (*report)["phases"];
  shown["sites"] = planned_sites(*report);
  shown["objectives"] = objective_lines(plan, overview.snapshot->programme().config.currency);
  shown["orders"] = Json::array();
  for (const Json& order : (*report)["orders"])
    shown["orders"].push_back({{"id", order["id"]},
                               {"text", order["text"]},
                               {"plan", order["plan"]},
                               {"fragile", order["fragile"]}});
  shown["conflict"] = conflict_of(plan, *overview.snapshot);
  shown["plan_hash"] = io::sha256_hex(scenario->plan);
  return answer(shown);
}

tl::expected<registry::PlanRequest, http::Problem> request_of(const Json& object) {
  registry::PlanRequest request;
  const auto forbid = ids_of(object, "forbid");
  const auto require = ids_of(object, "require");
  if (!forbid) return tl::unexpected(forbid.error());
  if (!require) return tl::unexpected(require.error());
  request.forbid = *forbid;
  request.lock = *require;
  const auto number = [&](const char* field, double usual) -> std::optional<double> {
    if (!object.contains(field) || object[field].is_null()) return usual;
    if (object[field].is_number()) return object[field].get<double>();
    if (!object[field].is_string()) return std::nullopt;
    char* end = nullptr;
    const std::string text = object[field];
    const double value = std::strtod(text.c_str(), &end);
    return *end == '\0' && !text.empty() ? std::optional(value) : std::nullopt;
  };
  const auto budget = number("budget_percent", 100);
  const auto gap = number("gap_percent", 0);
  const auto limit = number("time_limit", 0);
  if (!budget || *budget < 1 || *budget > 1000 || *budget != static_cast<int>(*budget))
    return http::invalid({{"/budget_percent", "http.needs_number", {"1", "1000"}, {}}});
  if (!gap || *gap < 0 || *gap > 100)
    return http::invalid({{"/gap_percent", "http.needs_decimal", {"0", "100"}, {}}});
  if (!limit || *limit < 0 || *limit > 86'400)
    return http::invalid({{"/time_limit", "http.needs_number", {"0", "86400"}, {}}});
  request.budget_percent = static_cast<int>(*budget);
  request.enough_gap = *gap / 100;
  request.time_limit_seconds = *limit;
  request.near_adopted = object.value("near_adopted", Json(false)) == Json(true);
  return request;
}

http::Answer start(const Call& call, const Facts& facts) {
  const auto object = object_of(call, {"name", "forbid", "require", "budget_percent", "gap_percent",
                                       "time_limit", "near_adopted"});
  if (!object) return tl::unexpected(object.error());
  const auto name = text_of(*object, "name");
  if (!name || name->empty() || name->size() > 300)
    return http::invalid({{"/name", "scenario.name", {}, {}}});
  const auto request = request_of(*object);
  if (!request) return tl::unexpected(request.error());
  const auto run =
      facts->runs.start(facts->facts, facts->desk, actor_of(call.who), *name, *request, *object);
  if (!run) return tl::unexpected(refusal(run.error()));
  http::Response response = answer(running_brief(*run, call.who), 201);
  response.headers.add("Location", "/api/v1/scenarios/" + run->job->id());
  return response;
}

http::Answer adopt(const Call& call, const Facts& facts) {
  std::string reason;
  if (!call.request.body.empty()) {
    const auto object = object_of(call, {"reason"});
    if (!object) return tl::unexpected(object.error());
    const auto text = text_of(*object, "reason");
    if (!text) return tl::unexpected(text.error());
    reason = *text;
  }
  const std::string& id = call.path.text("id");
  const auto run = facts->runs.find(id);
  const std::string kept = run && !run->scenario.empty() ? run->scenario : id;
  const auto before = facts->facts.now();
  const auto receipt = registry::adopt(facts->facts, actor_of(call.who), kept, reason);
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  const auto scenario = registry::read_scenario(facts->facts.database(), kept);
  if (!scenario) return tl::unexpected(refusal(scenario.error()));
  return answer(written(*before, *receipt, brief(*scenario, *receipt->snapshot, facts, call.who),
                        facts->facts.today()));
}

struct Side {
  Json brief, report, plan;
};

/// "today": the register without any plan; "adopted": the plan in force; else a scenario's id.
tl::expected<Side, http::Problem> side_of(const std::string& typed, const Facts& facts,
                                          const Overview& overview,
                                          const accounts::Principal& who) {
  Side side;
  if (typed == "today") {
    side.plan = {{"format", 1}, {"openings", Json::array()}};
    side.brief = {{"id", "today"},
                  {"name", "today"},
                  {"state", "done"},
                  {"status", nullptr},
                  {"created", recorded("", "", "", who)},
                  {"job", nullptr},
                  {"adopted", false},
                  {"openings", 0},
                  {"cost", 0},
                  {"reached", nullptr},
                  {"gap", nullptr}};
    auto report = report_of(side.plan.dump(), overview);
    if (!report) return tl::unexpected(refusal(report.error()));
    side.report = std::move(*report);
    return side;
  }
  const std::string id = typed == "adopted" ? adopted_id(*overview.snapshot) : typed;
  const auto scenario = registry::read_scenario(facts->facts.database(), id);
  if (!scenario) return tl::unexpected(refusal(scenario.error()));
  auto report = report_of(scenario->plan, overview);
  if (!report) return tl::unexpected(refusal(report.error()));
  side.report = std::move(*report);
  side.plan = Json::parse(scenario->plan);
  side.brief = brief(*scenario, *overview.snapshot, facts, who);
  return side;
}

http::Answer compare(const Call& call, const Facts& facts, const Overview& overview) {
  const auto a = side_of(std::string(call.query("a")), facts, overview, call.who);
  if (!a) return tl::unexpected(a.error());
  const auto b = side_of(std::string(call.query("b")), facts, overview, call.who);
  if (!b) return tl::unexpected(b.error());
  std::map<std::string, Json> sites;  // by place and kind: a later phase is no other site
  const auto collect = [&](const Side& side, const char* field) {
    for (const Json& site : planned_sites(side.report)) {
      const std::string key = site["place"].dump() + site["kind"].dump();
      Json& line = sites[key];
      if (line.is_null()) line = {{"site", site}, {"in_a", nullptr}, {"in_b", nullptr}};
      line[field] = side.report["phases"][site["phase"].get<size_t>()]["id"];
    }
  };
  collect(*a, "in_a");
  collect(*b, "in_b");
  Json shown{{"a", a->brief},
             {"b", b->brief},
             {"sites", Json::array()},
             {"orders", Json::array()},
             {"figures", Json::array()}};
  for (auto& [key, line] : sites) shown["sites"].push_back(std::move(line));
  for (size_t i = 0; i < a->report["orders"].size(); ++i) {
    const Json& order = a->report["orders"][i];
    shown["orders"].push_back({{"id", order["id"]},
                               {"text", order["text"]},
                               {"a", order["plan"]},
                               {"b", b->report["orders"][i]["plan"]}});
  }
  const std::string currency = overview.snapshot->programme().config.currency;
  const Json lines_a = objective_lines(a->plan, currency);
  const Json lines_b = objective_lines(b->plan, currency);
  for (const Json& line : lines_a.empty() ? lines_b : lines_a) {
    const auto value_in = [&](const Json& lines) -> std::string {
      for (const Json& other : lines)
        if (other["name"] == line["name"]) return other["value"];
      return "";
    };
    shown["figures"].push_back({{"name", line["name"]},
                                {"a", value_in(lines_a)},
                                {"b", value_in(lines_b)},
                                {"unit", line["unit"]}});
  }
  return answer(shown);
}

http::Answer plan_file(const Call& call, const Facts& facts) {
  const auto scenario = registry::read_scenario(facts->facts.database(), call.path.text("id"));
  if (!scenario) return tl::unexpected(refusal(scenario.error()));
  return download(scenario->plan, "application/json", scenario->id + ".plan.json");
}

}  // namespace

void add_scenario_routes(RouteTable& table, const Facts& facts) {
  Route all = route(Method::kGet, "/scenarios", "scenarios.list", "Plans that are kept, and runs.",
                    kRead, [facts](const Call& call) { return list(call, facts); });
  all.paged = true;
  table.add(std::move(all));
  Route post = route(Method::kPost, "/scenarios", "scenarios.start", "Run the planner.", kRun,
                     [facts](const Call& call) { return start(call, facts); });
  post.success = 201;
  table.add(std::move(post));
  Route both = route(
      Method::kGet, "/scenarios/compare", "scenarios.compare", "Two plans side by side.", kRead,
      with_overview(
          facts, [facts](const Call& call, const Overview& o) { return compare(call, facts, o); }));
  both.query = {text_parameter("a", "Id of a scenario, \"adopted\" or \"today\"."),
                text_parameter("b", "The other one.")};
  for (Parameter& parameter : both.query) parameter.required = true;
  table.add(std::move(both));
  table.add(route(Method::kGet, "/scenarios/{id}", "scenarios.get", "One plan.", kRead,
                  with_overview(facts, [facts](const Call& call, const Overview& overview) {
                    return get(call, facts, overview);
                  })));
  table.add(route(Method::kGet, "/scenarios/{id}/plan.json", "scenarios.plan_json",
                  "The plan as the command line reads it.", kRead,
                  [facts](const Call& call) { return plan_file(call, facts); }));
  Route put = route(Method::kPost, "/scenarios/{id}/adopt", "scenarios.adopt",
                    "Its openings become intended facts with dates.", kAdopt,
                    [facts](const Call& call) { return adopt(call, facts); });
  put.takes.clear();  // a reason may stand in a body, and need not
  table.add(std::move(put));
}

}  // namespace dostyq::portal
