#pragma once

#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "instances/decimal.hpp"
#include "instances/formats.hpp"

namespace dostyq::instances {

enum PointColumn {
  kId,
  kX,
  kY,
  kWeight,  ///< 1 if there is no such column
  kCost,    ///< of opening
  kCapacity,
  kDemand,    ///< the weight, if there is a capacity and no such column
  kSite,      ///< 1 or 0: may a site open here; if there is only `customer`, everywhere
  kCustomer,  ///< 1 or 0: is there somebody to serve
  kArea,
  kPlace,  ///< of a site: those of one place are its kinds
  kKind,   ///< of a site
  kShut,   ///< of a site, per cent
  kGroup,  ///< of a customer
  kPointColumns
};
inline constexpr std::array<const char*, kPointColumns> kPointColumnNames{
    "id",   "x",        "y",    "weight", "cost", "capacity", "demand",
    "site", "customer", "area", "place",  "kind", "shut",     "group"};

/// One point as text; "" where nothing is written.
using PointCells = std::array<std::string, kPointColumns>;

/// Makes an instance of points with weights, whatever file they stand in.
class PointRows {
 public:
  PointRows(const Source& source, Measure measure, const std::array<bool, kPointColumns>& present,
            Problems& problems);
  /// Problems, with the column: instances.not_number, instances.negative, instances.too_large,
  /// instances.bad_degrees, instances.bad_flag, instances.bad_per_cent,
  /// instances.twice.
  void add(const PointCells& cells, int row);
  /// Problems: instances.no_sites, instances.no_customers, instances.too_precise.
  Instance instance();

 private:
  bool has(PointColumn column) const { return present_[column]; }
  void report(const char* key, std::vector<std::string> args, int row, PointColumn column);
  Decimal amount(const PointCells& cells, PointColumn column, int row);
  double position(const PointCells& cells, PointColumn column, int row);
  double per_cent(const PointCells& cells, PointColumn column, int row);
  bool flag(const PointCells& cells, PointColumn column, int row);
  void scale_amounts(Instance& made);

  const Source& source_;
  Problems& problems_;
  Measure measure_;
  std::array<bool, kPointColumns> present_;
  Instance made_;
  std::vector<Decimal> weight_, cost_, capacity_, demand_;
  std::unordered_set<std::string> ids_;
};

}  // namespace dostyq::instances
