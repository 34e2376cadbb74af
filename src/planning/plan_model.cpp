#include "planning/plan_model.hpp"

#include <algorithm>

#include "directive/evaluate.hpp"

namespace dostyq::planning {
namespace {

bool may_open(const world::SiteKind& kind, const world::Place& place, int64_t people) {
  if (!kind.can_open || !place.candidate || people < kind.min_people) return false;
  if (kind.seats_only && place.seat == world::Seat::kNone) return false;
  return kind.places.empty() ||
         std::binary_search(kind.places.begin(), kind.places.end(), place.id);
}

}  // namespace

PlanModel::PlanModel(const Case& plan_case, const PlanOptions& options, const ModelForm& form)
    : case_(plan_case), options_(options), form_(form) {}

Result<std::unique_ptr<PlanModel>> PlanModel::build(const Case& plan_case,
                                                    const PlanOptions& options,
                                                    const ModelForm& form) {
  std::unique_ptr<PlanModel> model(new PlanModel(plan_case, options, form));
  model->add_openings();
  model->add_tallies();
  model->compiler_ = std::make_unique<directive::Compiler>(
      plan_case.world, std::span<const directive::Opening>(model->openings_), model->columns_,
      form.coverage);
  model->add_limits();
  if (Result<void> done = model->add_directives(); !done) return tl::unexpected(done.error());
  if (Result<void> done = model->add_picks(); !done) return tl::unexpected(done.error());
  return model;
}

// Kinds that may open at the place, without those that a cheaper one replaces in everything that
// anybody asks about.
std::vector<size_t> PlanModel::kinds_worth_opening(size_t place, const Mentioned& mentioned) const {
  const auto& programme = case_.world.programme();
  const auto& kinds = programme.config.kinds;
  const int64_t people = case_.world.demand().points[place].people;
  std::vector<size_t> possible, worth;
  for (size_t k = 0; k < kinds.size(); ++k) {
    if (may_open(kinds[k], programme.places[place], people)) possible.push_back(k);
  }
  const auto replaces = [&](size_t other, size_t k) {
    const world::SiteKind &a = kinds[other], &b = kinds[k];
    if (!mentioned.same(a, b) || a.open_cost > b.open_cost || a.year_cost > b.year_cost)
      return false;
    const bool equal = a.open_cost == b.open_cost && a.year_cost == b.year_cost &&
                       (!mentioned.capacity || a.capacity == b.capacity);
    return !equal || other < k;
  };
  for (size_t k : possible) {
    const bool replaced = std::any_of(possible.begin(), possible.end(), [&](size_t other) {
      return other != k && replaces(other, k);
    });
    if (!replaced || mentioned.openings.contains({programme.places[place].id, kinds[k].id}))
      worth.push_back(k);
  }
  return worth;
}

// Columns in the order place, kind, phase: the order in which ties are broken.
void PlanModel::add_openings() {
  const auto& programme = case_.world.programme();
  const Mentioned mentioned = find_mentioned(case_, options_);
  for (size_t p = 0; p < programme.places.size(); ++p) {
    if (!programme.places[p].candidate) continue;
    if (form_.places != nullptr && (*form_.places)[p] == 0) continue;
    optim::Row one_at_most{-optim::kInfinity, 1, {}, ""};
    for (size_t k : kinds_worth_opening(p, mentioned)) {
      for (size_t t = 0; t < programme.config.phases.size(); ++t) {
        if (options_.not_before && programme.config.phases[t].end <= *options_.not_before) continue;
        const int column = columns_.add_column({0, 1, 0, true, ""});
        openings_.push_back({p, k, t, column});
        one_at_most.terms.push_back({column, 1});
      }
    }
    if (one_at_most.terms.size() > 1) always_.push_back(std::move(one_at_most));
  }
}

// How many of a kind open in a phase. The budget is said in these few whole numbers: when it is not
// a multiple of the costs, branching on them settles what branching on single openings would not.
void PlanModel::add_tallies() {
  const auto& config = case_.world.programme().config;
  tallies_.assign(config.phases.size(), std::vector<int>(config.kinds.size(), -1));
  for (size_t t = 0; t < config.phases.size(); ++t) {
    for (size_t k = 0; k < config.kinds.size(); ++k) {
      optim::Row sum{0, 0, {}, ""};
      for (const directive::Opening& opening : openings_) {
        if (opening.phase == t && opening.kind == k) sum.terms.push_back({opening.column, 1});
      }
      if (sum.terms.empty()) continue;
      tallies_[t][k] = columns_.add_column({0, static_cast<double>(sum.terms.size()), 0, true, ""});
      sum.terms.push_back({tallies_[t][k], -1});
      always_.push_back(std::move(sum));
    }
  }
}

void PlanModel::add_limits() {
  const auto& config = case_.world.programme().config;
  for (size_t t = 0; t < config.phases.size(); ++t) {
    const world::Phase& phase = config.phases[t];
    optim::Row money, number;
    for (size_t k = 0; k < config.kinds.size(); ++k) {
      if (tallies_[t][k] < 0) continue;
      // In millions: the solver's tolerances are meant for numbers of this size.
      const double cost =
          static_cast<double>(config.kinds[k].open_cost) * options_.cost_percent / 100.0;
      if (cost > 0) money.terms.push_back({tallies_[t][k], cost / 1e6});
      number.terms.push_back({tallies_[t][k], 1});
    }
    if (phase.budget) {
      money.upper = static_cast<double>(*phase.budget) / 1e6;
      groups_.push_back({"budget:" + phase.id, false, {std::move(money)}});
    }
    if (phase.at_most) {
      number.upper = *phase.at_most;
      groups_.push_back({"openings:" + phase.id, false, {std::move(number)}});
    }
  }
}

Result<void> PlanModel::add_directives() {
  for (const directive::Directive& order : case_.directives) {
    if (!directive::is_plannable(order) || options_.without.contains(order.id)) continue;
    const directive::Interpretation& reading = *order.chosen();
    if (reading.force == directive::Force::kWatched) continue;
    Result<std::vector<optim::Row>> rows = compiler_->rows(order);
    if (!rows) {
      rows.error().args.push_back(order.id);
      return tl::unexpected(rows.error());
    }
    if (reading.force == directive::Force::kBinding) {
      groups_.push_back({order.id, true, std::move(*rows)});
    } else {
      preferred_.push_back(
          {compiler_->indicator(*rows, always_), static_cast<double>(reading.weight)});
    }
  }
  return {};
}

std::vector<int> PlanModel::picked(const SitePick& pick) const {
  const auto& programme = case_.world.programme();
  std::vector<int> columns;
  for (const directive::Opening& opening : openings_) {
    if (programme.places[opening.place].id != pick.place) continue;
    if (!pick.kind.empty() && !programme.config.kinds[opening.kind].is(pick.kind)) continue;
    if (!pick.phase.empty() && programme.config.phases[opening.phase].id != pick.phase) continue;
    columns.push_back(opening.column);
  }
  return columns;
}

Result<void> PlanModel::add_picks() {
  const auto add = [&](const SitePick& pick, const char* what, double lower,
                       double upper) -> Result<void> {
    if (Result<void> known = check_pick(pick, case_.world.programme()); !known) return known;
    optim::Row row{lower, upper, {}, ""};
    for (int column : picked(pick)) row.terms.push_back({column, 1});
    groups_.push_back({std::string(what) + ":" + pick.text(), false, {std::move(row)}});
    return {};
  };
  for (const SitePick& pick : options_.lock) {
    if (Result<void> done = add(pick, "lock", 1, optim::kInfinity); !done) return done;
  }
  for (const SitePick& pick : options_.forbid) {
    if (Result<void> done = add(pick, "forbid", -optim::kInfinity, 0); !done) return done;
  }
  return {};
}

optim::MipModel PlanModel::assemble(const std::set<std::string>* groups) const {
  optim::MipModel model = columns_;
  const auto append = [&](const std::vector<optim::Row>& rows) {
    model.rows.insert(model.rows.end(), rows.begin(), rows.end());
  };
  append(always_);
  append(compiler_->linking_rows());
  for (const RowGroup& group : groups_) {
    if (groups == nullptr || groups->contains(group.id)) append(group.rows);
  }
  return model;
}

std::vector<PlannedSite> PlanModel::decode(const std::vector<double>& x) const {
  const auto& programme = case_.world.programme();
  std::vector<PlannedSite> sites;
  for (const directive::Opening& opening : openings_) {
    if (x[static_cast<size_t>(opening.column)] < 0.5) continue;
    sites.push_back({programme.config.phases[opening.phase].id, programme.places[opening.place].id,
                     programme.config.kinds[opening.kind].id});
  }
  std::sort(sites.begin(), sites.end());
  return sites;
}

std::vector<double> PlanModel::encode(const std::vector<PlannedSite>& sites) const {
  const auto& programme = case_.world.programme();
  std::vector<double> x(columns_.columns.size(), 0);
  size_t found = 0;
  for (const directive::Opening& opening : openings_) {
    const PlannedSite site{programme.config.phases[opening.phase].id,
                           programme.places[opening.place].id,
                           programme.config.kinds[opening.kind].id};
    if (!std::binary_search(sites.begin(), sites.end(), site)) continue;
    x[static_cast<size_t>(opening.column)] = 1;
    ++found;
  }
  return found == sites.size() ? x : std::vector<double>{};
}

}  // namespace dostyq::planning
