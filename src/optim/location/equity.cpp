#include "optim/location/equity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "optim/location/feasible_sites.hpp"
#include "optim/location/service_master.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

/// The greatest cost of a group whose mean is no more, or is less, than that of another.
int64_t most_at(const GroupMean& level, int64_t weight) {
  return static_cast<int64_t>(static_cast<__int128>(level.cost) * weight / level.weight);
}
int64_t most_below(const GroupMean& level, int64_t weight) {
  const __int128 all = static_cast<__int128>(level.cost) * weight;
  return static_cast<int64_t>((all + level.weight - 1) / level.weight) - 1;
}

class Equity {
 public:
  Equity(const ServiceModel& model, const LocationOptions& options)
      : model_(model), options_(options), clock_(options), master_(model) {
    DOSTYQ_CHECK(model.service().whole());
    for (int g = 0; g < model.groups(); ++g) {
      if (model.group_weight(g) > 0) counted_.push_back(g);
    }
  }

  EquityResult run(bool all) {
    if (!begin(worst_value())) return finish();
    for (size_t k = 0; k < counted_.size() && (all || k == 0); ++k) {
      if (!stage(k)) return finish();
      ++result_.proven;
    }
    result_.status = MipStatus::kOptimal;
    return finish();
  }

 private:
  ChoiceValue worst_value() const {
    // The sum of means, times next to nothing, tells choices apart that are as good for the worst.
    return [this](std::span<const uint8_t> open) {
      const std::vector<double> costs = model_.group_costs(open);
      double worst = 0, sum = 0;
      for (const int g : counted_) {
        const double mean = costs[at(g)] / static_cast<double>(model_.group_weight(g));
        worst = std::max(worst, mean);
        sum += mean;
      }
      return worst + 1e-6 * sum;
    };
  }

  bool begin(const ChoiceValue& value) {
    FirstChoice first = master_.sound() ? first_choice(model_, value, clock_, options_)
                                        : FirstChoice{MipStatus::kInfeasible, {}};
    result_.status = first.status;
    if (first.status != MipStatus::kFeasible) return false;
    take(std::move(first.open));
    return true;
  }

  std::vector<GroupMean> means_of(std::span<const uint8_t> open) const {
    const std::vector<double> costs = model_.group_costs(open);
    std::vector<GroupMean> means;
    for (int g = 0; g < model_.groups(); ++g)
      means.push_back({std::llround(costs[at(g)]), model_.group_weight(g)});
    return means;
  }

  /// The means that count, the worst first.
  std::vector<GroupMean> ranked(const std::vector<GroupMean>& means) const {
    std::vector<GroupMean> found;
    for (const int g : counted_) found.push_back(means[at(g)]);
    std::sort(found.begin(), found.end(),
              [](const GroupMean& a, const GroupMean& b) { return b < a; });
    return found;
  }

  void take(std::vector<uint8_t> open) {
    open_ = std::move(open);
    result_.groups = means_of(open_);
    ranked_ = ranked(result_.groups);
    if (result_.proven == 0 && !ranked_.empty()) result_.value = ranked_.front().value();
    report();
  }

  void report() const {
    if (!options_.progress) return;
    Progress progress;
    progress.stage = "solve";
    progress.has_incumbent = true;
    progress.incumbent = result_.value;
    progress.bound = result_.bound_value;
    progress.seconds = clock_.seconds();
    progress.nodes = result_.nodes;
    options_.progress(progress);
  }

  /// Lowers the k-th worst mean (from 0) until it is proven. False when stopped before that.
  bool stage(size_t k) {
    while (ranked_[k].cost > 0) {
      const MipResult found = search(k);
      result_.nodes += found.nodes;
      if (found.status == MipStatus::kInfeasible) break;
      const GroupMean before = ranked_[k];
      if (!found.x.empty()) take(master_.open_of(found.x));
      DOSTYQ_CHECK(found.x.empty() || ranked_[k] < before);
      if (k == 0) result_.bound_value = std::clamp(found.bound, 0.0, result_.value);
      if (found.status != MipStatus::kOptimal) return false;
      if (nothing_between(found.bound, ranked_[k])) break;
    }
    if (k == 0) result_.bound_value = result_.value;
    levels_.push_back(ranked_[k]);
    return true;
  }

