#include <fmt/format.h>

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

/// What the command line asks goes before what the answer says it was asked.
void take(Question& typed, const WrittenAnswer& written, const Instance& instance) {
  const Question& said = written.question;
  if (!typed.p) typed.p = said.p;
  if (!typed.radius) typed.radius = said.radius;
  if (!typed.share) typed.share = said.share;
  if (typed.backup == 1) typed.backup = said.backup;
  typed.exact = typed.exact || said.exact;
  if (!typed.budget && written.budget)
    typed.budget = std::llround(*written.budget * static_cast<double>(instance.money_scale()));
  if (typed.forced.empty()) typed.forced = said.forced;
  if (typed.forbidden.empty()) typed.forbidden = said.forbidden;
  if (typed.areas.empty()) typed.areas = said.areas;
  typed.divisible = typed.divisible || said.divisible;
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
};

Counted counted(const Recount& recount, const Question& question, int64_t scale) {
  if (question.exact) {
    // Two ways of computing a root.
    return {recount.farthest, 1e-12 * recount.farthest, 1, fmt::format("{}", recount.farthest)};
  }
  const auto value = static_cast<double>(recount.objective);
  // A double holds 15 digits of the written number.
  const double allowed = static_cast<double>(recount.slack) + 1e-14 * std::abs(value) + 1e-6;
  return {value, allowed, static_cast<double>(scale), show_scaled(recount.objective, scale)};
}

/// Of what is judged only when every rule holds: the value, and the bound beside it.
void judge_value(const WrittenAnswer& written, const Counted& found, Recount& recount) {
  const double claimed = written.objective * found.scale;
  const std::string said = fmt::format("{}", written.objective);
  if (!(std::abs(claimed - found.value) <= found.allowed)) {
    recount.broken.push_back({ErrorCode::kInternal, "check.objective", {said, found.text}, {}});
  }
  if (!written.bound) return;
  const double bound = *written.bound * found.scale;
  const bool maximises = written.question.model == Model::kMclp;
  const double excess = maximises ? found.value - bound : bound - found.value;
  const bool open_gap = written.status == "optimal" && -excess > found.allowed;
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
  take(*typed, *written, *instance);
  const Result<Question> question = instances::complete(*typed, *instance);
  if (!question) return context.fail(question.error());
  const int64_t scale = instances::objective_scale(arguments.model, *instance);
  Recount recount = instances::recount(*instance, *question, with_amounts(*written, *instance));
  const Counted found = counted(recount, *question, scale);
  if (recount.broken.empty()) judge_value(*written, found, recount);
  print(recount, *written, found, context);
  return recount.broken.empty() ? kDone : kOurFault;
}

}  // namespace dostyq::cli
