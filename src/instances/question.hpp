#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "instances/instance.hpp"
#include "optim/location/location.hpp"

namespace dostyq::instances {

enum class Model { kPMedian, kMclp, kLscp, kPCentre, kUfl, kCflp };
inline constexpr std::array kModels{Model::kPMedian, Model::kMclp, Model::kLscp,
                                    Model::kPCentre, Model::kUfl,  Model::kCflp};

constexpr std::string_view name(Model model) {
  constexpr std::array<std::string_view, 6> kNames{"pmedian", "mclp", "lscp",
                                                   "pcentre", "ufl",  "cflp"};
  return kNames[static_cast<size_t>(model)];
}

/// How many sites of an area may open.
struct AreaLimit {
  std::string area;
  int at_least = 0;
  std::optional<int> at_most;
};

/// What is asked of an instance. Sites count from 0.
struct Question {
  Model model = Model::kPMedian;
  std::optional<int> p;           ///< exactly in pmedian, at most in the others
  std::optional<double> radius;   ///< of mclp and lscp
  std::optional<double> share;    ///< of lscp: per cent of the weight that must be covered
  int backup = 1;                 ///< of mclp and lscp: how many open sites cover a customer
  bool exact = false;             ///< of pcentre: distances between points are not rounded
  std::optional<int64_t> budget;  ///< of opening costs, in Instance::money_scale()
  std::vector<int> forced;
  std::vector<int> forbidden;
  std::vector<AreaLimit> areas;
  bool divisible = false;  ///< cflp: several sites may share a customer's demand
};

/// With the p, radius and budget of the instance where none are given. Errors:
/// instances.wants_p (pmedian, pcentre), instances.wants_radius (mclp, lscp),
/// instances.wants_limit (mclp without p and budget), instances.wants_capacity (cflp),
/// instances.wants_costs (ufl, or a budget, without opening costs), instances.p_range,
/// instances.radius_range, instances.share_range, instances.backup_range, instances.exact_plane,
/// instances.unknown_area.
Result<Question> complete(Question question, const Instance& instance);

/// The same as rows over sites. The answer must be complete().
optim::SiteRules site_rules(const Question& question, const Instance& instance);

/// The least weight that is `share` per cent of all. The share must be complete().
int64_t least_weight(double share, int64_t all);

/// The objective's value of a file is the solver's whole number divided by this.
int64_t objective_scale(Model model, const Instance& instance);

}  // namespace dostyq::instances
