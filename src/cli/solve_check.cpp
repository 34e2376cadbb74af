#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/solve_answer.hpp"
#include "cli/solve_question.hpp"
#include "instances/capacitated_model.hpp"
#include "instances/formats.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using instances::Instance;
using instances::Model;
using instances::Question;
using instances::Recount;

/// In a unit of the instance.
int64_t in_unit(double value, int64_t scale) {
  return std::llround(std::min(value * static_cast<double>(scale), 9e18));
}

/// What the command line asks goes before what the answer says it was asked.
Checked<void> take(Question& typed, const WrittenAnswer& written, const Instance& instance) {
  const Question& said = written.question;
  if (!typed.p) typed.p = said.p;
  if (!typed.radius) typed.radius = said.radius;
  if (!typed.share) typed.share = said.share;
  if (typed.backup == 1) typed.backup = said.backup;
  typed.exact = typed.exact || said.exact;
  if (!typed.budget && written.budget)
    typed.budget = in_unit(*written.budget, instance.money_scale());
  if (typed.forced.empty()) typed.forced = said.forced;
  if (typed.forbidden.empty()) typed.forbidden = said.forbidden;
  if (typed.areas.empty()) typed.areas = said.areas;
  typed.divisible = typed.divisible || said.divisible;
  if (typed.steps.empty() && !written.steps.empty()) {
    typed.steps = written.steps;
    typed.step_scale = kWrittenStepScale;
    const auto round = [](const instances::Step& step) { return step.value % 10 == 0; };
    while (typed.step_scale > 1 && std::all_of(typed.steps.begin(), typed.steps.end(), round)) {
      typed.step_scale /= 10;
      for (instances::Step& step : typed.steps) step.value /= 10;
    }
  }
  if (typed.nearest == 1) typed.nearest = said.nearest;
  if (typed.shut.empty()) typed.shut = said.shut;
  if (!typed.penalty && written.penalty)
    typed.penalty = in_unit(*written.penalty, instance.cost_scale);
  if (typed.equity == instances::Equity::kNone) typed.equity = said.equity;
  typed.epsilon.reset();  // what it made is kappa
  if (!typed.kappa) typed.kappa = said.kappa;
  if (typed.phases == 1) typed.phases = said.phases;
  if (typed.phase_weights.empty()) typed.phase_weights = said.phase_weights;
  if (typed.phase_order == instances::PhaseOrder::kSum) typed.phase_order = said.phase_order;
  if (!typed.rows.empty() || written.rows.empty()) return {};
  std::string text;
  for (const std::string& row : written.rows) text += row + "\n";
  Checked<std::vector<instances::SideRow>> rows =
      instances::parse_side_rows(text, "rows", instance, typed.phases);
  if (!rows) return tl::unexpected(std::move(rows.error()));
  typed.rows = std::move(*rows);
  return {};
}

/// Amounts are whole in the instance's unit; one that is not, or is too large, reads as none.
instances::Answer with_amounts(const WrittenAnswer& written, const Instance& instance) {
  instances::Answer answer = written.answer;
  for (size_t k = 0; k < answer.shipments.size(); ++k) {
    const double amount = written.amounts[k] * static_cast<double>(instance.amount_scale);
    const double whole = std::round(amount);
    const bool good =
        std::abs(amount - whole) <= 1e-6 + 1e-15 * std::abs(amount) && std::abs(whole) < 9e18;
    answer.shipments[k].amount = good ? static_cast<int64_t>(whole) : 0;
  }
  return answer;
}

/// A recounted objective as it is compared and shown.
struct Counted {
  double value = 0;    ///< whole, but for --exact
  double allowed = 0;  ///< by how much an answer may differ
  double scale = 1;
  std::string text;
  bool real = false;
};

constexpr double kOpenGap = 1e-3;   // relative, of real values that are called optimal
constexpr double kRounding = 1e-9;  // relative: two ways of computing a real value

Counted counted(const Recount& recount, const Question& question, int64_t scale) {
  if (recount.value) {
    const double rounding = question.exact ? 1e-12 : kRounding;  // of a root alone
    return {*recount.value, rounding * std::abs(*recount.value) + recount.value_slack, 1,
            fmt::format("{}", *recount.value), !question.exact};
  }
  const auto value = static_cast<double>(recount.objective);
  // A double holds 15 digits of the written number.
  const double allowed = static_cast<double>(recount.slack) + 1e-14 * std::abs(value) + 1e-6;
  return {value, allowed, static_cast<double>(scale), show_scaled(recount.objective, scale)};
}

