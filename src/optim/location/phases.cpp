#include "optim/location/phases.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dostyq::optim {
namespace {

class PhasedCosts final : public Costs {
 public:
  PhasedCosts(const Costs& base, int phases)
      : Costs(base.customers() * phases, base.sites() * phases), base_(base), phases_(phases) {}

  bool is_complete() const override { return phases_ == 1 && base_.is_complete(); }
  int32_t cost(int customer, int site) const override {
    const bool open = site % phases_ <= customer % phases_;
    return open ? base_.cost(customer / phases_, site / phases_) : kNever;
  }

 private:
  std::vector<Near> list(int customer, size_t count) const override {
    const int phase = customer % phases_;
    const size_t wanted = std::min(
        static_cast<size_t>(base_.sites()),
        std::min(count, static_cast<size_t>(sites())) / static_cast<size_t>(phase + 1) + 1);
    return phased(base_.nearest(customer / phases_, wanted), phase, phases_);
  }

  const Costs& base_;
  int phases_;
};

}  // namespace

std::unique_ptr<Costs> phased_costs(const Costs& base, int phases) {
  DOSTYQ_CHECK(phases >= 1);
  return std::make_unique<PhasedCosts>(base, phases);
}

std::vector<Near> phased(std::span<const Near> near, int phase, int phases) {
  std::vector<Near> found;
  found.reserve(near.size() * static_cast<size_t>(phase + 1));
  for (const Near& one : near) {
    for (int opened = 0; opened <= phase; ++opened)
      found.push_back({one.cost, phase_column(one.site, opened, phases)});
  }
  return found;
}

CoverGroups phased_groups(const CoverGroups& groups, std::span<const int64_t> weights) {
  const int phases = static_cast<int>(weights.size());
  CoverGroups made;
  std::vector<int32_t> sites;
  for (int group = 0; group < groups.size(); ++group) {
    for (int phase = 0; phase < phases; ++phase) {
      sites.clear();
      for (const int32_t site : groups.sites(group)) {
        for (int opened = 0; opened <= phase; ++opened)
          sites.push_back(phase_column(site, opened, phases));
      }
      const auto r = static_cast<size_t>(group);
      made.add(sites, groups.weight[r] * weights[static_cast<size_t>(phase)], groups.need[r]);
    }
  }
  return made;
}

}  // namespace dostyq::optim
