#pragma once

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "optim/completion.hpp"
#include "optim/incumbent.hpp"
#include "optim/mip.hpp"
#include "optim/node_queue.hpp"
#include "optim/presolve.hpp"
#include "optim/propagator.hpp"
#include "optim/pseudocosts.hpp"
#include "optim/relaxation.hpp"

namespace dostyq::optim {

/// Limits of work that do not depend on a clock, for searches inside a search.
struct Effort {
  int level = 0;  ///< 0: the caller's model; deeper: a neighbourhood, which starts no further ones
  int restarts = 0;  ///< how often the model was presolved afresh
  int64_t iteration_limit = std::numeric_limits<int64_t>::max();
  double known_objective = kInfinity;  ///< of a solution found outside: only better ones matter
};

/// One run of branch and cut. Made for a single run().
class Search {
 public:
  Search(const MipModel& model, const MipOptions& options, const Effort& effort);
  MipResult run();

 private:
  struct Choice {
    int column = -1;
    double value = 0;
    BranchStep::Lens lens = BranchStep::Lens::kNone;
    double score = 0;  // the two gains as shares of what is missing to the cutoff, multiplied
  };
  using Children = std::pair<Node, Node>;  // the first is visited first
  /// An LP solution to branch on: of the objective, or of the guard (search_guard.cpp).
  struct View {
    const std::vector<double>& x;
    double bound;
    const SavedBasis& basis;
    Pseudocosts& pseudocosts;
    double cutoff;
  };
  /// A row that hardly leaves room, as the kept objective of an earlier stage does: its least value
  /// over the relaxation is close to its limit. As a second objective it prunes and fixes where the
  /// first cannot.
  struct Guard {
    std::vector<double> cost;
    double limit = 0;
    double narrowness = 0;  // room as a share of the limit
    Pseudocosts pseudocosts;
    std::vector<double> x;  // at the node in hand, empty when unknown
    double bound = 0;
    std::shared_ptr<const SavedBasis> basis;
  };

  // search.cpp: the tree
  void explore();
  void plunge(Node node);
  bool limit_reached() const;
  void report_progress(bool force);
  double seconds_used() const;
  double seconds_left() const;
  double best_objective() const {
    return std::min(incumbent_.objective(), effort_.known_objective);
  }
  MipResult finish();
  double cutoff() const;
  double round_up(double bound) const;
  double rounding_noise(double value) const;
  double lower_bound() const;
  double proven_bound() const;
  void finish_unbounded();

  // search_root.cpp: the root node
  enum class Verdict { kBranch, kPruned, kTightened };
  void open_root();
  Verdict work_at_root(Node& node, Domain& domain);
  bool add_cover_cuts(const Domain& domain);
  std::vector<std::pair<int, int>> binding_long_rows(const std::vector<double>& duals) const;
  bool fix_by_long_rows(const SavedBasis& basis, const std::vector<double>& duals, Domain& domain);

  // search_guard.cpp: a second objective
  void note_guard(int row, double sign, double limit, double least);
  bool pass_guard(Node& node, Domain& domain);
  Verdict choose_by_guard(Domain& domain, Choice& choice);
  Verdict choose_by_both(const Node& node, Domain& domain, Choice& choice);

  // search_sub.cpp: searches inside the search
  void restart();
  bool search_neighbourhood(const Domain& bounds, int64_t node_limit);
  bool search_near_relaxation(const Domain& domain);
  void relay_progress(const Progress& inner);

  // search_node.cpp: one node
  std::optional<Children> process(Node& node);
  bool enter(const Node& node, Domain& domain);
  std::optional<Choice> solve_node(Node& node, Domain& domain);
  NodeLp solve_lp(Node& node, const Domain& domain);
  bool boxed_root(NodeLp& lp);
  std::optional<Choice> close_integral(const Node& node, const Domain& domain);
  std::optional<Choice> split_blindly(const Node& node, const Domain& domain);
  bool settle_last_point(const Domain& domain);
  bool separate_lazy(bool integral, int& round);
  bool fix_by_reduced_cost(Domain& domain, double room, const std::vector<double>& reduced_costs,
                           const Domain& at) const;
  Children branch(const Node& node, const Domain& domain, const Choice& choice);
  void give_up(const Node& node);

  // search_branch.cpp: which column
  Verdict choose(const View& view, Domain& domain, Choice& choice);
  Verdict probe_both(const View& view, Domain& domain, int column, double* gains);
  NodeLp probe(const View& view, const Domain& domain, int column, bool up, double& gain);
  int unfixed_integer(const Domain& domain) const;
  std::vector<int> fractional(const std::vector<double>& x) const;

  // search_heuristics.cpp: solutions
  bool submit(const std::vector<double>& x);
  bool submit_snapped(const std::vector<double>& x);
  bool submit_integers(std::vector<double> x);
  std::optional<Offer> offer_exactly(std::vector<double> x);
  void add_objections(const std::vector<Row>& objections);
  bool complete_by_lp(std::vector<double>& x);
  void on_incumbent();
  bool polish(std::vector<double> x, int64_t work);
  void polish_incumbent();
  void warm_up();
  void run_heuristics(const Node& node, const Domain& domain);
  bool round_and_propagate(const Domain& domain);
  void dive(const Node& node, const Domain& domain);

  const MipModel& model_;
  const MipOptions& options_;
  Effort effort_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point deadline_;
  std::chrono::steady_clock::time_point last_report_;

  Incumbent incumbent_;
  Presolved presolved_;
  const Problem& problem_;
  Propagator propagator_;
  Completion completion_;
  Relaxation relaxation_;
  Pseudocosts pseudocosts_;

  Domain global_;                   // bounds valid for every solution better than the incumbent
  double root_bound_ = -kInfinity;  // with root_reduced_costs_ and root_domain_: for fixing later
  std::vector<double> root_reduced_costs_;
  Domain root_domain_;
  std::vector<double> x_;        // the LP solution of the node in hand
  double relaxation_bound_ = 0;  // and its bound, not rounded up

  std::optional<Guard> guard_;
  int root_rounds_ = 0;
  int root_visits_ = 0;
  int cut_rounds_ = 0;
  double polished_ = kInfinity;  // objective of the incumbent polished last

  NodeQueue open_;
  int64_t next_id_ = 0;
  int64_t nodes_ = 0;
  int64_t cuts_ = 0;
  int64_t probe_iterations_ = 0;
  double current_bound_ = kInfinity;     // of the node in hand, infinite between nodes
  double unresolved_bound_ = kInfinity;  // least bound of nodes given up for numerical reasons
  const bool constant_objective_;
  bool stopped_ = false;
  bool infeasible_ = false;
  bool unbounded_ = false;
};

}  // namespace dostyq::optim
