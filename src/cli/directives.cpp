#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "directive/lint.hpp"
#include "directive/read_back.hpp"
#include "directive/schema.hpp"

namespace dostyq::cli {

int lint(const CaseArguments& arguments, const Context& context) {
  const Checked<planning::Case> loaded = load(arguments, context);
  if (!loaded) return context.fail(loaded.error());
  const std::vector<directive::Flag> flags =
      directive::lint(loaded->directives, loaded->world.programme());
  if (context.json) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const directive::Flag& flag : flags) {
      list.push_back({{"directive", flag.directive},
                      {"key", flag.phrase.key},
                      {"text", i18n::say(flag.phrase, context.language)}});
    }
    fmt::print("{}\n", nlohmann::ordered_json{{"flags", list}}.dump(2));
    return kDone;
  }
  for (const directive::Flag& flag : flags) {
    fmt::print("{:<7} {} {}\n", flag.directive, context.paint("33", "!"),
               i18n::say(flag.phrase, context.language));
  }
  fmt::print("{}\n", context.say("cli.flags", {std::to_string(flags.size()),
                                               std::to_string(loaded->directives.size())}));
  return kDone;
}

int show_directives(const CaseArguments& arguments, const Context& context) {
  const Checked<planning::Case> loaded = load(arguments, context);
  if (!loaded) return context.fail(loaded.error());
  for (const directive::Directive& order : loaded->directives) {
    fmt::print("{}  {}\n", context.paint("1", fmt::format("{:<6}", order.id)),
               order.text.in(context.language));
    for (const directive::Interpretation& reading : order.interpretations) {
      fmt::print("        {} {} v{}, {}, {}: {}\n", reading.chosen ? "●" : "○", reading.id,
                 reading.version, reading.decided_by, reading.decided_on.to_string(),
                 reading.why.in(context.language));
      const std::optional<Date> due = reading.due ? reading.due : order.due;
      for (const directive::Requirement& requirement : reading.require) {
        fmt::print(
            "          – {}\n",
            directive::read_back(requirement, loaded->world.programme(), due).in(context.language));
      }
    }
  }
  return kDone;
}

int print_schema(const Context&) {
  fmt::print("{}", directive::json_schema());
  return kDone;
}

}  // namespace dostyq::cli
