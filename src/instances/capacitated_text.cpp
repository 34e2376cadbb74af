#include "instances/capacitated_text.hpp"

#include <algorithm>

#include "instances/words.hpp"

namespace dostyq::instances {
namespace {

/// The figures as the file writes them.
struct Figures {
  std::vector<Decimal> capacity;
  std::vector<Decimal> opening;
  std::vector<Decimal> demand;
  std::vector<Decimal> service;  ///< customers x sites
  size_t sites() const { return capacity.size(); }
};

void take(Words& words, const char* notation, size_t count, std::vector<Decimal>& figures) {
  for (size_t k = 0; k < count && !words.failed(); ++k) figures.push_back(words.amount(notation));
}

void take_by_kind(Words& words, size_t sites, size_t customers, Figures& figures) {
  take(words, "capacity …", sites, figures.capacity);
  take(words, "cost …", sites, figures.opening);
  take(words, "demand …", customers, figures.demand);
  take(words, "cost cost …", sites * customers, figures.service);
}

void take_by_place(Words& words, size_t sites, size_t customers, Figures& figures) {
  for (size_t j = 0; j < sites && !words.failed(); ++j) {
    take(words, "capacity cost", 1, figures.capacity);
    take(words, "capacity cost", 1, figures.opening);
  }
  for (size_t i = 0; i < customers && !words.failed(); ++i) {
    take(words, "demand cost …", 1, figures.demand);
    take(words, "demand cost …", sites, figures.service);
  }
}

/// Nothing if one does not fit.
std::optional<std::vector<int64_t>> all_whole(const std::vector<Decimal>& values, int decimals) {
  std::vector<int64_t> found;
  found.reserve(values.size());
  for (const Decimal& value : values) {
    const std::optional<int64_t> figure = whole(value, decimals);
    if (!figure) return std::nullopt;
    found.push_back(*figure);
  }
  return found;
}

int64_t nearest_quotient(int64_t cost, int64_t amount) {
  return cost / amount + (cost % amount >= amount - cost % amount ? 1 : 0);
}

/// Costs of a unit from costs of all demand, if they are whole or may be rounded.
bool divide(const std::vector<int64_t>& demand, bool may_round, std::vector<int64_t>& service) {
  const size_t sites = demand.empty() ? 0 : service.size() / demand.size();
  for (size_t k = 0; k < service.size(); ++k) {
    const int64_t amount = demand[k / sites];
    if (amount > 0 && !may_round && service[k] % amount != 0) return false;
    service[k] = amount > 0 ? nearest_quotient(service[k], amount) : 0;
  }
  return true;
}

struct Costs {
  std::vector<int64_t> opening;
  std::vector<int64_t> service;
  int decimals = 0;
  bool rounded = false;
};

std::optional<Costs> whole_costs(const Figures& figures) {
  Costs costs;
  costs.decimals = std::max(most_decimals(figures.opening), most_decimals(figures.service));
  auto opening = all_whole(figures.opening, costs.decimals);
  auto service = all_whole(figures.service, costs.decimals);
  if (!opening || !service) return std::nullopt;
  costs.opening = std::move(*opening);
  costs.service = std::move(*service);
  return costs;
}

/// `asked`: the decimals to round to, or nothing.
std::optional<Costs> costs_by_unit(const Figures& figures, const std::vector<int64_t>& demand,
                                   std::optional<int> asked) {
  constexpr int kMostDecimals = 12;
  const int least = std::max(most_decimals(figures.opening), most_decimals(figures.service));
  for (int decimals = least; decimals <= std::max(least, kMostDecimals); ++decimals) {
    auto opening = all_whole(figures.opening, decimals);
    auto service = all_whole(figures.service, decimals);
    if (!opening || !service) break;
    if (divide(demand, false, *service)) {
      return Costs{std::move(*opening), std::move(*service), decimals, false};
    }
  }
  if (!asked || *asked < least || *asked > kMostDecimals) return std::nullopt;
  auto opening = all_whole(figures.opening, *asked);
  auto service = all_whole(figures.service, *asked);
  if (!opening || !service) return std::nullopt;
  divide(demand, true, *service);
  return Costs{std::move(*opening), std::move(*service), *asked, true};
}

tl::unexpected<Problems> refuse(const char* key, const Source& source) {
  return tl::unexpected(Problems{{ErrorCode::kBadInput, key, {}, {source.file, 0, ""}}});
}

Checked<CapacitatedInstance> to_instance(const Figures& figures, const Source& source,
                                         bool single_source) {
  const int amounts = std::max(most_decimals(figures.capacity), most_decimals(figures.demand));
  auto capacity = all_whole(figures.capacity, amounts);
  auto demand = all_whole(figures.demand, amounts);
  if (!capacity || !demand) return refuse("instances.sums_too_large", source);
  const std::optional<Costs> costs = single_source
                                         ? whole_costs(figures)
                                         : costs_by_unit(figures, *demand, source.options.decimals);
  if (!costs) {
    return refuse(single_source ? "instances.sums_too_large" : "instances.not_by_unit", source);
  }
  CapacitatedInstance instance;
  instance.cost_scale = power_of_ten(costs->decimals);
  instance.amount_scale = power_of_ten(amounts);
  instance.rounded = costs->rounded;
  optim::CapacitatedModel& model = instance.model;
  model.single_source = single_source;
  model.rules.sites = static_cast<int>(figures.sites());
  model.capacity = std::move(*capacity);
  model.demand = std::move(*demand);
  model.opening_cost = costs->opening;
  model.services.resize(model.demand.size());
  for (size_t k = 0; k < costs->service.size(); ++k) {
    model.services[k / figures.sites()].push_back(
        {static_cast<int>(k % figures.sites()), costs->service[k]});
  }
  if (!optim::sums_fit(model)) return refuse("instances.sums_too_large", source);
  return instance;
}

}  // namespace

Checked<CapacitatedInstance> read_capacitated(const Source& source, CapacitatedFormat format,
                                              bool single_source) {
  Words words(source);
  const auto sites = static_cast<size_t>(words.count("n m", 1, kMostMatrixSide));
  const auto customers = static_cast<size_t>(words.count("n m", 0, kMostMatrixSide));
  // A wild number must not take all memory.
  if (!words.failed() && sites * customers > words.bytes_left()) {
    words.wrong("instances.ends_early", {"n m"});
  }
  Figures figures;
  if (format == CapacitatedFormat::kSscflp) {
    take_by_kind(words, sites, customers, figures);
  } else {
    take_by_place(words, sites, customers, figures);
  }
  words.expect_end();
  if (words.failed()) return words.problems();
  return to_instance(figures, source, single_source);
}

}  // namespace dostyq::instances
