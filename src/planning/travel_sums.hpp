#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_set>
#include <vector>

#include "directive/cover_sums.hpp"
#include "optim/bundle_separator.hpp"

namespace dostyq::planning {

/// The way of very many people to their nearest site: a column for each bundle of settlements,
/// bounded from below by the sum of the cuts of travel_cuts.hpp, each at its own best level. A
/// column counts in units of so many person-seconds that the solver's numbers are of one size. A
/// pass is O(entries up to the first whole site).
class TravelSums final : public optim::BundleSeparator {
 public:
  /// Settlements in the order in which they are bundled, with the places that are nearer than what
  /// they have today (`fallback`), by seconds.
  struct Demand {
    std::vector<int64_t> people;
    std::vector<int32_t> fallback;
    std::vector<size_t> start{0};
    std::vector<uint32_t> place;
    std::vector<int32_t> seconds;
    std::shared_ptr<const directive::Presence> presence;

    size_t size() const { return people.size(); }
  };

  /// Terms that add up to the person-seconds which the trips of `demand` take.
  std::vector<optim::Term> add(Demand demand, optim::MipModel& model);

  bool empty() const { return sums_.empty(); }
  bool mentions(int column) const override { return mentioned_.contains(column); }
  void separate(std::span<const double> x, bool integral, std::vector<optim::Row>& rows) override;
  void separate_at(std::span<const double> at, std::span<const double> x,
                   std::span<const char> wanted, double tolerance,
                   std::vector<optim::Row>& rows) override;
  void evaluate(std::span<const double> x, std::span<const char> wanted,
                std::span<double> values) const override;
  bool complete(std::span<double> x) const override;

 private:
  struct Sum {
    int column = -1;
    size_t demand = 0, first = 0, last = 0;  // settlements [first, last)
    double unit = 1;                         ///< person-seconds
    double range = 0;                        ///< units
  };
  struct Level {
    double seconds = 0;  ///< the expected trip
    size_t end = 0;      ///< entries before this one are nearer than the level
    double level = 0;
  };
  static Level level_of(const Demand& demand, size_t settlement, const std::vector<double>& open);
  std::vector<double> open_by_place(const Demand& demand, std::span<const double> x) const;
  double value(const Sum& sum, const std::vector<double>& open) const;
  optim::Row cut(const Sum& sum, const std::vector<double>& open) const;

  std::vector<Demand> demands_;
  std::vector<Sum> sums_;
  std::unordered_set<int> mentioned_;
};

}  // namespace dostyq::planning
