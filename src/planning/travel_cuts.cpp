#include "planning/travel_cuts.hpp"

#include <algorithm>

namespace dostyq::planning {
namespace {

double opened(const TravelDemand::Choice& choice, std::span<const double> x) {
  double y = 0;
  for (int column : choice.columns) y += x[static_cast<size_t>(column)];
  return y;
}

// The cut at level `last` (the time of choices[last], or the fallback): the farther levels cannot
// bind.
optim::Row cut(const TravelDemand& demand, size_t last) {
  const double level =
      last < demand.choices.size() ? demand.choices[last].seconds : demand.fallback;
  optim::Row row{level, optim::kInfinity, {{demand.theta, 1}}, ""};
  for (size_t i = 0; i < last; ++i) {
    for (int column : demand.choices[i].columns)
      row.terms.push_back({column, level - demand.choices[i].seconds});
  }
  return row;
}

}  // namespace

TravelCuts::TravelCuts(std::vector<TravelDemand> demands) : demands_(std::move(demands)) {
  for (const TravelDemand& demand : demands_) {
    mentioned_.insert(demand.theta);
    for (const TravelDemand::Choice& choice : demand.choices) {
      mentioned_.insert(choice.columns.begin(), choice.columns.end());
    }
  }
}

void TravelCuts::separate(std::span<const double> x, bool integral, std::vector<optim::Row>& rows) {
  const double tolerance = integral ? 1e-3 : 1e-1;  // seconds
  for (const TravelDemand& demand : demands_) {
    // Walk outwards until a whole site is open: that level gives the largest bound.
    double open = 0, value = 0;
    size_t last = 0;
    while (last < demand.choices.size() && open + opened(demand.choices[last], x) < 1 - 1e-9) {
      const double y = opened(demand.choices[last], x);
      open += y;
      value += y * demand.choices[last].seconds;
      ++last;
    }
    const double level =
        last < demand.choices.size() ? demand.choices[last].seconds : demand.fallback;
    value += (1 - open) * level;
    if (x[static_cast<size_t>(demand.theta)] < value - tolerance) rows.push_back(cut(demand, last));
  }
}

bool TravelCuts::complete(std::span<double> x) const {
  for (const TravelDemand& demand : demands_) {
    const auto open = std::find_if(demand.choices.begin(), demand.choices.end(),
                                   [&](const auto& choice) { return opened(choice, x) > 0.5; });
    x[static_cast<size_t>(demand.theta)] =
        open == demand.choices.end() ? demand.fallback : open->seconds;
  }
  return true;
}

}  // namespace dostyq::planning
