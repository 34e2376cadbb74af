#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include "optim/bundle_separator.hpp"

namespace dostyq::directive {

/// People put together by the places that could serve them: all of a group are served as soon as a
/// site opens at one of its places. In compressed form.
struct CoverGrouping {
  std::vector<size_t> start{0};
  std::vector<uint32_t> place;  ///< of a group, ascending

  size_t size() const { return start.size() - 1; }
  std::span<const uint32_t> places(size_t group) const {
    return {place.data() + start[group], start[group + 1] - start[group]};
  }
};

/// The columns that open a serving site at a place by some day: any of them, never two.
struct Presence {
  std::vector<uint32_t> start{0};
  std::vector<int> column;

  size_t places() const { return start.size() - 1; }
  std::span<const int> columns(size_t place) const {
    return {column.data() + start[place], static_cast<size_t>(start[place + 1] - start[place])};
  }
};

/// What a cover sum counts over: whom places serve, and what opens there by some day.
struct Coverage {
  std::shared_ptr<const CoverGrouping> grouping;
  std::shared_ptr<const Presence> presence;
};

/// Numbers of people served, where there are too many groups for a column each. A column says how
/// many of a bundle of groups are served,
///     z <= sum over groups of w min(1, sum of what opens at its places),
/// and the right side, which is concave, enters by its cuts: each group counts whole where enough
/// is open at the point in hand, else by what is open (Cordeau, Furini, Ljubić, EJOR 275 (2019)
/// 882-896). At a whole choice of sites a cut is exact. A pass over all sums is O(entries).
class CoverSums final : public optim::BundleSeparator {
 public:
  /// Columns for people in `groups` (group, weight > 0; by group), as many as there are bundles,
  /// with their terms of coefficient 1. Bundles are neighbours along `rank` of their places.
  std::vector<optim::Term> add(const Coverage& coverage, std::vector<std::pair<int, double>> groups,
                               std::span<const uint32_t> rank, optim::MipModel& model);

  size_t size() const { return sums_.size(); }
  bool mentions(int column) const override { return mentioned_.contains(column); }
  void separate(std::span<const double> x, bool integral, std::vector<optim::Row>& rows) override;
  bool complete(std::span<double> x) const override;
  void separate_at(std::span<const double> at, std::span<const double> x,
                   std::span<const char> wanted, double tolerance,
                   std::vector<optim::Row>& rows) override;
  void evaluate(std::span<const double> x, std::span<const char> wanted,
                std::span<double> values) const override;

 private:
  struct Sum {
    int column = -1;
    double total = 0;
    size_t coverage = 0;
    std::vector<std::pair<int, double>> groups;
  };
  /// How much is open at the places of each group.
  std::vector<std::vector<float>> open_by_group(std::span<const double> x,
                                                std::span<const char> wanted) const;
  double value(const Sum& sum, const std::vector<float>& open) const;
  optim::Row cut(const Sum& sum, const std::vector<float>& open) const;
  size_t index_of(const Coverage& coverage);

  std::vector<Coverage> coverages_;
  std::vector<Sum> sums_;
  std::unordered_set<int> mentioned_;
};

}  // namespace dostyq::directive
