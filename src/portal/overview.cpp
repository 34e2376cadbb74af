#include "portal/overview.hpp"

#include <algorithm>

#include "i18n/phrase.hpp"
#include "register/documents.hpp"
#include "report/build.hpp"
#include "report/json.hpp"

namespace dostyq::portal {
namespace {

using registry::OrderStatus;
using registry::Snapshot;

/// Days without a word after which silence is an alarm, and after which evidence is stale.
constexpr int32_t kSilentDays = 30;
constexpr int32_t kStaleDays = 365;

Result<report::Report> report_of(const Snapshot& snapshot, Date today, report::Extent extent) {
  planning::Plan plan;
  plan.openings = adopted_openings(snapshot);
  plan.status = planning::PlanStatus::kFeasible;
  const planning::PlanOptions options;
  return report::build({*snapshot.plan_case, plan, options, today, "", {}, true, nullptr, extent});
}

Result<std::shared_ptr<const MapBase>> make_base(std::shared_ptr<const Snapshot> snapshot,
                                                 Date today) {
  const auto base = std::make_shared<MapBase>();
  base->snapshot = std::move(snapshot);
  base->today = today;
  const world::Config& config = base->snapshot->programme().config;
  base->serving = config.classes.empty() ? config.kinds.front().id : config.classes.front().id;
  if (const world::Objective* coverage = config.coverage_objective()) {
    base->serving = coverage->kind;
    base->minutes = coverage->minutes;
  }
  auto report = report_of(*base->snapshot, today, report::Extent::kCoverage);
  if (!report) return tl::unexpected(report.error());
  std::map<std::string, std::vector<std::string>> because;
  for (report::Site& site : report->sites) because[site.id] = std::move(site.because);
  report->sites.clear();
  base->report = Json::parse(report::to_json(*report));
  base->sites.emplace(*base->snapshot, today, base->serving, because);
  for (const directive::Directive& order : base->snapshot->orders()) {
    if (!directive::is_plannable(order)) continue;
    auto status = registry::order_status(*base->snapshot, order, today);
    if (!status) return tl::unexpected(status.error());
    base->of_sites.push_back(std::move(*status));
  }
  return std::shared_ptr<const MapBase>(base);
}

class Maker {
 public:
  explicit Maker(std::shared_ptr<const MapBase> base) {
    out_->snapshot = base->snapshot;
    out_->today = base->today;
    out_->serving = base->serving;
    out_->minutes = base->minutes;
    out_->report = base->report;
    out_->sites = &*base->sites;
    out_->base = std::move(base);
  }

  Result<std::shared_ptr<const Overview>> make(const registry::DocumentDays& documents) {
    auto discipline = registry::discipline(*out_->snapshot, out_->today, documents);
    if (!discipline) return tl::unexpected(discipline.error());
    out_->discipline = std::move(*discipline);
    const auto report = report_of(*out_->snapshot, out_->today, report::Extent::kOrders);
    if (!report) return tl::unexpected(report.error());
    orders(Json::parse(report::to_json(*report))["orders"]);
    return std::shared_ptr<const Overview>(out_);
  }

 private:
  void orders(const Json& reported) {
    out_->orders = Json::array();
    for (Json order : reported) {
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

  std::shared_ptr<Overview> out_ = std::make_shared<Overview>();
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

Result<std::shared_ptr<const MapBase>> Overviews::base() {
  const std::lock_guard lock(base_mutex_);
  auto snapshot = facts_.now();
  const Date today = facts_.today();
  if (base_ != nullptr && base_->snapshot == snapshot && base_->today == today) return base_;
  if (!snapshot->plan_case) return fail("register.empty", {}, {}, ErrorCode::kNotFound);
  auto made = make_base(std::move(snapshot), today);
  if (made) base_ = *made;
  return made;
}

Result<std::shared_ptr<const Overview>> Overviews::now() {
  const std::lock_guard lock(mutex_);
  auto newest = base();
  if (!newest) return tl::unexpected(newest.error());
  if (last_ != nullptr && last_->base == *newest) return last_;
  const auto documents = registry::document_days(facts_.database());
  if (!documents) return tl::unexpected(documents.error());
  auto made = Maker(std::move(*newest)).make(*documents);
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
