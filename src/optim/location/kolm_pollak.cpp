#include "optim/location/kolm_pollak.hpp"

#include <algorithm>
#include <cmath>

#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {
namespace {

constexpr int32_t kCap = Costs::kNever - 1;
constexpr double kMostScale = 1e6;
constexpr double kRoom = 8;  // how much worse off than in the p-median somebody may be
constexpr double kCoarser = 16;
constexpr double kShareOfMedian = 0.3;
constexpr double kRounding = 1e-12;  // of exp and of the product, far below

/// exp(kappa · cost) · scale, rounded down, at most kCap: in the order of the costs.
class ExponentialCosts final : public Costs {
 public:
  ExponentialCosts(const Costs& base, double kappa, double scale)
      : Costs(base.customers(), base.sites()), base_(base), kappa_(kappa), scale_(scale) {}

  bool is_complete() const override { return base_.is_complete(); }
  int32_t cost(int customer, int site) const override {
    const int32_t distance = base_.cost(customer, site);
    return distance == kNever ? kNever : changed(distance);
  }

 private:
  int32_t changed(int32_t distance) const {
    const double value = scale_ * std::exp(kappa_ * distance) * (1 - kRounding);
    return value >= kCap ? kCap : static_cast<int32_t>(value);
  }

  std::vector<Near> list(int customer, size_t count) const override {
    const auto all = static_cast<size_t>(base_.sites());
    for (size_t wanted = std::min(count, all);; wanted = std::min(2 * wanted, all)) {
      const std::span<const Near> entries = base_.nearest(customer, wanted);
      std::vector<Near> found;
      for (const Near& entry : entries) found.push_back({changed(entry.cost), entry.site});
      // Costs that differ may become one: those come in the order of sites, all of them.
      const bool whole = entries.size() < wanted || wanted >= all;
      const bool apart = !found.empty() && found.size() > count &&
                         found.back().cost > found[count > 0 ? count - 1 : 0].cost;
      if (!whole && !apart) continue;
      std::sort(found.begin(), found.end(), [](const Near& a, const Near& b) {
        return std::pair(a.cost, a.site) < std::pair(b.cost, b.site);
      });
      if (!whole) found.resize(count);
      return found;
    }
  }

  const Costs& base_;
  double kappa_, scale_;
};

/// Of every customer of some weight: his weight and the distance to the nearest of the sites.
template <typename Use>
void for_each_distance(const AssignmentModel& model, std::span<const int> sites, const Use& use) {
  for (int i = 0; i < model.costs->customers(); ++i) {
    const int64_t weight = model.weight[static_cast<size_t>(i)];
    if (weight == 0) continue;
    int32_t least = Costs::kNever;
    for (const int site : sites) least = std::min(least, model.costs->cost(i, site));
    use(static_cast<double>(weight), least);
  }
}

double total_weight(const AssignmentModel& model) {
  double sum = 0;
  for (const int64_t weight : model.weight) sum += static_cast<double>(weight);
  return sum;
}

int32_t longest(const AssignmentModel& model, std::span<const int> sites) {
  int32_t most = 0;
  for_each_distance(model, sites, [&](double, int32_t d) { most = std::max(most, d); });
  return most;
}

KolmPollakResult too_large(KolmPollakResult result) {
  result.too_large = true;
  result.status = MipStatus::kLimit;
  return result;
}

}  // namespace

double kolm_pollak_ede(const AssignmentModel& model, std::span<const int> sites, double kappa) {
  const double most = longest(model, sites), weight = total_weight(model);
  if (weight == 0) return 0;
  long double sum = 0;  // of w exp(kappa (d - most)): nothing overflows
  for_each_distance(model, sites, [&](double w, int32_t d) {
    sum += static_cast<long double>(w) * std::exp(static_cast<long double>(kappa * (d - most)));
  });
  return most + static_cast<double>(std::log(sum / static_cast<long double>(weight))) / kappa;
}

std::optional<double> kolm_pollak_kappa(const AssignmentModel& model, std::span<const int> sites,
                                        double epsilon) {
  long double sum = 0, squares = 0;
  for_each_distance(model, sites, [&](double w, int32_t d) {
    sum += static_cast<long double>(w) * d;
    squares += static_cast<long double>(w) * d * d;
  });
  if (squares == 0) return std::nullopt;
  return epsilon * static_cast<double>(sum / squares);
}

KolmPollakResult solve_kolm_pollak(const AssignmentModel& model, std::optional<double> kappa,
                                   double epsilon, const LocationOptions& options) {
  const SolveClock clock(options);
  KolmPollakResult result;
  AssignmentModel plain = model;
  plain.opening_cost.clear();
  LocationOptions part = options;
  part.progress = nullptr;
  part.time_limit_seconds = kShareOfMedian * options.time_limit_seconds;
  static_cast<LocationResult&>(result) = solve_assignment(plain, part);
  if (!result.has_solution()) return result;
  if (!kappa) kappa = kolm_pollak_kappa(plain, result.sites, epsilon);
  const double weight = total_weight(plain);
  if (!kappa || weight == 0 || longest(plain, result.sites) == 0) {
    // Nobody has to go anywhere.
    result.kappa = kappa.value_or(0);
    result.objective = result.bound = 0;
    result.status = MipStatus::kOptimal;
    return result;
  }
  result.kappa = *kappa;
  const std::vector<int> median = result.sites;
  const double room = std::exp(*kappa * longest(plain, median));
  double scale = std::min(kMostScale, std::floor(kCap / (kRoom * room)));
  if (!(scale >= 1)) scale = std::floor(kCap / room);
  const auto ede_of = [&](double whole) { return std::log(whole / (scale * weight)) / *kappa; };
  if (!(scale >= 1)) return too_large(result);
  int64_t nodes = 0;
  for (;; scale = std::max(1.0, std::floor(scale / kCoarser))) {
    const ExponentialCosts costs(*model.costs, *kappa, scale);
    AssignmentModel proxy = plain;
    proxy.costs = &costs;
    part = options;
    part.time_limit_seconds = clock.seconds_left();
    part.progress = [&](Progress progress) {
      progress.incumbent = ede_of(progress.incumbent);
      progress.bound = std::max(0.0, ede_of(std::max(1.0, progress.bound)));
      progress.seconds = clock.seconds();
      options.progress(progress);
    };
    if (!options.progress) part.progress = nullptr;
    const LocationResult found = solve_assignment(proxy, part);
    nodes += found.nodes;
    // The p-median is a choice too, and all that there is when time ran out before.
    const bool better = found.has_solution() && kolm_pollak_ede(plain, found.sites, *kappa) <=
                                                    kolm_pollak_ede(plain, median, *kappa);
    const std::vector<int>& sites = better ? found.sites : median;
    const bool cut_off = longest(proxy, sites) == kCap;
    if (cut_off && scale == 1) return too_large(result);
    if (cut_off && !clock.expired()) continue;
    static_cast<LocationResult&>(result) = found;
    result.sites = sites;
    result.status = found.status == MipStatus::kOptimal && !cut_off ? MipStatus::kOptimal
                                                                    : MipStatus::kFeasible;
    result.value = kolm_pollak_ede(plain, sites, *kappa);
    result.bound_value =
        found.bound < 1 ? 0
                        : std::clamp(ede_of(static_cast<double>(found.bound)), 0.0, result.value);
    break;
  }
  result.objective = std::llround(result.value);
  result.bound = std::llround(std::floor(result.bound_value));
  result.nodes = nodes;
  result.seconds = clock.seconds();
  return result;
}

}  // namespace dostyq::optim
