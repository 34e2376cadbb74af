#include "world/gazetteer.hpp"

#include <algorithm>

#include "world/area_names.hpp"
#include "world/territory.hpp"

namespace dostyq::world {
namespace {

Text joined(Text a, const Text& b) {
  for (const Language language : kLanguages) {
    std::string& text = a.in(language);
    if (!text.empty()) text += " + ";
    text += b.in(language);
  }
  return a;
}

Text latest_name(const Programme& programme, const std::string& area) {
  const AreaVersion* latest = programme.find_area(area, Date::distant_future());
  return latest == nullptr ? Text{} : latest->name;
}

}  // namespace

bool Territory::contains(const std::string& area_id) const {
  return std::binary_search(ids.begin(), ids.end(), area_id);
}

Gazetteer::Gazetteer(const Programme& programme) : programme_(programme) {}

Territory Gazetteer::territory(const std::string& area, Date named_on) const {
  const std::lock_guard<std::mutex> guard(lock_);
  const auto [known, is_new] = territories_.try_emplace({area, named_on});
  if (is_new) {
    TerritoryBuilder builder(programme_);
    builder.add(area, named_on);
    known->second = builder.finish(area, latest_name(programme_, area));
  }
  return known->second;
}

Territory Gazetteer::territory(const StatArea& stat_area) const {
  const Date edition = Date::parse(stat_area.edition).value_or(Date::distant_future());
  TerritoryBuilder builder(programme_);
  Text name;
  for (const std::string& member : stat_area.members) {
    builder.add(member, edition);
    name = joined(std::move(name), latest_name(programme_, member));
  }
  Territory territory = builder.finish(stat_area.id, std::move(name));
  territory.pooled = stat_area.pooled();
  return territory;
}

std::vector<std::string> Gazetteer::areas_of_kind(AreaKind kind, const Territory& territory,
                                                  Date day) const {
  std::vector<std::string> found;
  for (const std::string& id : territory.ids) {
    const AreaVersion* version = programme_.find_area(id, day);
    if (version != nullptr && version->kind == kind && version->period.contains(day))
      found.push_back(id);
  }
  return found;
}

std::string Gazetteer::region_of(const std::string& area, Date day) const {
  const AreaVersion* version = programme_.find_area(area, day);
  while (version != nullptr && version->kind == AreaKind::kDistrict) {
    version = programme_.find_area(version->parent, day);
  }
  return version == nullptr ? "" : version->id;
}

std::vector<std::string> Gazetteer::find(const std::string& name, Date day,
                                         const std::string& within) const {
  const AreaName wanted(name);
  std::vector<const AreaVersion*> full;
  std::vector<const AreaVersion*> short_form;
  for (const AreaVersion& version : programme_.areas) {
    if (version.period.from > day || (!within.empty() && !lay_in(version.id, within, day)))
      continue;
    const AreaName::Match match = wanted.match(version);
    if (match == AreaName::Match::kFull) full.push_back(&version);
    if (match != AreaName::Match::kNone) short_form.push_back(&version);
  }
  // "Алматы облысы" means the region and not the city, which shares the short name "Алматы".
  std::vector<const AreaVersion*>& found = wanted.says_kind() && !full.empty() ? full : short_form;
  std::sort(found.begin(), found.end(), [](const AreaVersion* a, const AreaVersion* b) {
    return a->period.from != b->period.from ? a->period.from > b->period.from : a->id < b->id;
  });
  std::vector<std::string> ids;
  for (const AreaVersion* version : found) {
    if (std::find(ids.begin(), ids.end(), version->id) == ids.end()) ids.push_back(version->id);
  }
  return ids;
}

bool Gazetteer::lay_in(const std::string& area, const std::string& ancestor, Date day) const {
  const AreaVersion* around = programme_.find_area(ancestor, day);
  if (around == nullptr) return false;
  // An area that had ended by then held what it held on its last day.
  if (day >= around->period.to) day = around->period.to.plus_days(-1);
  std::string at = area;
  for (int level = 0; level < 4 && !at.empty(); ++level) {
    const AreaVersion* version = programme_.find_area(at, day);
    if (version == nullptr) return false;
    at = version->parent;
    if (at == ancestor) return true;
  }
  return false;
}

}  // namespace dostyq::world
