#include "optim/location/assignment_cuts.hpp"

#include <algorithm>

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

/// The first entry of a customer's list where `stop` says so, or null.
template <typename Stop>
const Near* walk(const Costs& costs, int customer, const Stop& stop) {
  size_t k = 0;
  for (size_t wanted = 16;; wanted *= 2) {
    const std::span<const Near> list = costs.nearest(customer, wanted);
    for (; k < list.size(); ++k) {
      if (stop(list[k])) return &list[k];
    }
    if (list.size() < wanted) return nullptr;
  }
}

std::vector<int> not_shut(std::span<const SiteState> states) {
  std::vector<int> sites;
  for (size_t j = 0; j < states.size(); ++j) {
    if (states[j] != SiteState::kShut) sites.push_back(static_cast<int>(j));
  }
  return sites;
}

}  // namespace

AssignmentCuts::AssignmentCuts(const AssignmentModel& model, std::span<const SiteState> states)
    : model_(model),
      states_(states.begin(), states.end()),
      sites_(not_shut(states)),
      costs_(subset_costs(*model.costs, sites_)) {
  for (int i = 0; i < costs_->customers(); ++i) {
    if (model.weight[at(i)] == 0) continue;
    const std::span<const Near> list = costs_->nearest(i, 1);
    const bool certain =
        !list.empty() && states_[at(sites_[at(list.front().site)])] == SiteState::kOpen;
    if (certain) {
      certain_cost_ += model.weight[at(i)] * list.front().cost;
    } else {
      uncertain_.push_back(i);
    }
  }
}

MipModel AssignmentCuts::mip() const {
  MipModel mip;
  mip.integral_objective = true;
  std::vector<int> column(states_.size(), -1);
  for (int site : sites_) {
    const double cost =
        model_.opening_cost.empty() ? 0 : static_cast<double>(model_.opening_cost[at(site)]);
    const double lower = states_[at(site)] == SiteState::kOpen ? 1 : 0;
    column[at(site)] = mip.add_column({lower, 1, cost, true, ""});
  }
  for (int i : uncertain_) {
    const std::span<const Near> list = costs_->nearest(i, 1);
    const double least = list.empty() ? Costs::kNever : list.front().cost;
    mip.add_column({least, Costs::kNever, static_cast<double>(model_.weight[at(i)]), false, ""});
  }
  for (Row row : model_.rules.rows) {
    std::erase_if(row.terms, [&](const Term& term) { return column[at(term.column)] < 0; });
    for (Term& term : row.terms) term.column = column[at(term.column)];
    mip.add_row(std::move(row));
  }
  return mip;
}

std::vector<double> AssignmentCuts::to_columns(std::span<const int> open) const {
  std::vector<double> x(sites_.size() + uncertain_.size(), 0);
  for (int site : open) {
    const auto column = std::lower_bound(sites_.begin(), sites_.end(), site);
    if (column == sites_.end() || *column != site) return {};
    x[static_cast<size_t>(column - sites_.begin())] = 1;
  }
  complete(x);
  return x;
}

std::vector<int> AssignmentCuts::to_sites(std::span<const double> x) const {
  std::vector<int> open;
  for (size_t k = 0; k < sites_.size(); ++k) {
    if (x[k] > 0.5) open.push_back(sites_[k]);
  }
  return open;
}

std::vector<double> AssignmentCuts::to_scores(std::span<const double> x) const {
  std::vector<double> scores(states_.size(), 0);
  for (size_t k = 0; k < sites_.size(); ++k) scores[at(sites_[k])] = x[k];
  return scores;
}

Row AssignmentCuts::cut(size_t theta, int32_t level) const {
  const int column = static_cast<int>(sites_.size() + theta);
  Row row{static_cast<double>(level), kInfinity, {{column, 1}}, ""};
  walk(*costs_, uncertain_[theta], [&](const Near& near) {
    if (near.cost >= level) return true;
    row.terms.push_back({near.site, static_cast<double>(level - near.cost)});
    return false;
  });
  return row;
}

/// Walks outwards until a whole site is open: that level gives the largest bound.
AssignmentCuts::Level AssignmentCuts::most_violated(int customer, std::span<const double> y) const {
  double open = 0, sum = 0;
  Level level;
  walk(*costs_, customer, [&](const Near& near) {
    level.cost = near.cost;
    if (open + y[at(near.site)] >= 1 - 1e-9) return true;
    open += y[at(near.site)];
    sum += y[at(near.site)] * near.cost;
    return false;
  });
  level.value = sum + (1 - open) * level.cost;
  return level;
}

void AssignmentCuts::add_start(std::span<const double> price, std::span<const double> y,
                               MipModel& mip) const {
  std::vector<double> reduced;
  reduced.reserve(sites_.size());
  for (int site : sites_) reduced.push_back(y[at(site)]);
  for (size_t t = 0; t < uncertain_.size(); ++t) {
    const int customer = uncertain_[t];
    int32_t below = -1;
    const Near* above = walk(*costs_, customer, [&](const Near& near) {
      if (near.cost < price[at(customer)]) below = near.cost;
      return near.cost >= price[at(customer)];
    });
    std::vector<int32_t> levels{most_violated(customer, reduced).cost};
    if (below >= 0) levels.push_back(below);
    if (above != nullptr) levels.push_back(above->cost);
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    for (int32_t level : levels) {
      Row row = cut(t, level);
      if (row.terms.size() > 1) mip.rows.push_back(std::move(row));
    }
  }
}

void AssignmentCuts::add_region(const AssignmentRegion& region, MipModel& mip) const {
  Row row{region.least, kInfinity, {}, ""};
  for (size_t k = 0; k < region.sites.size(); ++k) {
    const auto column = std::lower_bound(sites_.begin(), sites_.end(), region.sites[k]);
    if (column == sites_.end() || *column != region.sites[k]) continue;
    row.terms.push_back({static_cast<int>(column - sites_.begin()), region.share[k]});
  }
  for (int i : region.customers) {
    const auto weight = static_cast<double>(model_.weight[at(i)]);
    const auto found = std::lower_bound(uncertain_.begin(), uncertain_.end(), i);
    if (found == uncertain_.end() || *found != i) {
      row.lower -= weight * costs_->nearest(i, 1).front().cost;
    } else {
      const auto theta = found - uncertain_.begin();
      row.terms.push_back({static_cast<int>(sites_.size()) + static_cast<int>(theta), weight});
    }
  }
  mip.rows.push_back(std::move(row));
}

void AssignmentCuts::separate(std::span<const double> x, bool integral, std::vector<Row>& rows) {
  const double tolerance = integral ? 1e-3 : 1e-2;
  for (size_t t = 0; t < uncertain_.size(); ++t) {
    const Level level = most_violated(uncertain_[t], x);
    if (x[sites_.size() + t] < level.value - tolerance) rows.push_back(cut(t, level.cost));
  }
}

bool AssignmentCuts::complete(std::span<double> x) const {
  for (size_t t = 0; t < uncertain_.size(); ++t) {
    const Near* open =
        walk(*costs_, uncertain_[t], [&](const Near& near) { return x[at(near.site)] > 0.5; });
    x[sites_.size() + t] = open != nullptr ? open->cost : Costs::kNever;
  }
  return true;
}

}  // namespace dostyq::optim
