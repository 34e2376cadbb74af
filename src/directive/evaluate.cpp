#include "directive/evaluate.hpp"

#include <algorithm>
#include <set>

#include "directive/areas.hpp"
#include "directive/evaluate_forms.hpp"
#include "directive/finding.hpp"

namespace dostyq::directive {
namespace {

constexpr size_t kAreasShown = 24;

Text list_areas(const std::vector<Text>& names) {
  Text list;
  for (Language language : kLanguages) {
    for (size_t i = 0; i < names.size() && i < kAreasShown; ++i) {
      if (i > 0) list.in(language) += ", ";
      list.in(language) += names[i].in(language);
    }
    if (names.size() > kAreasShown) list.in(language) += ", …";
  }
  return list;
}

// Walks the requirement. Two levels: `over_time` decides which days count, `on_day` looks at one of
// them.
class Evaluator {
 public:
  Evaluator(const world::World& world, const EvaluationTime& time) : world_(world), time_(time) {}

  Result<Finding> over_time(const Requirement& requirement, const world::Territory& area,
                            const std::optional<When>& inherited) {
    const std::optional<When> when = requirement.when ? requirement.when : inherited;
    if (std::holds_alternative<RollOut>(requirement.form))
      return roll_out(std::get<RollOut>(requirement.form), when);
    const std::vector<Date> days = days_of(when);
    std::vector<Finding> parts;
    for (Date day : days) {
      Result<Finding> part = on_day(requirement, area, day, when);
      if (!part) return part;
      const bool failed = part->truth == Truth::kFalse;
      parts.push_back(std::move(*part));
      if (failed) break;
    }
    return conjunction(std::move(parts));
  }

 private:
  // The days on which the requirement must hold, as far as they have come; today when none has.
  std::vector<Date> days_of(const std::optional<When>& when) const {
    if (!when) return {time_.as_of};
    if (!time_.settle && when->from > time_.as_of) return {time_.as_of};
    if (when->mode == When::Mode::kBy) return {when->from};
    Date last = when->mode == When::Mode::kDuring ? when->to : std::max(when->from, time_.as_of);
    if (!time_.settle) last = std::min(last, time_.as_of);
    std::set<Date> days{when->from};
    for (Date change : changes()) {
      if (when->from < change && change <= last) days.insert(change);
    }
    return {days.begin(), days.end()};
  }

  // The day is not over: what is false may still come true. Asked of the leaves, so that an inner
  // date that was missed is not forgiven because the order as a whole is due later.
  bool is_open(Date day) const { return !time_.settle && time_.as_of <= day; }
  Finding leaf(Finding finding, const std::optional<When>& when) const {
    finding.pending = finding.truth == Truth::kFalse && when && is_open(when->from);
    return finding;
  }

  // Days on which any fact begins or ends, a table stops being complete or an area changes.
  const std::vector<Date>& changes() const {
    if (!changes_.empty()) return changes_;
    std::set<Date> days;
    const auto add = [&](const Period& period) {
      if (period.from.is_finite()) days.insert(period.from);
      if (period.to.is_finite()) days.insert(period.to);
    };
    for (const world::Completeness& row : world_.programme().completeness) add(row.period);
    for (const world::AreaVersion& area : world_.programme().areas) add(area.period);
    for (const auto& [table, facts] : world_.programme().tables) {
      for (const world::Fact* fact : world_.facts(table)) add(fact->period);
    }
    changes_.assign(days.begin(), days.end());
    return changes_;
  }

  world::Territory area_of(const std::string& named, const world::Territory& in_turn) const {
    return named.empty() ? in_turn : world_.gazetteer().territory(named, time_.ordered_on);
  }

  Result<Finding> on_day(const Requirement& requirement, const world::Territory& area, Date day,
                         const std::optional<When>& when) {
    return std::visit([&](const auto& form) { return on_day(form, area, day, when); },
                      requirement.form);
  }

  Result<Finding> on_day(const Count& count, const world::Territory& area, Date day,
                         const std::optional<When>& when) {
    return leaf(evaluate_count(count, world_, area_of(count.in, area), day), when);
  }
  Result<Finding> on_day(const Evidence& evidence, const world::Territory& area, Date day,
                         const std::optional<When>& when) {
    return on_day(as_count(evidence), area, day, when);
  }
  Result<Finding> on_day(const Reach& reach, const world::Territory& area, Date day,
                         const std::optional<When>& when) {
    return leaf(evaluate_reach(reach, world_, area_of(reach.in, area), day), when);
  }
  Result<Finding> on_day(const RollOut& form, const world::Territory&, Date,
                         const std::optional<When>& when) {
    return roll_out(form, when);
  }

  // An inner requirement with a time of its own keeps it; the others look at the outer day.
  Result<std::vector<Finding>> each(const Requirements& parts, const world::Territory& area,
                                    Date day, const std::optional<When>& when) {
    std::vector<Finding> findings;
    for (const Requirement& part : parts) {
      Result<Finding> finding =
          part.when ? over_time(part, area, when) : on_day(part, area, day, when);
      if (!finding) return tl::unexpected(finding.error());
      findings.push_back(std::move(*finding));
    }
    return findings;
  }

  Result<Finding> on_day(const AllOf& form, const world::Territory& area, Date day,
                         const std::optional<When>& when) {
    return each(form.parts, area, day, when).map([](std::vector<Finding> parts) {
      return conjunction(std::move(parts));
    });
  }
  Result<Finding> on_day(const AnyOf& form, const world::Territory& area, Date day,
                         const std::optional<When>& when) {
    return each(form.parts, area, day, when).map([](std::vector<Finding> parts) {
      return disjunction(std::move(parts));
    });
  }

