#include "optim/location/assignment_start.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "base/check.hpp"
#include "optim/location/assignment_search.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {
namespace {

constexpr int kCoarseSites = 2500;  ///< a model of so many is solved as it is
constexpr int kSitesOfOpen = 12;    ///< of a coarse model
constexpr double kCoarser = 3;      ///< less is not worth it
constexpr double kCoarsest = 12;    ///< in one step
constexpr double kShare = 0.004;    ///< the gap to which a coarse model is solved
constexpr size_t kOneByOne = 512;   ///< sites drawn before they are drawn many at a time

size_t at(int index) { return static_cast<size_t>(index); }

/// Open sites drawn so that whoever is far from those before is likely to be near the next.
class Spread {
 public:
  Spread(const AssignmentModel& model, uint64_t seed)
      : model_(model),
        states_(initial_states(model.rules)),
        taken_(at(model.rules.sites), 0),
        random_(seed),
        far_(model.weight.size(), 0) {}

  std::vector<int> draw(size_t count) {
    for (int j = 0; j < model_.rules.sites; ++j) {
      if (states_[at(j)] == SiteState::kOpen) take(j);
    }
    for (size_t i = 0; i < far_.size(); ++i) {
      int32_t least = Costs::kNever;
      for (int site : open_) least = std::min(least, model_.costs->cost(static_cast<int>(i), site));
      far_[i] = static_cast<double>(model_.weight[i]) * least;
    }
    while (open_.size() < count) {
      // Many at a time are a little worse, and interchange mends it.
      const size_t more = open_.size() < kOneByOne ? 1 : open_.size() / 4;
      const size_t before = open_.size();
      draw_some(std::min(count, before + more));
      update(before);
    }
    return open_;
  }

 private:
  void take(int site) {
    taken_[at(site)] = 1;
    open_.push_back(site);
  }

  void draw_some(size_t count) {
    std::vector<double> sums(far_.size());
    std::partial_sum(far_.begin(), far_.end(), sums.begin());
    std::uniform_real_distribution<double> even(0, 1);
    while (open_.size() < count) {
      int site = -1;
      if (!sums.empty()) {
        const auto chosen =
            std::upper_bound(sums.begin(), sums.end() - 1, sums.back() * even(random_));
        site = free_nearest(static_cast<int>(chosen - sums.begin()));
      }
      for (int j = 0; site < 0 && j < model_.rules.sites; ++j) {
        if (taken_[at(j)] == 0 && states_[at(j)] == SiteState::kFree) site = j;
      }
      DOSTYQ_CHECK(site >= 0);
      take(site);
    }
  }

  int free_nearest(int customer) const {
    for (size_t wanted = 16, k = 0;; wanted *= 2) {
      const std::span<const Near> list = model_.costs->nearest(customer, wanted);
      for (; k < list.size(); ++k) {
        const int site = list[k].site;
        if (taken_[at(site)] == 0 && states_[at(site)] == SiteState::kFree) return site;
      }
      if (list.size() < wanted) return -1;
    }
  }

  /// How far everybody is now that sites from `first` on are open as well.
  void update(size_t first) {
    if (open_.size() - first < kOneByOne / 4) {
      for (size_t i = 0; i < far_.size(); ++i) {
        for (size_t k = first; k < open_.size(); ++k) {
          far_[i] = std::min(far_[i], static_cast<double>(model_.weight[i]) *
                                          model_.costs->cost(static_cast<int>(i), open_[k]));
        }
      }
      return;
    }
    for (size_t i = 0; i < far_.size(); ++i) {
      for (size_t wanted = 16, k = 0; far_[i] > 0; wanted *= 2) {
        const std::span<const Near> list = model_.costs->nearest(static_cast<int>(i), wanted);
        while (k < list.size() && taken_[at(list[k].site)] == 0) ++k;
        if (k < list.size()) far_[i] = static_cast<double>(model_.weight[i]) * list[k].cost;
        if (k < list.size() || list.size() < wanted) break;
      }
    }
  }

  const AssignmentModel& model_;
  std::vector<SiteState> states_;
  std::vector<char> taken_;
  std::mt19937_64 random_;
  std::vector<double> far_;
  std::vector<int> open_;
};

/// Some of the customers, with some of the sites.
class CoarseCosts final : public Costs {
 public:
  CoarseCosts(const Costs& base, const std::vector<int>& customers, const std::vector<int>& sites,
              const std::vector<int>& index)
      : Costs(static_cast<int>(customers.size()), static_cast<int>(sites.size())),
        base_(base),
        customers_(customers),
        sites_(sites),
        index_(index) {}

  bool is_complete() const override { return base_.is_complete(); }

  int32_t cost(int customer, int site) const override {
    return base_.cost(customers_[at(customer)], sites_[at(site)]);
  }

 private:
  std::vector<Near> list(int customer, size_t count) const override {
    std::vector<Near> found;
    const auto all = at(base_.sites());
    const size_t guess = count < sites_.size() ? count * all / sites_.size() + 16 : all;
    for (size_t wanted = std::min(all, guess), k = 0;; wanted += wanted / 2) {
      const std::span<const Near> entries = base_.nearest(customers_[at(customer)], wanted);
      for (; k < entries.size(); ++k) {
        const int site = index_[at(entries[k].site)];
        if (site >= 0) found.push_back({entries[k].cost, site});
      }
      if (found.size() >= count || entries.size() < wanted || wanted >= all) return found;
    }
  }

