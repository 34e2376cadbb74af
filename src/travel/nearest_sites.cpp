#include "travel/nearest_sites.hpp"

#include <algorithm>
#include <cstring>

#include "base/check.hpp"

namespace dostyq::travel {

NearestSites::NearestSites(Hierarchy hierarchy) : hierarchy_(std::move(hierarchy)) {}

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
  sweep_up(to_sites ? UpArc::kDown : UpArc::kUp);
  sweep_down(to_sites ? UpArc::kUp : UpArc::kDown);
}

void NearestSites::place_sites(std::span<const Site> sites) {
  for (size_t i = 0; i < sites.size(); ++i) {
    DOSTYQ_CHECK(sites[i].node < hierarchy_.node_count());
    Found self;
    self.key_ = i;
    const size_t place = hierarchy_.place_of(sites[i].node);
    sizes_[place] = static_cast<uint8_t>(merge(&lists_[place * k_], sizes_[place], &self, 1,
                                               uint64_t{sites[i].last_mile_milliseconds} << 32));
  }
}

// Adds the entries of `other`, each later by `shift`, to a sorted list; returns its new size. A
// site stands in a list once, with its shortest time.
inline unsigned NearestSites::merge(Found* list, unsigned size, const Found* other,
                                    unsigned other_size, uint64_t shift) const {
  for (unsigned i = 0; i < other_size; ++i) {
    const uint64_t key = other[i].key_ + shift;
    if (key > last_key_ || (size == k_ && key >= list[size - 1].key_)) break;
    const auto site = static_cast<uint32_t>(key);
    unsigned hole = 0;
    while (hole < size && list[hole].site() != site) ++hole;
    if (hole < size && list[hole].key_ <= key) continue;
    if (hole == size) hole = size < k_ ? size++ : size - 1;
    for (; hole > 0 && list[hole - 1].key_ > key; --hole) list[hole] = list[hole - 1];
    list[hole].key_ = key;
  }
  return size;
}

void NearestSites::sweep_up(uint32_t way) {
  const auto first = hierarchy_.first_arc();
  const auto arcs = hierarchy_.arcs();
  for (size_t p = sizes_.size(); p-- > 0;) {
    if (sizes_[p] == 0) continue;
    for (uint32_t a = first[p]; a < first[p + 1]; ++a) {
      if ((arcs[a].head_and_ways & way) == 0) continue;
      const size_t head = arcs[a].head();
      sizes_[head] = static_cast<uint8_t>(merge(&lists_[head * k_], sizes_[head], &lists_[p * k_],
                                                sizes_[p], uint64_t{arcs[a].milliseconds} << 32));
    }
  }
}

void NearestSites::sweep_down(uint32_t way) {
  const auto first = hierarchy_.first_arc();
  const auto arcs = hierarchy_.arcs();
  for (size_t p = 0; p < sizes_.size(); ++p) {
    Found* const list = &lists_[p * k_];
    unsigned size = sizes_[p];
    for (uint32_t a = first[p]; a < first[p + 1]; ++a) {
      if ((arcs[a].head_and_ways & way) == 0) continue;
      const size_t head = arcs[a].head();
      size =
          merge(list, size, &lists_[head * k_], sizes_[head], uint64_t{arcs[a].milliseconds} << 32);
    }
    sizes_[p] = static_cast<uint8_t>(size);
  }
}

}  // namespace dostyq::travel
