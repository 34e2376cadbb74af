#include "optim/location/volume.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {
namespace {

/// How steps change: longer after one that raised the bound, shorter after some that did not.
constexpr double kLonger = 1.1, kShorter = 0.66;
constexpr int kPatience = 20;
/// The same for a climb from near the top, while steps are long: it would go astray.
constexpr double kLong = 0.02, kLongerNear = 1.02;
constexpr int kPatienceNear = 10;

class Climb {
 public:
  Climb(Lagrangian& lagrangian, const PriceLists& lists, VolumeState& state,
        const VolumeOptions& options)
      : lagrangian_(lagrangian), lists_(lists), state_(state), options_(options) {}

  bool run() {
    if (!lagrangian_.evaluate(state_.price)) return false;
    if (state_.y.empty()) {
      state_.y.assign(lagrangian_.sites().y().begin(), lagrangian_.sites().y().end());
      state_.served.assign(lagrangian_.served().begin(), lagrangian_.served().end());
    }
    state_.bound = lagrangian_.bound();
    double target = options_.on_bound(lagrangian_, true);
    double checkpoint = state_.bound;
    std::vector<double> price(state_.price.size());
    for (int n = 1; n <= options_.iterations && state_.bound < target; ++n) {
      const double square = move_prices(target, price);
      if (square < 1e-9) break;
      if (!lagrangian_.evaluate(price)) return false;
      const double slope = take_choice();
      const bool best = lagrangian_.bound() > state_.bound;
      if (best) {
        state_.bound = lagrangian_.bound();
        state_.price = price;
      }
      adapt(best, slope);
      target = options_.on_bound(lagrangian_, best);
      if (n % options_.patience != 0) continue;
      largest_share_ = std::max(largest_share_ / 2, 2e-3);
      const double gained = state_.bound - checkpoint;
      if (gained < options_.least_gain * (target - state_.bound)) break;
      checkpoint = state_.bound;
    }
    return true;
  }

 private:
  /// Raises the prices of customers whom the average serves too seldom, and lowers the others'.
  double move_prices(double target, std::vector<double>& price) const {
    double square = 0;
    for (size_t i = 0; i < price.size(); ++i) {
      const double violation = 1 - state_.served[i];
      square += lists_.weight(i) * violation * violation;
    }
    const double missing = std::max(target - state_.bound, 1e-6 * std::abs(target));
    const double length = state_.step * missing / std::max(square, 1e-12);
    for (size_t i = 0; i < price.size(); ++i) {
      price[i] = std::clamp(state_.price[i] + length * (1 - state_.served[i]), 0.0,
                            lists_.highest_price(i));
    }
    return square;
  }

  /// Moves the average towards the new choice, by the share that brings it nearest to serving
  /// everybody once. Returns the slope of the bound along the step just made.
  double take_choice() {
    const std::span<const double> served = lagrangian_.served();
    double slope = 0, product = 0, square = 0;
    for (size_t i = 0; i < served.size(); ++i) {
      const double violation = 1 - state_.served[i];
      const double towards = served[i] - state_.served[i];
      slope += lists_.weight(i) * (1 - served[i]) * violation;
      product += lists_.weight(i) * towards * violation;
      square += lists_.weight(i) * towards * towards;
    }
    const double best = square > 0 ? product / square : 0;
    const double share = std::clamp(best, largest_share_ / 10, largest_share_);
    for (size_t i = 0; i < served.size(); ++i) {
      state_.served[i] += share * (served[i] - state_.served[i]);
    }
    const std::span<const double> y = lagrangian_.sites().y();
    for (size_t j = 0; j < y.size(); ++j) state_.y[j] += share * (y[j] - state_.y[j]);
    return slope;
  }

  void adapt(bool best, double slope) {
    const bool careful = options_.near && state_.step > kLong;
    if (best) {
      without_gain_ = 0;
      if (slope > 0) state_.step = std::min(2.0, state_.step * (careful ? kLongerNear : kLonger));
    } else if (++without_gain_ >= (careful ? kPatienceNear : kPatience)) {
      without_gain_ = 0;
      state_.step = std::max(state_.step * kShorter, 1e-4);
    }
  }

  Lagrangian& lagrangian_;
  const PriceLists& lists_;
  VolumeState& state_;
  const VolumeOptions& options_;
  double largest_share_ = 0.1;
  int without_gain_ = 0;
};

}  // namespace

bool climb(Lagrangian& lagrangian, const PriceLists& lists, VolumeState& state,
           const VolumeOptions& options) {
  return Climb(lagrangian, lists, state, options).run();
}

}  // namespace dostyq::optim
