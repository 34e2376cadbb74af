#include "instances/check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "instances/check_distances.hpp"
#include "instances/check_rows.hpp"

namespace dostyq::instances {
namespace {

using recounting::at;
using recounting::Distances;
using recounting::kEarthSlack;
using recounting::kNever;

class Counter {
 public:
  Counter(const Instance& instance, const Question& question, const Answer& answer)
      : instance_(instance),
        question_(question),
        answer_(answer),
        distances_(instance),
        groups_(customer_groups(instance)),
        open_(answer.sites) {}

  Recount count() {
    recount_.broken = judge_sites(instance_, question_, answer_);
    if (!recount_.broken.empty()) return std::move(recount_);
    recount_.broken = judge_rules(instance_, question_, answer_);
    if (question_.equity == Equity::kKolmPollak) {
      find_equivalent();
    } else if (question_.equity != Equity::kNone) {
      find_worst_group();
    } else {
      count_phases();
    }
    if (sum_ > std::numeric_limits<int64_t>::max()) broken("check.too_large");
    recount_.objective = static_cast<int64_t>(sum_);
    return std::move(recount_);
  }

 private:
  void broken(const char* key, std::vector<std::string> args = {}) {
    recount_.broken.push_back({ErrorCode::kInternal, key, std::move(args), {}});
  }

  bool open(int site) const { return std::find(open_.begin(), open_.end(), site) != open_.end(); }

  /// Each phase with what has opened by then; without phases there is one.
  void count_phases() {
    if (question_.model == Model::kPMedian || question_.model == Model::kUfl) add_openings();
    for (int phase = 0; phase < question_.phases; ++phase) {
      if (question_.phases > 1) {
        open_.clear();
        for (size_t k = 0; k < answer_.sites.size(); ++k) {
          if (answer_.phase[k] <= phase) open_.push_back(answer_.sites[k]);
        }
      }
      phase_weight_ = question_.phase_weight(phase);
      const __int128 before = sum_;
      const double real_before = real_;
      count_model();
      recount_.phases.push_back(question_.has_real_objective()
                                    ? real_ - real_before
                                    : static_cast<double>(sum_ - before));
    }
    if (question_.phase_order != PhaseOrder::kSum && recount_.broken.empty()) {
      const bool first = question_.phase_order == PhaseOrder::kFirst;
      sum_ = std::llround(first ? recount_.phases.front() : recount_.phases.back());
    }
    if (!question_.chance.empty()) {
      recount_.value =
          (static_cast<double>(sum_) + real_) / static_cast<double>(instance_.money_scale());
      recount_.value_slack =
          static_cast<double>(recount_.slack) / static_cast<double>(instance_.money_scale());
    }
  }

  void count_model() {
    switch (question_.model) {
      case Model::kPMedian:
      case Model::kUfl:
        question_.chance.empty() ? serve_by_nearest() : expect_service();
        break;
      case Model::kCflp:
        add_openings();
        question_.divisible ? serve_by_shipments() : serve_as_assigned();
        break;
      case Model::kPCentre:
        find_farthest();
        break;
      case Model::kMclp:
        add_coverage();
        break;
      case Model::kLscp:
        cover();
        break;
    }
  }

  void add_openings() {
    if (instance_.opening_cost.empty()) return;
    if (question_.phase_order != PhaseOrder::kSum) return;
    for (const int site : answer_.sites) sum_ += instance_.opening_cost[at(site)];
  }

  /// To the so-manieth nearest of the open sites.
  double nearest(int customer, int which = 1) const {
    if (which == 1) {
      double least = kNever;
      for (const int site : open_) least = std::min(least, distances_.exact(customer, site));
      return least;
    }
    std::vector<double> found;
    for (const int site : open_) found.push_back(distances_.exact(customer, site));
    if (found.size() < at(which)) return kNever;
    std::nth_element(found.begin(), found.begin() + which - 1, found.end());
    return found[at(which - 1)];
  }

  void serve_by_nearest() {
    for (int customer = 0; customer < instance_.customers; ++customer) {
      if (instance_.weight[at(customer)] * phase_weight_ == 0) continue;  // nobody is there
      const double least = nearest(customer, question_.nearest);
      if (least == kNever) return broken("check.unserved", {std::to_string(customer + 1)});
      bool uncertain = false;
      const int64_t weight = instance_.weight[at(customer)] * phase_weight_;
      sum_ += static_cast<__int128>(weight) * distances_.whole(least, uncertain);
      if (uncertain) recount_.slack += weight;
    }
  }

