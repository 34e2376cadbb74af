#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "io/file.hpp"
#include "planning/plan_json.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;

Json three(const Text& words) { return {{"kk", words.kk}, {"ru", words.ru}, {"en", words.en}}; }

Json to_json(const directive::Verdict& verdict, const std::vector<std::string>& bodies) {
  Json witness = Json::array();
  for (const i18n::Phrase& phrase : verdict.finding.witness)
    witness.push_back(three(i18n::say(phrase)));
  return {{"id", verdict.directive},
          {"verdict", directive::name(verdict.status)},
          {"due", verdict.due ? Json(verdict.due->to_string()) : Json(nullptr)},
          {"due_is_interpreted", verdict.due_is_interpreted},
          {"days_left", verdict.days_left ? Json(*verdict.days_left) : Json(nullptr)},
          {"done_late_on",
           verdict.done_late_on ? Json(verdict.done_late_on->to_string()) : Json(nullptr)},
          {"witness", std::move(witness)},
          {"shortfall", verdict.finding.shortfall},
          {"missing_areas", verdict.finding.missing_areas},
          {"facts", verdict.finding.facts},
          {"sources", verdict.finding.sources},
          {"bodies", bodies},
          {"confidence", verdict.finding.sources.empty() ? Json(nullptr)
                                                         : Json(name(verdict.finding.confidence))}};
}

std::string term(const directive::Verdict& verdict, const Context& context) {
  if (!verdict.due) return context.say("due.none");
  std::string words = verdict.due->to_string();
  if (verdict.due_is_interpreted) words += " " + context.say("cli.interpreted");
  if (verdict.status == directive::Status::kMet) return words;
  const int32_t days = *verdict.days_left;
  return words + ", " +
         context.say(days < 0 ? "cli.days_late" : "cli.days_left",
                     {std::to_string(std::abs(days))});
}

void print(const directive::Verdict& verdict, const directive::Directive& order,
           const std::vector<std::string>& responsible, const world::Programme& programme,
           const Context& context) {
  fmt::print("{}  {}\n", context.paint("1", fmt::format("{:<6}", order.id)),
             show(verdict.status, context));
  fmt::print("        {}\n", order.text.in(context.language));
  if (verdict.status == directive::Status::kNotJudged) return;
  fmt::print("        {}\n", context.paint("90", term(verdict, context)));
  if (verdict.done_late_on)
    fmt::print("        {}\n", context.say("cli.done_late", {verdict.done_late_on->to_string()}));
  for (const i18n::Phrase& phrase : verdict.finding.witness)
    fmt::print("        – {}\n", i18n::say(phrase, context.language));
  if (verdict.status != directive::Status::kMet && verdict.finding.shortfall > 0) {
    fmt::print("        {}\n",
               context.say("cli.shortfall", {std::to_string(verdict.finding.shortfall)}));
  }
  std::string bodies;
  for (const std::string& id : responsible) {
    const world::Body* body = programme.find_body(id);
    bodies +=
        (bodies.empty() ? "" : "; ") + (body == nullptr ? id : body->name.in(context.language));
    if (bodies.size() > 160) {
      bodies += " …";
      break;
    }
  }
  fmt::print("        {}\n",
             context.paint("90", context.say("cli.responsible", {bodies.empty() ? "–" : bodies})));
  if (verdict.finding.sources.empty()) {
    fmt::print("\n");
    return;
  }
  const std::string confidence =
      context.say("confidence." + std::string(name(verdict.finding.confidence)));
  fmt::print("        {}\n\n", context.paint("90", context.say("cli.confidence", {confidence})));
}

void print_totals(const std::vector<directive::Verdict>& verdicts, const Context& context) {
  std::array<int, 6> counts{};
  int demo = 0;
  for (const directive::Verdict& verdict : verdicts) {
    const bool on_demo = verdict.status == directive::Status::kMet &&
                         verdict.finding.confidence == Confidence::kDemo;
    if (on_demo)
      ++demo;
    else
      ++counts[static_cast<size_t>(verdict.status)];
  }
  std::string line;
  for (auto status :
       {directive::Status::kMet, directive::Status::kOnTrack, directive::Status::kAtRisk,
        directive::Status::kNotMet, directive::Status::kNoData}) {
    line += fmt::format("{}: {}   ", show(status, context), counts[static_cast<size_t>(status)]);
  }
  fmt::print("{}\n", line);
  if (demo > 0) fmt::print("{}\n", context.say("cli.met_on_demo", {std::to_string(demo)}));
}

}  // namespace

int status(const StatusArguments& arguments, const Context& context) {
  const Checked<planning::Case> loaded = load(arguments, context);
  if (!loaded) return context.fail(loaded.error());
  Date as_of = today();
  if (!arguments.as_of.empty()) {
    const Result<Date> typed = parse_date(arguments.as_of, "--as-of");
    if (!typed) return context.fail(typed.error());
    as_of = *typed;
  }
  std::optional<world::World> adopted;
  if (!arguments.adopted.empty()) {
    const Result<std::string> text = io::read_file(arguments.adopted);
    if (!text) return context.fail(text.error());
    const auto openings =
        planning::openings_from_json(*text, arguments.adopted, loaded->world.programme());
    if (!openings) return context.fail(openings.error());
    adopted =
        loaded->world.with_plan(planning::intended_facts(*openings, loaded->world.programme()));
  }
  std::vector<directive::Verdict> verdicts;
  Json list = Json::array();
  for (const directive::Directive& order : loaded->directives) {
    if (!arguments.only.empty() && order.id != arguments.only) continue;
    Result<directive::Verdict> verdict =
        directive::judge(order, loaded->world, adopted ? &*adopted : nullptr, as_of);
    if (!verdict) return context.fail(verdict.error());
    const std::vector<std::string> bodies =
        directive::responsible(order, loaded->world.programme(), as_of);
    if (context.json)
      list.push_back(to_json(*verdict, bodies));
    else
      print(*verdict, order, bodies, loaded->world.programme(), context);
    verdicts.push_back(std::move(*verdict));
  }
  if (verdicts.empty())
    return context.fail(
        Error{ErrorCode::kBadInput, "planning.unknown_directive", {arguments.only}, {}});
  if (context.json)
    fmt::print("{}\n", Json{{"as_of", as_of.to_string()}, {"directives", std::move(list)}}.dump(2));
  else
    print_totals(verdicts, context);
  return kDone;
}

}  // namespace dostyq::cli
