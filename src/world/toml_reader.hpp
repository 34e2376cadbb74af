#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/confidence.hpp"
#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

// toml++ stays in the .cpp files that include this header.
namespace dostyq::world {

struct IntegerRange {
  int64_t least = 0;
  int64_t most = 1'000'000'000'000'000;
};

/// Reads one TOML table key by key, reports what is wrong with file, line and key, and at the end
/// every key nobody asked for.
class TomlReader {
 public:
  TomlReader(const toml::table& table, std::string file, Problems& problems)
      : table_(table), file_(std::move(file)), problems_(problems) {}

  bool has(std::string_view key) const { return table_.contains(key); }
  int line(std::string_view key) const;  ///< of the key's value; of the table when there is none
  Where where(std::string_view key) const { return {file_, line(key), std::string(key)}; }
  void report(std::string key, std::vector<std::string> args, std::string_view at) const;

  /// Required ones report toml.missing_key; every one reports toml.wrong_type.
  std::string text(std::string_view key);
  std::optional<std::string> optional_text(std::string_view key);
  std::string id(std::string_view key);
  Text three_texts(std::string_view key);
  std::vector<std::string> texts(std::string_view key, bool required);
  std::optional<int64_t> optional_integer(std::string_view key, IntegerRange range = {});
  int64_t integer(std::string_view key, IntegerRange range = {});
  std::optional<double> number(std::string_view key);
  bool boolean(std::string_view key, bool when_absent);
  Date date(std::string_view key);
  Confidence confidence();
  /// The elements of an array of tables; none when the key is absent.
  std::vector<const toml::table*> tables(std::string_view key);
  const toml::table* table(std::string_view key);

  /// Call last: reports toml.unknown_key for what was never asked for.
  void finish() const;

 private:
  const toml::node* ask(std::string_view key, bool required);
  void wrong_type(std::string_view key, std::string expected) const;

  const toml::table& table_;
  std::string file_;
  Problems& problems_;
  std::vector<std::string> asked_;
};

}  // namespace dostyq::world
