#include "instances/question.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "instances/decimal.hpp"
#include "optim/location/phases.hpp"

namespace dostyq::instances {
namespace {

std::optional<Error> error(const char* key, std::vector<std::string> args = {}) {
  return Error{ErrorCode::kBadInput, key, std::move(args), {}};
}

std::optional<Error> missing(const Question& question, const Instance& instance) {
  const Model model = question.model;
  if ((model == Model::kPMedian || model == Model::kPCentre) && !question.p)
    return error("instances.wants_p", {"--p 10"});
  const bool covers = model == Model::kMclp || model == Model::kLscp;
  if (covers && !question.radius && question.steps.empty()) return error("instances.wants_radius");
  if (model == Model::kMclp && !question.p && !question.budget && question.rows.empty())
    return error("instances.wants_limit", {"--p 10"});
  if (model == Model::kCflp && (instance.capacity.empty() || instance.demand.empty()))
    return error("instances.wants_capacity");
  const bool priced = model == Model::kUfl || question.budget;
  if (priced && instance.opening_cost.empty()) return error("instances.wants_costs", {"--p"});
  return std::nullopt;
}

/// Options that go together, and with the model.
std::optional<Error> at_odds(const Question& question) {
  const Model model = question.model;
  const bool median = model == Model::kPMedian || model == Model::kUfl;
  const bool equity = question.equity != Equity::kNone;
  const bool kolm_pollak = question.equity == Equity::kKolmPollak;
  const auto wrong_model = [&](const char* option) {
    return error("instances.not_of_model", {option, std::string(name(model))});
  };
  const auto apart = [](const char* one, const char* other) {
    return error("instances.not_together", {one, other});
  };
  if (!question.steps.empty() && model != Model::kMclp) return wrong_model("--steps");
  if (question.nearest != 1 && !median) return wrong_model("--nearest");
  if (!question.shut.empty() && !median) return wrong_model("--shut");
  if (equity && model != Model::kPMedian && model != Model::kMclp) return wrong_model("--equity");
  if (kolm_pollak && model != Model::kPMedian) return wrong_model("--equity kolm-pollak");
  if (question.phases > 1 && !median && model != Model::kMclp) return wrong_model("--phases");
  if (!question.steps.empty() && question.radius) return apart("--steps", "--radius");
  if (!question.shut.empty() && question.nearest != 1) return apart("--shut", "--nearest");
  if (!question.shut.empty() && equity) return apart("--shut", "--equity");
  if (kolm_pollak && question.nearest != 1) return apart("--equity kolm-pollak", "--nearest");
  if (equity && question.phases > 1) return apart("--equity", "--phases");
  if (!kolm_pollak && question.epsilon) return apart("--epsilon", "--equity none");
  if (!kolm_pollak && question.kappa) return apart("--kappa", "--equity none");
  if (question.epsilon && question.kappa) return apart("--epsilon", "--kappa");
  if (question.penalty && question.shut.empty()) return error("instances.wants_shut");
  if (question.phase_order != PhaseOrder::kSum) {
    if (model == Model::kUfl) return wrong_model("--phase-order");
    if (!question.shut.empty()) return apart("--shut", "--phase-order");
    if (!question.phase_weights.empty()) return apart("--phase-weights", "--phase-order");
  }
  return std::nullopt;
}

std::optional<Error> out_of_range(const Question& question) {
  for (size_t k = 0; k < question.steps.size(); ++k) {
    const Step& step = question.steps[k];
    const bool good = std::isfinite(step.radius) && step.radius >= 0 && step.value >= 0 &&
                      step.value < optim::Costs::kNever;
    const bool falls = k == 0 || (step.radius > question.steps[k - 1].radius &&
                                  step.value <= question.steps[k - 1].value);
    if (!good || !falls || question.steps.front().value == 0) return error("instances.steps_range");
  }
  if (question.nearest < 1) return error("instances.nearest_range");
  if (question.phases < 1 || question.phases > 60) return error("instances.phases_range");
  if (!question.phase_weights.empty() &&
      question.phase_weights.size() != static_cast<size_t>(question.phases))
    return error("instances.phase_weights", {std::to_string(question.phases)});
  for (const auto& [value, option] :
       {std::pair(question.epsilon, "--epsilon"), std::pair(question.kappa, "--kappa")}) {
    if (value && !(std::isfinite(*value) && *value > 0))
      return error("instances.above_zero", {option});
  }
  return std::nullopt;
}

/// Question::chance, from what is typed or from the file's column.
std::optional<Error> set_chances(Question& question, const Instance& instance) {
  if (question.shut.empty()) return std::nullopt;
  if (!question.penalty || *question.penalty < 0) return error("instances.wants_penalty");
  if (question.shut == "column") {
    if (instance.shut.empty()) return error("instances.bad_chance", {question.shut});
    question.chance = instance.shut;
    return std::nullopt;
  }
  const std::optional<Decimal> typed = parse_decimal(question.shut);
  const double chance =
      typed ? static_cast<double>(typed->mantissa) /
                  static_cast<double>(power_of_ten(std::min(typed->decimals, 18))) / 100
            : -1;
  if (!(chance >= 0 && chance <= 1)) return error("instances.bad_chance", {question.shut});
  question.chance.assign(static_cast<size_t>(instance.sites), chance);
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
  if (!question.radius && question.steps.empty()) question.radius = instance.radius;
  if (!question.budget && model == Model::kMclp && !question.p) question.budget = instance.budget;
  if (const auto wrong = missing(question, instance)) return tl::unexpected(*wrong);
  if (const auto wrong = at_odds(question)) return tl::unexpected(*wrong);
  if (const auto wrong = out_of_range(question)) return tl::unexpected(*wrong);
  if (const auto wrong = set_chances(question, instance)) return tl::unexpected(*wrong);
  const bool grouped =
      question.equity == Equity::kWorst || question.equity == Equity::kLexicographic;
  if (grouped && instance.group.empty()) return fail("instances.wants_group");
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

namespace {

/// Rows over sites, or over pairs of site and phase.
class RuleMaker {
 public:
  RuleMaker(const Question& question, const Instance& instance)
      : question_(question), instance_(instance) {
    rules_.sites = instance.sites * question.phases;
  }

  optim::SiteRules make() {
    for (const int site : question_.forced) force(site);
    for (const int site : question_.forbidden) {
      for (int phase = 0; phase < question_.phases; ++phase)
        rules_.forbidden.push_back(optim::phase_column(site, phase, question_.phases));
    }
    for (int site = 0; question_.phases > 1 && site < instance_.sites; ++site)
      count("once", {site}, 0, 1);
    if (question_.p) {
      const double least = question_.model == Model::kPMedian ? *question_.p : -optim::kInfinity;
      count("p", all(), least, *question_.p);
    }
    if (question_.budget) budget("budget", all(), *question_.budget, 0, question_.phases - 1);
    for (const AreaLimit& limit : question_.areas) {
      std::vector<int> sites = all();
      std::erase_if(
          sites, [&](int site) { return instance_.area[static_cast<size_t>(site)] != limit.area; });
      count(limit.area, sites, limit.at_least, limit.at_most ? *limit.at_most : optim::kInfinity);
    }
    for (const SideRow& row : question_.rows) take(row);
    take_places();
    return std::move(rules_);
  }

 private:
  std::vector<int> all() const {
    std::vector<int> sites(static_cast<size_t>(instance_.sites));
    for (size_t j = 0; j < sites.size(); ++j) sites[j] = static_cast<int>(j);
    return sites;
  }

  void add_terms(int site, double coefficient, int from, int to, optim::Row& row) const {
    if (coefficient == 0) return;
    for (int phase = from; phase <= to; ++phase)
      row.terms.push_back({optim::phase_column(site, phase, question_.phases), coefficient});
  }

  void force(int site) {
    if (question_.phases == 1) {
      rules_.forced.push_back(site);
    } else {
      count("forced", {site}, 1, 1);
    }
  }

  void count(const std::string& name, const std::vector<int>& sites, double least, double most,
             int from = 0, int to = -1) {
    optim::Row row{least, most, {}, name};
    for (const int site : sites) add_terms(site, 1, from, to < 0 ? question_.phases - 1 : to, row);
    rules_.rows.push_back(std::move(row));
  }

  void budget(const std::string& name, const std::vector<int>& sites, int64_t most, int from,
              int to) {
    optim::Row row{-optim::kInfinity, static_cast<double>(most), {}, name};
    for (const int site : sites) {
      const int64_t cost = instance_.opening_cost[static_cast<size_t>(site)];
      add_terms(site, static_cast<double>(cost), from, to, row);
    }
    rules_.rows.push_back(std::move(row));
  }

  void take(const SideRow& row) {
    const bool at_the_end = row.from_phase == 0 && row.to_phase == question_.phases - 1;
    switch (row.what) {
      case SideRow::What::kCount:
        if (at_the_end && row.at_most == 0) {
          for (const int site : row.sites) {
            for (int phase = 0; phase < question_.phases; ++phase)
              rules_.forbidden.push_back(optim::phase_column(site, phase, question_.phases));
          }
        }
        if (at_the_end && row.at_least == static_cast<int64_t>(row.sites.size())) {
          for (const int site : row.sites) force(site);
        } else if (!at_the_end || row.at_most != 0 || row.at_least > 0) {
          count(row.text, row.sites,
                row.at_least > 0 ? static_cast<double>(row.at_least) : -optim::kInfinity,
                row.at_most == SideRow::kNoLimit ? optim::kInfinity
                                                 : static_cast<double>(row.at_most),
                row.from_phase, row.to_phase);
        }
        break;
      case SideRow::What::kBudget:
        budget(row.text, row.sites, row.at_most, row.from_phase, row.to_phase);
        break;
      case SideRow::What::kNeeds:
        for (int phase = 0; row.sites[0] != row.sites[1] && phase < question_.phases; ++phase) {
          optim::Row made{-optim::kInfinity, 0, {}, row.text};
          add_terms(row.sites[0], 1, 0, phase, made);
          add_terms(row.sites[1], -1, 0, phase, made);
          rules_.rows.push_back(std::move(made));
        }
        break;
    }
  }

  /// Sites of one place are its kinds.
  void take_places() {
    std::map<std::string, std::vector<int>> kinds;
    for (size_t j = 0; j < instance_.place.size(); ++j) {
      if (!instance_.place[j].empty()) kinds[instance_.place[j]].push_back(static_cast<int>(j));
    }
    for (const auto& [place, sites] : kinds) {
      if (sites.size() > 1) count(place, sites, -optim::kInfinity, 1);
    }
  }

  const Question& question_;
  const Instance& instance_;
  optim::SiteRules rules_;
};

}  // namespace

optim::SiteRules site_rules(const Question& question, const Instance& instance) {
  return RuleMaker(question, instance).make();
}

CustomerGroups customer_groups(const Instance& instance) {
  CustomerGroups groups;
  std::map<std::string, int> numbers;
  for (const std::string& name : instance.group) {
    if (name.empty()) {
      groups.of_customer.push_back(-1);
      continue;
    }
    const auto [at, is_new] = numbers.emplace(name, static_cast<int>(groups.names.size()));
    if (is_new) groups.names.push_back(name);
    groups.of_customer.push_back(at->second);
  }
  return groups;
}

int64_t least_weight(double share, int64_t all) {
  const __int128 whole = static_cast<__int128>(100 * kShareUnit);
  const __int128 part = std::llround(share * kShareUnit);
  return static_cast<int64_t>((part * all + whole - 1) / whole);
}

int64_t objective_scale(const Question& question, const Instance& instance) {
  switch (question.model) {
    case Model::kPCentre:
      return instance.cost_scale;
    case Model::kMclp:
      return instance.weight_scale * question.step_scale;
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
