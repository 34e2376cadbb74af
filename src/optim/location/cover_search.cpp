#include "optim/location/cover_search.hpp"

#include <algorithm>

namespace dostyq::optim {

CoverSearch::CoverSearch(const CoverGroups& groups, const GroupsOfSites& columns,
                         const SiteRules& rules, const std::vector<SiteState>& states)
    : groups_(groups),
      columns_(columns),
      moves_(rules, states),
      count_(static_cast<size_t>(groups.size()), 0),
      gain_(states.size(), 0),
      loss_(states.size(), 0),
      both_(states.size(), 0) {
  for (int group = 0; group < groups_.size(); ++group) {
    if (groups_.need[static_cast<size_t>(group)] != 1) continue;
    for (const int32_t site : groups_.sites(group)) {
      gain_[static_cast<size_t>(site)] += groups_.weight[static_cast<size_t>(group)];
    }
  }
}

void CoverSearch::open(int site) {
  moves_.open(site);
  shift(site, 1);
}

void CoverSearch::close(int site) {
  moves_.close(site);
  shift(site, -1);
}

void CoverSearch::shift(int site, int direction) {
  for (const int32_t group : columns_.of(site)) {
    const auto r = static_cast<size_t>(group);
    const int32_t before = count_[r] - groups_.need[r];
    const int32_t after = before + direction;
    count_[r] += direction;
    if (std::max(before, after) < -1 || std::min(before, after) > 0) continue;
    const int64_t weight = groups_.weight[r];
    const int64_t gain = ((after == -1) - (before == -1)) * weight;
    const int64_t loss = ((after == 0) - (before == 0)) * weight;
    if (before < 0 && after >= 0) earned_ += weight;
    if (before >= 0 && after < 0) earned_ -= weight;
    for (const int32_t other : groups_.sites(group)) {
      gain_[static_cast<size_t>(other)] += gain;
      loss_[static_cast<size_t>(other)] += loss;
    }
  }
}

void CoverSearch::set(std::span<const int> sites) {
  std::vector<uint8_t> wanted(static_cast<size_t>(moves_.sites()), 0);
  for (const int site : sites) wanted[static_cast<size_t>(site)] = 1;
  for (int site = 0; site < moves_.sites(); ++site) {
    if (moves_.state(site) != SiteState::kFree) continue;
    const bool want = wanted[static_cast<size_t>(site)] != 0;
    if (want && !moves_.is_open(site)) open(site);
    if (!want && moves_.is_open(site)) close(site);
  }
}

void CoverSearch::fill(std::span<const double> favour) {
  while (true) {
    int best = -1;
    double best_help = 0, best_value = 0;
    for (int site = 0; site < moves_.sites(); ++site) {
      if (moves_.state(site) != SiteState::kFree || moves_.is_open(site)) continue;
      const auto j = static_cast<size_t>(site);
      const double help = moves_.help(site);
      const double value = static_cast<double>(gain_[j]) * (favour.empty() ? 1 : favour[j]);
      if (help <= 0 && gain_[j] == 0) continue;
      if (best >= 0 && (help > 0 ? 1 : 0) == (best_help > 0 ? 1 : 0) && value <= best_value) {
        continue;
      }
      if (best >= 0 && help <= 0 && best_help > 0) continue;
      if (!moves_.may_open(site)) continue;
      best = site, best_help = help, best_value = value;
    }
    if (best < 0) return;
    open(best);
  }
}

bool CoverSearch::climb_once(int out) {
  for (const int32_t group : columns_.of(out)) {
    const auto r = static_cast<size_t>(group);
    const int32_t spare = count_[r] - groups_.need[r];
    if (spare != 0 && spare != -1) continue;
    const int64_t weight = spare == 0 ? groups_.weight[r] : -groups_.weight[r];
    for (const int32_t site : groups_.sites(group)) both_[static_cast<size_t>(site)] += weight;
  }
  int best = -1;
  int64_t best_change = 0;
  for (int site = 0; site < moves_.sites(); ++site) {
    const auto j = static_cast<size_t>(site);
    const int64_t change = gain_[j] + both_[j] - loss_[static_cast<size_t>(out)];
    both_[j] = 0;
    if (change <= best_change || moves_.state(site) != SiteState::kFree || moves_.is_open(site) ||
        !moves_.may_swap(out, site)) {
      continue;
    }
    best = site, best_change = change;
  }
  if (best < 0) return false;
  close(out);
  open(best);
  return true;
}

void CoverSearch::climb(const SolveClock& clock) {
  bool better = true;
  while (better && !clock.expired()) {
    better = false;
    for (const int out : moves_.open_sites()) {
      if (moves_.state(out) != SiteState::kFree || !moves_.is_open(out)) continue;
      if (clock.expired()) return;
      better = climb_once(out) || better;
    }
    if (better) fill();
  }
}

void CoverSearch::shake(int count, std::mt19937_64& random, const SolveClock& clock) {
  const auto sites = static_cast<uint64_t>(moves_.sites());
  const std::vector<int> opened = moves_.open_sites();
  if (opened.empty()) return;
  for (int tries = 20 * count; tries > 0 && count > 0; --tries) {
    const int out = opened[random() % opened.size()];
    const int in = static_cast<int>(random() % sites);
    if (moves_.state(out) != SiteState::kFree || moves_.state(in) != SiteState::kFree) continue;
    if (!moves_.is_open(out) || moves_.is_open(in) || !moves_.may_swap(out, in)) continue;
    close(out);
    open(in);
    --count;
  }
  fill();
  climb(clock);
}

}  // namespace dostyq::optim
