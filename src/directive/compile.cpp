#include "directive/compile.hpp"

#include <algorithm>
#include <set>

#include "base/check.hpp"
#include "directive/areas.hpp"
#include "directive/compile_scope.hpp"
#include "directive/evaluate.hpp"
#include "travel/hilbert.hpp"
#include "world/succession.hpp"

namespace dostyq::directive {

namespace {

void append(std::vector<optim::Row>& to, std::vector<optim::Row> from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

// A cell may be a list: a|b|c. What a successor does counts for the body that was named.
bool has_values(const world::Fact& fact, const std::map<std::string, std::string>& where,
                const world::Programme& programme) {
  return std::all_of(where.begin(), where.end(), [&](const auto& wanted) {
    if (wanted.first == "body")
      return world::acts_for(programme, fact.property("body"), wanted.second);
    return ("|" + fact.property(wanted.first) + "|").find("|" + wanted.second + "|") !=
           std::string::npos;
  });
}

bool asks_registers(const Requirement& requirement) {
  struct Visitor {
    bool operator()(const Count& f) const { return f.table != world::kSites; }
    bool operator()(const Reach&) const { return false; }
    bool operator()(const Evidence&) const { return true; }
    bool operator()(const ForEvery& f) const { return any(f.then); }
    bool operator()(const RollOut& f) const { return any(f.then); }
    bool operator()(const AllOf& f) const { return any(f.parts); }
    bool operator()(const AnyOf& f) const { return any(f.parts); }
    static bool any(const Requirements& parts) {
      return std::any_of(parts.begin(), parts.end(), asks_registers);
    }
  };
  return std::visit(Visitor{}, requirement.form);
}

// The order in which an order names its areas must not choose among equal plans.
Result<std::vector<world::Territory>> in_order_of_ids(Result<std::vector<world::Territory>> areas) {
  if (areas)
    std::sort(areas->begin(), areas->end(),
              [](const auto& a, const auto& b) { return a.area < b.area; });
  return areas;
}

// Least and most that the terms can add up to within the columns' bounds.
std::pair<double, double> activity(const optim::Row& row, const optim::MipModel& model) {
  double least = 0, most = 0;
  for (const optim::Term& term : row.terms) {
    const optim::Column& column = model.columns[static_cast<size_t>(term.column)];
    const double a = term.coefficient * column.lower, b = term.coefficient * column.upper;
    least += std::min(a, b);
    most += std::max(a, b);
  }
  return {least, most};
}

}  // namespace

Compiler::Compiler(const world::World& world, std::span<const Opening> openings,
                   optim::MipModel& model, CoverageForm form)
    : world_(world),
      openings_(openings),
      model_(model),
      openings_at_(world.programme().places.size()),
      form_(form) {
  const auto& places = world.programme().places;
  for (size_t i = 0; i < openings.size(); ++i) {
    openings_at_[openings[i].place].push_back(i);
    openings_in_[places[openings[i].place].area].push_back(i);
  }
  if (form_ == CoverageForm::kListed) return;
  std::vector<Coordinate> points;
  points.reserve(places.size());
  for (const world::Place& place : places) points.push_back(place.point);
  const std::vector<uint32_t> order = travel::hilbert_order(points);
  rank_.resize(order.size());
  for (size_t i = 0; i < order.size(); ++i) rank_[order[i]] = static_cast<uint32_t>(i);
}

Date Compiler::opens(const Opening& opening) const {
  return world_.programme().config.phases[opening.phase].end;
}

bool Compiler::is_kind(const std::string& kind_id, const std::vector<std::string>& wanted) const {
  if (wanted.empty()) return true;
  const world::SiteKind* kind = world_.programme().find_kind(kind_id);
  return kind != nullptr &&
         std::any_of(wanted.begin(), wanted.end(), [&](const auto& w) { return kind->is(w); });
}

// Within a plan everything is settled: the days asked for, and of a longer time those on which
// something changes.
std::vector<Date> Compiler::days_of(const std::optional<When>& when,
                                    const Requirement& requirement) const {
  const auto& config = world_.programme().config;
  const Date horizon = config.phases.back().end;
  if (!when) return {horizon};
  if (when->mode == When::Mode::kBy) return {when->from};
  const Date last = when->mode == When::Mode::kDuring ? when->to : std::max(when->from, horizon);
  std::set<Date> days{when->from};
  const auto add = [&](Date day) {
    if (day.is_finite() && when->from < day && day <= last) days.insert(day);
  };
  for (const world::Phase& phase : config.phases) add(phase.end);
  const auto add_period = [&](const Period& period) {
    add(period.from);
    add(period.to);
  };
  for (const world::Fact* site : world_.facts(world::kSites)) add_period(site->period);
  if (asks_registers(requirement)) {
    const auto& programme = world_.programme();
    for (const auto& [table, facts] : programme.tables) {
      for (const world::Fact& fact : facts) add_period(fact.period);
    }
    for (const world::Completeness& row : programme.completeness) add_period(row.period);
    for (const world::AreaVersion& area : programme.areas) add_period(area.period);
  }
  return {days.begin(), days.end()};
}

Result<std::vector<optim::Row>> Compiler::rows(const Directive& directive) {
  const Interpretation* chosen = directive.chosen();
  DOSTYQ_CHECK(chosen != nullptr);
  return rows(chosen->require, directive.date, directive.due_date());
}

Result<std::vector<optim::Row>> Compiler::rows(const Requirements& requirements, Date ordered_on,
                                               std::optional<Date> due) {
  Scope scope;
  scope.ordered_on = ordered_on;
  scope.area = world_.gazetteer().territory(world_.programme().config.country, ordered_on);
  if (due) scope.when = When{When::Mode::kBy, *due, *due};
  error_.reset();
  std::vector<optim::Row> found;
  for (const Requirement& requirement : requirements) append(found, of(requirement, scope));
  if (error_) return tl::unexpected(*error_);
  return found;
}

std::vector<optim::Row> Compiler::of(const Requirement& requirement, const Scope& outer) {
  Scope scope = outer;
  if (requirement.when) scope.when = requirement.when;
  if (const auto* form = std::get_if<RollOut>(&requirement.form))
    return roll_out_rows(*form, scope);
  std::vector<optim::Row> found;
  for (Date day : days_of(scope.when, requirement)) append(found, on_day(requirement, scope, day));
  return found;
}

std::vector<optim::Row> Compiler::on_day(const Requirement& requirement, const Scope& scope,
                                         Date day) {
  struct Visitor {
    Compiler& self;
    const Scope& scope;
    Date day;
    std::vector<optim::Row> operator()(const Count& f) const {
      return self.count_row(f, scope, day);
    }
    std::vector<optim::Row> operator()(const Reach& f) const {
      return self.reach_rows(f, scope, day);
    }
    std::vector<optim::Row> operator()(const ForEvery& f) const {
      return self.for_every_rows(f, scope, day);
    }
    std::vector<optim::Row> operator()(const RollOut& f) const {
      return self.roll_out_rows(f, scope);
    }
    std::vector<optim::Row> operator()(const AllOf& f) const {
      return self.of_parts(f.parts, scope, day);
    }
    std::vector<optim::Row> operator()(const AnyOf& f) const { return self.any_of(f, scope, day); }
    std::vector<optim::Row> operator()(const Evidence& f) const {
      return self.count_row(
          {"evidence", {}, {{"about", f.about}}, f.in, {}, {Comparison::Op::kAtLeast, f.at_least}},
          scope, day);
    }
  };
  return std::visit(Visitor{*this, scope, day}, requirement.form);
}

std::vector<optim::Row> Compiler::of_parts(const Requirements& parts, const Scope& scope,
                                           Date day) {
  std::vector<optim::Row> found;
  for (const Requirement& part : parts)
    append(found, part.when ? of(part, scope) : on_day(part, scope, day));
  return found;
}

std::vector<optim::Row> Compiler::any_of(const AnyOf& form, const Scope& scope, Date day) {
  std::vector<optim::Row> found;
  optim::Row one_of{1, optim::kInfinity, {}, ""};
  for (const Requirement& part : form.parts) {
    one_of.terms.push_back({indicator(of_parts({part}, scope, day), found), 1});
  }
  found.push_back(std::move(one_of));
  return found;
}

std::vector<size_t> Compiler::openings_within(const world::Territory& area) const {
  std::vector<size_t> found;
  for (const std::string& id : area.ids) {
    const auto here = openings_in_.find(id);
    if (here != openings_in_.end())
      found.insert(found.end(), here->second.begin(), here->second.end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// What no plan changes (a register, a condition on columns) is a row without columns: it holds or
// it does not.
std::vector<optim::Row> Compiler::count_row(const Count& count, const Scope& scope,
                                            Date day) const {
  const world::Territory area = scope.named(count.in, world_);
  const auto& programme = world_.programme();
  const bool of_sites = count.table == world::kSites;
  const auto after = [&](Date from) { return !count.opened_after || from > *count.opened_after; };
  double there = 0;
  for (const world::Fact* fact : world_.facts(count.table)) {
    const bool counts =
        fact->period.contains(day) && area.contains(fact->area) && after(fact->period.from);
    if (counts && is_kind(fact->property("kind"), count.kinds) &&
        has_values(*fact, count.where, programme))
      ++there;
  }
  optim::Row row;
  if (of_sites && count.where.empty()) {
    std::vector<char> wanted;
    for (const world::SiteKind& kind : programme.config.kinds)
      wanted.push_back(is_kind(kind.id, count.kinds) ? 1 : 0);
    for (size_t i : openings_within(area)) {
      const Opening& opening = openings_[i];
      if (wanted[opening.kind] != 0 && opens(opening) <= day && after(opens(opening)))
        row.terms.push_back({opening.column, 1});
    }
  }
  const bool at_least = count.comparison.op == Comparison::Op::kAtLeast;
  const double still = static_cast<double>(count.comparison.n) - there;
  if (count.comparison.op != Comparison::Op::kAtMost) row.lower = still;
  if (!at_least) row.upper = still;
  // Of a list that is not known to be complete nobody can say "no more than": never.
  if (!of_sites && !at_least && !world_.is_complete(count.table, "", area, day))
    row.lower = 1, row.upper = optim::kInfinity;
  return {std::move(row)};
}

std::vector<optim::Row> Compiler::for_every_rows(const ForEvery& form, const Scope& scope,
                                                 Date day) {
  Result<std::vector<world::Territory>> areas =
      in_order_of_ids(resolve(form.areas, world_, scope.ordered_on));
  if (!areas) {
    error_ = areas.error();
    return {};
  }
  std::vector<optim::Row> found;
  for (world::Territory& area : *areas) {
    Scope inner = scope;
    inner.area = std::move(area);
    append(found, of_parts(form.then, inner, day));
  }
  return found;
}

std::vector<optim::Row> Compiler::roll_out_rows(const RollOut& form, const Scope& scope) {
  Result<std::vector<world::Territory>> areas =
      in_order_of_ids(resolve(form.areas, world_, scope.ordered_on));
  if (!areas) {
    error_ = areas.error();
    return {};
  }
  std::vector<optim::Row> found;
  for (const Milestone& milestone : form.milestones) {
    optim::Row enough;
    const int64_t least = (milestone.percent * static_cast<int64_t>(areas->size()) + 99) / 100;
    enough.lower = static_cast<double>(least);
    for (const world::Territory& area : *areas) {
      Scope inner = scope;
      inner.area = area;
      enough.terms.push_back({indicator(of_parts(form.then, inner, milestone.by), found), 1});
    }
    found.push_back(std::move(enough));
  }
  return found;
}

int Compiler::indicator(const std::vector<optim::Row>& rows, std::vector<optim::Row>& enforcing) {
  const int column = model_.add_column({0, 1, 0, true, ""});
  for (const optim::Row& row : rows) {
    const auto [least, most] = activity(row, model_);
    // Each side is relaxed, when the column is 0, to what always holds.
    if (row.lower > least) {
      optim::Row side{least, optim::kInfinity, row.terms, ""};
      side.terms.push_back({column, -(row.lower - least)});
      enforcing.push_back(std::move(side));
    }
    if (row.upper < most) {
      optim::Row side{-optim::kInfinity, most, row.terms, ""};
      side.terms.push_back({column, most - row.upper});
      enforcing.push_back(std::move(side));
    }
  }
  return column;
}

}  // namespace dostyq::directive
