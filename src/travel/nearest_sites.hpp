#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "travel/hierarchy.hpp"

namespace dostyq::travel {

/// Somewhere people travel to: a node of the road graph and the time between it and the door.
/// Several sites may share a node.
struct Site {
  uint32_t node = 0;
  uint32_t last_mile_milliseconds = 0;
};

enum class Heading { kToSites, kFromSites };

struct NearestQuestion {
  unsigned k = 1;                                       ///< 1 .. 255
  uint32_t limit_milliseconds = RoadGraph::kNever - 1;  ///< last mile included; at it is within
  Heading heading = Heading::kToSites;
  unsigned threads = 1;  ///< the answer is the same at any number
};

/// For every node of the road graph its k nearest sites within a time limit.
///
/// Two sweeps over the hierarchy, with a list of up to k (time, site) pairs at every node: one up,
/// in which sites reach the nodes above them, and one down, in which every node takes over the
/// lists of the nodes above it (k-label PHAST). A site that k others beat at a node is beaten
/// everywhere behind it, so short lists are enough, and no search for any site or node is needed:
/// O(arcs x k) whatever the number of sites. 8 k + 1 bytes a node, kept between runs.
///
/// The answer is unique: sites are ranked by time, equal times by number.
///
///   NearestSites nearest(hierarchy);
///   nearest.run(clinics, {.k = 5, .limit_milliseconds = 30 * 60 * 1000});
///   for (const NearestSites::Found& f : nearest.of(village)) ... f.site(), f.milliseconds()
class NearestSites {
 public:
  class Found {
   public:
    uint32_t site() const { return static_cast<uint32_t>(key_); }  ///< index in the sites given
    uint32_t milliseconds() const { return static_cast<uint32_t>(key_ >> 32); }
    friend bool operator==(const Found&, const Found&) = default;

   private:
    friend class NearestSites;
    uint64_t key_;
  };

  /// Keeps a copy of the hierarchy's handle.
  explicit NearestSites(Hierarchy hierarchy);

  void run(std::span<const Site> sites, const NearestQuestion& question);

  /// Sites of the last run, nearest first; empty when none is within the limit.
  std::span<const Found> of(uint32_t node) const {
    const size_t place = hierarchy_.place_of(node);
    return {lists_.get() + place * k_, sizes_[place]};
  }

 private:
  void place_sites(std::span<const Site> sites);
  // Calls body(first place, last place + 1, region) for each region, side by side.
  template <typename Body>
  void for_each_region(unsigned threads, const Body& body) const;
  void sweep_up(uint32_t way, unsigned threads);
  void sweep_down(uint32_t way, unsigned threads);
  void push(size_t place, uint32_t way, size_t first_head, size_t last_head);
  void pull(size_t begin, size_t end, uint32_t way);
  void pull_long(size_t begin, size_t end, uint32_t way);
  template <size_t k>
  void pull_short(size_t begin, size_t end, uint32_t way);
  template <size_t k>
  static void merge_full(uint64_t (&list)[k], const uint64_t (&other)[k], uint64_t none);
  struct Bounds;
  static unsigned merge(Found* list, unsigned size, std::span<const Found> other, uint64_t shift,
                        Bounds bounds);

  Hierarchy hierarchy_;
  size_t k_ = 0;
  uint64_t last_key_ = 0;  // the largest within the limit
  size_t capacity_ = 0;
  std::unique_ptr<Found[]> lists_;
  std::vector<uint8_t> sizes_;
};

}  // namespace dostyq::travel
