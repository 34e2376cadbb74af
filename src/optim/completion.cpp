#include "optim/completion.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {

Completion::Completion(const Problem& problem) : problem_(problem) {
  for (int j = 0; j < problem.columns(); ++j) {
    if (problem.implied[static_cast<size_t>(j)] != 0) {
      implied_.push_back(j);
    } else if (problem.integer[static_cast<size_t>(j)] == 0) {
      closed_ = false;
    }
  }
}

void Completion::complete(std::vector<double>& x) const {
  for (int column : implied_) x[static_cast<size_t>(column)] = best_value(column, x);
}

double Completion::best_value(int column, const std::vector<double>& x) const {
  const auto j = static_cast<size_t>(column);
  const double direction = problem_.implied[j];
  double limit = direction > 0 ? problem_.bounds.upper[j] : problem_.bounds.lower[j];
  for (int entry : problem_.entries(column)) {
    const int row = problem_.row_of(entry);
    const double own = problem_.value_of(entry);
    const double side = own * direction > 0 ? problem_.rows.upper[static_cast<size_t>(row)]
                                            : problem_.rows.lower[static_cast<size_t>(row)];
    if (std::isinf(side)) continue;
    double others = 0;
    for (int k = problem_.rows.begin(row); k < problem_.rows.end(row); ++k) {
      const auto other = static_cast<size_t>(problem_.rows.column[static_cast<size_t>(k)]);
      if (other != j) others += problem_.value_of(k) * x[other];
    }
    const double stop = std::round((side - others) / own);
    limit = direction > 0 ? std::min(limit, stop) : std::max(limit, stop);
  }
  return std::clamp(limit, problem_.bounds.lower[j], problem_.bounds.upper[j]);
}

}  // namespace dostyq::optim
