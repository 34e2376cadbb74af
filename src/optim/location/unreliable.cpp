#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "optim/location/service.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

constexpr double kNoise = 1e-12;

constexpr double kSurelyOpen = 0.999;

/// Slopes of the cuts of levels, summed from the nearest outwards. A site has the slopes of the
/// levels that it lies within.
struct Slopes {
  double counted = 0;   ///< of sites alike: a chord between two counts
  double certain = 0;   ///< of sites that are never shut, beside `counted`
  double first = 0;     ///< times (1 - shut): Bernoulli's inequality
  double more = 0;      ///< the same for sites beyond those that are surely open
  double tangent = 0;   ///< times -log(shut): a tangent of exp
  double certain2 = 0;  ///< of sites that are never shut, beside `tangent`
};

/// What is open within a level.
struct Within {
  double alike = 0;    ///< y of sites that may be shut
  double certain = 0;  ///< y of sites that never are
  double working = 0;  ///< y (1 - shut)
  double more = 0;     ///< the same without those surely open
  double sure = 1;     ///< product of `shut` over those surely open
  double logs = 0;     ///< y · -log(shut)
};

class Unreliable final : public ServiceCost {
 public:
  explicit Unreliable(std::vector<double> shut) : shut_(std::move(shut)) {
    for (const double chance : shut_) {
      DOSTYQ_CHECK(chance >= 0 && chance <= 1);
      if (chance == 0 || chance == 1) continue;
      if (common_ < 0) common_ = chance;
      alike_ = alike_ && chance == common_;
    }
  }

  double cost(std::span<const Near> near, int32_t cap,
              std::span<const uint8_t> open) const override {
    double expected = 0, none_works = 1, last = 0;
    for (const Near& one : near) {
      if (one.cost >= cap || none_works == 0) break;
      if (open[at(one.site)] == 0) continue;
      expected += none_works * (one.cost - last);
      none_works *= shut_[at(one.site)];
      last = one.cost;
    }
    return expected + none_works * (cap - last);
  }

  double cut(std::span<const Near> near, int32_t cap, std::span<const double> y,
             ServiceCut& cut) const override {
    const double first = near.empty() ? cap : std::min(near.front().cost, cap);
    cut = {first, {}};
    double value = first;
    std::vector<Slopes> since(near.size());
    Slopes slopes;
    Within within;
    size_t k = 0;
    while (k < near.size() && near[k].cost < cap) {
      const int32_t here = near[k].cost;
      for (; k < near.size() && near[k].cost == here; ++k) {
        since[k] = slopes;
        take(near[k].site, y[at(near[k].site)], within);
      }
      const double gap = (k < near.size() ? std::min(near[k].cost, cap) : cap) - here;
      const double left = level(within, gap, slopes, cut.constant);
      if (left <= 0) break;
      value += gap * left;
    }
    const double largest = cut.constant;
    for (size_t e = 0; e < k; ++e) {
      const double coefficient = coefficient_of(near[e].site, y, since[e], slopes);
      if (coefficient > kNoise * largest) {
        cut.terms.push_back({near[e].site, coefficient});
      } else if (coefficient > 0) {
        cut.constant -= coefficient;  // as if the site were open
      }
    }
    return value;
  }

  bool whole() const override { return false; }
  int sites_needed() const override { return 1; }

 private:
  void take(int site, double y, Within& within) const {
    const double shut = shut_[at(site)];
    if (shut == 1) return;
    const bool sure = y >= kSurelyOpen;
    (shut == 0 ? within.certain : within.alike) += y;
    within.working += y * (1 - shut);
    if (sure) within.sure *= shut;
    if (!sure) within.more += y * (1 - shut);
    if (shut > 0) within.logs -= y * std::log(shut);
  }

  /// Adds the tightest of the bounds on "no site within works". Returns its value at y, or 0 where
  /// it says nothing. Each is nowhere above the product of `shut` over a set of sites:
  ///  - sites alike: q^n is convex in n, so it lies above its chord from n to n + 1 at whole n;
  ///  - 1 - sum of (1 - q), Bernoulli's inequality, on top of some sites S: product over S times
  ///    the rest, and fewer of S only makes the product larger;
  ///  - exp(-x) lies above its tangents.
  /// A site that is never shut gets the coefficient that brings the bound to zero or below.
  double level(const Within& within, double gap, Slopes& slopes, double& constant) const {
    double best = 0, chosen_constant = 0;
    Slopes chosen;
    const auto offer = [&](double value, double start, const Slopes& own) {
      if (value <= best + 1e-12) return;
      best = value;
      chosen_constant = start;
      chosen = own;
    };
    Slopes own;
    if (alike_) {
      const double q = common_ < 0 ? 0 : common_;
      const double n = std::floor(within.alike + 1e-9);
      const double power = std::pow(q, n), slope = power * (1 - q), start = power + n * slope;
      own.counted = slope;
      own.certain = start;
      offer(start - slope * within.alike - start * within.certain, start, own);
    }
    own = {};
    own.first = 1;
    offer(1 - within.working, 1, own);
    own = {};
    own.more = within.sure;
    offer(within.sure * (1 - within.more), within.sure, own);
    const double height = std::exp(-within.logs), start = height * (1 + within.logs);
    own = {};
    own.tangent = height;
    own.certain2 = start;
    offer(height - start * within.certain, start, own);
    if (best <= 0) return 0;
    constant += gap * chosen_constant;
    slopes.counted += gap * chosen.counted;
    slopes.certain += gap * chosen.certain;
    slopes.first += gap * chosen.first;
    slopes.more += gap * chosen.more;
    slopes.tangent += gap * chosen.tangent;
    slopes.certain2 += gap * chosen.certain2;
    return best;
  }

  double coefficient_of(int site, std::span<const double> y, const Slopes& since,
                        const Slopes& all) const {
    const double shut = shut_[at(site)];
    if (shut == 1) return 0;
    double sum = (1 - shut) * (all.first - since.first);
    if (y[at(site)] < kSurelyOpen) sum += (1 - shut) * (all.more - since.more);
    if (shut == 0) return sum + all.certain - since.certain + all.certain2 - since.certain2;
    return sum + all.counted - since.counted - std::log(shut) * (all.tangent - since.tangent);
  }

  std::vector<double> shut_;
  bool alike_ = true;
  double common_ = -1;
};

}  // namespace

std::unique_ptr<ServiceCost> unreliable(std::vector<double> shut) {
  return std::make_unique<Unreliable>(std::move(shut));
}

}  // namespace dostyq::optim
