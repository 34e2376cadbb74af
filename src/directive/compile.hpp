#pragma once

#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.hpp"
#include "directive/ast.hpp"
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

/// For every demand point: served already, out of reach of every candidate, or served when its
/// column is 1.
struct CoverageColumns {
  static constexpr int kAlways = -1;
  static constexpr int kNever = -2;
  std::vector<int> state;
};

/// Turns requirements into rows. Adds helping columns (people reached, indicators) to the model at
/// once and keeps them for later requirements; rows are handed back, so that the caller can leave
/// out those of one order. Points that the same candidates serve share a column (Cordeau, Furini,
/// Ljubić 2019, section 4.1).
class Compiler {
 public:
  /// Keeps references; `openings` have their columns in `model` already. Recorded sites are
  /// constants.
  Compiler(const world::World& world, std::span<const Opening> openings, optim::MipModel& model);

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
  std::vector<std::vector<size_t>> openings_at_;  // by place
  std::optional<Error> error_;
};

}  // namespace dostyq::directive
