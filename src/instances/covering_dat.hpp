#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "instances/formats.hpp"

// Maximal covering in the text of Cordeau, Furini and Ljubic (EJOR 275 (2019)): "n m", then n lines
// "F id x y cost" and m lines "C id x y weight", parted by tabs or blanks. A site covers a customer
// nearer than the radius, by Euclid in doubles.
namespace dostyq::instances {

struct CoveringDat {
  std::vector<optim::PlanePoint> site_points;
  std::vector<int64_t> opening_cost;  ///< by site
  Coverage coverage;                  ///< groups in the order of the file
};

/// Customers are put together while they are read: millions of them never stand in memory. The
/// answer does not depend on `threads` (0: all of the machine). Errors, with the line:
/// instances.line, instances.ends_early, instances.goes_on, instances.too_large.
Result<CoveringDat> parse_covering_dat(std::string_view text, const std::string& file,
                                       double radius, unsigned threads = 0);

bool looks_like_covering_dat(const Source& source);
/// With Instance::coverage and no customers' points if options.cover_within is given, else with
/// the points of all.
Checked<Instance> read_covering_dat(const Source& source);

}  // namespace dostyq::instances
