#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "instances/instance.hpp"
#include "instances/side_rows.hpp"
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

/// Gradual coverage: what a customer within the radius earns, of his weight.
struct Step {
  double radius = 0;
  int64_t value = 0;  ///< in Question::step_scale
};

/// Whose lot counts.
enum class Equity {
  kNone,           ///< the sum over all
  kWorst,          ///< the group served worst
  kLexicographic,  ///< it, then the second worst, to the last
  kKolmPollak      ///< everybody, the worse off the more
};
inline constexpr std::array<std::string_view, 4> kEquityNames{"none", "worst", "lexicographic",
                                                              "kolm-pollak"};

/// How the phases make one objective.
enum class PhaseOrder {
  kSum,    ///< weighted
  kFirst,  ///< the first phase before all, then the second ...
  kLast    ///< the last before all, then the one before it ...
};
inline constexpr std::array<std::string_view, 3> kPhaseOrderNames{"sum", "first", "last"};

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
  std::vector<SideRow> rows;

  std::vector<Step> steps;  ///< of mclp, instead of a radius: from the nearest, values fall
  int64_t step_scale = 1;

  int nearest = 1;   ///< pmedian, ufl: served by the so-manieth nearest open site
  std::string shut;  ///< pmedian, ufl: per cent by which any site is shut, or "column"
  std::optional<int64_t> penalty;  ///< with shut: cost where none works, in Instance::cost_scale
  std::vector<double> chance;      ///< of being shut, by site; set by complete()

  Equity equity = Equity::kNone;
  std::optional<double> epsilon, kappa;  ///< of Kolm and Pollak; kappa by the file's unit

  int phases = 1;                      ///< pmedian, ufl, mclp
  std::vector<int64_t> phase_weights;  ///< by phase; 1 each if empty
  PhaseOrder phase_order = PhaseOrder::kSum;

  /// Objective and bound are not whole numbers of a scale.
  bool has_real_objective() const { return equity != Equity::kNone || !shut.empty(); }
  int64_t phase_weight(int phase) const {
    return phase_weights.empty() ? 1 : phase_weights[static_cast<size_t>(phase)];
  }
};

/// With the p, radius and budget of the instance where none are given. Errors:
/// instances.wants_p (pmedian, pcentre), instances.wants_radius (mclp, lscp),
/// instances.wants_limit (mclp without p and budget), instances.wants_capacity (cflp),
/// instances.wants_costs (ufl, or a budget, without opening costs), instances.p_range,
/// instances.radius_range, instances.share_range, instances.backup_range, instances.exact_plane,
/// instances.unknown_area, instances.steps_range, instances.not_together, instances.not_of_model,
/// instances.nearest_range, instances.wants_penalty, instances.bad_chance, instances.wants_group,
/// instances.wants_shut, instances.above_zero, instances.phases_range, instances.phase_weights.
Result<Question> complete(Question question, const Instance& instance);

/// The same as rows over sites, or over pairs of site and phase (optim/location/phases.hpp). The
/// question must be complete().
optim::SiteRules site_rules(const Question& question, const Instance& instance);

/// The least weight that is `share` per cent of all. The share must be complete().
int64_t least_weight(double share, int64_t all);

/// The objective's value of a file is the solver's whole number divided by this.
int64_t objective_scale(const Question& question, const Instance& instance);

/// Groups of customers by name, in the order of their first customers; "" is none.
struct CustomerGroups {
  std::vector<std::string> names;
  std::vector<int> of_customer;  ///< -1: of none
};
CustomerGroups customer_groups(const Instance& instance);

}  // namespace dostyq::instances
