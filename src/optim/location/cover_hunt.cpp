#include "optim/location/cover_hunt.hpp"

#include <algorithm>
#include <utility>

namespace dostyq::optim {
namespace {

constexpr int64_t kTabu = 2;  // exchanges for which a site stays as it is
constexpr int64_t kExchangesBetweenLooks = 256;

}  // namespace

CoverHunt::CoverHunt(const CoverGroups& groups, const GroupsOfSites& columns,
                     const SiteRules& rules, const std::vector<SiteState>& states,
                     const std::vector<int>& start)
    : groups_(groups),
      columns_(columns),
      moves_(rules, states),
      weight_(groups.weight.size(), 1),
      count_(weight_.size(), 0),
      gain_(states.size(), 0),
      loss_(states.size(), 0),
      moved_(states.size(), -kTabu - 1),
      place_(weight_.size(), -1) {
  for (int group = 0; group < groups_.size(); ++group) {
    mark(group, true);
    if (groups_.need[static_cast<size_t>(group)] != 1) continue;
    for (const int32_t site : groups_.sites(group)) ++gain_[static_cast<size_t>(site)];
  }
  for (const int site : start) {
    if (moves_.state(site) != SiteState::kFree) continue;
    moves_.open(site);
    shift(site, 1);
  }
}

void CoverHunt::mark(int group, bool uncovered) {
  const auto r = static_cast<size_t>(group);
  if (uncovered) {
    place_[r] = static_cast<int32_t>(uncovered_.size());
    uncovered_.push_back(group);
    return;
  }
  const int last = uncovered_.back();
  uncovered_[static_cast<size_t>(place_[r])] = last;
  place_[static_cast<size_t>(last)] = place_[r];
  uncovered_.pop_back();
  place_[r] = -1;
}

void CoverHunt::shift(int site, int direction) {
  for (const int32_t group : columns_.of(site)) {
    const auto r = static_cast<size_t>(group);
    const int32_t before = count_[r] - groups_.need[r];
    const int32_t after = before + direction;
    count_[r] += direction;
    if ((before < 0) != (after < 0)) mark(group, after < 0);
    if (std::max(before, after) < -1 || std::min(before, after) > 0) continue;
    work_ += static_cast<int64_t>(groups_.sites(group).size());
    const int64_t gain = ((after == -1) - (before == -1)) * weight_[r];
    const int64_t loss = ((after == 0) - (before == 0)) * weight_[r];
    for (const int32_t other : groups_.sites(group)) {
      gain_[static_cast<size_t>(other)] += gain;
      loss_[static_cast<size_t>(other)] += loss;
    }
  }
}

/// The closed site of a group that brings in most; of equals the one that rested longest.
int CoverHunt::site_for(int group, int64_t now) const {
  int best = -1;
  for (const int32_t site : groups_.sites(group)) {
    const auto j = static_cast<size_t>(site);
    if (moves_.state(site) != SiteState::kFree || moves_.is_open(site)) continue;
    if (now - moved_[j] <= kTabu) continue;
    const auto b = static_cast<size_t>(best);
    if (best < 0 || std::pair(gain_[j], -moved_[j]) > std::pair(gain_[b], -moved_[b])) best = site;
  }
  return best;
}

bool CoverHunt::exchange(int group, int64_t now) {
  const int in = site_for(group, now);
  if (in < 0) return false;
  const bool alone = moves_.may_open(in);
  leaving_.clear();
  for (int site = 0; site < moves_.sites() && !alone; ++site) {
    const bool may = moves_.is_open(site) && moves_.state(site) == SiteState::kFree &&
                     now - moved_[static_cast<size_t>(site)] > kTabu && moves_.may_swap(site, in);
    if (may) leaving_.push_back(site);
  }
  if (!alone && leaving_.empty()) return false;
  moves_.open(in);
  shift(in, 1);
  moved_[static_cast<size_t>(in)] = now;
  if (alone) return true;
  const int out = *std::ranges::min_element(leaving_, {}, [&](int site) {
    const auto j = static_cast<size_t>(site);
    return std::pair(loss_[j], moved_[j]);
  });
  moves_.close(out);
  shift(out, -1);
  moved_[static_cast<size_t>(out)] = now;
  return true;
}

bool CoverHunt::run(int64_t most_work, std::mt19937_64& random, const SolveClock& clock) {
  work_ = 0;
  for (; work_ < most_work && !uncovered_.empty(); ++now_) {
    work_ += moves_.sites();
    if (now_ % kExchangesBetweenLooks == 0 && clock.expired()) return false;
    exchange(uncovered_[random() % uncovered_.size()], now_);
    for (const int group : uncovered_) {
      const auto r = static_cast<size_t>(group);
      ++weight_[r];
      if (count_[r] + 1 != groups_.need[r]) continue;
      for (const int32_t site : groups_.sites(group)) ++gain_[static_cast<size_t>(site)];
    }
  }
  return uncovered_.empty() && moves_.kept();
}

}  // namespace dostyq::optim
