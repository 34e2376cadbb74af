#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "io/file.hpp"
#include "planning/plan_json.hpp"
#include "planning/solve.hpp"

namespace dostyq::cli {

int verify(const VerifyArguments& arguments, const Context& context) {
  const Checked<planning::Case> loaded = load(arguments, context);
  if (!loaded) return context.fail(loaded.error());
  const Result<std::string> text = io::read_file(arguments.plan);
  if (!text) return context.fail(text.error());
  const auto openings =
      planning::openings_from_json(*text, arguments.plan, loaded->world.programme());
  if (!openings) return context.fail(openings.error());
  const Result<std::vector<directive::Verdict>> verdicts = planning::check(*loaded, *openings);
  if (!verdicts) return context.fail(verdicts.error());
  const std::vector<std::string> broken = planning::broken(*loaded, *verdicts);
  if (context.json) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const directive::Verdict& verdict : *verdicts) {
      list.push_back({{"id", verdict.directive},
                      {"verdict", directive::name(verdict.status)},
                      {"plannable", verdict.plannable}});
    }
    fmt::print("{}\n",
               nlohmann::ordered_json{
                   {"accepted", broken.empty()}, {"broken", broken}, {"directives", list}}
                   .dump(2));
    return broken.empty() ? kDone : kConflict;
  }
  for (const directive::Verdict& verdict : *verdicts) {
    if (verdict.status == directive::Status::kNotJudged) continue;
    fmt::print("{:<7} {}\n", verdict.directive, show(verdict.status, context));
    if (verdict.status == directive::Status::kMet) continue;
    for (const i18n::Phrase& phrase : verdict.finding.witness)
      fmt::print("        – {}\n", i18n::say(phrase, context.language));
  }
  fmt::print("\n{}\n", broken.empty() ? context.say("cli.accepted")
                                      : context.say("cli.refused",
                                                    {fmt::format("{}", fmt::join(broken, ", "))}));
  return broken.empty() ? kDone : kConflict;
}

}  // namespace dostyq::cli
