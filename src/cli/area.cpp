#include <fmt/format.h>

#include "cli/commands.hpp"
#include "world/load.hpp"

namespace dostyq::cli {

int find_area(const AreaArguments& arguments, const Context& context) {
  const Checked<world::Programme> programme = world::load(arguments.folder);
  if (!programme) return context.fail(programme.error());
  Date at = today();
  if (!arguments.at.empty()) {
    const Result<Date> typed = parse_date(arguments.at, "--at");
    if (!typed) return context.fail(typed.error());
    at = *typed;
  }
  const world::Gazetteer gazetteer(*programme);
  if (!arguments.within.empty() && programme->find_area(arguments.within, at) == nullptr) {
    return context.fail(Error{ErrorCode::kBadInput, "cli.unknown_area", {arguments.within}, {}});
  }
  const std::vector<std::string> found = gazetteer.find(arguments.name, at, arguments.within);
  if (found.empty())
    return context.fail(
        Error{ErrorCode::kBadInput, "cli.no_area", {arguments.name, at.to_string()}, {}});
  for (const std::string& id : found) {
    const world::Territory area = gazetteer.territory(id, at);
    const auto where = [&](Date day) {
      const world::AreaVersion* region = programme->find_area(gazetteer.region_of(id, day), day);
      return region == nullptr ? std::string("–") : region->name.in(context.language);
    };
    fmt::print("{:<28} {}\n", id, area.name.in(context.language));
    fmt::print("    {}: {}\n    {}: {}\n", at.to_string(), where(at), context.say("cli.now"),
               where(today()));
    if (area.split)
      fmt::print("    {}\n", i18n::say("evaluate.split_area", {area.name.in(context.language)},
                                       context.language));
  }
  return kDone;
}

}  // namespace dostyq::cli
