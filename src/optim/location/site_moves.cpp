#include "optim/location/site_moves.hpp"

#include <algorithm>
#include <utility>

#include "optim/problem.hpp"

namespace dostyq::optim {

SiteMoves::SiteMoves(const SiteRules& rules, std::vector<SiteState> states)
    : states_(std::move(states)), open_(states_.size(), 0), start_(states_.size() + 1, 0) {
  const SparseRows rows = to_sparse(rules.rows, rules.sites);
  lower_ = rows.lower;
  upper_ = rows.upper;
  activity_.assign(lower_.size(), 0);
  for (const int site : rows.column) ++start_[static_cast<size_t>(site) + 1];
  for (size_t j = 0; j < states_.size(); ++j) start_[j + 1] += start_[j];
  entries_.resize(rows.column.size());
  std::vector<size_t> next(start_.begin(), start_.end() - 1);
  for (int r = 0; r < rows.size(); ++r) {
    for (int k = rows.begin(r); k < rows.end(r); ++k) {
      const auto j = static_cast<size_t>(rows.column[static_cast<size_t>(k)]);
      entries_[next[j]++] = {r, rows.value[static_cast<size_t>(k)]};
    }
  }
  for (int site = 0; site < sites(); ++site) {
    if (state(site) == SiteState::kOpen) open(site);
  }
}

std::vector<int> SiteMoves::open_sites() const {
  std::vector<int> found;
  for (int site = 0; site < sites(); ++site) {
    if (is_open(site)) found.push_back(site);
  }
  return found;
}

double SiteMoves::broken(int32_t row, double activity) const {
  const auto r = static_cast<size_t>(row);
  return std::max({lower_[r] - activity, activity - upper_[r], 0.0});
}

bool SiteMoves::kept() const {
  for (size_t r = 0; r < activity_.size(); ++r) {
    if (broken(static_cast<int32_t>(r), activity_[r]) > kFeasibility) return false;
  }
  return true;
}

bool SiteMoves::allowed(int out, int in) const {
  const auto fits = [this](int32_t row, double change) {
    const double now = activity_[static_cast<size_t>(row)];
    return broken(row, now + change) <= std::max(broken(row, now), kFeasibility);
  };
  const std::span<const Entry> leaving = out < 0 ? std::span<const Entry>() : entries(out);
  const std::span<const Entry> coming = in < 0 ? std::span<const Entry>() : entries(in);
  size_t i = 0, k = 0;  // rows ascend in both
  while (i < leaving.size() || k < coming.size()) {
    if (k == coming.size() || (i < leaving.size() && leaving[i].row < coming[k].row)) {
      if (!fits(leaving[i].row, -leaving[i].coefficient)) return false;
      ++i;
    } else if (i == leaving.size() || coming[k].row < leaving[i].row) {
      if (!fits(coming[k].row, coming[k].coefficient)) return false;
      ++k;
    } else {
      if (!fits(coming[k].row, coming[k].coefficient - leaving[i].coefficient)) return false;
      ++i, ++k;
    }
  }
  return true;
}

double SiteMoves::help(int site) const {
  double sum = 0;
  for (const Entry& entry : entries(site)) {
    const double now = activity_[static_cast<size_t>(entry.row)];
    sum += broken(entry.row, now) - broken(entry.row, now + entry.coefficient);
  }
  return sum;
}

void SiteMoves::move(int site, int direction) {
  open_[static_cast<size_t>(site)] = direction > 0 ? 1 : 0;
  for (const Entry& entry : entries(site)) {
    activity_[static_cast<size_t>(entry.row)] += direction * entry.coefficient;
  }
}

}  // namespace dostyq::optim
