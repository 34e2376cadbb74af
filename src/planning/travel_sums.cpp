#include "planning/travel_sums.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace dostyq::planning {
namespace {

constexpr size_t kSettlementsEach = 200;  ///< of a bundle
constexpr size_t kMostBundles = 1'000;
/// Of a column's range: what the simplex method takes for nothing. A cut that asks for less would
/// be asked for again and again; complete() gives the exact value.
constexpr double kRounding = 4e-7;
constexpr double kLargest = 1e4;  ///< value of a column

}  // namespace

std::vector<optim::Term> TravelSums::add(Demand demand, optim::MipModel& model) {
  std::vector<optim::Term> terms;
  const size_t bundles = std::clamp<size_t>(demand.size() / kSettlementsEach, 1, kMostBundles);
  for (const int column : demand.presence->column) mentioned_.insert(column);
  for (size_t b = 0; b < bundles; ++b) {
    Sum sum;
    sum.demand = demands_.size();
    sum.first = demand.size() * b / bundles, sum.last = demand.size() * (b + 1) / bundles;
    double least = 0, most = 0;
    for (size_t i = sum.first; i < sum.last; ++i) {
      const auto people = static_cast<double>(demand.people[i]);
      least += people * demand.seconds[demand.start[i]];
      most += people * demand.fallback[i];
    }
    while (most / sum.unit > kLargest) sum.unit *= 2;
    least /= sum.unit, most /= sum.unit;
    sum.range = most - least;
    // Room for what the last digits of a sum may be off by.
    sum.column = model.add_column({least * (1 - 1e-9), most * (1 + 1e-9), 0, false, ""});
    mentioned_.insert(sum.column);
    terms.push_back({sum.column, sum.unit});
    sums_.push_back(sum);
  }
  demands_.push_back(std::move(demand));
  return terms;
}

std::vector<double> TravelSums::open_by_place(const Demand& demand,
                                              std::span<const double> x) const {
  std::vector<double> open(demand.presence->places(), 0);
  for (size_t p = 0; p < open.size(); ++p) {
    for (const int column : demand.presence->columns(p)) open[p] += x[static_cast<size_t>(column)];
  }
  return open;
}

/// Walks outwards until a whole site is open.
TravelSums::Level TravelSums::level_of(const Demand& demand, size_t settlement,
                                       const std::vector<double>& open) {
  Level found;
  double sum = 0;
  const size_t end = demand.start[settlement + 1];
  size_t at = demand.start[settlement];
  for (; at < end; ++at) {
    const double here = open[demand.place[at]];
    if (here == 0) continue;
    if (sum + here >= 1 - 1e-9) break;
    sum += here;
    found.seconds += here * demand.seconds[at];
  }
  found.level = at < end ? demand.seconds[at] : demand.fallback[settlement];
  found.seconds += (1 - sum) * found.level;
  found.end = at;
  return found;
}

double TravelSums::value(const Sum& sum, const std::vector<double>& open) const {
  const Demand& demand = demands_[sum.demand];
  double value = 0;
  for (size_t i = sum.first; i < sum.last; ++i)
    value += static_cast<double>(demand.people[i]) * level_of(demand, i, open).seconds;
  return value / sum.unit;
}

optim::Row TravelSums::cut(const Sum& sum, const std::vector<double>& open) const {
  const Demand& demand = demands_[sum.demand];
  std::vector<double> slope(open.size(), 0);
  std::vector<uint32_t> touched;
  double constant = 0;
  for (size_t i = sum.first; i < sum.last; ++i) {
    const Level found = level_of(demand, i, open);
    const double people = static_cast<double>(demand.people[i]) / sum.unit;
    constant += people * found.level;
    for (size_t at = demand.start[i]; at < found.end && demand.seconds[at] < found.level; ++at) {
      const uint32_t place = demand.place[at];
      if (slope[place] == 0) touched.push_back(place);
      slope[place] += people * (found.level - demand.seconds[at]);
    }
  }
  std::sort(touched.begin(), touched.end());
  optim::Row row{constant, optim::kInfinity, {{sum.column, 1}}, ""};
  for (const uint32_t place : touched) {
    for (const int column : demand.presence->columns(place))
      row.terms.push_back({column, slope[place]});
  }
  return row;
}

void TravelSums::separate(std::span<const double> x, bool integral, std::vector<optim::Row>& rows) {
  separate_at(x, x, {}, integral ? kRounding : 1e-4, rows);
}

void TravelSums::separate_at(std::span<const double> at, std::span<const double> x,
                             std::span<const char> wanted, double tolerance,
                             std::vector<optim::Row>& rows) {
  std::vector<std::vector<double>> open(demands_.size());
  std::vector<optim::Row> found(sums_.size());
  for (const Sum& sum : sums_) {
    const bool counts = wanted.empty() || wanted[static_cast<size_t>(sum.column)] != 0;
    if (counts && open[sum.demand].empty())
      open[sum.demand] = open_by_place(demands_[sum.demand], at);
  }
  for_each_index(sums_.size(), sums_.size() < 16 ? 1 : 0, [&](size_t i) {
    const Sum& sum = sums_[i];
    if (open[sum.demand].empty()) return;
    if (!wanted.empty() && wanted[static_cast<size_t>(sum.column)] == 0) return;
    optim::Row row = cut(sum, open[sum.demand]);
    double left = 0;
    for (const optim::Term& term : row.terms)
      left += term.coefficient * x[static_cast<size_t>(term.column)];
    if (left < row.lower - std::max(1e-6, tolerance * sum.range)) found[i] = std::move(row);
  });
  for (optim::Row& row : found) {
    if (!row.terms.empty()) rows.push_back(std::move(row));
  }
}

void TravelSums::evaluate(std::span<const double> x, std::span<const char> wanted,
                          std::span<double> values) const {
  std::vector<std::vector<double>> open(demands_.size());
  std::vector<size_t> counted;
  for (size_t i = 0; i < sums_.size(); ++i) {
    const Sum& sum = sums_[i];
    if (!wanted.empty() && wanted[static_cast<size_t>(sum.column)] == 0) continue;
    if (open[sum.demand].empty()) open[sum.demand] = open_by_place(demands_[sum.demand], x);
    counted.push_back(i);
  }
  std::vector<double> found(counted.size());
  for_each_index(counted.size(), counted.size() < 16 ? 1 : 0, [&](size_t k) {
    found[k] = value(sums_[counted[k]], open[sums_[counted[k]].demand]);
  });
  for (size_t k = 0; k < counted.size(); ++k)
    values[static_cast<size_t>(sums_[counted[k]].column)] = found[k];
}

bool TravelSums::complete(std::span<double> x) const {
  evaluate(x, {}, x);
  return true;
}

}  // namespace dostyq::planning
