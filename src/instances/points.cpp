#include "instances/points.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "instances/cost_table.hpp"

namespace dostyq::instances {

PointRows::PointRows(const Source& source, Measure measure,
                     const std::array<bool, kPointColumns>& present, Problems& problems)
    : source_(source), problems_(problems), measure_(measure), present_(present) {
  made_.measure = measure;
}

void PointRows::report(const char* key, std::vector<std::string> args, int row,
                       PointColumn column) {
  std::string name = kPointColumnNames[column];
  if (measure_ == Measure::kEarth && column == kX) name = "lon";
  if (measure_ == Measure::kEarth && column == kY) name = "lat";
  problems_.push_back(
      {ErrorCode::kBadInput, key, std::move(args), {source_.file, row, std::move(name)}});
}

Decimal PointRows::amount(const PointCells& cells, PointColumn column, int row) {
  const std::string& text = cells[column];
  const std::optional<Decimal> value = parse_decimal(text);
  if (value && value->mantissa >= 0) return *value;
  const char* key = value                 ? "instances.negative"
                    : looks_numeric(text) ? "instances.too_large"
                                          : "instances.not_number";
  report(key, {text, kPointColumnNames[column]}, row, column);
  return {};
}

double PointRows::position(const PointCells& cells, PointColumn column, int row) {
  std::string_view text = cells[column];
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool read = error == std::errc() && end == text.data() + text.size();
  const double most = measure_ == Measure::kPlane ? HUGE_VAL : column == kX ? 180 : 90;
  if (read && std::isfinite(value) && std::abs(value) <= most) return value;
  if (measure_ == Measure::kEarth)
    report("instances.bad_degrees", {cells[column], column == kX ? "180" : "90"}, row, column);
  else
    report("instances.not_number", {cells[column], kPointColumnNames[column]}, row, column);
  return 0;
}

bool PointRows::flag(const PointCells& cells, PointColumn column, int row) {
  if (!has(column)) return true;
  const std::string& text = cells[column];
  if (text == "1" || text == "true") return true;
  if (text != "0" && text != "false" && !text.empty())
    report("instances.bad_flag", {text}, row, column);
  return false;
}

double PointRows::per_cent(const PointCells& cells, PointColumn column, int row) {
  if (cells[column].empty()) return 0;
  const Decimal value = amount(cells, column, row);
  const double found = static_cast<double>(value.mantissa) /
                       static_cast<double>(power_of_ten(std::min(value.decimals, 18)));
  if (found <= 100) return found / 100;
  report("instances.bad_per_cent", {cells[column]}, row, column);
  return 0;
}

void PointRows::add(const PointCells& cells, int row) {
  const optim::PlanePoint point{position(cells, kX, row), position(cells, kY, row)};
  if (has(kId) && !ids_.insert(cells[kId]).second)
    report("instances.twice", {cells[kId]}, row, kId);
  if (flag(cells, kSite, row)) {
    made_.site_points.push_back(point);
    if (has(kId)) made_.site_ids.push_back(cells[kId]);
    if (has(kArea)) made_.area.push_back(cells[kArea]);
    if (has(kPlace)) made_.place.push_back(cells[kPlace]);
    if (has(kKind)) made_.kind.push_back(cells[kKind]);
    if (has(kShut)) made_.shut.push_back(per_cent(cells, kShut, row));
    if (has(kCost)) cost_.push_back(amount(cells, kCost, row));
    if (has(kCapacity)) capacity_.push_back(amount(cells, kCapacity, row));
  }
  if (flag(cells, kCustomer, row)) {
    made_.customer_points.push_back(point);
    if (has(kGroup)) made_.group.push_back(cells[kGroup]);
    weight_.push_back(has(kWeight) ? amount(cells, kWeight, row) : Decimal{1, 0});
    if (has(kCapacity))
      demand_.push_back(has(kDemand) ? amount(cells, kDemand, row) : weight_.back());
  }
}

void PointRows::scale_amounts(Instance& made) {
  const int distance = source_.options.decimals.value_or(0);
  const int weight = std::max(most_decimals(weight_), most_decimals(cost_) - distance);
  made.cost_scale = power_of_ten(distance);
  made.weight_scale = power_of_ten(weight);
  const auto take = [&](const std::vector<Decimal>& from, int decimals, std::vector<int64_t>& to) {
    for (const Decimal& value : from) {
      const auto amount = decimals <= 18 ? whole(value, decimals) : std::nullopt;
      if (!amount) {
        problems_.push_back({ErrorCode::kBadInput,
                             "instances.too_precise",
                             {std::to_string(decimals)},
                             {source_.file, 0, ""}});
        return;
      }
      to.push_back(*amount);
    }
  };
  take(weight_, weight, made.weight);
  take(cost_, weight + distance, made.opening_cost);
  const int load = std::max(most_decimals(capacity_), most_decimals(demand_));
  made.amount_scale = power_of_ten(load);
  take(capacity_, load, made.capacity);
  take(demand_, load, made.demand);
}

Instance PointRows::instance() {
  made_.sites = static_cast<int>(made_.site_points.size());
  made_.customers = static_cast<int>(made_.customer_points.size());
  const Where whole_file{source_.file, 0, ""};
  if (problems_.empty() && made_.sites == 0)
    problems_.push_back({ErrorCode::kBadInput, "instances.no_sites", {}, whole_file});
  if (problems_.empty() && made_.customers == 0)
    problems_.push_back({ErrorCode::kBadInput, "instances.no_customers", {}, whole_file});
  if (problems_.empty()) scale_amounts(made_);
  return std::move(made_);
}

}  // namespace dostyq::instances
