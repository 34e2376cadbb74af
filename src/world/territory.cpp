#include "world/territory.hpp"

namespace dostyq::world {

void TerritoryBuilder::add(const std::string& area, Date day) {
  // "Today, whenever that is": periods are half open, so that no period contains the distant future
  // itself.
  if (day == Date::distant_future()) day = *Date::from_ymd(9999, 12, 31);
  const AreaVersion* version = programme_.find_area(area, day);
  if (version == nullptr || !named_.insert(area).second) return;
  if (version->period.contains(day)) {
    put(area, day, true);
  } else if (day < version->period.from) {
    put(area, version->period.from, true);
  } else {
    add_ended(area, day, version->period.to.plus_days(-1));
  }
}

Territory TerritoryBuilder::finish(const std::string& area, Text name) {
  // A merger may become wholly inside only after its second half was found: repeat until nothing
  // changes.
  for (bool again = true; again;) {
    again = false;
    const auto found = parts_;
    for (const auto& [id, part] : found) {
      if (part.whole && put_inner(id, part.since)) again = true;
      if (put_successors(id, part)) again = true;
    }
  }
  Territory territory;
  territory.area = area;
  territory.name = std::move(name);
  for (const auto& [id, part] : parts_) territory.ids.push_back(id);
  territory.split = split_;
  return territory;
}

bool TerritoryBuilder::put(const std::string& area, Date since, bool whole) {
  const auto [at, is_new] = parts_.try_emplace(area, Part{since, whole});
  if (is_new || at->second.whole || !whole) return is_new;
  at->second = {since, true};
  return true;
}

void TerritoryBuilder::add_ended(const std::string& area, Date day, Date last_day) {
  const auto successions = successions_after(area, last_day);
  put(area, last_day, successions.empty());
  for (const Succession* succession : successions) add(succession->newer, day);
}

bool TerritoryBuilder::put_inner(const std::string& area, Date since) {
  bool changed = false;
  for (const AreaVersion& version : programme_.areas) {
    if (version.parent != area) continue;
    if (version.period.contains(since)) {
      changed = put(version.id, since, true) || changed;
    } else if (since < version.period.from && first_day(version.id) == version.period.from &&
               predecessors(version.id).empty()) {
      changed = put(version.id, version.period.from, true) || changed;
    }
  }
  return changed;
}

bool TerritoryBuilder::put_successors(const std::string& area, const Part& part) {
  bool changed = false;
  for (const Succession* succession : successions_after(area, part.since)) {
    const std::string& newer = succession->newer;
    bool whole = first_day(newer) >= succession->date;
    for (const std::string& older : predecessors(newer)) {
      const auto known = parts_.find(older);
      whole = whole && known != parts_.end() && known->second.whole;
    }
    changed = put(newer, succession->date, whole) || changed;
  }
  return changed;
}

std::vector<const Succession*> TerritoryBuilder::successions_after(const std::string& area,
                                                                   Date day) {
  std::vector<const Succession*> found;
  std::set<std::string> newer;
  for (const Succession& succession : programme_.successions) {
    if (succession.of_body || succession.older != area || succession.date <= day) continue;
    found.push_back(&succession);
    newer.insert(succession.newer);
    const AreaVersion* after = programme_.find_area(area, succession.date);
    if (after != nullptr && after->period.contains(succession.date))
      newer.insert(area);  // it lost a part
  }
  split_ = split_ || newer.size() > 1;
  return found;
}

std::set<std::string> TerritoryBuilder::predecessors(const std::string& area) const {
  std::set<std::string> older;
  for (const Succession& succession : programme_.successions) {
    if (!succession.of_body && succession.newer == area) older.insert(succession.older);
  }
  return older;
}

Date TerritoryBuilder::first_day(const std::string& area) const {
  const AreaVersion* first = programme_.find_area(area, Date::distant_past());
  return first == nullptr ? Date::distant_future() : first->period.from;
}

}  // namespace dostyq::world
