#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.hpp"
#include "directive/ast.hpp"
#include "directive/cover_sums.hpp"
#include "optim/mip.hpp"
#include "world/world.hpp"

// The other meaning of a requirement: rows of an optimisation model over the openings that a plan
// may decide.
namespace dostyq::directive {

/// One thing a plan may do: a site of `kind` opens at `place` at the end of `phase` when its column
/// is 1.
struct Opening {
  size_t place = 0;  ///< index into Programme::places
  size_t kind = 0;   ///< index into Config::kinds
  size_t phase = 0;  ///< index into Config::phases
  int column = -1;
};

/// How the model says whom sites serve.
enum class CoverageForm {
  kListed,  ///< a 0/1 column, and a row, for each set of people whom the same candidates serve
  kSummed   ///< columns for bundles of them, bounded by cuts (CoverSums): for very many people
};

/// For every demand point: served already, out of reach of every candidate, or served when its
/// column is 1 (kListed) or with its group (kSummed).
struct CoverageColumns {
  static constexpr int kAlways = -1;
  static constexpr int kNever = -2;
  std::vector<int> state;
  Coverage summed;  ///< the groups, with kSummed
};

/// Weights added up by column or group.
class StateWeights {
 public:
  void add(int state, double weight) {
    const auto i = static_cast<size_t>(state);
    if (i >= weight_.size())
      weight_.resize(std::max(i + 1, 2 * weight_.size()), 0), seen_.resize(weight_.size(), 0);
    if (seen_[i] == 0) seen_[i] = 1, states_.push_back(state);
    weight_[i] += weight;
  }
  /// By state.
  std::vector<std::pair<int, double>> sorted() const;

 private:
  std::vector<double> weight_;
  std::vector<char> seen_;
  std::vector<int> states_;
};

/// Turns requirements into rows. Adds helping columns (people reached, indicators) to the model at
/// once and keeps them for later requirements; rows are handed back, so that the caller can leave
/// out those of one order. Points that the same candidates serve share a column (Cordeau, Furini,
/// Ljubić 2019, section 4.1).
class Compiler {
 public:
  /// Keeps references; `openings` have their columns in `model` already. Recorded sites are
  /// constants.
  Compiler(const world::World& world, std::span<const Opening> openings, optim::MipModel& model,
           CoverageForm form = CoverageForm::kListed);

  /// Rows that hold exactly when the plan meets every requirement of the chosen interpretation.
  /// Only for plannable directives.
  Result<std::vector<optim::Row>> rows(const Directive& directive);
  Result<std::vector<optim::Row>> rows(const Requirements& requirements, Date ordered_on,
                                       std::optional<Date> due);

  /// A 0/1 column that may be 1 only when all `rows` hold. Rows that enforce it are appended to
  /// `enforcing`.
  int indicator(const std::vector<optim::Row>& rows, std::vector<optim::Row>& enforcing);

  /// Who has a site of `kind` within `minutes` at the end of `day`. The rows linking new columns
  /// are in linking_rows().
  const CoverageColumns& coverage(const std::string& kind, int minutes, Date day);
  /// Terms that add up to the weight served, of what `weights` says of the states of `columns`.
  std::vector<optim::Term> served(const CoverageColumns& columns, const StateWeights& weights);
  /// The columns that open a site of `kind` at each place by the end of `day`.
  std::shared_ptr<const Presence> presence(const std::string& kind, Date day);
  /// The separator of all sums; empty with kListed.
  CoverSums& sums() { return sums_; }
  CoverageForm form() const { return form_; }

  /// Rows that define the helping columns; they must always be in the model.
  const std::vector<optim::Row>& linking_rows() const { return linking_; }

 private:
  struct Scope;
  std::vector<optim::Row> of(const Requirement& requirement, const Scope& scope);
  std::vector<optim::Row> on_day(const Requirement& requirement, const Scope& scope, Date day);
  std::vector<optim::Row> of_parts(const Requirements& parts, const Scope& scope, Date day);
  std::vector<optim::Row> any_of(const AnyOf& form, const Scope& scope, Date day);
  std::vector<optim::Row> count_row(const Count& count, const Scope& scope, Date day) const;
  std::vector<optim::Row> reach_rows(const Reach& reach, const Scope& scope, Date day);
  optim::Row reach_row(const Reach& reach, const world::Territory& area, Date day,
                       std::optional<size_t> group);
  optim::Row capacity_row(const Reach& reach, const world::Territory& area, Date day,
                          std::optional<size_t> group);
  std::vector<optim::Row> for_every_rows(const ForEvery& form, const Scope& scope, Date day);
  std::vector<optim::Row> roll_out_rows(const RollOut& form, const Scope& scope);
  std::vector<Date> days_of(const std::optional<When>& when, const Requirement& requirement) const;
  /// For each point the places `to` that are `wanted` and that it reaches within `seconds`.
  CoverGrouping near(int32_t seconds, const std::vector<char>& wanted,
                     const std::vector<char>& without_point) const;
  std::vector<char> serving(const std::string& kind, Date day) const;
  /// Indices of the openings in the area, ascending.
  std::vector<size_t> openings_within(const world::Territory& area) const;
  CoverageColumns grouped(int minutes, const std::vector<char>& serves,
                          const std::vector<char>& may_serve);
  void list_groups(const std::string& kind, Date day, CoverageColumns& columns);
  void group(const CoverGrouping& near, CoverageColumns& columns) const;
  bool is_kind(const std::string& kind_id, const std::vector<std::string>& wanted) const;
  std::vector<int> opening_columns(size_t place, const std::string& kind, Date day) const;
  int presence_column(size_t place, const std::string& kind, Date day);
  Date opens(const Opening& opening) const;

  const world::World& world_;
  std::span<const Opening> openings_;
  optim::MipModel& model_;
  std::vector<optim::Row> linking_;
  std::map<std::tuple<std::string, int, Date>, CoverageColumns> coverage_;
  std::map<std::vector<int>, int> column_of_cover_set_, column_of_presence_;
  std::vector<std::vector<size_t>> openings_at_;            // by place
  std::map<std::string, std::vector<size_t>> openings_in_;  // by area of the place
  CoverageForm form_;
  CoverSums sums_;
  std::vector<uint32_t> rank_;  // of a place along a curve through all, with kSummed
  std::map<std::pair<std::string, Date>, std::shared_ptr<const Presence>> presence_;
  /// Groupings made before: who is served anyway, who may be, and what came of it.
  struct KnownGrouping {
    int minutes;
    std::vector<char> serves, may_serve;
    std::vector<int> state;
    std::shared_ptr<const CoverGrouping> grouping;
  };
  std::vector<KnownGrouping> groupings_;
  std::optional<Error> error_;
};

}  // namespace dostyq::directive
