#include "instances/service_model.hpp"

#include <algorithm>

#include "instances/coverage.hpp"
#include "optim/location/phases.hpp"

namespace dostyq::instances {
namespace {

constexpr int64_t kMostPairs = 100'000'000;  // 8 bytes each
constexpr double kMostSum = 1e15;            // doubles hold every whole number up to here

size_t at(int index) { return static_cast<size_t>(index); }

bool by_groups(const Question& question) {
  return question.equity == Equity::kWorst || question.equity == Equity::kLexicographic;
}

/// What the sites of a customer cost him.
using Lists = std::function<std::vector<optim::Near>(int customer)>;

Lists by_distance(const Instance& instance) {
  return [&instance](int customer) {
    const auto all = instance.costs->all(customer);
    return std::vector<optim::Near>(all.begin(), all.end());
  };
}

/// A site costs what is missed of the most value.
Lists by_coverage(const Instance& instance, const Question& question) {
  std::vector<std::pair<CoverFinder, int32_t>> finders;
  const int64_t most = most_value(question);
  for (const Step& step : question.steps)
    finders.emplace_back(cover_finder(instance, step.radius),
                         static_cast<int32_t>(most - step.value));
  if (finders.empty()) finders.emplace_back(cover_finder(instance, *question.radius), 0);
  return [finders = std::move(finders), known = std::vector<int32_t>(),
          sites = std::vector<int32_t>()](int customer) mutable {
    std::vector<optim::Near> near;
    known.clear();
    for (const auto& [find, missed] : finders) {
      find(customer, sites);
      for (const int32_t site : sites) {
        if (!std::binary_search(known.begin(), known.end(), site)) near.push_back({missed, site});
      }
      known = sites;  // radii grow
    }
    return near;
  };
}

Result<void> judge_size(const Instance& instance, const Question& question) {
  const int64_t pairs = static_cast<int64_t>(instance.customers) * instance.sites *
                        question.phases * (question.phases + 1) / 2;
  if (pairs > kMostPairs && question.model != Model::kMclp)
    return fail("instances.too_many_pairs", {std::to_string(pairs), std::to_string(kMostPairs)});
  double weight = 0;
  for (const int64_t one : instance.weight) weight += static_cast<double>(one);
  for (int phase = 0; phase < question.phases; ++phase) {
    const double share = weight * static_cast<double>(question.phase_weight(phase));
    if (share > kMostSum) return fail("instances.sums_too_large");
  }
  return {};
}

}  // namespace

int64_t most_value(const Question& question) {
  return question.steps.empty() ? 1 : question.steps.front().value;
}

Result<optim::ServiceModel> service_model(Instance& instance, const Question& question) {
  if (Result<void> fits = judge_size(instance, question); !fits)
    return tl::unexpected(fits.error());
  const bool covers = question.model == Model::kMclp;
  if (!covers) {
    if (Result<void> made = make_costs(instance); !made) return tl::unexpected(made.error());
  }
  const int phases = question.phases;
  const bool in_order = question.phase_order != PhaseOrder::kSum;
  const CustomerGroups groups = by_groups(question) ? customer_groups(instance) : CustomerGroups();
  const int count = in_order              ? phases
                    : by_groups(question) ? std::max(1, static_cast<int>(groups.names.size()))
                                          : 1;
  std::shared_ptr<const optim::ServiceCost> service;
  if (question.shut.empty()) {
    service = optim::kth_nearest(covers ? question.backup : question.nearest);
  } else {
    std::vector<double> chance;
    for (const double one : question.chance) chance.insert(chance.end(), at(phases), one);
    service = optim::unreliable(std::move(chance));
  }
  optim::ServiceModel model(std::move(service), site_rules(question, instance), count);
  if (question.model != Model::kMclp && question.equity == Equity::kNone && !in_order) {
    for (const int64_t cost : instance.opening_cost)
      model.opening_cost.insert(model.opening_cost.end(), at(phases), cost);
  }
  int32_t cap = optim::ServiceModel::kMust;
  if (covers) cap = static_cast<int32_t>(most_value(question));
  if (question.penalty) {
    if (*question.penalty >= optim::Costs::kNever) return fail("instances.sums_too_large");
    cap = static_cast<int32_t>(*question.penalty);
  }
  const Lists lists = covers ? by_coverage(instance, question) : by_distance(instance);
  double longest = cap == optim::ServiceModel::kMust ? 0 : cap, weight = 0;
  for (int customer = 0; customer < instance.customers; ++customer) {
    if (instance.weight[at(customer)] == 0) continue;  // nobody is there
    const std::vector<optim::Near> near = lists(customer);
    for (const optim::Near& one : near) longest = std::max<double>(longest, one.cost);
    const int group = groups.of_customer.empty() ? 0 : groups.of_customer[at(customer)];
    const int64_t own = group < 0 ? 0 : instance.weight[at(customer)];
    weight += static_cast<double>(own);
    for (int phase = 0; phase < phases; ++phase) {
      if (question.phase_weight(phase) == 0) continue;
      model.add(optim::phased(near, phase, phases), cap, own * question.phase_weight(phase),
                in_order ? phase : std::max(0, group));
    }
  }
  if (longest * weight > kMostSum) return fail("instances.sums_too_large");
  return model;
}

}  // namespace dostyq::instances
