#include <algorithm>
#include <set>

#include "directive/evaluate.hpp"
#include "directive/finding.hpp"
#include "world/succession.hpp"

namespace dostyq::directive {
namespace {

std::optional<When> by(const std::optional<Date>& due) {
  if (!due) return std::nullopt;
  return When{When::Mode::kBy, *due, *due};
}

Result<Finding> evaluate_all(const Requirements& requirements, const world::World& world,
                             const EvaluationTime& time) {
  std::vector<Finding> parts;
  for (const Requirement& requirement : requirements) {
    Result<Finding> part = evaluate(requirement, world, time);
    if (!part) return part;
    parts.push_back(std::move(*part));
  }
  return conjunction(std::move(parts));
}

Date horizon(const world::World& world) { return world.programme().config.phases.back().end; }

Verdict blank(const Directive& directive) {
  Verdict verdict;
  verdict.directive = directive.id;
  verdict.due = directive.due_date();
  const Interpretation* chosen = directive.chosen();
  verdict.due_is_interpreted = chosen != nullptr && chosen->due.has_value();
  verdict.plannable = is_plannable(directive);
  verdict.interpreted = chosen != nullptr && !chosen->require.empty();
  return verdict;
}

// Nothing to evaluate: background, or no interpretation has been decided.
std::optional<Verdict> without_requirement(const Directive& directive) {
  Verdict verdict = blank(directive);
  if (directive.modality == Modality::kDescribed) {
    verdict.status = Status::kNotJudged;
    return verdict;
  }
  if (verdict.interpreted) return std::nullopt;
  verdict.status = Status::kNoData;
  verdict.finding.witness.push_back({"evaluate.no_interpretation", {}});
  return verdict;
}

// The first day after `due` on which it held, when it holds on `as_of`.
std::optional<Date> done_late(const Requirements& requirements, const world::World& world,
                              EvaluationTime time, Date due) {
  time.when.reset();
  time.settle = false;
  const auto holds_on = [&](Date day) {
    time.as_of = day;
    const Result<Finding> finding = evaluate_all(requirements, world, time);
    return finding && finding->truth == Truth::kTrue;
  };
  const Date as_of = time.as_of;
  if (!holds_on(as_of)) return std::nullopt;
  std::set<Date> days{as_of};
  for (const auto& [table, facts] : world.programme().tables) {
    for (const world::Fact& fact : facts) {
      for (Date day : {fact.period.from, fact.period.to}) {
        if (due < day && day < as_of) days.insert(day);
      }
    }
  }
  return *std::find_if(days.begin(), days.end(), holds_on);
}

bool holds_in_plan(const Directive& directive, const world::World& world) {
  const Result<Verdict> verdict = check_plan(directive, world);
  return verdict && verdict->status == Status::kMet;
}

Status open_status(const Directive& directive, const world::World* adopted) {
  if (adopted == nullptr || !holds_in_plan(directive, *adopted)) return Status::kAtRisk;
  const auto& config = adopted->programme().config;
  const bool robust =
      holds_in_plan(directive, adopted->with_slower_travel(config.travel.slack_percent)) &&
      holds_in_plan(directive, adopted->with_later_plan(config.slack_days));
  return robust ? Status::kOnTrack : Status::kAtRisk;
}

}  // namespace

std::vector<std::string> responsible(const Directive& directive, const world::Programme& programme,
                                     Date day) {
  std::vector<std::string> found;
  for (const std::string& body : directive.bodies) {
    for (const std::string& holder : world::holders(programme, body, day)) {
      if (std::find(found.begin(), found.end(), holder) == found.end()) found.push_back(holder);
    }
  }
  return found;
}

bool is_plannable(const Requirement& requirement) {
  struct Visitor {
    bool operator()(const Count& c) const { return c.table == world::kSites && c.where.empty(); }
    bool operator()(const Reach&) const { return true; }
    bool operator()(const Evidence&) const { return false; }
    bool operator()(const ForEvery& f) const { return all(f.then); }
    bool operator()(const RollOut& f) const { return all(f.then); }
    bool operator()(const AllOf& f) const { return all(f.parts); }
    bool operator()(const AnyOf& f) const {
      return std::any_of(f.parts.begin(), f.parts.end(),
                         [](const Requirement& r) { return is_plannable(r); });
    }
    static bool all(const Requirements& parts) {
      return std::all_of(parts.begin(), parts.end(),
                         [](const Requirement& r) { return is_plannable(r); });
    }
  };
  return std::visit(Visitor{}, requirement.form);
}

bool is_plannable(const Directive& directive) {
  const Interpretation* chosen = directive.chosen();
  if (directive.modality == Modality::kDescribed || chosen == nullptr || chosen->require.empty())
    return false;
  return std::all_of(chosen->require.begin(), chosen->require.end(),
                     [](const Requirement& r) { return is_plannable(r); });
}

Result<Verdict> judge(const Directive& directive, const world::World& reality,
                      const world::World* adopted, Date as_of) {
  const auto days_left = [as_of](const std::optional<Date>& due) {
    return due ? std::optional<int32_t>(*due - as_of) : std::nullopt;
  };
  if (std::optional<Verdict> verdict = without_requirement(directive)) {
    verdict->days_left = days_left(verdict->due);
    return *verdict;
  }
  Verdict verdict = blank(directive);
  verdict.days_left = days_left(verdict.due);
  const EvaluationTime time{as_of, directive.date, by(verdict.due), false};
  Result<Finding> finding = evaluate_all(directive.chosen()->require, reality, time);
  if (!finding) return tl::unexpected(finding.error());
  verdict.finding = std::move(*finding);
  const bool dated = verdict.due.has_value() || verdict.finding.pending;
  const bool plan_decides =
      adopted != nullptr && verdict.plannable && holds_in_plan(directive, *adopted);
  switch (verdict.finding.truth) {
    case Truth::kTrue:
      verdict.status = Status::kMet;
      if (verdict.due && *verdict.due < as_of) verdict.days_left.reset();  // nothing is late
      break;
    case Truth::kUnknown: {
      const bool still_open = !verdict.due || *verdict.due >= as_of;
      verdict.status =
          still_open && plan_decides ? open_status(directive, adopted) : Status::kNoData;
      break;
    }
    case Truth::kFalse:
      if (verdict.finding.pending || (!dated && plan_decides)) {
        verdict.status = open_status(directive, adopted);
      } else {
        verdict.status = Status::kNotMet;
        if (verdict.due)
          verdict.done_late_on =
              done_late(directive.chosen()->require, reality, time, *verdict.due);
      }
      break;
  }
  return verdict;
}

Result<Verdict> check_plan(const Directive& directive, const world::World& with_plan) {
  if (std::optional<Verdict> verdict = without_requirement(directive)) return *verdict;
  Verdict verdict = blank(directive);
  const EvaluationTime time{horizon(with_plan), directive.date, by(verdict.due), true};
  Result<Finding> finding = evaluate_all(directive.chosen()->require, with_plan, time);
  if (!finding) return tl::unexpected(finding.error());
  verdict.finding = std::move(*finding);
  verdict.status = verdict.finding.truth == Truth::kTrue    ? Status::kMet
                   : verdict.finding.truth == Truth::kFalse ? Status::kNotMet
                                                            : Status::kNoData;
  return verdict;
}

std::string_view name(Status status) {
  switch (status) {
    case Status::kMet:
      return "met";
    case Status::kOnTrack:
      return "on_track";
    case Status::kAtRisk:
      return "at_risk";
    case Status::kNotMet:
      return "not_met";
    case Status::kNoData:
      return "no_data";
    case Status::kNotJudged:
      return "described";
  }
  return "";
}

}  // namespace dostyq::directive
