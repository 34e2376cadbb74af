#include "world/toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "world/words.hpp"

namespace dostyq::world {
namespace {

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

}  // namespace

int TomlReader::line(std::string_view key) const {
  const toml::node* node = table_.get(key);
  return line_of(node != nullptr ? *node : static_cast<const toml::node&>(table_));
}

void TomlReader::report(std::string key, std::vector<std::string> args, std::string_view at) const {
  problems_.push_back({ErrorCode::kBadInput, std::move(key), std::move(args), where(at)});
}

void TomlReader::wrong_type(std::string_view key, std::string expected) const {
  report("toml.wrong_type", {std::string(key), std::move(expected)}, key);
}

const toml::node* TomlReader::ask(std::string_view key, bool required) {
  asked_.emplace_back(key);
  const toml::node* node = table_.get(key);
  if (node == nullptr && required) report("toml.missing_key", {std::string(key)}, key);
  return node;
}

std::string TomlReader::text(std::string_view key) {
  const toml::node* node = ask(key, true);
  if (node == nullptr) return "";
  const auto value = node->value_exact<std::string>();
  if (!value)
    wrong_type(key, "\"text\"");
  else if (trim(*value).empty())
    report("toml.empty_text", {std::string(key)}, key);
  return value.value_or("");
}

std::optional<std::string> TomlReader::optional_text(std::string_view key) {
  return table_.contains(key) ? std::optional(text(key)) : (ask(key, false), std::nullopt);
}

std::string TomlReader::id(std::string_view key) {
  const size_t before = problems_.size();
  const std::string value = text(key);
  if (problems_.size() == before && !is_id(value)) report("value.id", {value}, key);
  return value;
}

Text TomlReader::three_texts(std::string_view key) {
  const toml::node* node = ask(key, true);
  if (node == nullptr) return {};
  const toml::table* languages = node->as_table();
  if (languages == nullptr) {
    wrong_type(key, fmt::format("{}.kk = \"…\", .ru, .en", key));
    return {};
  }
  TomlReader reader(*languages, file_, problems_);
  Text value;
  for (const Language language : kLanguages) {
    value.in(language) = reader.text(code(language));
    if (const auto word = mixed_alphabet_word(value.in(language))) {
      reader.report("value.mixed_alphabets", {*word}, code(language));
    }
  }
  reader.finish();
  return value;
}

std::vector<std::string> TomlReader::texts(std::string_view key, bool required) {
  const toml::node* node = ask(key, required);
  if (node == nullptr) return {};
  std::vector<std::string> values;
  const toml::array* array = node->as_array();
  for (size_t i = 0; array != nullptr && i < array->size(); ++i) {
    if (const auto value = array->get(i)->value_exact<std::string>()) values.push_back(*value);
  }
  if (array == nullptr || values.size() != array->size()) wrong_type(key, "[\"text\", …]");
  return values;
}

std::optional<int64_t> TomlReader::optional_integer(std::string_view key, IntegerRange range) {
  const toml::node* node = ask(key, false);
  if (node == nullptr) return std::nullopt;
  const auto value = node->value_exact<int64_t>();
  if (!value) {
    wrong_type(key, "1000000");
    return std::nullopt;
  }
  if (*value < range.least || *value > range.most) {
    report("value.range",
           {std::to_string(*value), std::to_string(range.least), std::to_string(range.most)}, key);
    return std::nullopt;
  }
  return value;
}

int64_t TomlReader::integer(std::string_view key, IntegerRange range) {
  if (!has(key)) ask(key, true);
  return optional_integer(key, range).value_or(0);
}

std::optional<double> TomlReader::number(std::string_view key) {
  const toml::node* node = ask(key, true);
  if (node == nullptr) return std::nullopt;
  const bool is_number = node->is_floating_point() || node->is_integer();
  const auto value = is_number ? node->value<double>() : std::nullopt;
  if (!value || !std::isfinite(*value)) {
    wrong_type(key, "1.25");
    return std::nullopt;
  }
  return value;
}

bool TomlReader::boolean(std::string_view key, bool when_absent) {
  const toml::node* node = ask(key, false);
  if (node == nullptr) return when_absent;
  const auto value = node->value_exact<bool>();
  if (!value) wrong_type(key, "true / false");
  return value.value_or(when_absent);
}

Date TomlReader::date(std::string_view key) {
  const toml::node* node = ask(key, true);
  if (node == nullptr) return {};
  if (const auto value = node->value_exact<toml::date>()) {
    if (const auto day = Date::from_ymd(value->year, value->month, value->day)) return *day;
  }
  wrong_type(key, "2027-04-24");
  return {};
}

Confidence TomlReader::confidence() {
  const std::string value = text("confidence");
  const auto parsed = parse_confidence(value);
  if (!parsed && !value.empty())
    report("value.choice", {value, "published, transcribed, derived, modelled, unverified, demo"},
           "confidence");
  return parsed.value_or(Confidence::kDemo);
}

std::vector<const toml::table*> TomlReader::tables(std::string_view key) {
  const toml::node* node = ask(key, false);
  if (node == nullptr) return {};
  std::vector<const toml::table*> all;
  const toml::array* array = node->as_array();
  for (size_t i = 0; array != nullptr && i < array->size(); ++i) {
    if (const toml::table* element = array->get(i)->as_table()) all.push_back(element);
  }
  if (array == nullptr || all.size() != array->size()) wrong_type(key, fmt::format("[[{}]]", key));
  return all;
}

const toml::table* TomlReader::table(std::string_view key) {
  const toml::node* node = ask(key, true);
  if (node == nullptr) return nullptr;
  if (node->as_table() == nullptr) wrong_type(key, fmt::format("[{}]", key));
  return node->as_table();
}

void TomlReader::finish() const {
  for (const auto& [key, node] : table_) {
    const std::string name(key.str());
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    report("toml.unknown_key", {name, nearest(name, asked_)}, name);
  }
}

}  // namespace dostyq::world