  /// No group can have a mean from the bound up to, but not at, the level.
  bool nothing_between(double bound, const GroupMean& level) const {
    const double safe = bound - 1e-9 * std::max(1e-3, std::abs(bound));
    return std::ranges::all_of(counted_, [&](int g) {
      const int64_t weight = model_.group_weight(g);
      return static_cast<double>(most_below(level, weight)) < safe * static_cast<double>(weight);
    });
  }

  /// The k-th worst mean below what it is now, the worse ones kept.
  MipResult search(size_t k) {
    Stage made = build(k);
    const auto to_columns = [&](std::span<const uint8_t> open) {
      std::vector<double> x(made.mip.columns.size(), 0);
      std::copy(open.begin(), open.end(), x.begin());
      const std::vector<GroupMean> means = means_of(open);
      for (const Exempt& exempt : made.exempt) {
        for (size_t n = 0; n < counted_.size(); ++n) {
          const bool beyond = exempt.level.weight == 0 ? is_among_worst(means, n, k)
                                                       : exempt.level < means[at(counted_[n])];
          x[at(exempt.first) + n] = beyond ? 1 : 0;
        }
      }
      master_.complete(x);
      return x;
    };
    MipOptions limits;
    limits.separator = &master_;
    limits.time_limit_seconds = clock_.seconds_left();
    limits.stop = options_.stop;
    limits.absolute_gap = 1e-9 * std::max(1e-3, ranked_[k].value());
    limits.progress = [&](const Progress& inner) {
      if (k == 0) result_.bound_value = std::clamp(inner.bound, result_.bound_value, result_.value);
      report();
    };
    limits.heuristic = [&](std::span<const double> x, std::vector<double>& solution) {
      const auto y = x.first(at(model_.rules().sites));
      const std::vector<uint8_t> open = round_choice(model_, y, worst_value(), clock_);
      if (!open.empty()) solution = to_columns(open);
      return !solution.empty();
    };
    return solve(made.mip, limits);
  }

  /// 0/1 columns by counted group: whether its mean is worse than a level.
  struct Exempt {
    int first = 0;
    GroupMean level;  ///< weight 0: the level that is being sought
  };
  struct Stage {
    MipModel mip;
    std::vector<Exempt> exempt;
    int mean = 0;
  };

  Stage build(size_t k) {
    Stage made;
    made.mip = master_.mip();
    master_.add_cuts_at(open_, made.mip);
    made.mean = made.mip.add_column({0, ranked_[k].value(), 1, false, ""});
    // Levels that differ; how many groups may be worse than each.
    std::vector<std::pair<GroupMean, size_t>> kept;
    for (size_t j = 0; j < k; ++j) {
      if (kept.empty() || levels_[j] < kept.back().first) kept.emplace_back(levels_[j], j);
    }
    for (const auto& [level, worse] : kept) {
      if (worse > 0) add_exempt(made, level, worse);
    }
    if (k > 0) add_exempt(made, {}, k);
    for (size_t n = 0; n < counted_.size(); ++n) add_group(made, n, k, kept);
    const int mean = made.mean;
    const int sought = k > 0 ? made.exempt.back().first : -1;
    master_.complete_rest = [this, mean, sought](std::span<double> x,
                                                 std::span<const double> cost) {
      double worst = 0;
      for (size_t n = 0; n < counted_.size(); ++n) {
        const int g = counted_[n];
        if (sought >= 0 && x[at(sought) + n] > 0.5) continue;
        worst = std::max(worst, cost[at(g)] / static_cast<double>(model_.group_weight(g)));
      }
      x[at(mean)] = worst;
    };
    return made;
  }

