#include "planning/case.hpp"

#include <algorithm>

#include "directive/parse.hpp"
#include "io/file.hpp"
#include "world/load.hpp"

namespace dostyq::planning {

Checked<Case> load_case(const std::filesystem::path& folder) {
  Checked<world::Programme> programme = world::load(folder);
  if (!programme) return tl::unexpected(programme.error());
  const std::string file = "directives.toml";
  const Result<std::string> text = io::read_file(folder / file);
  if (!text) return tl::unexpected(Problems{text.error()});
  Checked<std::vector<directive::Directive>> directives = directive::parse(*text, file, *programme);
  if (!directives) return tl::unexpected(directives.error());
  return Case{world::World(std::make_shared<const world::Programme>(std::move(*programme))),
              std::move(*directives)};
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
    for (directive::Requirement& requirement : reading->require) {
      if (!requirement.when || requirement.when->mode != directive::When::Mode::kBy) continue;
      requirement.when->from = requirement.when->to = requirement.when->from.plus_days(days);
    }
    reading->due = date;
  }
  return {};
}

}  // namespace dostyq::planning
