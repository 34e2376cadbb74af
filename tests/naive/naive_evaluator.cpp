#include "naive/naive_evaluator.hpp"

#include <algorithm>

#include "naive/naive_facts.hpp"

namespace dostyq::trial {
namespace {

using namespace directive;

/// An area set that cannot be used.
struct NoAreas {};

class Naive {
 public:
  Naive(const world::World& world, const EvaluationTime& time) : world_(world), time_(time) {}

  NaiveFinding at(const Requirement& requirement, const world::Territory& area,
                  const std::optional<When>& inherited) {
    const std::optional<When> when = requirement.when ? requirement.when : inherited;
    if (!when) return on(requirement, area, time_.as_of, when);
    if (!time_.settle && time_.as_of < when->from) return on(requirement, area, time_.as_of, when);
    if (when->mode == When::Mode::kBy) return on(requirement, area, when->from, when);
    Date last = when->mode == When::Mode::kDuring ? when->to : std::max(when->from, time_.as_of);
    if (!time_.settle) last = std::min(last, time_.as_of);
    NaiveFinding found{Truth::kTrue, false, 0};
    for (Date day = when->from; day <= last; day = day.plus_days(1)) {
      const NaiveFinding one = on(requirement, area, day, when);
      if (one.truth == Truth::kFalse) return one;
      found.truth = std::min(found.truth, one.truth);
    }
    return found;
  }

  world::Territory territory(const std::string& area) const {
    return world_.gazetteer().territory(area, time_.ordered_on);
  }

 private:
  NaiveFinding on(const Requirement& requirement, const world::Territory& area, Date day,
                  const std::optional<When>& when) {
    const auto named = [&](const std::string& in) { return in.empty() ? area : territory(in); };
    if (const auto* count = std::get_if<Count>(&requirement.form)) {
      return leaf(naive_count(*count, world_, named(count->in), day), when);
    }
    if (const auto* reach = std::get_if<Reach>(&requirement.form)) {
      return leaf(naive_reach(*reach, world_, named(reach->in), day), when);
    }
    if (const auto* evidence = std::get_if<Evidence>(&requirement.form)) {
      Count rows;
      rows.table = "evidence";
      rows.where["about"] = evidence->about;
      rows.comparison.n = evidence->at_least;
      return leaf(naive_count(rows, world_, named(evidence->in), day), when);
    }
    if (const auto* all = std::get_if<AllOf>(&requirement.form)) {
      return all_of(parts(all->parts, area, day, when));
    }
    if (const auto* any = std::get_if<AnyOf>(&requirement.form)) {
      return any_of(parts(any->parts, area, day, when));
    }
    if (const auto* every = std::get_if<ForEvery>(&requirement.form)) {
      return for_every(*every, day, when);
    }
    return roll_out(std::get<RollOut>(requirement.form));
  }

  bool day_is_over(Date day) const { return time_.settle || day < time_.as_of; }

  NaiveFinding leaf(const Leaf& leaf, const std::optional<When>& when) const {
    NaiveFinding found;
    found.truth = leaf.answer == Answer::kYes  ? Truth::kTrue
                  : leaf.answer == Answer::kNo ? Truth::kFalse
                                               : Truth::kUnknown;
    if (found.truth != Truth::kFalse) return found;
    found.shortfall = leaf.shortfall;
    found.pending = when.has_value() && !day_is_over(when->from);
    return found;
  }

  std::vector<NaiveFinding> parts(const Requirements& list, const world::Territory& area, Date day,
                                  const std::optional<When>& when) {
    std::vector<NaiveFinding> found;
    for (const Requirement& part : list) {
      found.push_back(part.when || std::holds_alternative<RollOut>(part.form)
                          ? at(part, area, when)
                          : on(part, area, day, when));
    }
    return found;
  }

  static NaiveFinding all_of(const std::vector<NaiveFinding>& parts) {
    NaiveFinding found{Truth::kTrue, true, 0};
    for (const NaiveFinding& part : parts) {
      found.truth = std::min(found.truth, part.truth);
      if (part.truth != Truth::kFalse) continue;
      found.shortfall += part.shortfall;
      found.pending = found.pending && part.pending;  // one that was missed for good is enough
    }
    if (found.truth != Truth::kFalse) return {found.truth, false, 0};
    return found;
  }

  static NaiveFinding any_of(const std::vector<NaiveFinding>& parts) {
    NaiveFinding found{Truth::kFalse, false, 0};
    for (const NaiveFinding& part : parts) {
      found.truth = std::max(found.truth, part.truth);
      found.pending = found.pending || part.pending;
      const bool nearer = found.shortfall == 0 || part.shortfall < found.shortfall;
      if (part.shortfall > 0 && nearer) found.shortfall = part.shortfall;
    }
    if (found.truth != Truth::kFalse) return {found.truth, false, 0};
    return found;
  }

  std::vector<NaiveFinding> in_each(const AreaSet& set, const Requirements& then, Date day,
                                    const std::optional<When>& when) {
    std::vector<NaiveFinding> found;
    for (const world::Territory& area : areas(set)) {
      found.push_back(all_of(parts(then, area, day, when)));
    }
    return found;
  }

  NaiveFinding for_every(const ForEvery& form, Date day, const std::optional<When>& when) {
    const std::vector<NaiveFinding> each = in_each(form.areas, form.then, day, when);
    NaiveFinding found = all_of(each);
    if (found.truth == Truth::kFalse) found.shortfall = count(each, Truth::kFalse);
    return found;
  }

  static int64_t count(const std::vector<NaiveFinding>& findings, Truth truth) {
    return std::count_if(findings.begin(), findings.end(),
                         [&](const NaiveFinding& one) { return one.truth == truth; });
  }

