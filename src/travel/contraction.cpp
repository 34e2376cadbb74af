#include "travel/contraction.hpp"

#include <algorithm>
#include <memory>
#include <numeric>

#include "base/parallel.hpp"
#include "travel/node_evaluation.hpp"

namespace dostyq::travel::contraction {
namespace {

class Contraction {
 public:
  Contraction(WorkingGraph& graph, unsigned threads)
      : graph_(graph),
        threads_(std::max(1U, threads)),
        key_(graph.edges.size()),
        mask_(graph.edges.size()),
        level_(graph.edges.size(), 0),
        is_changed_(graph.edges.size(), 1),
        remaining_(graph.edges.size()) {
    for (unsigned i = 0; i < threads_; ++i) {
      evaluations_.push_back(std::make_unique<NodeEvaluation>(graph));
    }
    std::iota(remaining_.begin(), remaining_.end(), 0);
    changed_ = remaining_;
  }

  std::vector<uint32_t> run(const StopFlag* stop, const Report& report) {
    while (!remaining_.empty()) {
      evaluate_changed(stop);
      if (stop != nullptr && stop->requested()) break;
      choose();
      find_shortcuts();
      apply();
      order_.insert(order_.end(), chosen_.begin(), chosen_.end());
      if (report) report(order_.size());
    }
    return std::move(order_);
  }

 private:
  static constexpr size_t kShortcutGrain = 256;

  void evaluate_changed(const StopFlag* stop) {
    parallel_for(changed_.size(), threads_, 64, [&](size_t begin, size_t end, unsigned worker) {
      if (stop != nullptr && stop->requested()) return;
      NodeEvaluation& evaluation = *evaluations_[worker];
      for (size_t i = begin; i < end; ++i) {
        const uint32_t node = changed_[i];
        evaluation.run(node, NodeEvaluation::Effort::kEstimate);
        key_[node] = uint64_t{evaluation.priority(level_[node])} << 32 | scrambled(node);
        if (graph_.edges[node].size() <= NodeEvaluation::kMaskedEdges) {
          mask_[node] = evaluation.mask();
        }
        is_changed_[node] = 0;
      }
    });
  }

  bool goes_first(uint32_t node) const {
    const std::vector<Edge>& edges = graph_.edges[node];
    return std::all_of(edges.begin(), edges.end(),
                       [&](const Edge& e) { return key_[node] < key_[e.head]; });
  }

  // Moves the nodes of this round from remaining_ to chosen_.
  void choose() {
    is_chosen_.resize(remaining_.size());
    parallel_for(remaining_.size(), threads_, 4096, [&](size_t begin, size_t end, unsigned) {
      for (size_t i = begin; i < end; ++i) is_chosen_[i] = goes_first(remaining_[i]) ? 1 : 0;
    });
    chosen_.clear();
    size_t kept = 0;
    for (size_t i = 0; i < remaining_.size(); ++i) {
      if (is_chosen_[i] != 0) {
        chosen_.push_back(remaining_[i]);
      } else {
        remaining_[kept++] = remaining_[i];
      }
    }
    remaining_.resize(kept);
  }

  // shortcuts_[i] holds those of a fixed run of chosen nodes, so that their order is fixed too.
  void find_shortcuts() {
    shortcuts_.resize((chosen_.size() + kShortcutGrain - 1) / kShortcutGrain);
    parallel_for(chosen_.size(), threads_, kShortcutGrain,
                 [&](size_t begin, size_t end, unsigned worker) {
                   NodeEvaluation& evaluation = *evaluations_[worker];
                   std::vector<Shortcut>& found = shortcuts_[begin / kShortcutGrain];
                   found.clear();
                   for (size_t i = begin; i < end; ++i) {
                     const uint32_t node = chosen_[i];
                     if (graph_.edges[node].size() <= NodeEvaluation::kMaskedEdges) {
                       evaluation.append_shortcuts(node, mask_[node], found);
                     } else {
                       evaluation.run(node, NodeEvaluation::Effort::kThorough);
                       evaluation.append_shortcuts(found);
                     }
                   }
                 });
  }

  // Every node has one owner, who alone changes it.
  void apply() {
    const unsigned owners = chosen_.size() < 512 ? 1 : threads_;
    changed_of_.resize(owners);
    parallel_for(owners, threads_, 1, [&](size_t owner, size_t, unsigned) {
      const auto is_mine = [&](uint32_t node) { return (node >> 12) % owners == owner; };
      changed_of_[owner].clear();
      for (const uint32_t node : chosen_) {
        for (const Edge& edge : graph_.edges[node]) {
          if (is_mine(edge.head)) detach(edge.head, node, changed_of_[owner]);
        }
      }
      for (const std::vector<Shortcut>& piece : shortcuts_) {
        for (const Shortcut& s : piece) {
          if (is_mine(s.from)) insert_or_shorten(graph_.edges[s.from], s.edge);
        }
      }
    });
    changed_.clear();
    for (const auto& part : changed_of_) changed_.insert(changed_.end(), part.begin(), part.end());
  }

  void detach(uint32_t node, uint32_t gone, std::vector<uint32_t>& changed) {
    std::erase_if(graph_.edges[node], [&](const Edge& e) { return e.head == gone; });
    level_[node] = std::max(level_[node], level_[gone] + 1);
    if (is_changed_[node] != 0) return;
    is_changed_[node] = 1;
    changed.push_back(node);
  }

  WorkingGraph& graph_;
  unsigned threads_;
  std::vector<uint64_t> key_;   // priority and, below it, the scrambled number
  std::vector<uint64_t> mask_;  // shortcuts of a node of few edges
  std::vector<uint32_t> level_;
  std::vector<uint8_t> is_changed_;
  std::vector<uint32_t> remaining_;
  std::vector<uint32_t> changed_;
  std::vector<std::vector<uint32_t>> changed_of_;
  std::vector<uint32_t> chosen_;
  std::vector<uint8_t> is_chosen_;
  std::vector<std::vector<Shortcut>> shortcuts_;
  std::vector<std::unique_ptr<NodeEvaluation>> evaluations_;
  std::vector<uint32_t> order_;
};

}  // namespace

std::vector<uint32_t> contract(WorkingGraph& graph, unsigned threads, const StopFlag* stop,
                               const Report& report) {
  return Contraction(graph, threads).run(stop, report);
}

}  // namespace dostyq::travel::contraction