  struct Tally {
    std::vector<Finding> findings;  // one for each area
    std::vector<world::Territory> areas;
    int64_t known_true = 0, unknown = 0;
    bool ruled = false;  // the areas come from figures

    std::vector<Text> names(Truth truth) const {
      std::vector<Text> found;
      for (size_t i = 0; i < areas.size(); ++i) {
        if (findings[i].truth == truth) found.push_back(areas[i].name);
      }
      return found;
    }
  };

  Result<Tally> tally(const AreaSet& set, const Requirements& then, Date day,
                      const std::optional<When>& when) {
    Result<std::vector<world::Territory>> areas = resolve(set, world_, time_.ordered_on);
    if (!areas) return tl::unexpected(areas.error());
    Tally tally;
    tally.areas = std::move(*areas);
    tally.ruled = std::holds_alternative<DiversityRule>(set);
    for (const world::Territory& area : tally.areas) {
      Result<std::vector<Finding>> parts = each(then, area, day, when);
      if (!parts) return tl::unexpected(parts.error());
      tally.findings.push_back(conjunction(std::move(*parts)));
      tally.known_true += tally.findings.back().truth == Truth::kTrue;
      tally.unknown += tally.findings.back().truth == Truth::kUnknown;
    }
    return tally;
  }

  void rest_on_figures(Finding& finding, const std::string& stat_area) const {
    const world::StatArea* area = world_.programme().find_stat_area(stat_area);
    if (area == nullptr) return;
    rest_on(finding, area->provenance);
    for (const auto& [group, row] : area->group_provenance) rest_on(finding, row);
  }

  // What the areas rest on, and which of them fail; their own witnesses would be too many.
  Finding summary(const Tally& tally, Truth truth) const {
    Finding finding;
    finding.truth = truth;
    for (size_t i = 0; i < tally.areas.size(); ++i) {
      rest_on(finding, tally.findings[i]);
      if (tally.findings[i].truth != Truth::kTrue)
        finding.missing_areas.push_back(tally.areas[i].area);
      if (tally.ruled) rest_on_figures(finding, tally.areas[i].area);
    }
    tidy(finding);
    return finding;
  }

  Result<Finding> on_day(const ForEvery& form, const world::Territory&, Date day,
                         const std::optional<When>& when) {
    Result<Tally> counted = tally(form.areas, form.then, day, when);
    if (!counted) return tl::unexpected(counted.error());
    const auto n = static_cast<int64_t>(counted->areas.size());
    const int64_t failed = n - counted->known_true - counted->unknown;
    const Truth truth = failed > 0             ? Truth::kFalse
                        : counted->unknown > 0 ? Truth::kUnknown
                                               : Truth::kTrue;
    Finding finding = summary(*counted, truth);
    finding.pending = truth == Truth::kFalse;
    for (const Finding& part : counted->findings) {
      if (part.truth == Truth::kFalse) finding.pending = finding.pending && part.pending;
    }
    finding.shortfall = failed;
    finding.witness.push_back(
        {"evaluate.for_every", {i18n::number(counted->known_true), i18n::number(n)}});
    if (failed > 0)
      finding.witness.push_back({"evaluate.not_in", {list_areas(counted->names(Truth::kFalse))}});
    if (counted->unknown > 0)
      finding.witness.push_back(
          {"evaluate.unknown_in", {list_areas(counted->names(Truth::kUnknown))}});
    return finding;
  }

  Result<Finding> roll_out(const RollOut& form, const std::optional<When>& when) {
    std::vector<Finding> parts;
    for (const Milestone& milestone : form.milestones) {
      const bool due = time_.settle || milestone.by <= time_.as_of;
      Result<Tally> counted = tally(form.areas, form.then, due ? milestone.by : time_.as_of, when);
      if (!counted) return tl::unexpected(counted.error());
      const auto n = static_cast<int64_t>(counted->areas.size());
      const int64_t needed = (milestone.percent * n + 99) / 100;
      const Truth truth = counted->known_true >= needed                      ? Truth::kTrue
                          : counted->known_true + counted->unknown >= needed ? Truth::kUnknown
                                                                             : Truth::kFalse;
      Finding finding = summary(*counted, truth);
      finding.pending = truth == Truth::kFalse && is_open(milestone.by);
      if (truth == Truth::kFalse) finding.shortfall = needed - counted->known_true;
      if (truth == Truth::kTrue) finding.missing_areas.clear();
      finding.witness.push_back({"evaluate.milestone",
                                 {i18n::date(milestone.by), i18n::number(counted->known_true),
                                  i18n::number(n), i18n::number(needed)}});
      if (truth == Truth::kFalse)
        finding.witness.push_back({"evaluate.not_in", {list_areas(counted->names(Truth::kFalse))}});
      if (truth == Truth::kUnknown)
        finding.witness.push_back(
            {"evaluate.unknown_in", {list_areas(counted->names(Truth::kUnknown))}});
      parts.push_back(std::move(finding));
    }
    return conjunction(std::move(parts));
  }

  const world::World& world_;
  const EvaluationTime& time_;
  mutable std::vector<Date> changes_;
};

}  // namespace

Result<Finding> evaluate(const Requirement& requirement, const world::World& world,
                         const EvaluationTime& time) {
  const world::Territory country =
      world.gazetteer().territory(world.programme().config.country, time.ordered_on);
  return Evaluator(world, time).over_time(requirement, country, time.when);
}

}  // namespace dostyq::directive