  void add_exempt(Stage& made, const GroupMean& level, size_t most) {
    Exempt exempt{static_cast<int>(made.mip.columns.size()), level};
    Row row{-kInfinity, static_cast<double>(most), {}, ""};
    for (size_t n = 0; n < counted_.size(); ++n)
      row.terms.push_back({made.mip.add_column({0, 1, 0, true, ""}), 1});
    made.mip.add_row(std::move(row));
    if (!made.exempt.empty()) {  // worse than a high level is worse than a low one
      for (int n = 0; n < static_cast<int>(counted_.size()); ++n) {
        made.mip.add_row(
            {-kInfinity, 0, {{made.exempt.back().first + n, 1}, {exempt.first + n, -1}}, ""});
      }
    }
    made.exempt.push_back(exempt);
  }

  /// The most that the group may cost, step by step as it is worse than more levels.
  void add_group(Stage& made, size_t n, size_t k,
                 const std::vector<std::pair<GroupMean, size_t>>& kept) const {
    const int64_t weight = model_.group_weight(counted_[n]);
    const auto unit = static_cast<double>(weight);
    // In whole units of cost, so that a row's tolerance is far below one.
    Row fixed{-kInfinity, 0, master_.group_terms(counted_[n]), ""};
    Row mean{-kInfinity, 0, master_.group_terms(counted_[n], unit), ""};
    std::vector<int64_t> steps;  // costs allowed at each level, falling
    for (const auto& [level, worse] : kept) steps.push_back(most_at(level, weight));
    const int64_t now = most_below(ranked_[k], weight);
    fixed.upper = static_cast<double>(now) + 0.25;
    for (size_t j = 1; j <= steps.size(); ++j) {
      const int64_t here = j == steps.size() ? now : steps[j];
      const int column = made.exempt[j - 1].first + static_cast<int>(n);
      fixed.terms.push_back({column, static_cast<double>(here - steps[j - 1])});
      // Above the mean that is sought there is nothing but what the levels allow.
      const int64_t above = j == steps.size() ? 0 : steps[j];
      mean.terms.push_back({column, static_cast<double>(above - steps[j - 1]) / unit});
    }
    mean.terms.push_back({made.mean, -1});
    made.mip.add_row(std::move(fixed));
    made.mip.add_row(std::move(mean));
  }

  /// Of counted group n, whether it is among the k worst (ties: the first).
  bool is_among_worst(const std::vector<GroupMean>& means, size_t n, size_t k) const {
    const GroupMean& own = means[at(counted_[n])];
    size_t before = 0;
    for (size_t m = 0; m < counted_.size(); ++m) {
      const GroupMean& other = means[at(counted_[m])];
      if (own < other || (m < n && !(other < own))) ++before;
    }
    return before < k;
  }

  EquityResult finish() {
    result_.seconds = clock_.seconds();
    if (!result_.has_solution()) return result_;
    if (counted_.empty()) result_.bound_value = result_.value = 0;
    result_.sites = sites_of(open_);
    DOSTYQ_CHECK(keeps_rules(model_.rules(), result_.sites));
    result_.objective = std::llround(result_.value);
    result_.bound = std::llround(std::floor(result_.bound_value));
    return result_;
  }

  const ServiceModel& model_;
  const LocationOptions& options_;
  SolveClock clock_;
  ServiceMaster master_;
  std::vector<int> counted_;  // groups of some weight
  std::vector<uint8_t> open_;
  std::vector<GroupMean> ranked_;  // of open_, the worst first
  std::vector<GroupMean> levels_;  // proven
  EquityResult result_;
};

}  // namespace

EquityResult solve_equity(const ServiceModel& model, bool all, const LocationOptions& options) {
  return Equity(model, options).run(all);
}

}  // namespace dostyq::optim
