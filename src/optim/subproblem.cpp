#include "optim/subproblem.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {
namespace {

Row to_row(const SparseRows& rows, int index) {
  Row row{rows.lower[static_cast<size_t>(index)], rows.upper[static_cast<size_t>(index)], {}, ""};
  for (int k = rows.begin(index); k < rows.end(index); ++k) {
    row.terms.push_back({rows.column[static_cast<size_t>(k)], rows.value[static_cast<size_t>(k)]});
  }
  return row;
}

}  // namespace

void ReducedSeparator::separate(std::span<const double> x, bool integral, std::vector<Row>& rows) {
  std::vector<Row> found;
  const std::vector<double> original = presolved_.restore(x);
  original_.separate(original, integral, found);
  const SparseRows reduced = presolved_.reduce(to_sparse(found, static_cast<int>(original.size())));
  for (int i = 0; i < reduced.size(); ++i) rows.push_back(to_row(reduced, i));
}

bool ReducedSeparator::mentions(int column) const {
  return original_.mentions(presolved_.original_of[static_cast<size_t>(column)]);
}

bool ReducedSeparator::complete(std::span<double> x) const {
  std::vector<double> original = presolved_.restore(x);
  if (!original_.complete(original)) return false;
  const std::vector<double> reduced = presolved_.reduce(original);
  std::copy(reduced.begin(), reduced.end(), x.begin());
  return true;
}

Subproblem make_subproblem(const Presolved& presolved, const Domain& bounds,
                           const MipOptions& options, bool integral_objective) {
  Subproblem sub;
  sub.model = to_model(presolved.problem);
  for (size_t j = 0; j < bounds.lower.size(); ++j) {
    sub.model.columns[j].lower = bounds.lower[j];
    sub.model.columns[j].upper = bounds.upper[j];
  }
  const double offset = presolved.problem.offset;
  sub.model.integral_objective = integral_objective && offset == std::round(offset);
  sub.options.absolute_gap = options.absolute_gap;
  sub.options.stop = options.stop;
  if (options.separator != nullptr) {
    sub.separator = std::make_unique<ReducedSeparator>(*options.separator, presolved);
    sub.options.separator = sub.separator.get();
  }
  if (options.heuristic) {
    sub.options.heuristic = [&options, &presolved](std::span<const double> x,
                                                   std::vector<double>& solution) {
      std::vector<double> original;
      if (!options.heuristic(presolved.restore(x), original)) return false;
      solution = presolved.reduce(original);
      return true;
    };
  }
  return sub;
}

}  // namespace dostyq::optim
