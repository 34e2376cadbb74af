#include "register/verdict_turns.hpp"

#include <set>

#include "directive/walk.hpp"

namespace dostyq::registry {
namespace {

constexpr size_t kMostDays = 100;

/// The registers that an order's verdict is computed from.
std::set<std::string> tables_of(const directive::Requirements& requirements) {
  std::set<std::string> tables;
  directive::walk(requirements, [&](const directive::Requirement& requirement) {
    if (const auto* count = std::get_if<directive::Count>(&requirement.form))
      tables.insert(count->table);
    if (std::holds_alternative<directive::Reach>(requirement.form)) tables.insert(world::kSites);
    if (std::holds_alternative<directive::Evidence>(requirement.form)) tables.insert("evidence");
  });
  return tables;
}

/// The days on which the verdict may be another one than on the day before.
std::set<Date> days_to_look_at(const Snapshot& snapshot, const directive::Directive& order,
                               const DueDate& due, Date as_of) {
  std::set<std::string> tables;
  if (const directive::Interpretation* reading = order.chosen())
    tables = tables_of(reading->require);
  std::set<Date> days;
  const auto add = [&](Date day) {
    if (day > order.date && day <= as_of) days.insert(day);
  };
  for (const std::string& table : tables) {
    for (const world::Fact* fact : snapshot.plan_case->world.facts(table)) {
      add(fact->period.from);
      add(fact->period.to);
    }
  }
  for (const Extension& asked : due.extensions) {
    if (asked.decided_on) add(*asked.decided_on);
    if (asked.decision == "granted") add(asked.until.plus_days(1));
  }
  if (due.original) add(due.original->plus_days(1));
  while (days.size() > kMostDays) days.erase(days.begin());
  return days;
}

}  // namespace

Result<std::vector<VerdictTurn>> verdict_turns(const Snapshot& snapshot,
                                               const directive::Directive& order, Date as_of) {
  std::vector<VerdictTurn> turns;
  const DueDate due = due_date(snapshot, order, as_of);
  const std::set<Date> days = days_to_look_at(snapshot, order, due, as_of);
  if (days.empty()) return turns;
  const Date start = std::max(order.date, days.begin()->plus_days(-1));
  auto before = order_status(snapshot, order, start);
  if (!before) return tl::unexpected(before.error());
  for (const Date day : days) {
    auto now = order_status(snapshot, order, day);
    if (!now) return tl::unexpected(now.error());
    const directive::Status was = before->verdict.status;
    const directive::Status is = now->verdict.status;
    const bool passed = now->due.now && day == now->due.now->plus_days(1);
    if (was != is) turns.push_back({day, was, is, passed});
    before = std::move(now);
  }
  return turns;
}

Result<std::vector<VerdictTurn>> Turns::of(const std::shared_ptr<const Snapshot>& snapshot,
                                           const directive::Directive& order, Date as_of) {
  const std::lock_guard lock(mutex_);
  if (snapshot_ != snapshot || as_of_ != as_of) {
    snapshot_ = snapshot;
    as_of_ = as_of;
    turns_.clear();
  }
  if (const auto known = turns_.find(order.id); known != turns_.end()) return known->second;
  auto made = verdict_turns(*snapshot, order, as_of);
  if (made) turns_.emplace(order.id, *made);
  return made;
}

}  // namespace dostyq::registry
