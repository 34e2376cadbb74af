#include "cli/show.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dostyq::cli {

std::string show(directive::Status status, const Context& context) {
  using directive::Status;
  static constexpr std::array<std::pair<const char*, const char*>, 6> kLooks{
      {{"✓", "32"}, {"→", "36"}, {"!", "33"}, {"✗", "31"}, {"?", "35"}, {"·", "90"}}};
  const auto& [mark, colour] = kLooks[static_cast<size_t>(status)];
  return context.paint(
      colour,
      fmt::format("{} {}", mark, context.say("status." + std::string(directive::name(status)))));
}

std::string show(int64_t number, const Context& context) {
  return i18n::number(number).in(context.language);
}

std::string show(int64_t value, const std::string& unit, const std::string& currency,
                 const Context& context) {
  const char* sign = value < 0 ? "-" : "";
  const int64_t size = std::abs(value);
  if (unit == "basis_points") return fmt::format("{}{}.{:02} %", sign, size / 100, size % 100);
  if (unit == "seconds") return fmt::format("{}{}:{:02}", sign, size / 60, size % 60);
  return show(value, context) + (unit == "currency" ? " " + currency : "");
}

std::string show(const planning::ObjectiveResult& objective, const world::Programme& programme,
                 const Context& context) {
  const std::string value =
      show(objective.shown, objective.unit, programme.config.currency, context);
  const std::string gap =
      objective.gap == 0 ? context.say("cli.proven")
                         : context.say("cli.gap", {fmt::format("{:.3f}", 100 * objective.gap)});
  return fmt::format("{:<48} {:>18}   {}", objective.name, value, gap);
}

std::string show(const planning::PlannedSite& site, const world::Programme& programme,
                 const Context& context) {
  return fmt::format("{}  {}: {}", site.phase,
                     programme.find_place(site.place)->name.in(context.language),
                     programme.find_kind(site.kind)->name.in(context.language));
}

std::string show(const planning::Repair& repair, const Context& context) {
  using What = planning::Repair::What;
  const std::string name = repair.id.substr(repair.id.find(':') + 1);
  switch (repair.what) {
    case What::kDate:
      return context.say("cli.repair_date", {repair.id, repair.from, repair.to});
    case What::kNumber:
      return context.say("cli.repair_number", {repair.id, repair.from, repair.to});
    case What::kBudget:
      return context.say("cli.repair_budget", {name, show(std::stoll(repair.from), context),
                                               show(std::stoll(repair.to), context)});
    case What::kLimit:
      return context.say("cli.repair_limit", {name, repair.from, repair.to});
    case What::kWithout:
      return context.say("cli.repair_without", {repair.id});
  }
  return "";
}

void print_conflict(const planning::Conflict& conflict,
                    const std::vector<planning::Repair>& repairs, const planning::Case& plan_case,
                    const Context& context) {
  fmt::print("{}\n", context.paint("1;31", context.say("cli.conflict")));
  for (const std::string& id : conflict.directives) {
    const auto order = std::find_if(plan_case.directives.begin(), plan_case.directives.end(),
                                    [&](const auto& d) { return d.id == id; });
    fmt::print("  {:<8} {}\n", id,
               order == plan_case.directives.end() ? "" : order->text.in(context.language));
  }
  for (const std::string& id : conflict.limits)
    fmt::print("  {:<8} {}\n", id, context.say("cli.limit"));
  if (repairs.empty()) {
    fmt::print("{}\n", context.say("cli.no_repair"));
    return;
  }
  fmt::print("{}\n", context.say("cli.repairs"));
  for (const planning::Repair& repair : repairs) fmt::print("  • {}\n", show(repair, context));
}

}  // namespace dostyq::cli
