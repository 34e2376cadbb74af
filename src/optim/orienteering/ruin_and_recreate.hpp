#pragma once

#include <functional>
#include <vector>

#include "optim/orienteering/random.hpp"
#include "optim/orienteering/route_lists.hpp"
#include "optim/orienteering/tour_order.hpp"

namespace dostyq::optim::orienteering {

/// Ruin and recreate under simulated annealing (slack induction by string removals, Christiaens and
/// Vanden Berghe 2020, turned to routes that need not visit everybody): strings of stops near a
/// random point are taken out, those and the unvisited points beside them are put back one by one
/// where they cost least, if they fit. Score counts, and length at a price per unit; the best by
/// score, then by length, is kept. Allocates only when it is made and at a new best.
class RuinAndRecreate {
 public:
  RuinAndRecreate(const Problem& problem, const Neighbours& neighbours, uint64_t seed);

  /// Goes on from these routes, which must hold to the limit; makes some if there are none.
  void start(const std::vector<Route>& routes);
  /// So many rounds, cooling down; ends early when `stopped` says so, asked every 256 rounds.
  void run(int64_t rounds, const std::function<bool()>& stopped);

  /// A short cool search from where it stands.
  void polish(int64_t rounds, const std::function<bool()>& stopped) {
    anneal(rounds, 0.1, stopped);
  }

  bool has_best() const { return has_best_; }
  const std::vector<Route>& best() const { return best_; }
  int64_t best_score() const { return best_score_; }

  /// Goes on from routes that may be too long: drops what pays least, then puts in what fits.
  void repair(std::vector<Route> routes);

 private:
  void ruin();
  void remove_string(int point);
  void add_candidate(int point);
  void recreate();
  void fill();
  struct Place {
    int64_t detour = -1;  ///< -1: none fits
    int after = -1;
  };
  Place best_place(int point, bool blinking, bool within_limit);
  bool accept(double temperature);
  void keep_if_best();
  void shorten_all(bool deep);  ///< `deep`: by chains of exchanges too
  void flood();
  void anneal(int64_t rounds, double heat, const std::function<bool()>& stopped);
  double value() const;
  Route all_points() const;

  const Problem& problem_;
  const Neighbours& neighbours_;
  RouteLists lists_;
  Random random_;
  double price_ = 0;  // of a unit of length, in score
  std::vector<int> points_;
  std::vector<int> candidates_;
  std::vector<double> key_;
  std::vector<uint8_t> waiting_;
  double current_ = 0;
  bool has_best_ = false;
  std::vector<Route> best_;
  int64_t best_score_ = 0, best_length_ = 0;
};

}  // namespace dostyq::optim::orienteering
