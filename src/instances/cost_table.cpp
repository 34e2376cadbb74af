#include "instances/cost_table.hpp"

#include <algorithm>

namespace dostyq::instances {
namespace {

tl::unexpected<Problems> too_precise(int decimals, const Source& source) {
  return tl::unexpected(Problems{{ErrorCode::kBadInput,
                                  "instances.too_precise",
                                  {std::to_string(decimals)},
                                  {source.file, 0, ""}}});
}

/// Nothing if one does not fit; decimals beyond those are rounded.
std::optional<std::vector<int64_t>> all_whole(const std::vector<Decimal>& values, int decimals) {
  std::vector<int64_t> found;
  found.reserve(values.size());
  for (const Decimal& value : values) {
    const auto figure = rounded(value, decimals);
    if (!figure) return std::nullopt;
    found.push_back(*figure);
  }
  return found;
}

}  // namespace

bool believable(const CostTable& table, Words& words, const char* notation) {
  if (words.failed()) return false;
  const auto cells = static_cast<size_t>(table.sites) * static_cast<size_t>(table.customers);
  if (cells <= words.bytes_left()) return true;
  words.wrong("instances.ends_early", {notation});
  return false;
}

Checked<void> take_costs(const CostTable& table, const Source& source, Instance& instance) {
  const int written = std::max(most_decimals(table.opening), most_decimals(table.service));
  const int kept = std::min(written, source.options.decimals.value_or(written));
  auto service = all_whole(table.service, kept);
  auto opening = all_whole(table.opening, kept);
  if (!service || !opening) return too_precise(kept, source);
  instance.sites = table.sites;
  instance.customers = table.customers;
  instance.weight.assign(static_cast<size_t>(table.customers), 1);
  instance.cost_scale = power_of_ten(kept);
  instance.opening_cost = std::move(*opening);
  const auto fits = [](int64_t cost) { return cost < optim::Costs::kNever; };
  if (!std::all_of(service->begin(), service->end(), fits)) {
    instance.wide_costs = std::move(*service);
    return {};
  }
  std::vector<int32_t> matrix;
  matrix.reserve(service->size());
  for (const int64_t cost : *service) matrix.push_back(static_cast<int32_t>(cost));
  instance.costs = optim::matrix_costs(table.customers, table.sites, std::move(matrix));
  return {};
}

Checked<void> take_capacities(const CostTable& table, const Source& source, Instance& instance) {
  const int decimals = std::max(most_decimals(table.capacity), most_decimals(table.demand));
  auto capacity = all_whole(table.capacity, decimals);
  auto demand = all_whole(table.demand, decimals);
  if (!capacity || !demand) return too_precise(decimals, source);
  instance.capacity = std::move(*capacity);
  instance.demand = std::move(*demand);
  instance.amount_scale = power_of_ten(decimals);
  return {};
}

}  // namespace dostyq::instances
