#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "optim/location/costs.hpp"
#include "optim/location/covering.hpp"

// Maximal covering in the text of Cordeau, Furini and Ljubic (EJOR 275 (2019)): "n m", then n lines
// "F id x y cost" and m lines "C id x y weight", parted by tabs or blanks.
namespace dostyq::instances {

/// Customers are put together by the sites that cover them while they are read: millions of them
/// never stand in memory.
struct CoveringDat {
  std::vector<optim::PlanePoint> site_points;
  std::vector<int64_t> opening_cost;  ///< by site
  optim::CoverGroups groups;          ///< those covered by some site, in the order of the file
  int64_t customers = 0;
  int64_t weight = 0;  ///< of all customers
};

/// A site covers a customer nearer than `radius`, by Euclid in doubles. The file is mapped, not
/// copied; the answer does not depend on `threads` (0: all of the machine).
/// Errors, with the line: instances.line, instances.ends_early, instances.goes_on; those of
/// io/file.hpp.
Result<CoveringDat> read_covering_dat(const std::filesystem::path& path, double radius,
                                      unsigned threads = 0);
Result<CoveringDat> parse_covering_dat(std::string_view text, const std::string& file,
                                       double radius, unsigned threads = 0);

/// The weight that open sites cover, counted from the text customer by customer: shares neither
/// the grid nor the groups with the reader. Sites count from 0.
Result<int64_t> recount_covering_dat(const std::filesystem::path& path, double radius,
                                     const std::vector<int>& sites);

}  // namespace dostyq::instances
