#include "travel/nearest_sites.hpp"

#include <algorithm>

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
  DOSTYQ_CHECK(question.k >= 1 && question.k <= 255);
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

// Every place from `begin` on takes over the lists of the heads of its arcs.
void NearestSites::pull(size_t begin, size_t end, uint32_t way) {
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

void NearestSites::sweep_down(uint32_t way, unsigned threads) {
  pull(0, hierarchy_.first_of_region().front(), way);
  for_each_region(threads, [&](size_t begin, size_t end, size_t) { pull(begin, end, way); });
}

}  // namespace dostyq::travel
