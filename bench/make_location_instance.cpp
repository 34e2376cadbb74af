// make_location_instance KIND SIZE SEED > FILE: the instances of bench/README.md.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>
#include <string>

#include "bench/location_instances.hpp"

namespace {

using namespace dostyq::bench;

constexpr const char* kUsage =
    "usage: make_location_instance KIND SIZE SEED > FILE\n"
    "  pmedian-uniform, pmedian-clustered   SIZE points\n"
    "  mclp                                 100 sites, SIZE customers\n"
    "  mclp-areas                           10,000 sites, SIZE customers, 50 areas\n"
    "  mclp-area-rows                       the rows of those areas (SIZE and SEED do not matter)\n"
    "  ufl-gs-a, -b, -c, ufl-ga-a, -b, -c   SIZE sites and customers\n";

std::optional<int> number(const char* text) {
  int value = 0;
  const char* end = text + std::strlen(text);
  const auto [at, error] = std::from_chars(text, end, value);
  return error == std::errc() && at == end && value >= 0 ? std::optional(value) : std::nullopt;
}

bool write(const std::string& kind, int size, int seed) {
  static const std::map<char, int> kLeastOpening{{'a', 100}, {'b', 1'000}, {'c', 10'000}};
  const auto drawn = static_cast<uint64_t>(seed);
  if (kind == "pmedian-uniform") {
    write_uniform_points(stdout, size, drawn);
  } else if (kind == "pmedian-clustered") {
    write_clustered_points(stdout, size, drawn);
  } else if (kind == "mclp") {
    write_covering(stdout, 100, size, static_cast<uint32_t>(seed));
  } else if (kind == "mclp-areas") {
    write_covering_with_areas(stdout, 10'000, size, drawn);
  } else if (kind == "mclp-area-rows") {
    write_area_rows(stdout, 2, 6);
  } else if (kind.size() == 8 && (kind.starts_with("ufl-gs-") || kind.starts_with("ufl-ga-")) &&
             kLeastOpening.contains(kind.back())) {
    write_koerkel_ghosh(stdout, {size, kind[5] == 's', kLeastOpening.at(kind.back())}, drawn);
  } else {
    return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<int> size = argc == 4 ? number(argv[2]) : std::nullopt;
  const std::optional<int> seed = argc == 4 ? number(argv[3]) : std::nullopt;
  if (!size || !seed || !write(argv[1], *size, *seed)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
