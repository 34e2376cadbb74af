#include <algorithm>

#include "directive/evaluate_forms.hpp"
#include "directive/finding.hpp"
#include "world/succession.hpp"

namespace dostyq::directive {
namespace {

constexpr size_t kNamesShown = 6;

// A cell may be a list: a|b|c.
bool cell_has(const std::string& cell, const std::string& value) {
  size_t begin = 0;
  while (true) {
    const size_t end = cell.find('|', begin);
    if (cell.substr(begin, end == std::string::npos ? end : end - begin) == value) return true;
    if (end == std::string::npos) return false;
    begin = end + 1;
  }
}

bool is_of_kind(const world::Fact& fact, const std::vector<std::string>& kinds,
                const world::Programme& programme) {
  if (kinds.empty()) return true;
  const world::SiteKind* kind = programme.find_kind(fact.property("kind"));
  if (kind == nullptr) return false;
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const std::string& wanted) { return kind->is(wanted); });
}

bool matches(const Count& count, const world::Fact& fact, const world::Programme& programme) {
  if (!is_of_kind(fact, count.kinds, programme)) return false;
  if (count.opened_after && fact.period.from <= *count.opened_after) return false;
  return std::all_of(count.where.begin(), count.where.end(), [&](const auto& entry) {
    const std::string& cell = fact.property(entry.first);
    if (entry.first == "body") return world::acts_for(programme, cell, entry.second);
    return cell_has(cell, entry.second);
  });
}

Text name_of(const world::Fact& fact) {
  Text name{fact.property("name_kk"), fact.property("name_ru"), fact.property("name_en")};
  if (!name.en.empty()) return name;
  return i18n::same(fact.id);
}

Text list_names(const std::vector<const world::Fact*>& facts) {
  Text list;
  for (Language language : kLanguages) {
    std::string& words = list.in(language);
    for (size_t i = 0; i < facts.size() && i < kNamesShown; ++i) {
      if (i > 0) words += "; ";
      words += name_of(*facts[i]).in(language);
    }
    if (facts.size() > kNamesShown) words += "; …";
  }
  return list;
}

Text table_name(const world::Programme& programme, const std::string& table) {
  for (const world::RegisterSchema& schema : programme.config.registers) {
    if (schema.id == table) return schema.name;
  }
  return i18n::say(i18n::Phrase{"table." + table, {}});
}

bool is_complete(const Count& count, const world::World& world, const world::Territory& area,
                 Date day) {
  if (count.kinds.empty()) return world.is_complete(count.table, "", area, day);
  return std::all_of(count.kinds.begin(), count.kinds.end(), [&](const std::string& kind) {
    return world.is_complete(count.table, kind, area, day);
  });
}

Truth compare(const Comparison& comparison, int64_t known, bool complete) {
  const int64_t n = comparison.n;
  const Truth otherwise = complete ? Truth::kFalse : Truth::kUnknown;
  switch (comparison.op) {
    case Comparison::Op::kAtLeast:
      return known >= n ? Truth::kTrue : otherwise;
    case Comparison::Op::kAtMost:
      if (known > n) return Truth::kFalse;
      return complete ? Truth::kTrue : Truth::kUnknown;
    case Comparison::Op::kExactly:
      if (known > n) return Truth::kFalse;
      if (known == n) return complete ? Truth::kTrue : Truth::kUnknown;
      return otherwise;
  }
  return Truth::kUnknown;
}

// An absence, or an upper limit, rests on the declaration that the table is complete.
void rest_on_completeness(Finding& finding, const Count& count, const world::World& world) {
  for (const world::Completeness& row : world.programme().completeness) {
    if (row.table == count.table) rest_on(finding, row.provenance);
  }
}

}  // namespace

std::vector<const world::Fact*> matching(const Count& count, const world::World& world,
                                         const world::Territory& area, Date day) {
  std::vector<const world::Fact*> found;
  for (const world::Fact* fact : world.facts(count.table)) {
    if (fact->period.contains(day) && area.contains(fact->area) &&
        matches(count, *fact, world.programme())) {
      found.push_back(fact);
    }
  }
  return found;
}

Finding evaluate_count(const Count& count, const world::World& world, const world::Territory& area,
                       Date day) {
  const std::vector<const world::Fact*> found = matching(count, world, area, day);
  const auto known = static_cast<int64_t>(found.size());
  const bool complete = is_complete(count, world, area, day);
  Finding finding;
  finding.truth = compare(count.comparison, known, complete);
  for (const world::Fact* fact : found) {
    rest_on(finding, fact->provenance);
    finding.facts.push_back(count.table + "/" + fact->id);
  }
  const bool by_presence =
      finding.truth == Truth::kTrue && count.comparison.op == Comparison::Op::kAtLeast;
  if (!by_presence && finding.truth != Truth::kUnknown) rest_on_completeness(finding, count, world);
  const Text table = table_name(world.programme(), count.table);
  const Text needed = i18n::number(count.comparison.n);
  if (finding.truth == Truth::kUnknown) {
    finding.witness.push_back(
        {"evaluate.count_unknown", {area.name, table, i18n::number(known), needed}});
  } else if (found.empty()) {
    finding.witness.push_back({"evaluate.count_none", {area.name, table, needed}});
  } else {
    finding.witness.push_back({"evaluate.count_found",
                               {area.name, table, i18n::number(known), needed, list_names(found)}});
  }
  if (finding.truth != Truth::kTrue) finding.missing_areas.push_back(area.area);
  if (finding.truth == Truth::kFalse) finding.shortfall = std::abs(count.comparison.n - known);
  if (area.split) finding.witness.push_back({"evaluate.split_area", {area.name}});
  tidy(finding);
  return finding;
}

Count as_count(const Evidence& evidence) {
  Count count;
  count.table = "evidence";
  count.where = {{"about", evidence.about}};
  count.in = evidence.in;
  count.comparison = {Comparison::Op::kAtLeast, evidence.at_least};
  return count;
}

}  // namespace dostyq::directive
