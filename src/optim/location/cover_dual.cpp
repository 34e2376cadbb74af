#include "optim/location/cover_dual.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"

namespace dostyq::optim {
namespace {

constexpr double kFirstMix = 0.1;  // weight of the newest choice in the mean
constexpr double kLeastMix = 0.01;
constexpr double kFirstPace = 1;
constexpr double kResumedPace = 0.3;
constexpr double kLeastPace = 1e-3;
constexpr int kPatience = 10;              // steps that do not help before they get shorter
constexpr size_t kParallelFrom = 400'000;  // entries

}  // namespace

CoverDual::CoverDual(const CoverGroups& groups, const GroupsOfSites& columns, SiteProfit& profit,
                     unsigned threads)
    : groups_(groups),
      columns_(columns),
      profit_(profit),
      pieces_(groups.site.size() < kParallelFrom ? 1 : threads_or_all(threads)),
      margin_(1e-11 * static_cast<double>(groups.total_weight())),
      cap_(groups.weight.size()),
      price_(cap_.size(), 0),
      best_price_(cap_.size(), 0),
      excess_(cap_.size(), 0),
      covered_(cap_.size(), 0),
      site_profit_(columns.start.size() - 1, 0),
      share_(site_profit_.size(), 0) {
  for (size_t r = 0; r < cap_.size(); ++r) {
    cap_[r] = static_cast<double>(groups.weight[r]) / groups.need[r];
  }
}

void CoverDual::start(std::span<const int> open) {
  std::vector<int> count(cap_.size(), 0);
  for (const int site : open) {
    for (const int32_t group : columns_.of(site)) ++count[static_cast<size_t>(group)];
  }
  for (size_t r = 0; r < cap_.size(); ++r) {
    const int beyond = std::max(0, count[r] - groups_.need[r] + 1);
    best_price_[r] = cap_[r] / (1 + beyond);
  }
  bound_ = kInfinity;
  begun_ = false;
  pace_ = kFirstPace;
  mix_ = kFirstMix;
  fails_ = 0;
}

void CoverDual::resume(const Memory& memory) {
  best_price_ = memory.price;
  excess_ = memory.excess;
  share_ = memory.share;
  bound_ = kInfinity;
  begun_ = true;
  pace_ = kResumedPace;
  mix_ = kFirstMix;
  fails_ = 0;
}

bool CoverDual::settled() const { return pace_ < kLeastPace; }

/// Sets the trial prices and gathers what they make each site bring in; returns the rest.
double CoverDual::price_and_add(double length, bool excess_known) {
  std::vector<Sums> sums(pieces_);
  const size_t count = cap_.size();
  for_each_index(pieces_, static_cast<unsigned>(pieces_), [&](size_t piece) {
    Sums& own = sums[piece];
    own.profit.assign(site_profit_.size(), 0);
    for (size_t r = piece * count / pieces_; r < (piece + 1) * count / pieces_; ++r) {
      const double moved = best_price_[r] + (excess_known ? length * excess_[r] : 0);
      price_[r] = std::clamp(moved, 0.0, cap_[r]);
      own.constant += (cap_[r] - price_[r]) * groups_.need[r];
      if (price_[r] == 0) continue;
      for (const int32_t site : groups_.sites(static_cast<int>(r))) {
        own.profit[static_cast<size_t>(site)] += price_[r];
      }
    }
  });
  std::fill(site_profit_.begin(), site_profit_.end(), 0.0);
  double constant = 0;
  for (const Sums& own : sums) {
    constant += own.constant;
    for (size_t j = 0; j < site_profit_.size(); ++j) site_profit_[j] += own.profit[j];
  }
  return constant;
}

/// Mixes the newest choice of sites into the means.
void CoverDual::note_choice(double mix) {
  std::fill(covered_.begin(), covered_.end(), 0.0);
  const std::vector<double>& open = profit_.open();
  for (size_t j = 0; j < open.size(); ++j) {
    share_[j] += mix * (open[j] - share_[j]);
    if (open[j] == 0) continue;
    for (const int32_t group : columns_.of(static_cast<int>(j))) {
      covered_[static_cast<size_t>(group)] += open[j];
    }
  }
  for (size_t r = 0; r < cap_.size(); ++r) {
    const double need = groups_.need[r];
    const double earned = price_[r] < cap_[r] ? need : std::min(need, covered_[r]);
    excess_[r] += mix * (earned - covered_[r] - excess_[r]);
  }
}

double CoverDual::squared_excess() const {
  double sum = 0;
  for (size_t r = 0; r < cap_.size(); ++r) {
    const bool stuck = excess_[r] > 0 ? best_price_[r] >= cap_[r] : best_price_[r] <= 0;
    if (!stuck) sum += excess_[r] * excess_[r];
  }
  return sum;
}

bool CoverDual::step(double target, const SolveClock& clock) {
  double length = 0;
  if (begun_) {
    const double squared = squared_excess();
    // Resumed: the first step finds out the bound where it was left.
    if (squared > 0 && bound_ < kInfinity) {
      length = pace_ * std::max(bound_ - target, 0.5) / squared;
    }
  }
  const double constant = price_and_add(length, begun_);
  if (!profit_.maximise(site_profit_, clock)) return false;
  const double value = constant + profit_.bound() + margin_;
  note_choice(begun_ ? mix_ : 1);
  if (value < bound_) {
    // Twice as far where the first half helped little is of no use: only real gains lengthen.
    if (begun_ && bound_ < kInfinity && bound_ - value > 1e-3 * (bound_ - target))
      pace_ = std::min(2.0, pace_ * 1.1);
    bound_ = value;
    best_price_ = price_;
    reduced_ = profit_.reduced();
    row_price_.resize(reduced_.size());
    for (size_t j = 0; j < reduced_.size(); ++j) row_price_[j] = site_profit_[j] - reduced_[j];
    fails_ = 0;
  } else if (++fails_ >= kPatience) {
    pace_ *= 0.67;
    mix_ = std::max(kLeastMix, 0.9 * mix_);
    fails_ = 0;
  }
  begun_ = true;
  return true;
}

}  // namespace dostyq::optim
