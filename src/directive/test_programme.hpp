#pragma once

#include <string>
#include <string_view>

#include "world/programme.hpp"

// For tests only: a small country of one region with two districts, and a second region; and a
// directive for it.
namespace dostyq::directive::testing {

inline world::AreaVersion area(std::string id, world::AreaKind kind, std::string parent,
                               Text name) {
  world::AreaVersion area;
  area.id = std::move(id);
  area.kind = kind;
  area.parent = std::move(parent);
  area.name = std::move(name);
  return area;
}

inline world::SiteKind kind(std::string id, std::vector<std::string> classes, Text name,
                            int64_t open_cost) {
  world::SiteKind kind;
  kind.id = std::move(id);
  kind.counts_as = std::move(classes);
  kind.name = std::move(name);
  kind.open_cost = open_cost;
  return kind;
}

inline void add_areas(world::Programme& programme) {
  using enum world::AreaKind;
  programme.areas = {
      area("korday", kDistrict, "zhambyl",
           {"Қордай ауданы", "Кордайский район", "Korday District"}),
      area("kz", kCountry, "", {"Қазақстан", "Казахстан", "Kazakhstan"}),
      area("merke", kDistrict, "zhambyl", {"Меркі ауданы", "Меркенский район", "Merke District"}),
      area("zhambyl", kRegion, "kz", {"Жамбыл облысы", "Жамбылская область", "Zhambyl Region"}),
      area("zhetysu", kRegion, "kz", {"Жетісу облысы", "область Жетісу", "Zhetysu Region"}),
  };
}

inline void add_config(world::Programme& programme) {
  world::Config& config = programme.config;
  config.id = "test";
  config.country = "kz";
  config.edition = "2025-01-01";
  config.epoch = *Date::parse("2020-01-01");
  config.phases.resize(2);
  config.phases[0] = {"2027", *Date::parse("2027-01-01"), *Date::parse("2027-12-31"), 1000,
                      {},     Confidence::kDemo};
  config.phases[1] = {"2028", *Date::parse("2028-01-01"), *Date::parse("2028-12-31"), 1000,
                      {},     Confidence::kDemo};
  config.classes = {
      {"house", {"Достық үйі", "Дом дружбы", "House of Friendship"}},
      {"representation",
       {"өкілдік: Достық үйі, филиал немесе өкіл",
        "представленность: Дом дружбы, филиал или представитель",
        "representation: House of Friendship, branch or representative"}},
  };
  config.kinds = {
      kind("branch", {"branch", "representation"}, {"филиал", "филиал", "branch"}, 100),
      kind("hall", {"hall", "house", "representation"}, {"зал", "зал", "hall"}, 900),
      kind("palace", {"house", "palace", "representation"}, {"сарай", "дворец", "palace"}, 5000),
  };
  config.registers = {
      {"evidence", {"Айғақтар", "Свидетельства", "Evidence"}, {"about", "document"}},
      {"mediators", {"Медиаторлар", "Медиаторы", "Mediators"}, {"body", "languages", "trained"}},
      {"stops", {"Аялдамалар", "Остановки", "Stops"}, {"place", "state"}},
  };
}

inline world::Programme programme() {
  world::Programme programme;
  add_config(programme);
  add_areas(programme);
  for (const char* id : {"akimat", "president"}) {
    world::Body body;
    body.id = id;
    body.name = {"Әкімдік", "Акимат", "Akimat"};
    programme.bodies.push_back(body);
  }
  world::Source source;
  source.id = "speech";
  programme.sources = {source};
  world::Group group;
  group.id = "uyghur";
  group.name = {"Ұйғырлар", "Уйгуры", "Uyghurs"};
  programme.groups = {group};
  world::StatArea stat_area;
  stat_area.id = "korday";
  stat_area.members = {"korday"};
  stat_area.edition = "2025-01-01";
  programme.stat_areas = {stat_area};
  world::Place place;
  place.id = "korday-seat";
  place.area = "korday";
  place.name = {"Қордай", "Кордай", "Korday"};
  programme.places = {place};
  return programme;
}

inline constexpr std::string_view kHead = R"(format = 1
[[directive]]
id = "R1"
text = { kk = "а", ru = "б", en = "c" }
source = "speech"
date = 2025-04-24
passage = 5
issuer = "president"
bodies = ["akimat"]
modality = "ordered"
[[directive.interpretation]]
id = "i"
version = 1
decided_by = "we"
decided_on = 2026-11-23
why = { kk = "а", ru = "б", en = "c" }
force = "binding"
chosen = true
)";
inline constexpr int kFirstRequirementLine = 20;

/// The file with one requirement: these lines.
inline std::string with_requirement(std::string_view lines) {
  return std::string(kHead) + "[[directive.interpretation.require]]\n" + std::string(lines) + "\n";
}

}  // namespace dostyq::directive::testing
