#include "travel/profile_read.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "io/toml_guard.hpp"

namespace dostyq::travel {
namespace {

struct Range {
  double least = 0;
  double most = 0;
};

constexpr Range kSpeed{0.5, 300};
constexpr Range kSpeedOrClosed{0, 300};
constexpr Range kFactor{0, 2};
constexpr Range kSeconds{0, 86'400};
constexpr size_t kMostKeys = 8;  ///< of `access` and of `oneway`

std::string plain(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

/// The file being read and what is wrong with it.
class Log {
 public:
  Log(std::string file, Problems& problems) : file_(std::move(file)), problems_(problems) {}

  void add(const toml::node& at, std::string_view column, std::string key,
           std::vector<std::string> args) {
    problems_.push_back({ErrorCode::kBadInput,
                         std::move(key),
                         std::move(args),
                         {file_, static_cast<int>(at.source().begin.line), std::string(column)}});
  }

 private:
  std::string file_;
  Problems& problems_;
};

/// One table of the file; finish() reports the keys that nobody asked for.
class Section {
 public:
  Section(const toml::table& table, Log& log) : table_(table), log_(log) {}

  bool has(std::string_view key) const { return table_.contains(key); }

  const toml::node* ask(std::string_view key, bool required) {
    asked_.emplace_back(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr && required) {
      log_.add(table_, key, "profile.missing_key", {std::string(key)});
    }
    return node;
  }

  std::string text(std::string_view key) {
    const toml::node* node = ask(key, true);
    if (node == nullptr) return "";
    const auto value = node->value_exact<std::string>();
    if (!value || value->empty()) wrong(*node, key, "\"text\"");
    return value.value_or("");
  }

  std::vector<std::string> texts(std::string_view key) {
    const toml::node* node = ask(key, true);
    if (node == nullptr) return {};
    std::vector<std::string> values;
    const toml::array* array = node->as_array();
    for (size_t i = 0; array != nullptr && i < array->size(); ++i) {
      if (const auto value = array->get(i)->value_exact<std::string>()) values.push_back(*value);
    }
    if (array == nullptr || values.size() != array->size()) wrong(*node, key, "[\"text\", …]");
    return values;
  }

  double number(std::string_view key, Range range, std::optional<double> when_absent) {
    const toml::node* node = ask(key, !when_absent);
    return node == nullptr ? when_absent.value_or(range.least)
                           : number_of(*node, key, range).value_or(range.least);
  }

  std::optional<double> number_of(const toml::node& node, std::string_view key, Range range) {
    const auto value =
        node.is_floating_point() || node.is_integer() ? node.value<double>() : std::nullopt;
    if (!value || !std::isfinite(*value)) {
      wrong(node, key, "12.5");
      return std::nullopt;
    }
    if (*value < range.least || *value > range.most) {
      log_.add(node, key, "profile.range",
               {std::string(key), plain(range.least), plain(range.most)});
      return std::nullopt;
    }
    return value;
  }

  const toml::table* table(std::string_view key, bool required) {
    const toml::node* node = ask(key, required);
    if (node == nullptr) return nullptr;
    if (node->as_table() == nullptr) wrong(*node, key, "[" + std::string(key) + "]");
    return node->as_table();
  }

  void finish() {
    for (const auto& [key, node] : table_) {
      const std::string name(key.str());
      if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
      log_.add(node, name, "profile.unknown_key", {name, listed(asked_)});
    }
  }

 private:
  void wrong(const toml::node& node, std::string_view key, std::string form) {
    log_.add(node, key, "toml.wrong_type", {std::string(key), std::move(form)});
  }

  const toml::table& table_;
  Log& log_;
  std::vector<std::string> asked_;
};

class Reader {
 public:
  Reader(const toml::table& root, const std::string& file, Problems& problems)
      : log_(file, problems), root_(root, log_), table_(root) {}

  ProfileRules read() {
    read_names();
    read_access();
    rules_.least = root_.number("least", kSpeed, 1);
    rules_.highway = numbers("highway", kSpeed, true);
    rules_.route = numbers("route", kSpeed, false);
    read_limit();
    rules_.most = tables("most", kSpeedOrClosed);
    if (const toml::table* barrier = root_.table("barrier", false)) {
      Section section(*barrier, log_);
      rules_.barriers_closed = section.texts("closed");
      section.finish();
    }
    rules_.delay = tables("delay", kSeconds);
    read_seasons();
    root_.finish();
    check_classes();
    return std::move(rules_);
  }

 private:
  void read_names() {
    rules_.id = root_.text("id");
    const toml::table* names = root_.table("name", true);
    if (names == nullptr) return;
    Section section(*names, log_);
    for (const Language language : kLanguages) {
      rules_.name.in(language) = section.text(code(language));
    }
    section.finish();
  }

  void read_access() {
    rules_.access = few("access");
    rules_.allowed = root_.texts("allowed");
    rules_.denied = root_.texts("denied");
    if (root_.has("closed_unless_allowed")) {
      rules_.closed_unless_allowed = root_.texts("closed_unless_allowed");
    } else {
      root_.ask("closed_unless_allowed", false);
    }
    rules_.oneway = few("oneway");
    rules_.oneway_highways = root_.texts("oneway_highways");
    rules_.oneway_junctions = root_.texts("oneway_junctions");
    for (const std::string& value : rules_.allowed) {
      if (std::find(rules_.denied.begin(), rules_.denied.end(), value) != rules_.denied.end()) {
        log_.add(*table_.get("denied"), "denied", "profile.both_ways", {value});
      }
    }
  }

  std::vector<std::string> few(std::string_view key) {
    std::vector<std::string> keys = root_.texts(key);
    if (keys.size() > kMostKeys) {
      log_.add(*table_.get(key), key, "profile.range",
               {std::string(key), "0", std::to_string(kMostKeys)});
      keys.resize(kMostKeys);
    }
    return keys;
  }

  TagNumbers numbers_in(const toml::table& table, Range range,
                        const std::vector<std::string>& except = {}) {
    TagNumbers numbers;
    Section section(table, log_);
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      if (std::find(except.begin(), except.end(), name) != except.end()) continue;
      // A wrong number is reported once: the name is known all the same.
      numbers.set(name, section.number_of(node, name, range).value_or(range.most));
    }
    return numbers;
  }

  TagNumbers numbers(std::string_view key, Range range, bool required) {
    const toml::table* table = root_.table(key, required);
    return table == nullptr ? TagNumbers() : numbers_in(*table, range);
  }

  TablesByKey tables_in(const toml::table& table, Range range, std::string_view except = {}) {
    TablesByKey tables;
    Section section(table, log_);
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      if (name == except) continue;
      if (const toml::table* inner = section.table(name, true)) {
        tables.emplace_back(name, numbers_in(*inner, range));
      }
    }
    return tables;
  }

  TablesByKey tables(std::string_view key, Range range) {
    const toml::table* table = root_.table(key, false);
    return table == nullptr ? TablesByKey() : tables_in(*table, range);
  }

  void read_limit() {
    const toml::table* table = root_.table("limit", false);
    if (table == nullptr) return;
    Section section(*table, log_);
    SpeedLimits limit;
    limit.factor = section.number("factor", {0.1, 2}, 1);
    limit.none = section.number("none", kSpeed, 130);
    limit.walk = section.number("walk", kSpeed, 7);
    if (const toml::table* zones = section.table("zone", false)) {
      const TagNumbers speeds = numbers_in(*zones, kSpeed);
      for (const auto& [name, speed] : speeds.all()) {
        limit.zones.set(lower(name), speed);
      }
    }
    section.finish();
    rules_.limit = limit;
  }

  void read_seasons() {
    const toml::table* table = root_.table("season", false);
    if (table == nullptr) return;
    Section section(*table, log_);
    for (const auto& [key, node] : *table) {
      const std::string name(key.str());
      const toml::table* inner = section.table(name, true);
      if (inner == nullptr) continue;
      Section season(*inner, log_);
      rules_.seasons.push_back(
          {name, season.number("all", {0.05, 2}, 1), tables_in(*inner, kFactor, "all")});
    }
  }

  /// A class without a speed would never be used.
  void check_classes() {
    if (rules_.highway.empty() && rules_.route.empty()) {
      log_.add(table_, "highway", "profile.no_speeds", {});
    }
    for (const auto* list : {&rules_.closed_unless_allowed, &rules_.oneway_highways}) {
      for (const std::string& name : *list) {
        if (rules_.highway.index(name)) continue;
        const std::string_view key =
            list == &rules_.oneway_highways ? "oneway_highways" : "closed_unless_allowed";
        log_.add(*table_.get(key), key, "profile.unknown_class", {name});
      }
    }
  }

  static std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  }

  Log log_;
  Section root_;
  const toml::table& table_;
  ProfileRules rules_;
};

}  // namespace

Checked<ProfileRules> read_profile(std::string_view toml, const std::string& file) {
  Problems problems;
  if (io::unfit(toml) != io::Unfit::kNo) {
    return tl::unexpected(Problems{{ErrorCode::kBadInput, "profile.too_large", {}, {file, 0, ""}}});
  }
  try {
    const toml::table root = toml::parse(toml);
    ProfileRules rules = Reader(root, file, problems).read();
    if (problems.empty()) return rules;
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Error& a, const Error& b) { return a.where.row < b.where.row; });
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    problems.push_back({ErrorCode::kBadInput,
                        "toml.syntax",
                        {std::string(error.description())},
                        {file, static_cast<int>(at.line), std::to_string(at.column)}});
  }
  return tl::unexpected(problems);
}

}  // namespace dostyq::travel
