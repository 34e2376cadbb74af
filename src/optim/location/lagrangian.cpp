#include "optim/location/lagrangian.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"

namespace dostyq::optim {
namespace {

constexpr size_t kPiece = 1024;            ///< customers a piece of parallel work
constexpr size_t kWorthThreads = 400'000;  ///< list entries below which one thread is quicker

}  // namespace

Lagrangian::Lagrangian(const AssignmentModel& model, const PriceLists& lists, unsigned threads)
    : model_(model),
      lists_(lists),
      threads_(lists.entries() < kWorthThreads ? 1 : threads_or_all(threads)),
      minimum_(model.rules),
      price_(lists.customers(), 0),
      below_(lists.customers(), 0),
      site_cost_(static_cast<size_t>(model.rules.sites), 0),
      partial_(threads_, std::vector<double>(site_cost_.size(), 0)),
      served_(lists.customers(), 0) {}

bool Lagrangian::evaluate(std::span<const double> price) {
  double magnitude = 1;
  for (size_t i = 0; i < price_.size(); ++i) {
    price_[i] = std::min(price[i], lists_.highest_price(i));
    magnitude += lists_.weight(i) * price_[i];
  }
  for (const int64_t cost : model_.opening_cost) magnitude += static_cast<double>(cost);
  // Sums of multiples of the grain stay below 2^53: exact in any order.
  const double grains = std::exp2(std::clamp(std::floor(51 - std::log2(magnitude)), 0.0, 16.0));
  for (double& one : price_) one = std::floor(one * grains) / grains;
  price_out(threads_);
  if (!minimum_.solve(site_cost_)) return false;
  bound_ = minimum_.value();
  for (size_t i = 0; i < price_.size(); ++i) bound_ += lists_.weight(i) * price_[i];
  rounding_ = 1e-9 + 1e-12 * magnitude;
  count_served(minimum_.y(), served_);
  return true;
}

/// What opening each site costs when it serves whoever pays more than it takes.
void Lagrangian::price_out(unsigned threads) {
  for (std::vector<double>& sums : partial_) std::fill(sums.begin(), sums.end(), 0.0);
  parallel_for(price_.size(), threads, kPiece, [&](size_t begin, size_t end, unsigned worker) {
    double* const sums = partial_[worker].data();
    for (size_t i = begin; i < end; ++i) {
      const double weight = lists_.weight(i), price = price_[i];
      const std::span<const Near> list = lists_.of(i);
      size_t k = 0;
      for (; k < list.size() && list[k].cost < price; ++k) {
        sums[list[k].site] += weight * (list[k].cost - price);
      }
      below_[i] = static_cast<uint32_t>(k);
    }
  });
  for (size_t j = 0; j < site_cost_.size(); ++j) {
    site_cost_[j] = model_.opening_cost.empty() ? 0 : static_cast<double>(model_.opening_cost[j]);
    for (const std::vector<double>& sums : partial_) site_cost_[j] += sums[j];
  }
}

void Lagrangian::count_served(std::span<const double> open, std::vector<double>& served) const {
  const double* const y = open.data();
  parallel_for(price_.size(), threads_, kPiece, [&](size_t begin, size_t end, unsigned) {
    for (size_t i = begin; i < end; ++i) {
      const Near* const list = lists_.of(i).data();
      double sum = 0;
      for (size_t k = 0; k < below_[i]; ++k) sum += y[list[k].site];
      served[i] = sum;
    }
  });
}

std::vector<double> Lagrangian::served_by(std::span<const double> y) const {
  std::vector<double> served(price_.size());
  count_served(y, served);
  return served;
}

int64_t Lagrangian::whole_bound() const {
  return static_cast<int64_t>(std::ceil(bound_ - rounding_));
}

}  // namespace dostyq::optim
