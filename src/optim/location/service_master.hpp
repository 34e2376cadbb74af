#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "optim/location/cover_groups.hpp"
#include "optim/location/service.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// The master problem of a ServiceModel, for branch and cut: a column y for each site within the
/// rules, a column theta for each customer, the service's cuts on theta. What is made of the costs
/// of groups is up to the user: he adds columns and rows to mip().
class ServiceMaster final : public CutSeparator {
 public:
  explicit ServiceMaster(const ServiceModel& model);

  /// False: the rules contradict themselves.
  bool sound() const { return sound_; }
  /// Columns, rows of the rules, and who must be served; no objective.
  MipModel mip() const;
  /// Cost of a group as terms over the thetas, divided by `unit`.
  std::vector<Term> group_terms(int group, double unit = 1) const;
  /// Cuts that meet this choice of sites, so that the first relaxation knows of costs.
  void add_cuts_at(std::span<const uint8_t> open, MipModel& mip) const;

  /// Columns beyond the thetas that the user added, for complete(): sets their best values.
  std::function<void(std::span<double> x, std::span<const double> group_cost)> complete_rest;

  void separate(std::span<const double> x, bool integral, std::vector<Row>& rows) override;
  bool complete(std::span<double> x) const override;

  std::vector<uint8_t> open_of(std::span<const double> x) const;
  int first_theta() const { return model_.rules().sites; }

 private:
  Row row_of(int customer, const ServiceCut& cut) const;

  const ServiceModel& model_;
  std::vector<SiteState> states_;
  bool sound_ = true;
};

/// What a set of sites is worth, the least the best; compared by a local search.
using ChoiceValue = std::function<double(std::span<const uint8_t> open)>;

/// Opens, closes and swaps sites within the rules as long as the value falls, each move judged
/// anew, `most` of them at the most. Deterministic.
void improve_choice(const ServiceModel& model, const ChoiceValue& value, int64_t most,
                    const SolveClock& clock, std::vector<uint8_t>& open);

/// Sites within the rules that serve whoever must be served, improved: where a solve begins.
struct FirstChoice {
  MipStatus status = MipStatus::kLimit;  ///< kFeasible, kInfeasible (proven) or kLimit
  std::vector<uint8_t> open;
};
FirstChoice first_choice(const ServiceModel& model, const ChoiceValue& value,
                         const SolveClock& clock, const LocationOptions& options);

/// The likeliest sites of a fractional choice, within the rules, improved. Empty where none is
/// found.
std::vector<uint8_t> round_choice(const ServiceModel& model, std::span<const double> y,
                                  const ChoiceValue& value, const SolveClock& clock);

std::vector<int> sites_of(std::span<const uint8_t> open);

}  // namespace dostyq::optim
