#pragma once

#include <string>
#include <vector>

#include "world/programme.hpp"

namespace dostyq::directive {

/// What a directive may name: the ids of a programme, sorted and unique. Built once for a file.
struct References {
  explicit References(const world::Programme& programme);

  std::vector<std::string> areas, bodies, sources, groups, places, editions;
  std::vector<std::string> kinds;   ///< kinds of site and the classes they count as
  std::vector<std::string> tables;  ///< sites and the registers
  int limit_minutes;                ///< no trip is longer

  /// Columns that `where` may ask of a table of `tables`, sorted.
  std::vector<std::string> columns(const std::string& table) const;

  static bool has(const std::vector<std::string>& sorted, const std::string& id);

 private:
  const world::Programme& programme_;
};

}  // namespace dostyq::directive
