#include "optim/problem.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"

namespace dostyq::optim {
namespace {

/// Collects one row at a time; a column named twice is summed.
class RowGatherer {
 public:
  explicit RowGatherer(int columns) : sum_(static_cast<size_t>(columns), 0.0), seen_(sum_.size()) {}

  void add(const Row& row, SparseRows& rows) {
    DOSTYQ_CHECK(!std::isnan(row.lower) && !std::isnan(row.upper));
    for (const Term& term : row.terms) {
      DOSTYQ_CHECK(term.column >= 0 && static_cast<size_t>(term.column) < sum_.size());
      DOSTYQ_CHECK(std::isfinite(term.coefficient));
      const auto j = static_cast<size_t>(term.column);
      if (!seen_[j]) order_.push_back(term.column);
      seen_[j] = true;
      sum_[j] += term.coefficient;
    }
    std::sort(order_.begin(), order_.end());
    for (int column : order_) {
      const auto j = static_cast<size_t>(column);
      if (sum_[j] != 0) rows.add_entry(column, sum_[j]);
      sum_[j] = 0;
      seen_[j] = false;
    }
    order_.clear();
    rows.finish_row(row.lower, row.upper);
  }

 private:
  std::vector<double> sum_;
  std::vector<bool> seen_;
  std::vector<int> order_;
};

}  // namespace

void Problem::index_columns() {
  column_start.assign(cost.size() + 1, 0);
  entry_row.resize(rows.column.size());
  for (int column : rows.column) ++column_start[static_cast<size_t>(column) + 1];
  std::partial_sum(column_start.begin(), column_start.end(), column_start.begin());
  column_entry.resize(rows.column.size());
  std::vector<int> next(column_start.begin(), column_start.end() - 1);
  for (int i = 0; i < rows.size(); ++i) {
    for (int k = rows.begin(i); k < rows.end(i); ++k) {
      entry_row[static_cast<size_t>(k)] = i;
      int& place = next[static_cast<size_t>(rows.column[static_cast<size_t>(k)])];
      column_entry[static_cast<size_t>(place++)] = k;
    }
  }
}

SparseRows to_sparse(std::span<const Row> rows, int columns) {
  SparseRows result;
  RowGatherer gatherer(columns);
  for (const Row& row : rows) gatherer.add(row, result);
  return result;
}

Problem to_problem(const MipModel& model) {
  Problem problem;
  for (const Column& column : model.columns) {
    DOSTYQ_CHECK(!std::isnan(column.lower) && !std::isnan(column.upper));
    DOSTYQ_CHECK(std::isfinite(column.cost));
    problem.bounds.lower.push_back(column.integer ? std::ceil(column.lower - kIntegrality)
                                                  : column.lower);
    problem.bounds.upper.push_back(column.integer ? std::floor(column.upper + kIntegrality)
                                                  : column.upper);
    problem.cost.push_back(column.cost);
    problem.integer.push_back(column.integer ? 1 : 0);
  }
  problem.implied.assign(problem.cost.size(), 0);
  problem.rows = to_sparse(model.rows, problem.columns());
  problem.index_columns();
  problem.step = model.integral_objective ? 1 : 0;
  return problem;
}

MipModel to_model(const Problem& problem) {
  MipModel model;
  for (size_t j = 0; j < problem.cost.size(); ++j) {
    model.add_column({problem.bounds.lower[j], problem.bounds.upper[j], problem.cost[j],
                      problem.integer[j] != 0, ""});
  }
  for (int i = 0; i < problem.rows.size(); ++i) {
    Row row{problem.rows.lower[static_cast<size_t>(i)],
            problem.rows.upper[static_cast<size_t>(i)],
            {},
            ""};
    for (int k = problem.rows.begin(i); k < problem.rows.end(i); ++k) {
      row.terms.push_back({problem.rows.column[static_cast<size_t>(k)], problem.value_of(k)});
    }
    model.add_row(std::move(row));
  }
  return model;
}

double objective_step(const Problem& problem) {
  const bool constant =
      std::all_of(problem.cost.begin(), problem.cost.end(), [](double cost) { return cost == 0; });
  if (constant) return 1;
  for (int digits = 0; digits <= 6; ++digits) {
    const double scale = std::pow(10, digits);
    int64_t divisor = 0;
    bool integers = true;
    for (int j = 0; j < problem.columns() && integers; ++j) {
      const double cost = problem.cost[static_cast<size_t>(j)] * scale;
      if (cost == 0) continue;
      integers = problem.integral(j) && std::abs(cost) < 1e12 &&
                 std::abs(cost - std::round(cost)) <= 1e-12 * std::max(1.0, std::abs(cost));
      divisor = std::gcd(divisor, std::llround(cost));
    }
    if (integers && divisor > 0) return static_cast<double>(divisor) / scale;
  }
  return 0;
}

}  // namespace dostyq::optim
