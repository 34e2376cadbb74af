// Any bytes as a table of travel times: problems with places, or times within their range.
#include <cstdint>
#include <cstdlib>

#include "travel/matrix_csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dostyq;
  static const std::vector<std::string> from{"a", "b", "c"};
  static const std::vector<std::string> to{"b", "c", "d", "e"};
  const auto times =
      travel::parse_matrix_csv({reinterpret_cast<const char*>(data), size}, "fuzz.csv", from, to);
  if (!times) {
    for (const Error& error : times.error()) {
      if (error.key.empty() || error.where.file != "fuzz.csv") std::abort();
    }
    return times.error().empty() ? (std::abort(), 0) : 0;
  }
  for (size_t i = 0; i < from.size(); ++i) {
    for (size_t k = 0; k < to.size(); ++k) {
      if (times->seconds(i, k).value_or(0) < 0) std::abort();
      if (from[i] == to[k] && !times->seconds(i, k)) std::abort();
    }
  }
  return 0;
}