  NaiveFinding roll_out(const RollOut& form) {
    std::vector<NaiveFinding> found;
    for (const Milestone& milestone : form.milestones) {
      const bool come = time_.settle || milestone.by <= time_.as_of;
      const auto each = in_each(form.areas, form.then, come ? milestone.by : time_.as_of, {});
      int64_t needed = 0;
      while (100 * needed < milestone.percent * static_cast<int64_t>(each.size())) ++needed;
      const int64_t sure = count(each, Truth::kTrue), perhaps = count(each, Truth::kUnknown);
      NaiveFinding one;
      one.truth = sure >= needed             ? Truth::kTrue
                  : sure + perhaps >= needed ? Truth::kUnknown
                                             : Truth::kFalse;
      if (one.truth == Truth::kFalse)
        one = {Truth::kFalse, !day_is_over(milestone.by), needed - sure};
      found.push_back(one);
    }
    return all_of(found);
  }

  std::vector<world::Territory> areas(const AreaSet& set) const {
    std::vector<world::Territory> found;
    if (const auto* named = std::get_if<NamedAreas>(&set)) {
      for (const std::string& id : named->ids) found.push_back(territory(id));
    } else if (const auto* of_kind = std::get_if<AreasOfKind>(&set)) {
      found = of_kind_in(*of_kind);
    } else {
      found = diverse(std::get<DiversityRule>(set));
    }
    if (found.empty()) throw NoAreas{};
    return found;
  }

  world::Territory inside(const std::string& in) const {
    return territory(in.empty() ? world_.programme().config.country : in);
  }

  std::vector<world::Territory> of_kind_in(const AreasOfKind& set) const {
    const auto kind = set.kind == "region" ? world::AreaKind::kRegion : world::AreaKind::kDistrict;
    const world::Territory around = inside(set.in);
    std::vector<world::Territory> found;
    for (const world::AreaVersion& version : world_.programme().areas) {
      const bool then =
          version.period.from <= time_.ordered_on && time_.ordered_on < version.period.to;
      if (then && version.kind == kind && around.contains(version.id))
        found.push_back(territory(version.id));
    }
    return found;
  }

  /// The most diverse area is taken out, again and again.
  std::vector<world::Territory> diverse(const DiversityRule& rule) const {
    const world::Territory around = inside(rule.in);
    std::vector<std::pair<const world::StatArea*, int64_t>> left;
    for (const world::StatArea& area : world_.programme().stat_areas) {
      if (area.edition != rule.edition || area.people < rule.min_people) continue;
      bool within = area.people > 0 && !area.by_group.empty();
      for (const std::string& member : area.members) within = within && around.contains(member);
      int64_t largest = 0;
      for (const auto& [group, people] : area.by_group) {
        if (group != "other") largest = std::max(largest, people);
      }
      const int64_t outside = area.people - largest;
      if (within && 100 * outside >= rule.share_percent * area.people)
        left.emplace_back(&area, outside);
    }
    std::vector<world::Territory> found;
    while (!left.empty() && (!rule.at_most || static_cast<int>(found.size()) < *rule.at_most)) {
      size_t best = 0;
      for (size_t i = 1; i < left.size(); ++i) {
        const int64_t mine = left[i].second * left[best].first->people;
        const int64_t its = left[best].second * left[i].first->people;
        if (mine > its || (mine == its && left[i].first->id < left[best].first->id)) best = i;
      }
      found.push_back(world_.gazetteer().territory(*left[best].first));
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(best));
    }
    return found;
  }

  const world::World& world_;
  const EvaluationTime& time_;
};

/// Everything an order asks, at once.
Requirement whole(const Directive& order) { return {AllOf{order.chosen()->require}, {}}; }

std::optional<When> by(const std::optional<Date>& due) {
  if (!due) return std::nullopt;
  return When{When::Mode::kBy, *due, *due};
}

}  // namespace

std::optional<NaiveFinding> naive_evaluate(const Requirement& requirement,
                                           const world::World& world, const EvaluationTime& time) {
  try {
    Naive naive(world, time);
    return naive.at(requirement, naive.territory(world.programme().config.country), time.when);
  } catch (const NoAreas&) {
    return std::nullopt;
  }
}

std::optional<NaiveFinding> naive_check(const Directive& order, const world::World& with_plan) {
  const Date horizon = with_plan.programme().config.phases.back().end;
  return naive_evaluate(whole(order), with_plan, {horizon, order.date, by(order.due_date()), true});
}

std::optional<Status> naive_judge(const Directive& order, const world::World& reality,
                                  const world::World* adopted, Date as_of) {
  const std::optional<Date> due = order.due_date();
  const auto today = naive_evaluate(whole(order), reality, {as_of, order.date, by(due), false});
  if (!today) return std::nullopt;
  if (today->truth == Truth::kTrue) return Status::kMet;
  const auto plan_meets = [&](const world::World& world) {
    const auto found = naive_check(order, world);
    return found && found->truth == Truth::kTrue;
  };
  const bool planned = adopted != nullptr && plan_meets(*adopted);
  const int slack = reality.programme().config.travel.slack_percent;
  const bool with_slack = planned && plan_meets(adopted->with_slower_travel(slack));
  const Status open = with_slack ? Status::kOnTrack : Status::kAtRisk;
  if (today->truth == Truth::kUnknown) {
    const bool still_open = !due || as_of <= *due;
    return still_open && planned && is_plannable(order) ? open : Status::kNoData;
  }
  if (today->pending) return open;
  if (!due && planned && is_plannable(order)) return open;
  return Status::kNotMet;
}

}  // namespace dostyq::trial
