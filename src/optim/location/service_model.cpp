#include <algorithm>

#include "base/check.hpp"
#include "optim/location/service.hpp"

namespace dostyq::optim {
namespace {

constexpr size_t kSlots = 4096;

size_t hash_of(std::span<const Near> near, int32_t cap, int group) {
  uint64_t hash = static_cast<uint64_t>(cap) * 31 + static_cast<uint64_t>(group);
  for (const Near& one : near) {
    hash = (hash ^ static_cast<uint64_t>(one.cost)) * 0x9e3779b97f4a7c15ULL;
    hash = (hash ^ static_cast<uint64_t>(one.site)) * 0xff51afd7ed558ccdULL;
    hash ^= hash >> 31;
  }
  return hash % kSlots;
}

}  // namespace

ServiceModel::ServiceModel(std::shared_ptr<const ServiceCost> service, SiteRules rules, int groups)
    : service_(std::move(service)),
      rules_(std::move(rules)),
      group_weight_(static_cast<size_t>(groups), 0),
      slots_(kSlots) {
  DOSTYQ_CHECK(service_ != nullptr && groups >= 1);
}

void ServiceModel::add(std::vector<Near> near, int32_t cap, int64_t weight, int group) {
  DOSTYQ_CHECK(cap >= 0 && weight >= 0 && group >= 0 && group < groups());
  std::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
    return std::pair(a.cost, a.site) < std::pair(b.cost, b.site);
  });
  for (const Near& one : near) {
    DOSTYQ_CHECK(one.cost >= 0 && one.site >= 0 && one.site < rules_.sites);
  }
  if (cap == kMust) {
    std::vector<int> sites;
    for (const Near& one : near) sites.push_back(one.site);
    std::sort(sites.begin(), sites.end());
    const auto at = std::lower_bound(required_.begin(), required_.end(), sites);
    if (at == required_.end() || *at != sites) required_.insert(at, std::move(sites));
    cap = near.empty() ? 0 : near.back().cost;
  }
  while (!near.empty() && near.back().cost >= cap) near.pop_back();  // no better than the cap
  group_weight_[static_cast<size_t>(group)] += weight;
  if (weight == 0) return;
  std::vector<int>& slot = slots_[hash_of(near, cap, group)];
  for (const int other : slot) {
    const bool same = this->cap(other) == cap && this->group(other) == group &&
                      std::ranges::equal(this->near(other), near, [](const Near& a, const Near& b) {
                        return a.cost == b.cost && a.site == b.site;
                      });
    if (!same) continue;
    weight_[static_cast<size_t>(other)] += weight;
    return;
  }
  slot.push_back(customers());
  near_.insert(near_.end(), near.begin(), near.end());
  start_.push_back(near_.size());
  cap_.push_back(cap);
  weight_.push_back(weight);
  group_.push_back(group);
}

std::vector<double> ServiceModel::group_costs(std::span<const uint8_t> open) const {
  std::vector<double> costs(group_weight_.size(), 0);
  for (int i = 0; i < customers(); ++i) {
    costs[static_cast<size_t>(group(i))] +=
        static_cast<double>(weight(i)) * service_->cost(near(i), cap(i), open);
  }
  return costs;
}

}  // namespace dostyq::optim
