#include "cli/solve_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/parallel.hpp"
#include "cli/solve_question.hpp"
#include "io/file.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using instances::Instance;
using instances::Question;

const char* name(optim::MipStatus status) {
  switch (status) {
    case optim::MipStatus::kOptimal:
      return "optimal";
    case optim::MipStatus::kFeasible:
      return "feasible";
    case optim::MipStatus::kInfeasible:
      return "infeasible";
    case optim::MipStatus::kLimit:
    case optim::MipStatus::kUnbounded:
      break;
  }
  return "limit";
}

Json scaled(int64_t whole, int64_t scale) {
  if (scale == 1) return whole;
  return static_cast<double>(whole) / static_cast<double>(scale);
}

Json from_one(const std::vector<int>& sites) {
  Json list = Json::array();
  for (const int site : sites) list.push_back(site + 1);
  return list;
}

Json conditions(const Question& question, const Instance& instance) {
  Json json = Json::object();
  json["p"] = question.p ? Json(*question.p) : Json(nullptr);
  if (question.radius) json["radius"] = *question.radius;
  if (question.divisible) json["divisible"] = true;
  if (question.share) json["share"] = *question.share;
  if (question.backup > 1) json["backup"] = question.backup;
  if (question.exact) json["exact"] = true;
  if (question.budget) json["budget"] = scaled(*question.budget, instance.money_scale());
  if (!question.forced.empty()) json["forced"] = from_one(question.forced);
  if (!question.forbidden.empty()) json["forbidden"] = from_one(question.forbidden);
  for (const instances::AreaLimit& limit : question.areas) {
    Json area{{"area", limit.area}, {"at_least", limit.at_least}};
    if (limit.at_most) area["at_most"] = *limit.at_most;
    json["areas"].push_back(std::move(area));
  }
  return json;
}

/// Takes the parts of an answer's object one by one; remembers the first that is wrong.
class AnswerReader {
 public:
  explicit AnswerReader(const nlohmann::json& json) : json_(json) {}

  bool has(const char* key) const { return json_.contains(key) && !json_[key].is_null(); }

  template <typename Value>
  std::optional<Value> optional(const char* key) {
    if (!has(key)) return std::nullopt;
    const nlohmann::json& value = json_[key];
    bool good = value.is_number();
    if constexpr (std::is_same_v<Value, std::string>) {
      good = value.is_string();
    } else if constexpr (std::is_same_v<Value, int>) {
      good = value.is_number_integer() && value >= -1 && value <= 2'000'000'000;
    }
    if (!good) {
      wrong(key);
      return std::nullopt;
    }
    return value.get<Value>();
  }

  template <typename Value>
  Value required(const char* key) {
    if (!has(key)) wrong(key);
    return optional<Value>(key).value_or(Value{});
  }

  bool flag(const char* key) {
    if (has(key) && !json_[key].is_boolean()) wrong(key);
    return has(key) && json_[key].is_boolean() && json_[key].get<bool>();
  }

  /// Numbers from 1, given from 0.
  std::vector<int> sites(const char* key) {
    std::vector<int> list;
    if (!json_[key].is_array()) {
      wrong(key);
      return list;
    }
    for (const nlohmann::json& site : json_[key]) {
      if (!site.is_number_integer() || site < -1 || site > 2'000'000'000) {
        wrong(key);
        return list;
      }
      list.push_back(site.get<int>() - 1);
    }
    return list;
  }

  void wrong(const std::string& key) {
    if (wrong_.empty()) wrong_ = key;
  }
  const std::string& first_wrong() const { return wrong_; }

 private:
  const nlohmann::json& json_;
  std::string wrong_;
};

std::vector<instances::AreaLimit> areas(const nlohmann::json& json, AnswerReader& reader) {
  std::vector<instances::AreaLimit> limits;
  if (!reader.has("areas")) return limits;
  if (!json["areas"].is_array()) reader.wrong("areas");
  for (const nlohmann::json& one : json["areas"]) {
    AnswerReader part(one);
    instances::AreaLimit limit;
    if (one.is_object()) {
      limit.area = part.required<std::string>("area");
      limit.at_least = part.optional<int>("at_least").value_or(0);
      limit.at_most = part.optional<int>("at_most");
    }
    if (!one.is_object() || !part.first_wrong().empty()) reader.wrong("areas");
    limits.push_back(std::move(limit));
  }
  return limits;
}

void take_shipments(const nlohmann::json& json, AnswerReader& reader, WrittenAnswer& written) {
  if (!reader.has("shipments")) return;
  if (!json["shipments"].is_array()) return reader.wrong("shipments");
  for (const nlohmann::json& one : json["shipments"]) {
    AnswerReader part(one);
    if (!one.is_object()) return reader.wrong("shipments");
    const int customer = part.required<int>("customer"), site = part.required<int>("site");
    written.answer.shipments.push_back({customer - 1, site - 1, 0});
    written.amounts.push_back(part.required<double>("amount"));
    if (!part.first_wrong().empty()) return reader.wrong("shipments");
  }
}

}  // namespace

