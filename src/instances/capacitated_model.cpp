#include "instances/capacitated_model.hpp"

#include <algorithm>
#include <limits>

#include "instances/decimal.hpp"

namespace dostyq::instances {
namespace {

constexpr int kMostDecimals = 12;
constexpr int64_t kMostPairs = 200'000'000;  // 16 bytes each
constexpr int64_t kMostCost = std::numeric_limits<int64_t>::max() / 2;

size_t at(int index) { return static_cast<size_t>(index); }

/// Of all the customer's demand; nothing where the site may not serve it.
std::optional<__int128> whole_cost(const Instance& instance, int customer, int site) {
  const auto weight = static_cast<__int128>(instance.weight[at(customer)]);
  if (!instance.wide_costs.empty())
    return weight * instance.wide_costs[at(customer) * at(instance.sites) + at(site)];
  const int32_t cost = instance.costs->cost(customer, site);
  if (cost == optim::Costs::kNever) return std::nullopt;
  return weight * cost;
}

Result<void> count_pairs(const Instance& instance) {
  const int64_t pairs = static_cast<int64_t>(instance.customers) * instance.sites;
  if (pairs <= kMostPairs) return {};
  return fail("instances.too_many_pairs", {std::to_string(pairs), std::to_string(kMostPairs)});
}

/// Whether costs times `finer` divide by demand.
bool divides(const Instance& instance, int64_t finer) {
  for (int customer = 0; customer < instance.customers; ++customer) {
    const int64_t demand = instance.demand[at(customer)];
    if (demand == 0) continue;
    for (int site = 0; site < instance.sites; ++site) {
      const auto cost = whole_cost(instance, customer, site);
      // (a · b) mod d from residues: the product itself may not fit.
      if (cost && (*cost % demand) * (finer % demand) % demand != 0) return false;
    }
  }
  return true;
}

bool multiply(std::vector<int64_t>& figures, int64_t factor) {
  for (int64_t& figure : figures) {
    const __int128 product = static_cast<__int128>(figure) * factor;
    if (product > kMostCost) return false;
    figure = static_cast<int64_t>(product);
  }
  return true;
}

}  // namespace

Result<void> refine_for_units(Instance& instance, std::optional<int> decimals) {
  if (instance.demand.empty()) return {};  // complete() says what is missing
  if (Result<void> few = count_pairs(instance); !few) return few;
  if (Result<void> made = instance.wide_costs.empty() ? make_costs(instance) : Result<void>();
      !made)
    return made;
  const int written = decimals_of(instance.money_scale());
  const int most = std::max(written, kMostDecimals);
  int wanted = written;
  while (wanted <= most && !divides(instance, power_of_ten(wanted - written))) ++wanted;
  if (wanted > most) {
    if (!decimals) return fail("instances.not_by_unit");
    wanted = std::max(*decimals, written);
  }
  const int64_t finer = power_of_ten(wanted - written);
  if (!multiply(instance.weight, finer) || !multiply(instance.opening_cost, finer))
    return fail("instances.sums_too_large");
  instance.weight_scale *= finer;
  if (instance.budget) *instance.budget *= finer;
  return {};
}

Result<optim::CapacitatedModel> capacitated_model(const Instance& instance,
                                                  const Question& question) {
  if (Result<void> few = count_pairs(instance); !few) return tl::unexpected(few.error());
  optim::CapacitatedModel model;
  model.capacity = instance.capacity;
  model.demand = instance.demand;
  model.opening_cost = instance.opening_cost;
  model.single_source = !question.divisible;
  model.rules = site_rules(question, instance);
  model.services.resize(at(instance.customers));
  for (int customer = 0; customer < instance.customers; ++customer) {
    const int64_t demand = instance.demand[at(customer)];
    if (question.divisible && demand == 0) continue;
    auto& services = model.services[at(customer)];
    services.reserve(at(instance.sites));
    for (int site = 0; site < instance.sites; ++site) {
      auto cost = whole_cost(instance, customer, site);
      if (!cost) continue;
      if (question.divisible) cost = (*cost + demand / 2) / demand;
      if (*cost > kMostCost) return fail("instances.sums_too_large");
      services.push_back({site, static_cast<int64_t>(*cost)});
    }
  }
  if (!optim::sums_fit(model)) return fail("instances.sums_too_large");
  return model;
}

}  // namespace dostyq::instances
