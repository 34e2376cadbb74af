#include "optim/location/costs.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace dostyq::optim {
namespace {

bool nearer(const Near& a, const Near& b) {
  return std::pair(a.cost, a.site) < std::pair(b.cost, b.site);
}

class MatrixCosts final : public Costs {
 public:
  MatrixCosts(int customers, int sites, std::vector<int32_t> matrix)
      : Costs(customers, sites), matrix_(std::move(matrix)) {
    DOSTYQ_CHECK(matrix_.size() == static_cast<size_t>(customers) * static_cast<size_t>(sites));
    DOSTYQ_CHECK(std::all_of(matrix_.begin(), matrix_.end(), [](int32_t c) { return c >= 0; }));
    complete_ = std::find(matrix_.begin(), matrix_.end(), kNever) == matrix_.end();
  }

  bool is_complete() const override { return complete_; }

  int32_t cost(int customer, int site) const override {
    return matrix_[static_cast<size_t>(customer) * static_cast<size_t>(sites()) +
                   static_cast<size_t>(site)];
  }

 private:
  std::vector<Near> list(int customer, size_t count) const override {
    std::vector<Near> found;
    found.reserve(static_cast<size_t>(sites()));
    for (int site = 0; site < sites(); ++site) {
      const int32_t c = cost(customer, site);
      if (c != kNever) found.push_back({c, site});
    }
    if (count < found.size()) {
      const auto end = found.begin() + static_cast<std::ptrdiff_t>(count);
      std::nth_element(found.begin(), end, found.end(), nearer);
      found.erase(end, found.end());
      found.shrink_to_fit();
    }
    std::sort(found.begin(), found.end(), nearer);
    return found;
  }

  std::vector<int32_t> matrix_;
  bool complete_;
};

class ListCosts final : public Costs {
 public:
  ListCosts(int sites, std::vector<std::vector<Near>> lists)
      : Costs(static_cast<int>(lists.size()), sites), by_cost_(std::move(lists)) {
    for (std::vector<Near>& entries : by_cost_) {
      for (const Near& entry : entries) {
        DOSTYQ_CHECK(entry.cost >= 0 && entry.cost != kNever);
        DOSTYQ_CHECK(entry.site >= 0 && entry.site < sites);
      }
      // A site that stands twice serves at its lesser cost.
      std::sort(entries.begin(), entries.end(), [](const Near& a, const Near& b) {
        return std::pair(a.site, a.cost) < std::pair(b.site, b.cost);
      });
      entries.erase(std::unique(entries.begin(), entries.end(),
                                [](const Near& a, const Near& b) { return a.site == b.site; }),
                    entries.end());
      by_site_.push_back(entries);
      std::sort(entries.begin(), entries.end(), nearer);
    }
  }

  int32_t cost(int customer, int site) const override {
    const std::vector<Near>& entries = by_site_[static_cast<size_t>(customer)];
    const auto at =
        std::lower_bound(entries.begin(), entries.end(), site,
                         [](const Near& entry, int wanted) { return entry.site < wanted; });
    return at != entries.end() && at->site == site ? at->cost : kNever;
  }

  bool is_complete() const override {
    return std::all_of(by_cost_.begin(), by_cost_.end(), [&](const std::vector<Near>& entries) {
      return entries.size() == static_cast<size_t>(sites());
    });
  }

 private:
  std::vector<Near> list(int customer, size_t) const override {
    return by_cost_[static_cast<size_t>(customer)];
  }

  std::vector<std::vector<Near>> by_cost_;
  std::vector<std::vector<Near>> by_site_;
};

}  // namespace

std::span<const Near> Costs::nearest(int customer, size_t count) const {
  Kept& kept = lists_[static_cast<size_t>(customer)];
  if (kept.entries.size() < count && !kept.complete) {
    // At least twice as many as before: n extensions cost O(n) in all.
    const size_t wanted = std::max({count, 2 * kept.entries.size(), size_t{8}});
    kept.entries = list(customer, wanted);
    kept.complete = kept.entries.size() < wanted;
  }
  return kept.entries;
}

std::unique_ptr<Costs> matrix_costs(int customers, int sites, std::vector<int32_t> matrix) {
  return std::make_unique<MatrixCosts>(customers, sites, std::move(matrix));
}

std::unique_ptr<Costs> list_costs(int sites, std::vector<std::vector<Near>> lists) {
  return std::make_unique<ListCosts>(sites, std::move(lists));
}

}  // namespace dostyq::optim
