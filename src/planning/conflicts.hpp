#pragma once

#include <functional>
#include <vector>

#include "base/error.hpp"
#include "planning/case.hpp"
#include "planning/options.hpp"

namespace dostyq::planning {

/// Over n things: a smallest set for which `holds_together` is false, or nothing when all hold
/// together. Implicit hitting sets (Ignatiev, Previti, Liffiton, Marques-Silva, CP 2015): a
/// smallest hitting set of the correction sets known so far either clashes, and then is a smallest
/// core, or grows to a largest set that holds, whose complement is a new correction set. n <= 64.
/// `stop` ends early with nothing.
std::optional<std::vector<size_t>> smallest_core(
    size_t n, const std::function<bool(const std::vector<size_t>&)>& holds_together,
    const StopFlag* stop = nullptr);

/// All minimal cores (MARCO: Liffiton, Previti, Malik, Marques-Silva 2016), smallest first.
std::vector<std::vector<size_t>> all_cores(
    size_t n, const std::function<bool(const std::vector<size_t>&)>& holds_together,
    const StopFlag* stop = nullptr);

/// A minimal set that clashes, of any number of things: no part of it does. Few questions:
/// O(k log(n / k)) for a core of k (QuickXplain: Junker, AAAI 2004).
std::optional<std::vector<size_t>> minimal_core(
    size_t n, const std::function<bool(const std::vector<size_t>&)>& holds_together,
    const StopFlag* stop = nullptr);

/// The smallest conflict of the case, or all minimal ones; none when a plan exists. Each core has
/// been solved again: it clashes, and no part of it does. Where there are more than 64 orders and
/// limits, or very many settlements, one minimal conflict, which need not be the smallest. Errors:
/// as make_plan; planning.too_many_groups when all are asked for of more than 64.
Result<std::vector<Conflict>> find_conflicts(const Case& plan_case, const PlanOptions& options,
                                             bool all);

/// One change that makes a plan possible.
struct Repair {
  enum class What { kDate, kNumber, kBudget, kLimit, kWithout };
  What what = What::kWithout;
  std::string id;        ///< directive, budget:PHASE, openings:PHASE, lock:…
  std::string from, to;  ///< a date, a number, an amount; empty for kWithout
  double cost = 0;       ///< for ranking: relative size of the change
};

/// The cheapest changes, each verified by solving again, that alone make a plan possible; ranked.
/// Tries the orders and limits of `conflict`.
Result<std::vector<Repair>> find_repairs(const Case& plan_case, const PlanOptions& options,
                                         const Conflict& conflict);

}  // namespace dostyq::planning
