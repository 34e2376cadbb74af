#include "planning/case.hpp"

#include <algorithm>

#include "directive/parse.hpp"
#include "io/file.hpp"
#include "world/load.hpp"

namespace dostyq::planning {
namespace {

// Moves every `by` and every milestone, at any depth.
void slip(directive::Requirement& requirement, int32_t days) {
  struct Visitor {
    int32_t days;
    void operator()(directive::Count&) const {}
    void operator()(directive::Reach&) const {}
    void operator()(directive::Evidence&) const {}
    void operator()(directive::ForEvery& form) const { all(form.then); }
    void operator()(directive::RollOut& form) const {
      for (directive::Milestone& step : form.milestones) step.by = step.by.plus_days(days);
      all(form.then);
    }
    void operator()(directive::AllOf& form) const { all(form.parts); }
    void operator()(directive::AnyOf& form) const { all(form.parts); }
    void all(directive::Requirements& parts) const {
      for (directive::Requirement& part : parts) slip(part, days);
    }
  };
  if (requirement.when && requirement.when->mode == directive::When::Mode::kBy) {
    requirement.when->from = requirement.when->to = requirement.when->from.plus_days(days);
  }
  std::visit(Visitor{days}, requirement.form);
}

Checked<Case> with_seasons(Case loaded, const std::filesystem::path& folder,
                           const world::RoadFile& roads, world::RoadOptions options) {
  const world::Programme& programme = loaded.world.programme();
  const auto seasons = world::road_seasons(programme, folder);
  if (!seasons) return tl::unexpected(seasons.error());
  for (const std::string& season : *seasons) {
    options.season = season;
    Checked<world::RoadTimes> times = world::road_times(programme, folder, roads, options);
    if (!times) return tl::unexpected(times.error());
    loaded.seasons.push_back(
        {season, loaded.world.with_roads(std::move(times->table), std::move(times->facts))});
  }
  return loaded;
}

}  // namespace

Checked<Case> load_case(const std::filesystem::path& folder, const LoadOptions& options) {
  Checked<world::Programme> programme = world::load(folder);
  if (!programme) return tl::unexpected(programme.error());
  const std::string file = "directives.toml";
  const Result<std::string> text = io::read_file(folder / file);
  if (!text) return tl::unexpected(Problems{text.error()});
  Checked<std::vector<directive::Directive>> directives = directive::parse(*text, file, *programme);
  if (!directives) return tl::unexpected(directives.error());
  const auto roads = world::find_road_file(folder);
  if (!roads) return tl::unexpected(Problems{roads.error()});
  if (!*roads || !programme->travel.empty()) {
    return Case{world::World(std::make_shared<const world::Programme>(std::move(*programme))),
                std::move(*directives),
                {}};
  }
  Checked<world::RoadTimes> times = world::road_times(*programme, folder, **roads, options.roads);
  if (!times) return tl::unexpected(times.error());
  programme->input_hashes[times->facts.file] = io::hex((*roads)->hash);
  Case loaded{world::World(std::make_shared<const world::Programme>(std::move(*programme)),
                           std::move(times->table), std::move(times->facts)),
              std::move(*directives),
              {}};
  if (!options.seasons) return loaded;
  return with_seasons(std::move(loaded), folder, **roads, options.roads);
}

Result<void> choose_readings(Case& loaded, const std::map<std::string, std::string>& readings) {
  for (const auto& [id, reading] : readings) {
    const auto order = std::find_if(loaded.directives.begin(), loaded.directives.end(),
                                    [&](const auto& d) { return d.id == id; });
    if (order == loaded.directives.end()) return fail("planning.unknown_directive", {id});
    directive::Interpretation* latest = nullptr;  // a reading may have several versions
    for (directive::Interpretation& choice : order->interpretations) {
      if (choice.id == reading && (latest == nullptr || choice.version > latest->version))
        latest = &choice;
    }
    if (latest == nullptr) return fail("planning.unknown_reading", {id, reading});
    for (directive::Interpretation& choice : order->interpretations)
      choice.chosen = &choice == latest;
  }
  return {};
}

Result<void> slip_dates(Case& loaded, const std::map<std::string, Date>& dates) {
  for (const auto& [id, date] : dates) {
    const auto order = std::find_if(loaded.directives.begin(), loaded.directives.end(),
                                    [&](const auto& d) { return d.id == id; });
    if (order == loaded.directives.end()) return fail("planning.unknown_directive", {id});
    const auto reading = std::find_if(order->interpretations.begin(), order->interpretations.end(),
                                      [](const auto& i) { return i.chosen; });
    if (reading == order->interpretations.end()) return fail("planning.nothing_to_slip", {id});
    // Dates inside the requirements are steps on the way to the same day: they move by as much.
    const int32_t days = order->due_date() ? date - *order->due_date() : 0;
    for (directive::Requirement& requirement : reading->require) slip(requirement, days);
    reading->due = date;
  }
  return {};
}

}  // namespace dostyq::planning
