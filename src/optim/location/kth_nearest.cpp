#include <algorithm>

#include "base/check.hpp"
#include "optim/location/service.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

constexpr double kNoise = 1e-12;

class KthNearest final : public ServiceCost {
 public:
  explicit KthNearest(int k) : k_(k) { DOSTYQ_CHECK(k >= 1); }

  double cost(std::span<const Near> near, int32_t cap,
              std::span<const uint8_t> open) const override {
    int count = 0;
    for (const Near& one : near) {
      count += open[at(one.site)] != 0 ? 1 : 0;
      if (count == k_) return std::min(one.cost, cap);
    }
    return cap;
  }

  /// Between two costs that follow each other the k-th nearest is farther unless k sites are open:
  /// z <= sum over the sites within, without the t most open ones, of y / (k - t), for any t < k.
  double cut(std::span<const Near> near, int32_t cap, std::span<const double> y,
             ServiceCut& cut) const override {
    const double first = near.empty() ? cap : std::min(near.front().cost, cap);
    cut = {first, {}};
    double value = first;
    std::vector<size_t> most;  // the k - 1 most open, the most open first
    std::vector<double> left_out(near.size(), 0), since(near.size(), 0);
    double sum = 0, slopes = 0;
    size_t k = 0;
    while (k < near.size() && near[k].cost < cap) {
      const int32_t here = near[k].cost;
      for (; k < near.size() && near[k].cost == here; ++k) {
        since[k] = slopes;
        sum += y[at(near[k].site)];
        remember(near, y, k, most);
      }
      const double gap = (k < near.size() ? std::min(near[k].cost, cap) : cap) - here;
      const auto [share, taken] = tightest(near, y, sum, most);
      if (share >= 1 - 1e-12) break;
      const double slope = gap / (k_ - static_cast<int>(taken));
      for (size_t t = 0; t < taken; ++t) left_out[most[t]] += slope;
      slopes += slope;
      cut.constant += gap;
      value += gap * (1 - share);
    }
    const double largest = cut.constant;
    for (size_t e = 0; e < k; ++e) {
      const double coefficient = slopes - since[e] - left_out[e];
      if (coefficient > kNoise * largest) {
        cut.terms.push_back({near[e].site, coefficient});
      } else if (coefficient > 0) {
        cut.constant -= coefficient;  // as if the site were open
      }
    }
    return value;
  }

  bool whole() const override { return true; }
  int sites_needed() const override { return k_; }

 private:
  void remember(std::span<const Near> near, std::span<const double> y, size_t entry,
                std::vector<size_t>& most) const {
    const double own = y[at(near[entry].site)];
    const auto place = std::find_if(most.begin(), most.end(),
                                    [&](size_t other) { return y[at(near[other].site)] < own; });
    most.insert(place, entry);
    if (most.size() > at(k_ - 1)) most.pop_back();
  }

  /// The least bound on z, and how many of the most open sites it leaves out.
  std::pair<double, size_t> tightest(std::span<const Near> near, std::span<const double> y,
                                     double sum, const std::vector<size_t>& most) const {
    std::pair<double, size_t> best{sum / k_, 0};
    for (size_t t = 0; t < most.size(); ++t) {
      sum -= y[at(near[most[t]].site)];
      const double share = std::max(0.0, sum) / (k_ - static_cast<int>(t) - 1);
      if (share < best.first) best = {share, t + 1};
    }
    return best;
  }

  int k_;
};

}  // namespace

std::unique_ptr<ServiceCost> kth_nearest(int k) { return std::make_unique<KthNearest>(k); }

}  // namespace dostyq::optim
