#include "instances/question.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::instances {
namespace {

std::optional<Error> missing(const Question& question, const Instance& instance) {
  const auto error = [](const char* key, std::vector<std::string> args = {}) {
    return Error{ErrorCode::kBadInput, key, std::move(args), {}};
  };
  const Model model = question.model;
  if ((model == Model::kPMedian || model == Model::kPCentre) && !question.p)
    return error("instances.wants_p", {"--p 10"});
  if ((model == Model::kMclp || model == Model::kLscp) && !question.radius)
    return error("instances.wants_radius");
  if (model == Model::kMclp && !question.p && !question.budget)
    return error("instances.wants_limit", {"--p 10"});
  if (model == Model::kCflp && (instance.capacity.empty() || instance.demand.empty()))
    return error("instances.wants_capacity");
  const bool priced = model == Model::kUfl || question.budget;
  if (priced && instance.opening_cost.empty()) return error("instances.wants_costs", {"--p"});
  return std::nullopt;
}

/// What Question::share counts: millionths of a per cent.
constexpr double kShareUnit = 1e6;

bool is_share(double share) {
  return share > 0 && share <= 100 && std::round(share * kShareUnit) / kShareUnit == share;
}

}  // namespace

Result<Question> complete(Question question, const Instance& instance) {
  const Model model = question.model;
  const bool counts = model == Model::kPMedian || model == Model::kPCentre || model == Model::kMclp;
  const bool limited = question.p || (model == Model::kMclp && question.budget);
  if (counts && !limited) question.p = instance.p;
  if (!question.radius) question.radius = instance.radius;
  if (!question.budget && model == Model::kMclp && !question.p) question.budget = instance.budget;
  if (const auto error = missing(question, instance)) return tl::unexpected(*error);
  if (question.p && (*question.p < 0 || *question.p > instance.sites)) {
    return fail("instances.p_range",
                {std::to_string(*question.p), std::to_string(instance.sites), "--p"});
  }
  const double radius = question.radius.value_or(0);
  if (!std::isfinite(radius) || radius < 0) return fail("instances.radius_range");
  if (question.share && !is_share(*question.share)) return fail("instances.share_range");
  if (question.backup < 1) return fail("instances.backup_range");
  if (question.exact && instance.measure == Measure::kEarth) return fail("instances.exact_plane");
  for (const AreaLimit& limit : question.areas) {
    if (std::find(instance.area.begin(), instance.area.end(), limit.area) == instance.area.end())
      return fail("instances.unknown_area", {limit.area});
  }
  return question;
}

optim::SiteRules site_rules(const Question& question, const Instance& instance) {
  optim::SiteRules rules;
  rules.sites = instance.sites;
  rules.forced = question.forced;
  rules.forbidden = question.forbidden;
  if (question.p) {
    optim::Row row;
    row.name = "p";
    row.upper = *question.p;
    if (question.model == Model::kPMedian) row.lower = *question.p;
    for (int site = 0; site < instance.sites; ++site) row.terms.push_back({site, 1});
    rules.rows.push_back(std::move(row));
  }
  if (question.budget) {
    optim::Row row;
    row.name = "budget";
    row.upper = static_cast<double>(*question.budget);
    for (int site = 0; site < instance.sites; ++site) {
      const int64_t cost = instance.opening_cost[static_cast<size_t>(site)];
      if (cost != 0) row.terms.push_back({site, static_cast<double>(cost)});
    }
    rules.rows.push_back(std::move(row));
  }
  for (const AreaLimit& limit : question.areas) {
    optim::Row row;
    row.name = limit.area;
    row.lower = limit.at_least;
    if (limit.at_most) row.upper = *limit.at_most;
    for (int site = 0; site < instance.sites; ++site) {
      if (instance.area[static_cast<size_t>(site)] == limit.area) row.terms.push_back({site, 1});
    }
    rules.rows.push_back(std::move(row));
  }
  return rules;
}

int64_t least_weight(double share, int64_t all) {
  const __int128 whole = static_cast<__int128>(100 * kShareUnit);
  const __int128 part = std::llround(share * kShareUnit);
  return static_cast<int64_t>((part * all + whole - 1) / whole);
}

int64_t objective_scale(Model model, const Instance& instance) {
  switch (model) {
    case Model::kPCentre:
      return instance.cost_scale;
    case Model::kMclp:
      return instance.weight_scale;
    case Model::kLscp:
      return instance.opening_cost.empty() ? 1 : instance.money_scale();
    case Model::kPMedian:
    case Model::kUfl:
    case Model::kCflp:
      break;
  }
  return instance.money_scale();
}

}  // namespace dostyq::instances