double value_of(const Solution& solution, int64_t whole, int64_t scale) {
  if (solution.distance.empty()) return static_cast<double>(whole) / static_cast<double>(scale);
  const auto last = static_cast<int64_t>(solution.distance.size()) - 1;
  return solution.distance[static_cast<size_t>(std::clamp<int64_t>(whole, 0, last))];
}

std::string show_value(const Solution& solution, int64_t whole, int64_t scale) {
  if (solution.distance.empty()) return show_scaled(whole, scale);
  return fmt::format("{}", value_of(solution, whole, scale));
}

double relative_gap(const Solution& solution) {
  const double objective = value_of(solution, solution.result.objective, 1);
  const double apart = std::abs(objective - value_of(solution, solution.result.bound, 1));
  return apart == 0 ? 0 : apart / std::max(1.0, std::abs(objective));
}

std::string answer_json(const Solution& solution, const Question& question,
                        const Instance& instance, const SolveArguments& arguments) {
  const optim::LocationResult& result = solution.result;
  const int64_t scale = instances::objective_scale(question.model, instance);
  const bool infeasible = result.status == optim::MipStatus::kInfeasible;
  Json json{{"status", name(result.status)},
            {"model", instances::name(question.model)},
            {"instance", instance.name},
            {"format", instance.format}};
  const bool solved = result.has_solution();
  const auto value = [&](int64_t whole) {
    return solution.distance.empty() ? scaled(whole, scale)
                                     : Json(value_of(solution, whole, scale));
  };
  json["objective"] = solved ? value(result.objective) : Json(nullptr);
  json["bound"] = infeasible ? Json(nullptr) : value(result.bound);
  json["gap"] = solved ? Json(relative_gap(solution)) : Json(nullptr);
  json["seconds"] = result.seconds;
  json["sites"] = solved ? from_one(result.sites) : Json::array();
  if (solved && !instance.site_ids.empty()) {
    for (const int site : result.sites) json["site_ids"].push_back(site_name(instance, site));
  }
  if (solved && !solution.assignment.empty()) json["assignment"] = from_one(solution.assignment);
  for (const optim::Shipment& one : solution.shipments) {
    json["shipments"].push_back({{"customer", one.customer + 1},
                                 {"site", one.site + 1},
                                 {"amount", scaled(one.amount, instance.amount_scale)}});
  }
  if (solution.out_of_reach > 0) json["out_of_reach"] = solution.out_of_reach;
  json.update(conditions(question, instance));
  if (arguments.decimals) json["decimals"] = *arguments.decimals;
  json["nodes"] = result.nodes;
  json["seed"] = arguments.seed;
  json["threads"] = threads_or_all(arguments.threads);
  return json.dump(2) + "\n";
}

Result<WrittenAnswer> read_answer(const std::string& path, instances::Model model) {
  const Result<std::string> bytes = io::read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  const Where where{std::filesystem::path(path).filename().string(), 0, ""};
  const auto json = nlohmann::json::parse(*bytes, nullptr, false);
  if (!json.is_object()) return fail("instances.bad_answer", {"{…}"}, where);
  AnswerReader reader(json);
  const auto written_model = reader.required<std::string>("model");
  if (reader.first_wrong().empty() && written_model != instances::name(model))
    return fail("instances.other_model", {written_model}, where);
  WrittenAnswer written;
  written.question.model = model;
  written.status = reader.required<std::string>("status");
  if (reader.has("sites"))
    written.answer.sites = reader.sites("sites");
  else
    reader.wrong("sites");
  written.objective = reader.required<double>("objective");
  written.bound = reader.optional<double>("bound");
  written.question.p = reader.optional<int>("p");
  written.question.radius = reader.optional<double>("radius");
  written.question.share = reader.optional<double>("share");
  written.question.backup = reader.optional<int>("backup").value_or(1);
  written.question.exact = reader.flag("exact");
  written.budget = reader.optional<double>("budget");
  written.decimals = reader.optional<int>("decimals");
  if (written.decimals && (*written.decimals < 0 || *written.decimals > 9))
    reader.wrong("decimals");
  if (reader.has("divisible")) {
    written.question.divisible = json["divisible"] == true;
    if (!json["divisible"].is_boolean()) reader.wrong("divisible");
  }
  take_shipments(json, reader, written);
  if (reader.has("forced")) written.question.forced = reader.sites("forced");
  if (reader.has("forbidden")) written.question.forbidden = reader.sites("forbidden");
  if (reader.has("assignment")) written.answer.assignment = reader.sites("assignment");
  written.question.areas = areas(json, reader);
  if (!reader.first_wrong().empty())
    return fail("instances.bad_answer", {reader.first_wrong()}, where);
  return written;
}

}  // namespace dostyq::cli