/// Whether the groups fare as the answer says.
bool groups_agree(const WrittenAnswer& written, const Recount& recount) {
  if (written.groups.empty() || recount.groups.empty()) return true;
  if (written.groups.size() != recount.groups.size()) return false;
  for (size_t g = 0; g < recount.groups.size(); ++g) {
    const double said = written.groups[g];
    if (std::isnan(said) != !recount.groups[g]) return false;
    if (std::isnan(said)) continue;
    const double allowed = kRounding * std::abs(*recount.groups[g]) + 1e-9 + recount.value_slack;
    if (std::abs(said - *recount.groups[g]) > allowed) return false;
  }
  return true;
}

/// Of what is judged only when every rule holds: the value, and the bound beside it.
void judge_value(const WrittenAnswer& written, const Counted& found, Recount& recount) {
  const double claimed = written.objective * found.scale;
  const std::string said = fmt::format("{}", written.objective);
  if (!(std::abs(claimed - found.value) <= found.allowed)) {
    recount.broken.push_back({ErrorCode::kInternal, "check.objective", {said, found.text}, {}});
  }
  if (!groups_agree(written, recount))
    recount.broken.push_back({ErrorCode::kInternal, "check.groups", {}, {}});
  if (!written.bound) return;
  const double bound = *written.bound * found.scale;
  const bool maximises = written.question.model == Model::kMclp;
  const double excess = maximises ? found.value - bound : bound - found.value;
  // A real value is proven to be the best within a rounding that the bound shows (docs/solve.md).
  const double open = found.real ? kOpenGap * std::abs(found.value) : 0;
  const bool open_gap = written.status == "optimal" && -excess > found.allowed + open;
  if (excess > found.allowed || open_gap) {
    recount.broken.push_back(
        {ErrorCode::kInternal, "check.bound", {fmt::format("{}", *written.bound), found.text}, {}});
  }
}

void print(const Recount& recount, const WrittenAnswer& written, const Counted& found,
           const Context& context) {
  if (context.json) {
    Json json{{"agrees", recount.broken.empty()}};
    json["objective"] = recount.broken.empty() ? Json::parse(found.text) : Json(nullptr);
    json["problems"] = Json::array();
    for (const Error& error : recount.broken)
      json["problems"].push_back(
          {{"key", error.key}, {"message", context.say(error.key, error.args)}});
    fmt::print("{}\n", json.dump(2));
    return;
  }
  if (recount.broken.empty()) {
    fmt::print("{}\n", context.say("check.agree",
                                   {found.text, std::to_string(written.answer.sites.size())}));
  }
  for (const Error& error : recount.broken)
    fmt::print("{}\n", context.say("check.disagree", {context.say(error.key, error.args)}));
}

}  // namespace

int check_answer(const SolveArguments& arguments, const Context& context) {
  const Result<WrittenAnswer> written = read_answer(arguments.check, arguments.model);
  if (!written) return context.fail(written.error());
  instances::ReadOptions reading;
  reading.threads = arguments.threads;
  reading.decimals = arguments.decimals ? arguments.decimals : written->decimals;
  Checked<Instance> instance =
      instances::read_instance(arguments.instance, arguments.format, reading);
  if (!instance) return context.fail(instance.error());
  if (arguments.divisible || written->question.divisible) {
    if (Result<void> done = instances::refine_for_units(*instance, reading.decimals); !done)
      return context.fail(done.error());
  }
  Checked<Question> typed = typed_question(arguments, *instance);
  if (!typed) return context.fail(typed.error());
  if (Checked<void> taken = take(*typed, *written, *instance); !taken)
    return context.fail(taken.error());
  const Result<Question> question = instances::complete(*typed, *instance);
  if (!question) return context.fail(question.error());
  const int64_t scale = instances::objective_scale(*question, *instance);
  Recount recount = instances::recount(*instance, *question, with_amounts(*written, *instance));
  const Counted found = counted(recount, *question, scale);
  if (recount.broken.empty()) judge_value(*written, found, recount);
  print(recount, *written, found, context);
  return recount.broken.empty() ? kDone : kOurFault;
}

}  // namespace dostyq::cli
