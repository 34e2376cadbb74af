#include "portal/overview.hpp"

#include <algorithm>

#include "i18n/phrase.hpp"
#include "register/documents.hpp"
#include "register/life.hpp"
#include "register/rules.hpp"
#include "report/build.hpp"
#include "report/json.hpp"
#include "world/succession.hpp"

namespace dostyq::portal {
namespace {

using registry::OrderStatus;
using registry::Snapshot;

/// Days without a word after which silence is an alarm, and after which evidence is stale.
constexpr int32_t kSilentDays = 30;
constexpr int32_t kStaleDays = 365;

class Maker {
 public:
  Maker(std::shared_ptr<const Snapshot> snapshot, Date today) : programme_(snapshot->programme()) {
    out_->snapshot = std::move(snapshot);
    out_->today = today;
    const world::Config& config = programme_.config;
    out_->serving = config.classes.empty() ? config.kinds.front().id : config.classes.front().id;
    if (const world::Objective* coverage = config.coverage_objective()) {
      out_->serving = coverage->kind;
      out_->minutes = coverage->minutes;
    }
  }

  Result<std::shared_ptr<const Overview>> make(const registry::DocumentDays& documents) {
    auto discipline = registry::discipline(*out_->snapshot, out_->today, documents);
    if (!discipline) return tl::unexpected(discipline.error());
    out_->discipline = std::move(*discipline);
    if (const auto done = report(); !done) return tl::unexpected(done.error());
    orders();
    sites();
    return std::shared_ptr<const Overview>(out_);
  }

 private:
  Result<void> report() {
    planning::Plan plan;
    plan.openings = adopted_openings(*out_->snapshot);
    plan.status = planning::PlanStatus::kFeasible;
    const planning::PlanOptions options;
    const auto built = report::build(
        {*out_->snapshot->plan_case, plan, options, out_->today, "", {}, true, nullptr});
    if (!built) return tl::unexpected(built.error());
    out_->report = Json::parse(report::to_json(*built));
    for (const Json& site : out_->report["sites"])
      because_[site["id"].get<std::string>()] = site["because"];
    return {};
  }

  void orders() {
    out_->orders = Json::array();
    for (Json order : out_->report["orders"]) {
      const std::string id = order["id"];
      const OrderStatus* status = out_->status(id);
      out_->order_index[id] = out_->orders.size();
      brief(order, status, *out_->snapshot->order(id));
      out_->orders.push_back(std::move(order));
    }
  }

  void brief(Json& order, const OrderStatus* status, const directive::Directive& directive) {
    order["session"] = session_of(directive);
    order["body_ids"] = Json::array();
    order["alarms"] = Json::array();
    for (const char* field : {"reported", "met_on", "days_late", "last_record"})
      order[field] = nullptr;
    if (status == nullptr) return;
    const directive::Verdict& verdict = status->verdict;
    order["today"] = directive::name(verdict.status);
    order["due"] = view(status->due.now);
    order["days_left"] = verdict.days_left ? Json(*verdict.days_left) : Json(nullptr);
    order["body_ids"] = status->bodies;
    order["alarms"] = alarms(*status);
    order["met_on"] = view(verdict.done_late_on);
    order["last_record"] = last_record(*status);
    const Date until = verdict.done_late_on.value_or(out_->today);
    if (verdict.status == directive::Status::kNotMet && status->due.now && *status->due.now < until)
      order["days_late"] = until - *status->due.now;
    for (const registry::Report& report : status->reports) {
      if (report.says != "done") continue;
      const registry::Record* record = out_->snapshot->state.find("reports", report.id);
      order["reported"] = {{"on", view(report.on)},
                           {"by", report.body},
                           {"evidence", record == nullptr || record->evidence.empty()
                                            ? Json(nullptr)
                                            : Json(record->evidence.front())}};
      break;
    }
  }

  Json session_of(const directive::Directive& directive) const {
    for (const world::Fact* session : out_->snapshot->plan_case->world.facts("sessions"))
      if (session->property("date") == directive.date.to_string()) return session->id;
    return nullptr;
  }

