#include <algorithm>
#include <utility>

#include "optim/location/costs.hpp"

namespace dostyq::optim {
namespace {

class SubsetCosts final : public Costs {
 public:
  SubsetCosts(const Costs& base, std::vector<int> sites)
      : Costs(base.customers(), static_cast<int>(sites.size())),
        base_(base),
        sites_(std::move(sites)),
        index_(static_cast<size_t>(base.sites()), -1) {
    for (size_t k = 0; k < sites_.size(); ++k) {
      index_[static_cast<size_t>(sites_[k])] = static_cast<int>(k);
    }
  }

  bool is_complete() const override { return base_.is_complete(); }

  int32_t cost(int customer, int site) const override {
    return base_.cost(customer, sites_[static_cast<size_t>(site)]);
  }

 private:
  std::vector<Near> list(int customer, size_t count) const override {
    std::vector<Near> found;
    const auto all = static_cast<size_t>(base_.sites());
    for (size_t wanted = std::min(all, count), k = 0;; wanted *= 2) {
      const std::span<const Near> entries = base_.nearest(customer, wanted);
      for (; k < entries.size(); ++k) {
        const int site = index_[static_cast<size_t>(entries[k].site)];
        if (site >= 0) found.push_back({entries[k].cost, site});
      }
      if (found.size() >= count || entries.size() < wanted || wanted >= all) return found;
    }
  }

  const Costs& base_;
  std::vector<int> sites_;
  std::vector<int> index_;  // of a site of the base, -1: not among ours
};

}  // namespace

std::unique_ptr<Costs> subset_costs(const Costs& base, std::vector<int> sites) {
  return std::make_unique<SubsetCosts>(base, std::move(sites));
}

}  // namespace dostyq::optim
