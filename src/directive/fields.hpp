#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

// Inside parse*.cpp only: typed access to a TOML table that gathers every problem instead of
// stopping at the first.
namespace dostyq::directive {

/// Gathers problems of one file with line and column.
class ProblemLog {
 public:
  explicit ProblemLog(std::string file) : file_(std::move(file)) {}

  void add(const toml::source_region& at, std::string key, std::vector<std::string> args = {});
  bool empty() const { return entries_.empty(); }
  /// In the order of the text.
  Problems sorted() const;

 private:
  struct Entry {
    toml::source_position at;
    Error error;
  };
  std::string file_;
  std::vector<Entry> entries_;
};

enum class Need { kRequired, kOptional };

/// One table of the file. Every getter marks its key as known; finish() reports the others. A
/// getter returns nothing when the key is absent or wrong, and logs a problem unless it is absent
/// and optional.
class Fields {
 public:
  Fields(const toml::table& table, ProblemLog& log) : table_(table), log_(log) {}

  const toml::table& table() const { return table_; }
  bool has(std::string_view key) const { return table_.contains(key); }
  const toml::source_region& at(std::string_view key) const;

  const toml::node* node(std::string_view key, Need need);
  std::optional<std::string> string(std::string_view key, Need need);  ///< never empty
  std::optional<int64_t> integer(std::string_view key, int64_t least, int64_t most, Need need);
  std::optional<bool> boolean(std::string_view key, Need need);
  std::optional<Date> date(std::string_view key, Need need);
  std::optional<Text> text(std::string_view key);  ///< required: kk, ru, en
  /// An array of strings, not empty unless `may_be_empty`, no string twice. `or_one`: a lone string
  /// is a list of one.
  std::vector<std::string> strings(std::string_view key, Need need, bool or_one, bool may_be_empty);
  const toml::table* inner(std::string_view key, Need need);
  /// An array of tables, not empty. Written inline or as [[...]].
  std::vector<const toml::table*> tables(std::string_view key, Need need);
  /// Index in `names` of the key's value.
  template <typename Names>
  std::optional<size_t> choice(std::string_view key, const Names& names, Need need) {
    return choose(key, std::vector<std::string>(names.begin(), names.end()), need);
  }

  void problem(std::string_view key, std::string message, std::vector<std::string> args = {});
  /// Problem with `what` and, as the second argument, the nearest of `known` or "none".
  void unknown(std::string_view key, std::string message, const std::string& what,
               const std::vector<std::string>& known);
  /// Call once, after all getters.
  void finish();

 private:
  std::optional<size_t> choose(std::string_view key, const std::vector<std::string>& names,
                               Need need);

  const toml::table& table_;
  ProblemLog& log_;
  std::vector<std::string> known_;
};

}  // namespace dostyq::directive