  Json alarm(const char* kind, const OrderStatus& status, const std::string& body, Date since,
             std::vector<Text> args) const {
    return {{"kind", kind},
            {"order", status.order->id},
            {"body", body.empty() ? Json(nullptr) : body_ref(*out_->snapshot, body)},
            {"since", view(since)},
            {"text", view(i18n::say(i18n::Phrase{std::string("alarm.") + kind, std::move(args)}))}};
  }

  Json alarms(const OrderStatus& status) const {
    Json all = Json::array();
    const directive::Verdict& verdict = status.verdict;
    if (status.disagrees) {
      const auto done = std::find_if(status.reports.begin(), status.reports.end(),
                                     [](const auto& r) { return r.says == "done"; });
      all.push_back(
          alarm("reported_but_disagrees", status, done->body, done->on, {i18n::date(done->on)}));
    }
    for (const registry::Silence& silence : status.silent) {
      if (silence.days >= kSilentDays)
        all.push_back(
            alarm("silence", status, silence.body, silence.since, {i18n::number(silence.days)}));
    }
    if (status.freshness.newest && out_->today - *status.freshness.newest > kStaleDays)
      all.push_back(alarm("stale_evidence", status, "", *status.freshness.newest,
                          {i18n::date(*status.freshness.newest)}));
    if (verdict.status == directive::Status::kNotMet && status.due.now &&
        *status.due.now < out_->today && !verdict.done_late_on)
      all.push_back(alarm("late", status, "", status.due.now->plus_days(1),
                          {i18n::number(out_->today - *status.due.now)}));
    const auto cast = registry::forecast(*out_->snapshot, *status.order, out_->today);
    if (cast && !cast->holds && verdict.status != directive::Status::kMet &&
        verdict.status != directive::Status::kNotMet)
      all.push_back(alarm("breach_forecast", status, "", out_->today,
                          {i18n::number(static_cast<long long>(cast->overdue.size()))}));
    return all;
  }

  Json last_record(const OrderStatus& status) const {
    std::string last;
    const registry::State& state = out_->snapshot->state;
    const auto look = [&](const std::string& table, const std::string& id) {
      if (const registry::Record* record = state.find(table, id)) last = std::max(last, record->at);
    };
    for (const std::string& fact : status.verdict.finding.facts)
      look(fact.substr(0, fact.find('/')), fact.substr(fact.find('/') + 1));
    for (const registry::Report& report : status.reports) look("reports", report.id);
    for (const registry::Extension& asked : status.due.extensions) look("extensions", asked.id);
    return last.empty() ? Json(nullptr) : Json(last.substr(0, 10));
  }

  void sites() {
    out_->sites = Json::array();
    for (const std::string& id : registry::all_sites(*out_->snapshot)) {
      const std::string stage = registry::stage_on(*out_->snapshot, id, out_->today);
      registry::Cells cells = cells_of(*out_->snapshot, "sites", id);
      if (const auto stages = registry::stages_of(*out_->snapshot, id); !stages.empty()) {
        registry::Cells first = out_->snapshot->state.table("site_stages")->cells(*stages.front());
        if (cells.empty()) first.erase("from");
        cells.merge(first);
      }
      add_site(id, cells, stage, Json(stage), Date::parse(cell(cells, "from")));
    }
    for (const world::Fact* fact : out_->snapshot->plan_case->world.facts("intended_sites")) {
      registry::Cells cells = cells_of(*out_->snapshot, "intended_sites", fact->id);
      if (is_begun(*fact)) continue;
      add_site(fact->id, cells, "intended", nullptr, fact->period.from);
    }
  }

  /// The intended site is on its way already, under its own id.
  bool is_begun(const world::Fact& intended) const {
    return std::any_of(out_->sites.begin(), out_->sites.end(), [&](const Json& site) {
      return site["place_id"] == intended.place && site["state"] != "closed" &&
             programme_.find_kind(site["kind"].get<std::string>())->is(intended.property("kind"));
    });
  }

  static const char* state_of(const std::string& stage) {
    if (stage == "open") return "open";
    if (stage == "closed") return "closed";
    return stage == "funded" || stage == "under_construction" ? "under_way" : "planned";
  }

