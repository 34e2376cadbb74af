#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "world/mend_folder.hpp"
#include "world/new_programme.hpp"

namespace dostyq::cli {

int check(const CheckArguments& arguments, const Context& context) {
  if (arguments.fix) {
    const Checked<std::vector<std::string>> mended = world::mend_folder(arguments.folder);
    if (!mended) return context.fail(mended.error());
    for (const std::string& file : *mended)
      fmt::print(stderr, "{}\n", context.say("cli.mended", {file}));
  }
  CaseArguments folder;
  folder.folder = arguments.folder;
  const Checked<planning::Case> loaded = load(folder, context);
  if (!loaded) return context.fail(loaded.error());
  const auto& programme = loaded->world.programme();
  const auto count = [](size_t n) { return std::to_string(n); };
  if (context.json) {
    const nlohmann::ordered_json out{{"status", "ok"},
                                     {"areas", programme.areas.size()},
                                     {"places", programme.places.size()},
                                     {"directives", loaded->directives.size()},
                                     {"people", loaded->world.demand().people},
                                     {"problems", nlohmann::ordered_json::array()}};
    fmt::print("{}\n", out.dump(2));
    return kDone;
  }
  fmt::print(
      "{} {}\n", context.paint("32", "✓"),
      context.say("cli.check_ok",
                  {programme.config.name.in(context.language), count(programme.areas.size()),
                   count(programme.places.size()), count(programme.tables.at(world::kSites).size()),
                   count(loaded->directives.size()),
                   i18n::number(loaded->world.demand().people).in(context.language)}));
  return kDone;
}

int create(const std::string& folder, const Context& context) {
  if (const Result<void> done = world::create_new(folder); !done) return context.fail(done.error());
  fmt::print("{}\n", context.say("cli.created", {folder}));
  return kDone;
}

}  // namespace dostyq::cli
