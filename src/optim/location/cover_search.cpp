#include "optim/location/cover_search.hpp"

#include <algorithm>
#include <functional>

namespace dostyq::optim {

CoverSearch::CoverSearch(const CoverGroups& groups, const GroupsOfSites& columns,
                         const SiteRules& rules, const std::vector<SiteState>& states)
    : groups_(groups),
      columns_(columns),
      moves_(rules, states),
      count_(static_cast<size_t>(groups.size()), 0),
      gain_(states.size(), 0),
      loss_(states.size(), 0),
      both_(states.size(), 0),
      price_(states.size(), 0),
      seen_(states.size(), 0) {
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
      const double scarce = price_[j] > 0 ? 1 / price_[j] : 1;
      const double value =
          static_cast<double>(gain_[j]) * (favour.empty() ? 1 : favour[j]) * scarce;
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

void CoverSearch::thin(int64_t least) {
  std::vector<int> opened = moves_.open_sites();
  std::ranges::stable_sort(opened, std::greater<>(), [&](int site) { return price_of(site); });
  for (const int site : opened) {
    const bool spare = earned_ - loss_[static_cast<size_t>(site)] >= least;
    if (moves_.state(site) == SiteState::kFree && spare && moves_.may_close(site)) close(site);
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
  double best_change = 0.5;  // weights are whole: less is no gain
  const auto lost = static_cast<double>(loss_[static_cast<size_t>(out)]) - price_of(out);
  for (int site = 0; site < moves_.sites(); ++site) {
    const auto j = static_cast<size_t>(site);
    const double change = static_cast<double>(gain_[j] + both_[j]) - price_[j] - lost;
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

double CoverSearch::value() const {
  auto sum = static_cast<double>(earned_);
  for (int site = 0; site < moves_.sites(); ++site) {
    if (moves_.is_open(site)) sum -= price_of(site);
  }
  return sum;
}

/// Open free sites that cover the same groups as `site`, itself among them.
std::vector<int> CoverSearch::around(int site, size_t count) {
  std::vector<int> found{site};
  seen_[static_cast<size_t>(site)] = 1;
  for (const int32_t group : columns_.of(site)) {
    for (const int32_t other : groups_.sites(group)) {
      const auto j = static_cast<size_t>(other);
      if (seen_[j] != 0 || !moves_.is_open(other)) continue;
      if (found.size() == count) break;
      seen_[j] = 1;
      found.push_back(other);
    }
    if (found.size() == count) break;
  }
  for (const int one : found) seen_[static_cast<size_t>(one)] = 0;
  return found;
}

/// Free sites that cover a group of one of these.
std::vector<int> CoverSearch::all_near(std::span<const int> sites) {
  std::vector<int> found;
  for (const int site : sites) {
    for (const int32_t group : columns_.of(site)) {
      for (const int32_t other : groups_.sites(group)) {
        uint8_t& seen = seen_[static_cast<size_t>(other)];
        if (seen == 0 && moves_.state(other) == SiteState::kFree) found.push_back(other);
        seen = 1;
      }
    }
  }
  for (const int site : sites) {
    for (const int32_t group : columns_.of(site)) {
      for (const int32_t other : groups_.sites(group)) seen_[static_cast<size_t>(other)] = 0;
    }
  }
  return found;
}

/// Opens candidates by worth, blurred by chance, and those that broken rows want.
void CoverSearch::refill(std::span<const int> candidates, std::mt19937_64& random) {
  std::vector<double> blur(candidates.size());
  for (double& one : blur) one = 1 - 0.2 * static_cast<double>(random() % 1024) / 1024;
  while (true) {
    int best = -1;
    double best_worth = 0;
    for (size_t k = 0; k < candidates.size(); ++k) {
      const int site = candidates[k];
      if (moves_.is_open(site)) continue;
      const double own = worth(site) * blur[k];
      if (own <= best_worth || !moves_.may_open(site)) continue;
      best = site, best_worth = own;
    }
    if (best < 0) return;
    open(best);
  }
}

bool CoverSearch::rebuild(int count, std::mt19937_64& random) {
  std::vector<int> opened = moves_.open_sites();
  std::erase_if(opened, [&](int site) { return moves_.state(site) != SiteState::kFree; });
  if (opened.empty()) return false;
  const double before = value();
  const std::vector<int> left =
      around(opened[random() % opened.size()], static_cast<size_t>(count));
  const std::vector<int> candidates = all_near(left);
  for (const int site : left) close(site);
  refill(candidates, random);
  for (bool better = true; better;) {
    better = false;
    for (const int site : candidates) {
      if (moves_.is_open(site)) better = climb_once(site) || better;
    }
  }
  if (value() > before + 0.5 && moves_.kept()) return true;
  for (const int site : moves_.open_sites()) seen_[static_cast<size_t>(site)] = 1;
  for (const int site : opened) seen_[static_cast<size_t>(site)] ^= 2;
  for (int site = 0; site < moves_.sites(); ++site) {
    const uint8_t seen = std::exchange(seen_[static_cast<size_t>(site)], uint8_t{0});
    if (moves_.state(site) != SiteState::kFree) continue;
    if (seen == 1) close(site);
    if (seen == 2) open(site);
  }
  return false;
}

}  // namespace dostyq::optim