  void add_site(const std::string& id, const registry::Cells& cells, const std::string& stage,
                Json stage_view, std::optional<Date> opens) {
    const world::SiteKind* kind = programme_.find_kind(cell(cells, "kind"));
    const world::Place* place = programme_.find_place(cell(cells, "place"));
    if (kind == nullptr || place == nullptr) return;
    const std::string region =
        out_->snapshot->plan_case->world.gazetteer().region_of(place->area, out_->today);
    Text instead;
    for (const Language language : kLanguages)
      instead.in(language) = kind->name.in(language) + ", " + place->name.in(language);
    Coordinate point = place->point;
    if (!cell(cells, "lon").empty() && !cell(cells, "lat").empty())
      point =
          Coordinate::from_degrees(std::stod(cell(cells, "lon")), std::stod(cell(cells, "lat")));
    const auto because = because_.find(id);
    out_->site_index[id] = out_->sites.size();
    out_->sites.push_back({{"id", id},
                           {"name", view(name_of(cells, instead))},
                           {"kind", kind->id},
                           {"kind_name", view(kind->name)},
                           {"is_house", kind->is(out_->serving)},
                           {"place", view(place->name)},
                           {"place_id", place->id},
                           {"district", view(area_name(*out_->snapshot, place->area, out_->today))},
                           {"region", view(area_name(*out_->snapshot, region, out_->today))},
                           {"region_id", region},
                           {"point", view(point)},
                           {"state", state_of(stage)},
                           {"stage", std::move(stage_view)},
                           {"opens", view(opens)},
                           {"because", because == because_.end() ? Json::array() : because->second},
                           {"confidence", cell(cells, "confidence")}});
  }

  std::shared_ptr<Overview> out_ = std::make_shared<Overview>();
  const world::Programme& programme_;
  std::map<std::string, Json> because_;
};

}  // namespace

const registry::OrderStatus* Overview::status(const std::string& order) const {
  const auto& all = discipline.statuses;
  const auto at = std::find_if(all.begin(), all.end(),
                               [&](const OrderStatus& s) { return s.order->id == order; });
  return at == all.end() ? nullptr : &*at;
}

const Json* Overview::order(const std::string& id) const {
  const auto at = order_index.find(id);
  return at == order_index.end() ? nullptr : &orders[at->second];
}

const Json* Overview::site(const std::string& id) const {
  const auto at = site_index.find(id);
  return at == site_index.end() ? nullptr : &sites[at->second];
}

std::vector<planning::PlannedSite> adopted_openings(const Snapshot& snapshot) {
  std::vector<planning::PlannedSite> openings;
  for (const world::Fact* fact : snapshot.plan_case->world.facts("intended_sites")) {
    for (const world::Phase& phase : snapshot.programme().config.phases) {
      if (phase.end == fact->period.from)
        openings.push_back({phase.id, fact->place, fact->property("kind")});
    }
  }
  std::sort(openings.begin(), openings.end());
  return openings;
}

Result<std::shared_ptr<const Overview>> make_overview(std::shared_ptr<const Snapshot> snapshot,
                                                      Date today,
                                                      const registry::DocumentDays& documents) {
  if (!snapshot->plan_case) return fail("register.empty", {}, {}, ErrorCode::kNotFound);
  return Maker(std::move(snapshot), today).make(documents);
}

Result<std::shared_ptr<const Overview>> Overviews::now() {
  const std::lock_guard lock(mutex_);
  auto snapshot = facts_.now();
  const Date today = facts_.today();
  if (last_ != nullptr && last_->snapshot == snapshot && last_->today == today) return last_;
  const auto documents = registry::document_days(facts_.database());
  if (!documents) return tl::unexpected(documents.error());
  auto made = make_overview(std::move(snapshot), today, *documents);
  if (made) last_ = *made;
  return made;
}

Json tally_view(const registry::Tally& t) {
  return {{"orders", t.orders},
          {"met", t.met},
          {"met_late", t.done_late},
          {"met_on_demo", t.met_on_demo},
          {"on_track", t.on_track},
          {"at_risk", t.at_risk},
          {"not_met", t.not_met},
          {"no_data", t.no_data},
          {"silent", t.silent},
          {"extensions", t.extensions},
          {"reported_but_disagrees", t.disagrees}};
}

}  // namespace dostyq::portal
