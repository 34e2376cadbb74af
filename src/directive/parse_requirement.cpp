#include "directive/parse_requirement.hpp"

#include <algorithm>

#include "directive/names.hpp"

namespace dostyq::directive {
namespace {

constexpr int64_t kMostCounted =
    1'000'000'000'000;  ///< far above any count, far below overflow of 100 · n

/// Those of `keys` that the table has.
template <typename Keys>
std::vector<std::string_view> present(const Fields& fields, const Keys& keys) {
  std::vector<std::string_view> found;
  for (std::string_view key : keys) {
    if (fields.has(key)) found.push_back(key);
  }
  return found;
}

template <typename Keys>
std::string listed(const Keys& keys) {
  std::string out;
  for (std::string_view key : keys) out += (out.empty() ? "" : ", ") + std::string(key);
  return out;
}

}  // namespace

Requirements RequirementReader::list(Fields& fields, std::string_view key) {
  Requirements out;
  for (const toml::table* table : fields.tables(key, Need::kRequired))
    out.push_back(requirement(*table));
  return out;
}

Requirement RequirementReader::requirement(const toml::table& table) {
  Fields fields(table, log_);
  const auto forms = present(fields, kFormNames);
  if (forms.size() != 1) {
    log_.add(table.source(), "directive.one_form",
             {listed(kFormNames), std::to_string(forms.size())});
    return {};
  }
  Requirement out;
  out.when = when(fields);
  const std::string_view form = forms.front();
  if (form == "count") out.form = count(fields);
  if (form == "for_every") out.form = for_every(fields);
  if (form == "reach") out.form = reach(fields);
  if (form == "roll_out") out.form = roll_out(fields);
  if (form == "evidence") out.form = evidence(fields);
  if (form == "all_of") out.form = AllOf{list(fields, "all_of")};
  if (form == "any_of") out.form = AnyOf{list(fields, "any_of")};
  fields.finish();
  return out;
}

std::optional<When> RequirementReader::when(Fields& fields) {
  constexpr std::array<std::string_view, 3> kKeys{"by", "keep_from", "during"};
  const auto keys = present(fields, kKeys);
  if (keys.empty()) return std::nullopt;
  if (keys.size() > 1) fields.problem(keys[1], "directive.one_when", {listed(kKeys)});
  // The milestones of a roll-out are its dates; a second date could only contradict them.
  if (fields.has("roll_out") || in_roll_out_ > 0)
    fields.problem(keys[0], "directive.when_in_roll_out");
  const auto by = fields.date("by", Need::kOptional);
  const auto keep = fields.date("keep_from", Need::kOptional);
  const toml::table* during = fields.inner("during", Need::kOptional);
  if (by) return When{When::Mode::kBy, *by, *by};
  if (keep) return When{When::Mode::kKeepFrom, *keep, *keep};
  if (!during) return std::nullopt;
  Fields days(*during, log_);
  const auto from = days.date("from", Need::kRequired);
  const auto to = days.date("to", Need::kRequired);
  days.finish();
  if (!from || !to) return std::nullopt;
  if (*to < *from) days.problem("to", "directive.ends_before_start");
  return When{When::Mode::kDuring, *from, *to};
}

Count RequirementReader::count(Fields& fields) {
  Count out;
  out.table = fields.string("count", Need::kRequired).value_or("");
  const bool known = References::has(references_.tables, out.table);
  if (!known && !out.table.empty()) {
    fields.unknown("count", "directive.unknown_table", out.table, references_.tables);
  }
  out.kinds = fields.strings("kind", Need::kOptional, true, false);
  if (fields.has("kind") && known && out.table != world::kSites) {
    fields.problem("kind", "directive.kind_of_sites_only", {out.table});
  }
  for (const std::string& kind : out.kinds) {
    if (!References::has(references_.kinds, kind)) {
      fields.unknown("kind", "directive.unknown_kind", kind, references_.kinds);
    }
  }
  out.where = where(fields, known ? out.table : "");
  out.in = area(fields);
  out.opened_after = fields.date("opened_after", Need::kOptional);
  out.comparison = comparison(fields);
  return out;
}

std::map<std::string, std::string> RequirementReader::where(Fields& fields,
                                                            const std::string& table) {
  std::map<std::string, std::string> out;
  const toml::table* conditions = fields.inner("where", Need::kOptional);
  if (!conditions) return out;
  Fields columns(*conditions, log_);
  const auto known = references_.columns(table);
  for (const auto& [key, node] : *conditions) {
    const std::string column(key.str());
    const auto value = columns.string(column, Need::kRequired);
    if (!table.empty() && !References::has(known, column)) {
      columns.unknown(column, "directive.unknown_column", column, known);
    }
    if (!value) continue;
    if (column == "body" && !References::has(references_.bodies, *value)) {
      columns.unknown(column, "directive.unknown_body", *value, references_.bodies);
    }
    if (column == "place" && !References::has(references_.places, *value)) {
      columns.unknown(column, "directive.unknown_place", *value, references_.places);
    }
    out.emplace(column, *value);
  }
  return out;
}

Comparison RequirementReader::comparison(Fields& fields) {
  const auto keys = present(fields, kComparisonNames);
  if (keys.size() != 1) {
    fields.problem("count", "directive.one_comparison", {listed(kComparisonNames)});
  }
  Comparison out;
  for (size_t i = 0; i < kComparisonNames.size(); ++i) {
    // "At least 0" holds always: whoever writes it means something else.
    const int64_t least = i == static_cast<size_t>(Comparison::Op::kAtLeast) ? 1 : 0;
    if (const auto n = fields.integer(kComparisonNames[i], least, kMostCounted, Need::kOptional)) {
      out = {static_cast<Comparison::Op>(i), *n};
    }
  }
  return out;
}

ForEvery RequirementReader::for_every(Fields& fields) {
  ForEvery out;
  out.areas = area_set(fields, "for_every");
  out.then = list(fields, "then");
  return out;
}

AreaSet RequirementReader::area_set(Fields& fields, std::string_view key) {
  const toml::table* table = fields.inner(key, Need::kRequired);
  if (!table) return {};
  Fields set(*table, log_);
  constexpr std::array<std::string_view, 3> kKeys{"areas", "kind", "rule"};
  AreaSet out;
  if (present(set, kKeys).size() != 1) {
    log_.add(table->source(), "directive.one_area_set", {listed(kKeys)});
    return out;
  }
  if (set.has("areas")) {
    NamedAreas named{set.strings("areas", Need::kRequired, false, false)};
    for (const std::string& id : named.ids) {
      if (!References::has(references_.areas, id)) {
        set.unknown("areas", "directive.unknown_area", id, references_.areas);
      }
    }
    out = std::move(named);
  } else if (set.has("kind")) {
    constexpr std::array<std::string_view, 2> kAreaKinds{"region", "district"};
    AreasOfKind of_kind;
    if (const auto i = set.choice("kind", kAreaKinds, Need::kRequired))
      of_kind.kind = kAreaKinds[*i];
    of_kind.in = area(set);
    out = std::move(of_kind);
  } else {
    out = diversity(set);
  }
  set.finish();
  return out;
}

DiversityRule RequirementReader::diversity(Fields& set) {
  constexpr std::array<std::string_view, 1> kRules{"diversity"};
  DiversityRule rule;
  set.choice("rule", kRules, Need::kRequired);
  rule.share_percent =
      static_cast<int>(set.integer("share_percent", 1, 100, Need::kRequired).value_or(1));
  rule.edition = set.string("edition", Need::kRequired).value_or("");
  if (!rule.edition.empty() && !References::has(references_.editions, rule.edition)) {
    set.unknown("edition", "directive.unknown_edition", rule.edition, references_.editions);
  }
  if (const auto n = set.integer("at_most", 1, 1'000'000, Need::kOptional))
    rule.at_most = static_cast<int>(*n);
  rule.min_people = set.integer("min_people", 0, kMostCounted, Need::kOptional).value_or(0);
  rule.in = area(set);
  return rule;
}

Reach RequirementReader::reach(Fields& fields) {
  Reach out;
  const std::string who = fields.string("reach", Need::kRequired).value_or("everyone");
  if (who == "each_group") {
    out.who = Reach::Who::kEachGroup;
  } else if (who != "everyone") {
    out.who = Reach::Who::kGroup;
    out.group = who;
    if (!References::has(references_.groups, who)) {
      std::vector<std::string> known = references_.groups;
      known.insert(known.end(), {"each_group", "everyone"});
      fields.unknown("reach", "directive.unknown_group", who, known);
    }
  }
  out.percent = static_cast<int>(fields.integer("percent", 1, 100, Need::kRequired).value_or(1));
  out.minutes = static_cast<int>(
      fields.integer("minutes", 1, std::max(1, references_.limit_minutes), Need::kRequired)
          .value_or(1));
  out.kind = site_kind(fields, "kind");
  out.in = area(fields);
  out.capacity = fields.boolean("capacity", Need::kOptional).value_or(false);
  return out;
}

RollOut RequirementReader::roll_out(Fields& fields) {
  RollOut out;
  out.areas = area_set(fields, "roll_out");
  out.milestones = milestones(fields);
  ++in_roll_out_;
  out.then = list(fields, "then");
  --in_roll_out_;
  return out;
}

std::vector<Milestone> RequirementReader::milestones(Fields& fields) {
  std::vector<Milestone> out;
  for (const toml::table* table : fields.tables("milestones", Need::kRequired)) {
    Fields one(*table, log_);
    const auto by = one.date("by", Need::kRequired);
    const auto percent = one.integer("percent", 1, 100, Need::kRequired);
    one.finish();
    if (!by || !percent) continue;
    const Milestone milestone{*by, static_cast<int>(*percent)};
    if (!out.empty() && (milestone.by <= out.back().by || milestone.percent < out.back().percent)) {
      log_.add(table->source(), "directive.milestones_grow");
    }
    out.push_back(milestone);
  }
  return out;
}

Evidence RequirementReader::evidence(Fields& fields) {
  Evidence out;
  if (!References::has(references_.columns("evidence"), "about")) {
    fields.problem("evidence", "directive.no_evidence_register");
  }
  out.about = fields.string("evidence", Need::kRequired).value_or("");
  out.at_least = fields.integer("at_least", 1, kMostCounted, Need::kOptional).value_or(1);
  out.in = area(fields);
  return out;
}

std::string RequirementReader::area(Fields& fields) {
  const auto id = fields.string("in", Need::kOptional);
  if (id && !References::has(references_.areas, *id)) {
    fields.unknown("in", "directive.unknown_area", *id, references_.areas);
  }
  return id.value_or("");
}

std::string RequirementReader::site_kind(Fields& fields, std::string_view key) {
  const auto id = fields.string(key, Need::kRequired);
  if (id && !References::has(references_.kinds, *id)) {
    fields.unknown(key, "directive.unknown_kind", *id, references_.kinds);
  }
  return id.value_or("");
}

}  // namespace dostyq::directive