  /// To the nearest that works, each shut by its chance; the penalty where none does or all that do
  /// are farther.
  void expect_service() {
    const auto penalty = static_cast<double>(*question_.penalty);
    for (int customer = 0; customer < instance_.customers; ++customer) {
      std::vector<std::pair<double, double>> found;  // distance, chance of being shut
      bool any_uncertain = false;
      for (const int site : open_) {
        const double exact = distances_.exact(customer, site);
        if (exact == kNever) continue;
        bool uncertain = false;
        const auto whole = static_cast<double>(distances_.whole(exact, uncertain));
        any_uncertain = any_uncertain || uncertain;
        found.emplace_back(std::min(penalty, whole), question_.chance[at(site)]);
      }
      std::sort(found.begin(), found.end());
      double expected = 0, all_shut = 1;
      for (const auto& [distance, chance] : found) {
        expected += all_shut * (1 - chance) * distance;
        all_shut *= chance;
      }
      const int64_t weight = instance_.weight[at(customer)] * phase_weight_;
      real_ += static_cast<double>(weight) * (expected + all_shut * penalty);
      if (any_uncertain) recount_.slack += weight;
    }
  }

  /// Of Kolm and Pollak: ln(sum of w exp(kappa d) / sum of w) / kappa, in the file's unit.
  void find_equivalent() {
    std::vector<std::pair<double, double>> served;  // weight, distance
    double most = 0, weight = 0;
    for (int customer = 0; customer < instance_.customers; ++customer) {
      if (instance_.weight[at(customer)] == 0) continue;
      const double least = nearest(customer);
      if (least == kNever) return broken("check.unserved", {std::to_string(customer + 1)});
      bool uncertain = false;
      const double distance = static_cast<double>(distances_.whole(least, uncertain)) /
                              static_cast<double>(instance_.cost_scale);
      const auto own = static_cast<double>(instance_.weight[at(customer)]);
      served.emplace_back(own, distance);
      if (own > 0) most = std::max(most, distance);
      weight += own;
      if (uncertain) recount_.value_slack = 1 / static_cast<double>(instance_.cost_scale);
    }
    const double kappa = question_.kappa.value_or(0);
    recount_.value = 0;
    if (weight == 0 || most == 0) return;
    if (!(kappa > 0)) return broken("check.kappa");
    double sum = 0;
    for (const auto& [own, distance] : served)
      sum += own > 0 ? own * std::exp(kappa * (distance - most)) : 0;
    recount_.value = most + std::log(sum / weight) / kappa;
  }

  /// Of each group: its mean distance in the file's unit, or the per cent of what it can earn.
  void find_worst_group() {
    const bool covers = question_.model == Model::kMclp;
    std::vector<double> sum(groups_.names.size(), 0), weight(sum.size(), 0), slack(sum.size(), 0);
    for (int customer = 0; customer < instance_.customers; ++customer) {
      if (instance_.weight[at(customer)] == 0) continue;
      bool uncertain = false;
      double one = 0;
      if (covers) {
        one = 100 * earned(customer, uncertain);
      } else {
        const double least = nearest(customer, question_.nearest);
        if (least == kNever) return broken("check.unserved", {std::to_string(customer + 1)});
        one = static_cast<double>(distances_.whole(least, uncertain)) /
              static_cast<double>(instance_.cost_scale);
      }
      const int group = groups_.of_customer[at(customer)];
      if (group < 0) continue;
      const auto own = static_cast<double>(instance_.weight[at(customer)]);
      sum[at(group)] += own * one;
      weight[at(group)] += own;
      if (uncertain)
        slack[at(group)] += own * (covers ? 100 : 1 / static_cast<double>(instance_.cost_scale));
    }
    recount_.value = covers ? 100 : 0;
    for (size_t g = 0; g < sum.size(); ++g) {
      recount_.groups.push_back(weight[g] > 0 ? std::optional(sum[g] / weight[g]) : std::nullopt);
      if (weight[g] == 0) continue;
      const double mean = sum[g] / weight[g];
      recount_.value = covers ? std::min(*recount_.value, mean) : std::max(*recount_.value, mean);
      recount_.value_slack = std::max(recount_.value_slack, slack[g] / weight[g]);
    }
  }

  void serve_as_assigned() {
    if (answer_.assignment.size() != at(instance_.customers)) return broken("check.assignment");
    std::vector<__int128> load(at(instance_.sites), 0);
    for (int customer = 0; customer < instance_.customers; ++customer) {
      const int site = answer_.assignment[at(customer)];
      if (site < 0 || site >= instance_.sites || !open(site)) return broken("check.assignment");
      if (distances_.exact(customer, site) == kNever)
        return broken("check.unserved", {std::to_string(customer + 1)});
      bool uncertain = false;
      const int64_t weight = instance_.weight[at(customer)];
      sum_ += static_cast<__int128>(weight) * distances_.whole(customer, site, uncertain);
      if (uncertain) recount_.slack += weight;
      load[at(site)] += instance_.demand[at(customer)];
    }
    judge_loads(load);
  }

