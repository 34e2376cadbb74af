#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>

#include "base/check.hpp"
#include "planning/conflicts.hpp"

namespace dostyq::planning {
namespace {

using Set = uint64_t;

bool has(Set set, size_t i) { return (set >> i & 1) != 0; }
Set one(size_t i) { return Set{1} << i; }

std::vector<size_t> members(Set set) {
  std::vector<size_t> found;
  for (size_t i = 0; i < 64; ++i) {
    if (has(set, i)) found.push_back(i);
  }
  return found;
}

// A smallest set that meets every one of `sets` and contains none of `forbidden` (cores known
// already); depth-first with the bound of disjoint sets.
class HittingSet {
 public:
  HittingSet(const std::vector<Set>& sets, const std::vector<Set>& forbidden)
      : sets_(sets), forbidden_(forbidden) {}

  std::optional<Set> smallest() {
    search(0, 0);
    return best_;
  }

 private:
  void search(Set chosen, Set excluded) {
    if (best_ && std::popcount(chosen) + disjoint_left(chosen) >= std::popcount(*best_)) return;
    if (std::any_of(forbidden_.begin(), forbidden_.end(),
                    [&](Set core) { return (core & ~chosen) == 0; }))
      return;
    const auto open =
        std::find_if(sets_.begin(), sets_.end(), [&](Set set) { return (set & chosen) == 0; });
    if (open == sets_.end()) {
      best_ = chosen;
      return;
    }
    for (size_t i : members(*open & ~excluded)) {
      search(chosen | one(i), excluded);
      excluded |= one(i);  // later branches need not try it again
    }
  }

  int disjoint_left(Set chosen) const {
    Set used = 0;
    int count = 0;
    for (Set set : sets_) {
      if ((set & chosen) != 0 || (set & used) != 0) continue;
      used |= set;
      ++count;
    }
    return count;
  }

  const std::vector<Set>& sets_;
  const std::vector<Set>& forbidden_;
  std::optional<Set> best_;
};

struct Oracle {
  size_t n;
  const std::function<bool(const std::vector<size_t>&)>& holds_together;
  bool holds(Set set) const { return holds_together(members(set)); }
  Set all() const { return n == 64 ? ~Set{0} : one(n) - 1; }

  Set grow(Set set) const {
    for (size_t i = 0; i < n; ++i) {
      if (!has(set, i) && holds(set | one(i))) set |= one(i);
    }
    return set;
  }
  Set shrink(Set set) const {
    for (size_t i : members(set)) {
      if (!holds(set & ~one(i))) set &= ~one(i);
    }
    return set;
  }
};

}  // namespace

std::optional<std::vector<size_t>> smallest_core(
    size_t n, const std::function<bool(const std::vector<size_t>&)>& holds_together,
    const StopFlag* stop) {
  DOSTYQ_CHECK(n <= 64);
  const Oracle oracle{n, holds_together};
  if (oracle.holds(oracle.all())) return std::nullopt;
  std::vector<Set> corrections;
  const std::vector<Set> none;
  while (stop == nullptr || !stop->requested()) {
    const std::optional<Set> candidate = HittingSet(corrections, none).smallest();
    DOSTYQ_CHECK(candidate.has_value());
    if (!oracle.holds(*candidate)) return members(*candidate);
    corrections.push_back(oracle.all() & ~oracle.grow(*candidate));
  }
  return std::nullopt;
}

std::vector<std::vector<size_t>> all_cores(
    size_t n, const std::function<bool(const std::vector<size_t>&)>& holds_together,
    const StopFlag* stop) {
  DOSTYQ_CHECK(n <= 64);
  const Oracle oracle{n, holds_together};
  std::vector<Set> corrections, cores;
  while (stop == nullptr || !stop->requested()) {
    // A set that is neither inside a known satisfiable set nor around a known core.
    const std::optional<Set> candidate = HittingSet(corrections, cores).smallest();
    if (!candidate) break;
    if (oracle.holds(*candidate)) {
      const Set correction = oracle.all() & ~oracle.grow(*candidate);
      if (correction == 0) break;
      corrections.push_back(correction);
    } else {
      cores.push_back(oracle.shrink(*candidate));
    }
  }
  std::vector<std::vector<size_t>> found;
  found.reserve(cores.size());
  for (Set core : cores) found.push_back(members(core));
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return found;
}

namespace {

// QuickXplain: `background` is taken for granted, the core is sought in [first, last).
class Divider {
 public:
  explicit Divider(const std::function<bool(const std::vector<size_t>&)>& holds_together,
                   const StopFlag* stop)
      : holds_together_(holds_together), stop_(stop) {}

  std::vector<size_t> core(std::vector<size_t> background, bool changed, size_t first,
                           size_t last) {
    if (stopped()) return {};
    std::sort(background.begin(), background.end());
    if (changed && !holds_together_(background)) return {};
    if (last - first == 1) return {first};
    const size_t middle = first + (last - first) / 2;
    std::vector<size_t> with_front = background;
    for (size_t i = first; i < middle; ++i) with_front.push_back(i);
    std::vector<size_t> back = core(std::move(with_front), true, middle, last);
    background.insert(background.end(), back.begin(), back.end());
    const std::vector<size_t> front = core(std::move(background), !back.empty(), first, middle);
    back.insert(back.end(), front.begin(), front.end());
    return back;
  }
  bool stopped() const { return stop_ != nullptr && stop_->requested(); }

 private:
  const std::function<bool(const std::vector<size_t>&)>& holds_together_;
  const StopFlag* stop_;
};

}  // namespace

std::optional<std::vector<size_t>> minimal_core(
    size_t n, const std::function<bool(const std::vector<size_t>&)>& holds_together,
    const StopFlag* stop) {
  std::vector<size_t> all(n);
  std::iota(all.begin(), all.end(), size_t{0});
  if (n == 0 || holds_together(all)) return std::nullopt;
  Divider divider(holds_together, stop);
  std::vector<size_t> found = divider.core({}, false, 0, n);
  if (divider.stopped()) return std::nullopt;
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace dostyq::planning
