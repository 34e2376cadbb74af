#include "travel/nearest_sites.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/parallel.hpp"

namespace dostyq::travel {

NearestSites::NearestSites(Hierarchy hierarchy) : hierarchy_(std::move(hierarchy)) {}

// How long lists may grow.
struct NearestSites::Bounds {
  size_t k;
  uint64_t last_key;  // the largest within the limit
};

// Adds the entries of `other`, each later by `shift`, to a sorted list; returns its new size. A
// site stands in a list once, with its shortest time.
inline unsigned NearestSites::merge(Found* list, unsigned size, std::span<const Found> other,
                                    uint64_t shift, Bounds bounds) {
  if (size == 0) {  // nothing to compare with
    for (const Found& entry : other) {
      if (entry.key_ + shift > bounds.last_key) break;
      list[size++].key_ = entry.key_ + shift;
    }
    return size;
  }
  for (const Found& entry : other) {
    const uint64_t key = entry.key_ + shift;
    if (key > bounds.last_key || (size == bounds.k && key >= list[size - 1].key_)) break;
    const auto site = static_cast<uint32_t>(key);
    unsigned hole = 0;
    while (hole < size && list[hole].site() != site) ++hole;
    if (hole < size && list[hole].key_ <= key) continue;
    if (hole == size) hole = size < bounds.k ? size++ : size - 1;
    for (; hole > 0 && list[hole - 1].key_ > key; --hole) list[hole] = list[hole - 1];
    list[hole].key_ = key;
  }
  return size;
}

void NearestSites::run(std::span<const Site> sites, const NearestQuestion& question) {
  DOSTYQ_CHECK(question.k >= 1);
  DOSTYQ_CHECK(question.k <= 255);
  DOSTYQ_CHECK(sites.size() < UINT32_MAX);
  const size_t nodes = hierarchy_.node_count();
  k_ = question.k;
  if (capacity_ < nodes * k_) {
    capacity_ = nodes * k_;
    lists_ = std::make_unique_for_overwrite<Found[]>(capacity_);
  }
  sizes_.assign(nodes, 0);
  const uint32_t limit = std::min(question.limit_milliseconds, RoadGraph::kNever - 1);
  last_key_ = uint64_t{limit} << 32 | UINT32_MAX;
  place_sites(sites);
  const bool to_sites = question.heading == Heading::kToSites;
  sweep_up(to_sites ? UpArc::kDown : UpArc::kUp, question.threads);
  sweep_down(to_sites ? UpArc::kUp : UpArc::kDown, question.threads);
}

void NearestSites::place_sites(std::span<const Site> sites) {
  for (size_t i = 0; i < sites.size(); ++i) {
    DOSTYQ_CHECK(sites[i].node < hierarchy_.node_count());
    Found self;
    self.key_ = i;
    const size_t place = hierarchy_.place_of(sites[i].node);
    sizes_[place] = static_cast<uint8_t>(merge(&lists_[place * k_], sizes_[place], {&self, 1},
                                               uint64_t{sites[i].last_mile_milliseconds} << 32,
                                               {k_, last_key_}));
  }
}

template <typename Body>
void NearestSites::for_each_region(unsigned threads, const Body& body) const {
  const auto first = hierarchy_.first_of_region();
  parallel_for(hierarchy_.region_count(), threads, 1, [&](size_t region, size_t, unsigned) {
    body(first[region], first[region + 1], region);
  });
}

// Adds the list of a place to those of the heads in [first_head, last_head).
void NearestSites::push(size_t place, uint32_t way, size_t first_head, size_t last_head) {
  const std::span<const Found> list(&lists_[place * k_], sizes_[place]);
  for (const UpArc& arc : hierarchy_.arcs_of(static_cast<uint32_t>(place))) {
    const size_t head = arc.head();
    if ((arc.head_and_ways & way) == 0 || head < first_head || head >= last_head) continue;
    sizes_[head] = static_cast<uint8_t>(merge(&lists_[head * k_], sizes_[head], list,
                                              uint64_t{arc.milliseconds} << 32, {k_, last_key_}));
  }
}

void NearestSites::sweep_up(uint32_t way, unsigned threads) {
  const uint32_t top = hierarchy_.first_of_region().front();
  std::vector<std::vector<uint32_t>> below_top(hierarchy_.region_count());
  for_each_region(threads, [&](size_t begin, size_t end, size_t region) {
    for (size_t p = end; p-- > begin;) {
      if (sizes_[p] == 0) continue;
      push(p, way, top, p);
      const auto arcs = hierarchy_.arcs_of(static_cast<uint32_t>(p));
      if (std::any_of(arcs.begin(), arcs.end(), [&](const UpArc& a) { return a.head() < top; })) {
        below_top[region].push_back(static_cast<uint32_t>(p));
      }
    }
  });
  for (const auto& places : below_top) {
    for (const uint32_t p : places) push(p, way, 0, top);
  }
  for (uint32_t p = top; p-- > 0;) {
    if (sizes_[p] > 0) push(p, way, 0, p);
  }
}

// Merges sorted list `other` into `list`, both k long, no site twice in either; `none`, later than
// any entry, fills what is free. Without branches that data decides: few are foreseeable here.
template <size_t k>
inline void NearestSites::merge_full(uint64_t (&list)[k], const uint64_t (&other)[k],
                                     uint64_t none) {
  if (other[0] >= list[k - 1]) return;
  uint32_t unlike = 0;
  for (size_t i = 0; i < k; ++i) unlike |= static_cast<uint32_t>(list[i] ^ other[i]);
  if (unlike == 0 || list[0] == none) {  // the same sites in the same order, as often
    for (size_t i = 0; i < k; ++i) list[i] = std::min(list[i], other[i]);
    return;
  }
#pragma GCC unroll 8  // keeps the list in registers
  for (size_t j = 0; j < k; ++j) {
    // What is later than the new entry moves back by one, until where its site stood.
    uint64_t before = 0;
    bool past = false;
    for (size_t i = 0; i < k; ++i) {
      const uint64_t old = list[i];
      list[i] = past ? old : std::min(old, std::max(before, other[j]));
      past |= static_cast<uint32_t>(old) == static_cast<uint32_t>(other[j]);
      before = old;
    }
  }
}

// pull() for lists of up to k = k_ entries, all of which it writes.
template <size_t k>
void NearestSites::pull_short(size_t begin, size_t end, uint32_t way) {
  const uint32_t* const first = hierarchy_.first_arc().data();
  const UpArc* const arcs = hierarchy_.arcs().data();
  const uint64_t none = last_key_;  // nobody's: sites have smaller numbers
  Found* const lists = lists_.get();
  uint8_t* const sizes = sizes_.data();
  for (size_t p = begin; p < end; ++p) {
    uint64_t list[k];
    for (size_t i = 0; i < k; ++i) list[i] = i < sizes[p] ? lists[p * k + i].key_ : none;
    const uint32_t last_arc = first[p + 1];
    for (uint32_t a = first[p]; a < last_arc; ++a) {
      if ((arcs[a].head_and_ways & way) == 0) continue;
      const Found* const head = lists + arcs[a].head() * k;
      const uint64_t shift = uint64_t{arcs[a].milliseconds} << 32;
      uint64_t other[k];
      for (size_t i = 0; i < k; ++i) other[i] = head[i].key_ + shift;
      merge_full(list, other, none);
    }
    unsigned size = 0;
    for (size_t i = 0; i < k; ++i) {
      lists[p * k + i].key_ = list[i];
      size += list[i] != none ? 1 : 0;
    }
    sizes[p] = static_cast<uint8_t>(size);
  }
}

// pull() for lists of any length.
void NearestSites::pull_long(size_t begin, size_t end, uint32_t way) {
  const uint32_t* const first = hierarchy_.first_arc().data();
  const UpArc* const arcs = hierarchy_.arcs().data();
  const Bounds bounds{k_, last_key_};
  Found* const lists = lists_.get();
  uint8_t* const sizes = sizes_.data();
  for (size_t p = begin; p < end; ++p) {
    Found* const list = lists + p * bounds.k;
    unsigned size = sizes[p];
    const uint32_t last_arc = first[p + 1];
    for (uint32_t a = first[p]; a < last_arc; ++a) {
      if ((arcs[a].head_and_ways & way) == 0) continue;
      const size_t head = arcs[a].head();
      size = merge(list, size, {lists + head * bounds.k, sizes[head]},
                   uint64_t{arcs[a].milliseconds} << 32, bounds);
    }
    sizes[p] = static_cast<uint8_t>(size);
  }
}

// Every place from `begin` on takes over the lists of the heads of its arcs.
void NearestSites::pull(size_t begin, size_t end, uint32_t way) {
  using Pull = void (NearestSites::*)(size_t, size_t, uint32_t);
  constexpr std::array<Pull, 9> kPullOf{nullptr,
                                        &NearestSites::pull_short<1>,
                                        &NearestSites::pull_short<2>,
                                        &NearestSites::pull_short<3>,
                                        &NearestSites::pull_short<4>,
                                        &NearestSites::pull_short<5>,
                                        &NearestSites::pull_short<6>,
                                        &NearestSites::pull_short<7>,
                                        &NearestSites::pull_short<8>};
  const Pull pull_lists = k_ < kPullOf.size() ? kPullOf[k_] : &NearestSites::pull_long;
  (this->*pull_lists)(begin, end, way);
}

void NearestSites::sweep_down(uint32_t way, unsigned threads) {
  pull(0, hierarchy_.first_of_region().front(), way);
  for_each_region(threads, [&](size_t begin, size_t end, size_t) { pull(begin, end, way); });
}

}  // namespace dostyq::travel