  /// A unit of demand costs weight · cost / demand, to the nearest whole number.
  void serve_by_shipments() {
    std::vector<__int128> load(at(instance_.sites), 0), served(at(instance_.customers), 0);
    for (const optim::Shipment& one : answer_.shipments) {
      const bool known = one.customer >= 0 && one.customer < instance_.customers && one.site >= 0 &&
                         one.site < instance_.sites && open(one.site);
      if (!known || one.amount <= 0) return broken("check.shipments");
      if (distances_.exact(one.customer, one.site) == kNever)
        return broken("check.unserved", {std::to_string(one.customer + 1)});
      load[at(one.site)] += one.amount;
      served[at(one.customer)] += one.amount;
      if (served[at(one.customer)] > instance_.demand[at(one.customer)])
        return broken("check.shipments");
      bool uncertain = false;
      const int64_t weight = instance_.weight[at(one.customer)];
      const __int128 all =
          static_cast<__int128>(weight) * distances_.whole(one.customer, one.site, uncertain);
      const int64_t demand = instance_.demand[at(one.customer)];
      const __int128 below = all / demand, rest = all % demand;
      sum_ += one.amount * (below + (rest >= demand - rest ? 1 : 0));
      if (uncertain) recount_.slack += weight + one.amount;
    }
    for (int customer = 0; customer < instance_.customers; ++customer) {
      if (served[at(customer)] != instance_.demand[at(customer)]) return broken("check.shipments");
    }
    judge_loads(load);
  }

  void judge_loads(const std::vector<__int128>& load) {
    for (int site = 0; site < instance_.sites; ++site) {
      if (load[at(site)] > instance_.capacity[at(site)])
        broken("check.overloaded", {std::to_string(site + 1)});
    }
  }

  void find_farthest() {
    for (int customer = 0; customer < instance_.customers; ++customer) {
      const double least = nearest(customer);
      if (least == kNever) return broken("check.unserved", {std::to_string(customer + 1)});
      bool uncertain = false;
      const int64_t whole = distances_.whole(least, uncertain);
      sum_ = std::max(sum_, static_cast<__int128>(whole));
      recount_.farthest = std::max(recount_.farthest, least);
      if (uncertain) recount_.slack = 1;
    }
    if (question_.exact) recount_.value = recount_.farthest;
  }

  /// Whether enough open sites cover a customer, and whether distances computed in another way
  /// could say otherwise.
  bool covered(int customer, double radius, bool& uncertain) const {
    int within = 0, near = 0;
    for (const int site : open_) {
      const double exact = distances_.exact(customer, site);
      const bool is_near = std::abs(exact - radius) < kEarthSlack;
      if (instance_.measure == Measure::kEarth && is_near) {
        ++near;
      } else if (distances_.covers(exact, radius)) {
        ++within;
      }
    }
    uncertain = uncertain || (within < question_.backup && within + near >= question_.backup);
    return within + near >= question_.backup;
  }

  /// The part of his weight that a customer earns: of the first radius within which he is covered.
  double earned(int customer, bool& uncertain) const {
    if (question_.steps.empty()) return covered(customer, *question_.radius, uncertain) ? 1 : 0;
    for (const Step& step : question_.steps) {
      if (covered(customer, step.radius, uncertain))
        return static_cast<double>(step.value) / static_cast<double>(question_.steps.front().value);
    }
    return 0;
  }

  void add_coverage() {
    const int64_t most = question_.steps.empty() ? 1 : question_.steps.front().value;
    __int128 weight = 0, uncertain_weight = 0;
    for (int customer = 0; customer < instance_.customers; ++customer) {
      bool uncertain = false;
      const __int128 own = static_cast<__int128>(instance_.weight[at(customer)]) * phase_weight_;
      const double part = earned(customer, uncertain);
      weight += own * std::llround(part * static_cast<double>(most));
      if (uncertain) uncertain_weight += own * most;
    }
    if (weight + uncertain_weight > std::numeric_limits<int64_t>::max())
      return broken("check.too_large");
    sum_ += weight;
    recount_.slack += static_cast<int64_t>(uncertain_weight);
  }

  void cover() {
    __int128 weight = 0, all = 0;
    for (int customer = 0; customer < instance_.customers; ++customer) {
      bool uncertain = false;
      const int64_t own = instance_.weight[at(customer)];
      all += own;
      if (covered(customer, *question_.radius, uncertain)) {
        weight += own;
      } else if (!question_.share) {
        return broken("check.uncovered", {std::to_string(customer + 1)});
      }
    }
    if (all > std::numeric_limits<int64_t>::max()) return broken("check.too_large");
    add_openings();
    if (instance_.opening_cost.empty()) sum_ = static_cast<__int128>(answer_.sites.size());
    if (question_.share && weight < least_weight(*question_.share, static_cast<int64_t>(all)))
      broken("check.share");
  }

  const Instance& instance_;
  const Question& question_;
  const Answer& answer_;
  Distances distances_;
  CustomerGroups groups_;
  std::vector<int> open_;
  int64_t phase_weight_ = 1;
  Recount recount_;
  __int128 sum_ = 0;
  double real_ = 0;  ///< of expected costs, which are not whole
};

}  // namespace

Recount recount(const Instance& instance, const Question& question, const Answer& answer) {
  return Counter(instance, question, answer).count();
}

}  // namespace dostyq::instances
