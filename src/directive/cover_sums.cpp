#include "directive/cover_sums.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace dostyq::directive {
namespace {

constexpr size_t kEntriesEach = 20'000;  ///< of a bundle
constexpr size_t kMostBundles = 64;
/// Of a column's range: what the simplex method takes for nothing. A cut that asks for less would
/// be asked for again and again; complete() gives the exact value.
constexpr double kRounding = 4e-7;
constexpr size_t kPiece = 16'384;  ///< groups that one thread takes at a time
/// An open share this near to a whole site counts as one: the group then enters whole.
constexpr float kWhole = 1 - 1e-6F;

}  // namespace

size_t CoverSums::index_of(const Coverage& coverage) {
  for (size_t i = 0; i < coverages_.size(); ++i) {
    if (coverages_[i].grouping == coverage.grouping && coverages_[i].presence == coverage.presence)
      return i;
  }
  coverages_.push_back(coverage);
  return coverages_.size() - 1;
}

std::vector<optim::Term> CoverSums::add(const Coverage& coverage,
                                        std::vector<std::pair<int, double>> groups,
                                        std::span<const uint32_t> rank, optim::MipModel& model) {
  const CoverGrouping& grouping = *coverage.grouping;
  size_t entries = 0;
  for (const auto& [group, weight] : groups)
    entries += grouping.places(static_cast<size_t>(group)).size();
  const auto key = [&](int group) {
    return rank[grouping.places(static_cast<size_t>(group)).front()];
  };
  std::sort(groups.begin(), groups.end(), [&](const auto& a, const auto& b) {
    return std::pair(key(a.first), a.first) < std::pair(key(b.first), b.first);
  });
  const size_t bundles = std::clamp<size_t>(entries / kEntriesEach, 1, kMostBundles);
  const size_t view = index_of(coverage);
  for (const auto column : coverage.presence->column) mentioned_.insert(column);
  std::vector<optim::Term> terms;
  size_t next = 0;
  for (size_t b = 0; b < bundles; ++b) {
    const size_t end = groups.size() * (b + 1) / bundles;
    if (end == next) continue;
    Sum sum;
    sum.coverage = view;
    sum.groups.assign(groups.begin() + static_cast<std::ptrdiff_t>(next),
                      groups.begin() + static_cast<std::ptrdiff_t>(end));
    next = end;
    for (const auto& [group, weight] : sum.groups) sum.total += weight;
    sum.column = model.add_column({0, sum.total, 0, false, ""});
    mentioned_.insert(sum.column);
    terms.push_back({sum.column, 1});
    sums_.push_back(std::move(sum));
  }
  return terms;
}

std::vector<std::vector<float>> CoverSums::open_by_group(std::span<const double> x,
                                                         std::span<const char> wanted) const {
  std::vector<char> used(coverages_.size(), 0);
  for (const Sum& sum : sums_) {
    if (wanted.empty() || wanted[static_cast<size_t>(sum.column)] != 0) used[sum.coverage] = 1;
  }
  std::vector<std::vector<float>> all(coverages_.size());
  for (size_t i = 0; i < coverages_.size(); ++i) {
    if (used[i] == 0) continue;
    const CoverGrouping& grouping = *coverages_[i].grouping;
    const Presence& presence = *coverages_[i].presence;
    std::vector<float> at(presence.places(), 0);
    for (size_t p = 0; p < at.size(); ++p) {
      double open = 0;
      for (const int column : presence.columns(p)) open += x[static_cast<size_t>(column)];
      at[p] = static_cast<float>(open);
    }
    std::vector<float>& open = all[i];
    open.resize(grouping.size());
    const unsigned threads = open.size() < kPiece ? 1 : threads_or_all(0);
    parallel_for(open.size(), threads, kPiece, [&](size_t begin, size_t end, unsigned) {
      for (size_t g = begin; g < end; ++g) {
        float sum = 0;
        for (const uint32_t place : grouping.places(g)) sum += at[place];
        open[g] = sum;
      }
    });
  }
  return all;
}

double CoverSums::value(const Sum& sum, const std::vector<float>& open) const {
  double value = 0;
  for (const auto& [group, weight] : sum.groups) {
    const float share = open[static_cast<size_t>(group)];
    value += share >= kWhole ? weight : weight * static_cast<double>(share);
  }
  return value;
}

optim::Row CoverSums::cut(const Sum& sum, const std::vector<float>& open) const {
  const Coverage& coverage = coverages_[sum.coverage];
  std::vector<double> slope(coverage.presence->places(), 0);
  std::vector<uint32_t> touched;
  double whole = 0;
  for (const auto& [group, weight] : sum.groups) {
    if (open[static_cast<size_t>(group)] >= kWhole) {
      whole += weight;
      continue;
    }
    for (const uint32_t place : coverage.grouping->places(static_cast<size_t>(group))) {
      if (slope[place] == 0) touched.push_back(place);
      slope[place] += weight;
    }
  }
  std::sort(touched.begin(), touched.end());
  optim::Row row{-optim::kInfinity, whole, {{sum.column, 1}}, ""};
  for (const uint32_t place : touched) {
    for (const int column : coverage.presence->columns(place))
      row.terms.push_back({column, -std::min(slope[place], sum.total)});
  }
  return row;
}

void CoverSums::separate(std::span<const double> x, bool integral, std::vector<optim::Row>& rows) {
  separate_at(x, x, {}, integral ? kRounding : 1e-4, rows);
}

void CoverSums::separate_at(std::span<const double> at, std::span<const double> x,
                            std::span<const char> wanted, double tolerance,
                            std::vector<optim::Row>& rows) {
  const std::vector<std::vector<float>> open = open_by_group(at, wanted);
  std::vector<optim::Row> found(sums_.size());
  for_each_index(sums_.size(), sums_.size() < 16 ? 1 : 0, [&](size_t i) {
    const Sum& sum = sums_[i];
    if (!wanted.empty() && wanted[static_cast<size_t>(sum.column)] == 0) return;
    const double slack = std::max(1e-3, tolerance * sum.total);
    const bool same = at.data() == x.data();
    if (same && x[static_cast<size_t>(sum.column)] <= value(sum, open[sum.coverage]) + slack)
      return;
    optim::Row row = cut(sum, open[sum.coverage]);
    double left = 0;
    for (const optim::Term& term : row.terms)
      left += term.coefficient * x[static_cast<size_t>(term.column)];
    if (left > row.upper + slack) found[i] = std::move(row);
  });
  for (optim::Row& row : found) {
    if (!row.terms.empty()) rows.push_back(std::move(row));
  }
}

bool CoverSums::complete(std::span<double> x) const {
  evaluate(x, {}, x);
  return true;
}

void CoverSums::evaluate(std::span<const double> x, std::span<const char> wanted,
                         std::span<double> values) const {
  const std::vector<std::vector<float>> open = open_by_group(x, wanted);
  for (const Sum& sum : sums_) {
    const auto j = static_cast<size_t>(sum.column);
    if (wanted.empty() || wanted[j] != 0) values[j] = value(sum, open[sum.coverage]);
  }
}

}  // namespace dostyq::directive
