#include "directive/fields.hpp"

#include <algorithm>

#include "world/words.hpp"

namespace dostyq::directive {
namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

void ProblemLog::add(const toml::source_region& at, std::string key,
                     std::vector<std::string> args) {
  const auto row = static_cast<int>(std::min<uint32_t>(at.begin.line, 1U << 30U));
  entries_.push_back(
      {at.begin, Error{ErrorCode::kBadInput, std::move(key), std::move(args),
                       Where{file_, row, row ? std::to_string(at.begin.column) : ""}}});
}

Problems ProblemLog::sorted() const {
  std::vector<Entry> ordered = entries_;
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Entry& a, const Entry& b) { return a.at < b.at; });
  Problems problems;
  problems.reserve(ordered.size());
  for (Entry& entry : ordered) problems.push_back(std::move(entry.error));
  return problems;
}

const toml::source_region& Fields::at(std::string_view key) const {
  const toml::node* node = table_.get(key);
  return node ? node->source() : table_.source();
}

void Fields::problem(std::string_view key, std::string message, std::vector<std::string> args) {
  log_.add(at(key), std::move(message), std::move(args));
}

void Fields::unknown(std::string_view key, std::string message, const std::string& what,
                     const std::vector<std::string>& known) {
  const std::string near = world::nearest(what, known);
  problem(key, std::move(message), {what, near.empty() ? "none" : near});
}

const toml::node* Fields::node(std::string_view key, Need need) {
  known_.emplace_back(key);
  const toml::node* node = table_.get(key);
  if (!node && need == Need::kRequired) problem(key, "directive.missing_key", {std::string(key)});
  return node;
}

std::optional<std::string> Fields::string(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (!found) return std::nullopt;
  auto value = found->value_exact<std::string>();
  if (!value || value->empty()) {
    problem(key, "directive.want_string", {std::string(key)});
    return std::nullopt;
  }
  return value;
}

std::optional<int64_t> Fields::integer(std::string_view key, int64_t least, int64_t most,
                                       Need need) {
  const toml::node* found = node(key, need);
  if (!found) return std::nullopt;
  const auto value = found->value_exact<int64_t>();
  if (!value || *value < least || *value > most) {
    problem(key, "directive.want_integer",
            {std::string(key), std::to_string(least), std::to_string(most)});
    return std::nullopt;
  }
  return value;
}

std::optional<bool> Fields::boolean(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (!found) return std::nullopt;
  const auto value = found->value_exact<bool>();
  if (!value) problem(key, "directive.want_boolean", {std::string(key)});
  return value;
}

std::optional<Date> Fields::date(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (!found) return std::nullopt;
  const auto value = found->value_exact<toml::date>();
  const auto day = value ? Date::from_ymd(value->year, value->month, value->day) : std::nullopt;
  if (!day) problem(key, "directive.want_date", {std::string(key)});
  return day;
}

std::optional<Text> Fields::text(std::string_view key) {
  const toml::table* table = inner(key, Need::kRequired);
  if (!table) return std::nullopt;
  Fields fields(*table, log_);
  Text text;
  bool complete = true;
  for (Language language : kLanguages) {
    const auto words = fields.string(code(language), Need::kRequired);
    complete = complete && words;
    text.in(language) = words.value_or("");
  }
  fields.finish();
  if (!complete) return std::nullopt;
  return text;
}

std::vector<std::string> Fields::strings(std::string_view key, Need need, bool or_one,
                                         bool may_be_empty) {
  const toml::node* found = node(key, need);
  if (!found) return {};
  if (or_one && found->is_string()) {
    const auto one = string(key, need);
    return one ? std::vector{*one} : std::vector<std::string>{};
  }
  const toml::array* array = found->as_array();
  if (!array || (array->empty() && !may_be_empty)) {
    problem(key, "directive.want_strings", {std::string(key)});
    return {};
  }
  std::vector<std::string> out;
  for (const toml::node& item : *array) {
    const auto value = item.value_exact<std::string>();
    if (!value || value->empty()) {
      log_.add(item.source(), "directive.want_strings", {std::string(key)});
    } else if (std::find(out.begin(), out.end(), *value) != out.end()) {
      log_.add(item.source(), "directive.said_twice", {*value});
    } else {
      out.push_back(*value);
    }
  }
  return out;
}

const toml::table* Fields::inner(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (!found) return nullptr;
  if (!found->is_table()) problem(key, "directive.want_table", {std::string(key)});
  return found->as_table();
}

std::vector<const toml::table*> Fields::tables(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (!found) return {};
  std::vector<const toml::table*> out;
  if (const toml::array* array = found->as_array()) {
    for (const toml::node& item : *array) {
      if (const toml::table* table = item.as_table()) {
        out.push_back(table);
      } else {
        log_.add(item.source(), "directive.want_tables", {std::string(key)});
      }
    }
    if (!array->empty()) return out;
  }
  problem(key, "directive.want_tables", {std::string(key)});
  return out;
}

std::optional<size_t> Fields::choose(std::string_view key, const std::vector<std::string>& names,
                                     Need need) {
  const auto value = string(key, need);
  if (!value) return std::nullopt;
  const auto it = std::find(names.begin(), names.end(), *value);
  if (it == names.end()) {
    problem(key, "directive.want_one_of", {std::string(key), listed(names)});
    return std::nullopt;
  }
  return static_cast<size_t>(it - names.begin());
}

void Fields::finish() {
  for (const auto& [key, value] : table_) {
    const std::string name(key.str());
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    const std::string near = world::nearest(name, known_);
    log_.add(key.source(), "directive.unknown_key", {name, near.empty() ? "none" : near});
  }
}

}  // namespace dostyq::directive
