#include "register/orders.hpp"

#include <algorithm>

#include "world/succession.hpp"

namespace dostyq::registry {
namespace {

using directive::Directive;
using directive::Status;

/// Facts of a table about one order up to a day, oldest first.
std::vector<const world::Fact*> about(const Snapshot& snapshot, const std::string& table,
                                      const std::string& order, Date as_of) {
  std::vector<const world::Fact*> found;
  for (const world::Fact* fact : snapshot.plan_case->world.facts(table)) {
    if (fact->property("directive") == order && fact->period.from <= as_of) found.push_back(fact);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto* a, const auto* b) { return a->period.from < b->period.from; });
  return found;
}

std::vector<Report> reports_of(const Snapshot& snapshot, const std::string& order, Date as_of) {
  std::vector<Report> reports;
  for (const world::Fact* fact : about(snapshot, "reports", order, as_of))
    reports.push_back({fact->id, fact->property("body"), fact->property("says"),
                       fact->property("note"), fact->period.from});
  std::reverse(reports.begin(), reports.end());
  return reports;
}

bool is_open(const directive::Verdict& verdict) {
  return verdict.status != Status::kMet && verdict.status != Status::kNotJudged;
}

std::vector<Silence> silences(const Snapshot& snapshot, const OrderStatus& status, Date as_of) {
  std::vector<Silence> all;
  if (!is_open(status.verdict)) return all;
  for (const std::string& body : status.bodies) {
    Date last = status.order->date;
    const auto hear = [&](const std::string& speaker, Date on) {
      if (world::acts_for(snapshot.programme(), body, speaker)) last = std::max(last, on);
    };
    for (const Report& report : status.reports) hear(report.body, report.on);
    for (const Extension& asked : status.due.extensions) hear(asked.body, asked.asked_on);
    if (last < as_of) all.push_back({body, last, as_of - last});
  }
  return all;
}

// Only the last word of each body counts: who has taken "done" back does not disagree.
bool disagrees(const OrderStatus& status) {
  if (!is_open(status.verdict)) return false;
  std::vector<std::string> heard;
  for (const Report& report : status.reports) {
    if (std::find(heard.begin(), heard.end(), report.body) != heard.end()) continue;
    heard.push_back(report.body);
    if (report.says == "done") return true;
  }
  return false;
}

std::optional<Date> age_of(const Snapshot& snapshot, const std::string& fact,
                           const DocumentDays& documents) {
  const size_t slash = fact.find('/');
  const std::string name = fact.substr(0, slash);
  const Record* record =
      slash == std::string::npos ? nullptr : snapshot.state.find(name, fact.substr(slash + 1));
  if (record == nullptr) return std::nullopt;
  std::optional<Date> newest;
  for (const std::string& id : record->evidence) {
    const auto day = documents.find(id);
    if (day == documents.end()) continue;
    if (const auto date = Date::parse(day->second))
      newest = newest ? std::max(*newest, *date) : date;
  }
  if (newest) return newest;
  const std::string& source = snapshot.state.table(name)->cell(*record, "source");
  const world::Source* found = snapshot.programme().find_source(source);
  return found == nullptr ? std::nullopt : Date::parse(found->published);
}

Freshness freshness(const Snapshot& snapshot, const directive::Verdict& verdict,
                    const DocumentDays& documents) {
  Freshness fresh;
  fresh.facts = verdict.finding.facts.size();
  for (const std::string& fact : verdict.finding.facts) {
    const std::optional<Date> day = age_of(snapshot, fact, documents);
    if (!day) {
      ++fresh.undated;
      continue;
    }
    fresh.newest = fresh.newest ? std::max(*fresh.newest, *day) : *day;
    fresh.oldest = fresh.oldest ? std::min(*fresh.oldest, *day) : *day;
  }
  return fresh;
}

/// The order with its date moved to what has been granted.
Result<Directive> with_extension(const Snapshot& snapshot, const Directive& order,
                                 const DueDate& due) {
  if (due.now == due.original || !due.now) return order;
  planning::Case moved = *snapshot.plan_case;
  if (const auto done = planning::slip_dates(moved, {{order.id, *due.now}}); !done)
    return tl::unexpected(done.error());
  return *std::find_if(moved.directives.begin(), moved.directives.end(),
                       [&](const Directive& d) { return d.id == order.id; });
}

bool holds(const Directive& order, const world::World& world) {
  const auto verdict = directive::check_plan(order, world);
  return verdict && verdict->status == Status::kMet;
}

bool is_built(const Snapshot& snapshot, const world::Fact& intended) {
  const world::Programme& programme = snapshot.programme();
  for (const world::Fact* site : snapshot.plan_case->world.facts(world::kSites)) {
    const world::SiteKind* kind = programme.find_kind(site->property("kind"));
    if (site->place == intended.place && kind != nullptr && kind->is(intended.property("kind")) &&
        site->period.to == Date::distant_future())
      return true;
  }
  return false;
}

bool same(const directive::Verdict& a, const directive::Verdict& b) {
  return a.status == b.status && a.due == b.due && a.finding.shortfall == b.finding.shortfall &&
         a.finding.witness == b.finding.witness && a.done_late_on == b.done_late_on &&
         a.finding.missing_areas == b.finding.missing_areas;
}

}  // namespace