  const Costs& base_;
  const std::vector<int>& customers_;
  const std::vector<int>& sites_;
  const std::vector<int>& index_;
};

/// How many sites to see the model with from afar; 0: it is to be solved as it is.
int coarse_sites(const AssignmentModel& model, int count) {
  const SiteRules& rules = model.rules;
  if (!rules.forced.empty() || !rules.forbidden.empty() || !model.opening_cost.empty()) return 0;
  if (model.costs->customers() < kCoarseSites) return 0;
  const int least = std::max(kCoarseSites, kSitesOfOpen * count);
  if (rules.sites < kCoarser * least) return 0;
  return std::max(least, static_cast<int>(rules.sites / kCoarsest));
}

}  // namespace

CoarseAssignment::CoarseAssignment(const AssignmentModel& whole, int sites, uint64_t seed)
    : whole_(whole), index_(at(whole.rules.sites), -1) {
  // Sites drawn at random until each has one among its so many nearest are 2.2 times as dense as
  // this number says (random sequential adsorption of discs).
  const double apart = 2.2 * whole.rules.sites / std::max(1, sites);
  choose(static_cast<size_t>(std::max(1.0, apart)), seed);
  group();
}

/// Customers in random order each bring their nearest site, if none stands among the `apart`
/// nearest of an earlier one.
void CoarseAssignment::choose(size_t apart, uint64_t seed) {
  std::vector<int> order(whole_.weight.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937_64(seed));
  std::vector<char> is_near(index_.size(), 0);
  std::vector<std::pair<int, int>> chosen;
  for (int i : order) {
    const std::span<const Near> list = whole_.costs->nearest(i, apart);
    if (whole_.weight[at(i)] == 0 || list.empty() || is_near[at(list.front().site)] != 0) continue;
    chosen.emplace_back(list.front().site, i);
    for (size_t k = 0; k < std::min(apart, list.size()); ++k) is_near[at(list[k].site)] = 1;
  }
  std::sort(chosen.begin(), chosen.end());
  for (const auto& [site, customer] : chosen) {
    index_[at(site)] = static_cast<int>(sites_.size());
    sites_.push_back(site);
    customers_.push_back(customer);
  }
}

void CoarseAssignment::group() {
  costs_ = std::make_unique<CoarseCosts>(*whole_.costs, customers_, sites_, index_);
  const std::unique_ptr<Costs> nearest = subset_costs(*whole_.costs, sites_);
  model_.costs = costs_.get();
  model_.weight.assign(customers_.size(), 0);
  for (int i = 0; i < nearest->customers(); ++i) {
    const std::span<const Near> list = nearest->nearest(i, 1);
    if (!list.empty()) model_.weight[at(list.front().site)] += whole_.weight[at(i)];
  }
  model_.rules.sites = static_cast<int>(sites_.size());
  Row row = whole_.rules.rows.front();
  row.terms.clear();
  for (int j = 0; j < model_.rules.sites; ++j) row.terms.push_back({j, 1});
  model_.rules.rows.push_back(std::move(row));
}

/// What customers near by pay, the nearer the more it counts.
std::vector<double> CoarseAssignment::prices(const std::vector<double>& coarse) const {
  constexpr size_t kNeighbours = 3;
  const std::unique_ptr<Costs> nearest = subset_costs(*whole_.costs, sites_);
  std::vector<double> found(whole_.weight.size(), 0);
  for (size_t i = 0; i < found.size(); ++i) {
    const std::span<const Near> list = nearest->nearest(static_cast<int>(i), kNeighbours);
    double sum = 0, total = 0;
    for (size_t k = 0; k < std::min(kNeighbours, list.size()); ++k) {
      const double weight = 1 / (1.0 + list[k].cost);
      sum += weight * coarse[at(list[k].site)];
      total += weight;
    }
    if (total > 0) found[i] = sum / total;
  }
  return found;
}

AssignmentStart CoarseAssignment::to_whole(const AssignmentStart& start) const {
  AssignmentStart whole;
  for (int site : start.open) whole.open.push_back(sites_[at(site)]);
  if (start.price.empty()) return whole;
  whole.price = prices(start.price);
  whole.y.assign(index_.size(), 0);
  for (size_t k = 0; k < sites_.size(); ++k) whole.y[at(sites_[k])] = start.y[k];
  return whole;
}

AssignmentStart first_sites(const AssignmentModel& model, int count,
                            const LocationOptions& options) {
  const int sites = coarse_sites(model, count);
  if (sites == 0) return {Spread(model, options.seed).draw(at(count)), {}, {}};
  const SolveClock clock(options);
  const CoarseAssignment coarse(model, sites, options.seed);
  if (coarse.model().rules.sites < count)
    return {Spread(model, options.seed).draw(at(count)), {}, {}};
  LocationOptions less = options;
  less.progress = nullptr;
  less.time_limit_seconds = clock.part(0.3).seconds_left();
  const AssignmentStart start = first_sites(coarse.model(), count, less);
  less.time_limit_seconds = clock.part(0.3).seconds_left();
  AssignmentSearch search(coarse.model(), less,
                          {.share = kShare, .price = start.price, .y = start.y});
  return coarse.to_whole(search.approach(start.open));
}

}  // namespace dostyq::optim
