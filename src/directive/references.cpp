#include "directive/references.hpp"

#include <algorithm>

namespace dostyq::directive {
namespace {

void sort_unique(std::vector<std::string>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

template <typename Rows>
std::vector<std::string> ids_of(const Rows& rows) {
  std::vector<std::string> ids;
  ids.reserve(rows.size());
  for (const auto& row : rows) ids.push_back(row.id);
  sort_unique(ids);
  return ids;
}

}  // namespace

References::References(const world::Programme& programme)
    : areas(ids_of(programme.areas)),
      bodies(ids_of(programme.bodies)),
      sources(ids_of(programme.sources)),
      groups(ids_of(programme.groups)),
      places(ids_of(programme.places)),
      tables(ids_of(programme.config.registers)),
      limit_minutes(programme.config.travel.limit_minutes),
      programme_(programme) {
  for (const world::StatArea& stat_area : programme.stat_areas)
    editions.push_back(stat_area.edition);
  for (const world::SiteKind& kind : programme.config.kinds) {
    kinds.push_back(kind.id);
    kinds.insert(kinds.end(), kind.counts_as.begin(), kind.counts_as.end());
  }
  tables.push_back(world::kSites);
  sort_unique(editions);
  sort_unique(kinds);
  sort_unique(tables);
}

std::vector<std::string> References::columns(const std::string& table) const {
  if (table == world::kSites) return {"address", "lat", "lon", "name_en", "name_kk", "name_ru"};
  for (const world::RegisterSchema& schema : programme_.config.registers) {
    if (schema.id != table) continue;
    std::vector<std::string> columns = schema.columns;
    sort_unique(columns);
    return columns;
  }
  return {};
}

bool References::has(const std::vector<std::string>& sorted, const std::string& id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

}  // namespace dostyq::directive