DueDate due_date(const Snapshot& snapshot, const Directive& order, Date as_of) {
  DueDate due{order.due_date(), order.due_date(), {}};
  std::optional<Date> last_decision;
  for (const world::Fact* fact : about(snapshot, "extensions", order.id, as_of)) {
    Extension asked{fact->id,
                    fact->property("body"),
                    fact->property("note"),
                    fact->period.from,
                    Date::parse(fact->property("until")).value_or(fact->period.from),
                    fact->property("decision"),
                    Date::parse(fact->property("decided_on"))};
    if (asked.decided_on && *asked.decided_on > as_of) {
      asked.decision.clear();
      asked.decided_on.reset();
    }
    if (asked.decision == "granted" && asked.decided_on &&
        (!last_decision || *asked.decided_on >= *last_decision)) {
      last_decision = asked.decided_on;
      due.now = asked.until;
    }
    due.extensions.push_back(std::move(asked));
  }
  return due;
}

Result<OrderStatus> order_status(const Snapshot& snapshot, const Directive& order, Date as_of,
                                 const DocumentDays& documents) {
  OrderStatus status;
  status.order = &order;
  status.due = due_date(snapshot, order, as_of);
  const Result<Directive> extended = with_extension(snapshot, order, status.due);
  if (!extended) return tl::unexpected(extended.error());
  Result<directive::Verdict> verdict = directive::judge(
      *extended, snapshot.plan_case->world, snapshot.adopted ? &*snapshot.adopted : nullptr, as_of);
  if (!verdict) return tl::unexpected(verdict.error());
  status.verdict = std::move(*verdict);
  status.bodies = directive::responsible(order, snapshot.programme(), as_of);
  status.reports = reports_of(snapshot, order.id, as_of);
  status.disagrees = disagrees(status);
  status.silent = silences(snapshot, status, as_of);
  status.freshness = freshness(snapshot, status.verdict, documents);
  return status;
}

Result<std::vector<OrderStatus>> order_statuses(const Snapshot& snapshot, Date as_of,
                                                const DocumentDays& documents) {
  std::vector<OrderStatus> all;
  if (!snapshot.plan_case) return all;
  for (const Directive& order : snapshot.orders()) {
    Result<OrderStatus> status = order_status(snapshot, order, as_of, documents);
    if (!status) return tl::unexpected(status.error());
    all.push_back(std::move(*status));
  }
  return all;
}

std::optional<Forecast> forecast(const Snapshot& snapshot, const Directive& order, Date as_of) {
  constexpr int32_t kFarDays = 4096;
  if (!snapshot.adopted || !directive::is_plannable(order)) return std::nullopt;
  const auto extended = with_extension(snapshot, order, due_date(snapshot, order, as_of));
  if (!extended) return std::nullopt;
  Forecast cast;
  std::vector<world::Fact> rest;
  for (const world::Fact* intended : snapshot.plan_case->world.facts("intended_sites")) {
    if (is_built(snapshot, *intended)) continue;
    rest.push_back(*intended);
    if (rest.back().period.from > as_of) continue;
    cast.overdue.push_back(intended->id);
    rest.back().period.from = as_of.plus_days(1);
  }
  const world::World world = snapshot.plan_case->world.with_plan(std::move(rest));
  cast.holds = holds(*extended, world);
  if (!cast.holds) {
    cast.breach = extended->due_date();
    return cast;
  }
  if (holds(*extended, world.with_later_plan(kFarDays))) {
    cast.slack_days = kFarDays;  // it does not depend on what is still to come
    return cast;
  }
  int32_t holds_at = 0;
  int32_t fails_at = kFarDays;
  while (fails_at - holds_at > 1) {
    const int32_t middle = (holds_at + fails_at) / 2;
    (holds(*extended, world.with_later_plan(middle)) ? holds_at : fails_at) = middle;
  }
  cast.slack_days = holds_at;
  cast.breach = as_of.plus_days(holds_at + 1);
  return cast;
}

Result<std::vector<VerdictChange>> verdict_changes(const Snapshot& before, const Snapshot& after,
                                                   Date as_of) {
  std::vector<VerdictChange> changes;
  const auto judged = [&](const Snapshot& snapshot, const Directive& order) {
    return order_status(snapshot, order, as_of);
  };
  if (after.plan_case) {
    for (const Directive& order : after.orders()) {
      const auto now = judged(after, order);
      if (!now) return tl::unexpected(now.error());
      VerdictChange change{order.id, std::nullopt, now->verdict, false};
      if (const Directive* old = before.order(order.id)) {
        const auto was = judged(before, *old);
        if (!was) return tl::unexpected(was.error());
        change.before = was->verdict;
        change.reworded = !(*old == order);
        if (same(was->verdict, now->verdict) && !change.reworded) continue;
      }
      changes.push_back(std::move(change));
    }
  }
  if (!before.plan_case) return changes;
  for (const Directive& order : before.orders()) {
    if (after.order(order.id) != nullptr) continue;
    const auto was = judged(before, order);
    if (!was) return tl::unexpected(was.error());
    changes.push_back({order.id, was->verdict, std::nullopt, false});
  }
  return changes;
}

}  // namespace dostyq::registry
