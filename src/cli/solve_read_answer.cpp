#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/solve_answer.hpp"
#include "io/file.hpp"

namespace dostyq::cli {
namespace {

using instances::Question;

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

template <size_t N>
int index_of(AnswerReader& reader, const char* key, const std::array<std::string_view, N>& names) {
  if (!reader.has(key)) return 0;
  const auto text = reader.required<std::string>(key);
  const auto at = std::find(names.begin(), names.end(), text);
  if (at == names.end()) reader.wrong(key);
  return at == names.end() ? 0 : static_cast<int>(at - names.begin());
}

void take_phases(const nlohmann::json& json, AnswerReader& reader, WrittenAnswer& written) {
  if (!reader.has("phases")) return;
  if (!json["phases"].is_array() || json["phases"].empty()) return reader.wrong("phases");
  Question& question = written.question;
  question.phases = static_cast<int>(json["phases"].size());
  written.answer.phase.assign(written.answer.sites.size(), -1);
  int phase = 0;
  for (const nlohmann::json& one : json["phases"]) {
    AnswerReader part(one);
    if (!one.is_object() || !one.contains("opened")) return reader.wrong("phases");
    for (const int site : part.sites("opened")) {
      const auto at = std::find(written.answer.sites.begin(), written.answer.sites.end(), site);
      if (at == written.answer.sites.end()) return reader.wrong("phases");
      written.answer.phase[static_cast<size_t>(at - written.answer.sites.begin())] = phase;
    }
    if (!part.first_wrong().empty()) return reader.wrong("phases");
    ++phase;
  }
  if (question.phases == 1) written.answer.phase.clear();
  if (!reader.has("phase_weights")) return;
  if (!json["phase_weights"].is_array()) return reader.wrong("phase_weights");
  for (const nlohmann::json& one : json["phase_weights"]) {
    if (!one.is_number_integer() || one < 0 || one > 2'000'000'000)
      return reader.wrong("phase_weights");
    question.phase_weights.push_back(one.get<int64_t>());
  }
}

void take_steps(const nlohmann::json& json, AnswerReader& reader, WrittenAnswer& written) {
  if (!reader.has("steps")) return;
  if (!json["steps"].is_array()) return reader.wrong("steps");
  for (const nlohmann::json& one : json["steps"]) {
    AnswerReader part(one);
    if (!one.is_object()) return reader.wrong("steps");
    const auto radius = part.required<double>("radius"), value = part.required<double>("value");
    if (!part.first_wrong().empty() || !(value >= 0 && value <= 2000)) return reader.wrong("steps");
    written.steps.push_back({radius, std::llround(value * static_cast<double>(kWrittenStepScale))});
  }
}

void take_new_models(const nlohmann::json& json, AnswerReader& reader, WrittenAnswer& written) {
  Question& question = written.question;
  if (reader.has("rows")) {
    if (!json["rows"].is_array()) return reader.wrong("rows");
    for (const nlohmann::json& one : json["rows"]) {
      if (!one.is_string()) return reader.wrong("rows");
      written.rows.push_back(one.get<std::string>());
    }
  }
  take_steps(json, reader, written);
  take_phases(json, reader, written);
  question.nearest = reader.optional<int>("nearest").value_or(1);
  question.shut = reader.optional<std::string>("shut").value_or("");
  written.penalty = reader.optional<double>("penalty");
  question.equity =
      static_cast<instances::Equity>(index_of(reader, "equity", instances::kEquityNames));
  question.phase_order = static_cast<instances::PhaseOrder>(
      index_of(reader, "phase_order", instances::kPhaseOrderNames));
  question.kappa = reader.optional<double>("kappa");
  if (!reader.has("groups")) return;
  if (!json["groups"].is_array()) return reader.wrong("groups");
  for (const nlohmann::json& one : json["groups"]) {
    AnswerReader part(one);
    if (!one.is_object()) return reader.wrong("groups");
    written.groups.push_back(part.optional<double>("value").value_or(NAN));
    if (!part.first_wrong().empty()) return reader.wrong("groups");
  }
}

}  // namespace

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
  take_new_models(json, reader, written);
  if (!reader.first_wrong().empty())
    return fail("instances.bad_answer", {reader.first_wrong()}, where);
  return written;
}

}  // namespace dostyq::cli
