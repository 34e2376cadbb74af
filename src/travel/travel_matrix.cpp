#include "travel/travel_matrix.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/check.hpp"
#include "base/parallel.hpp"

namespace dostyq::travel {
namespace {

// Lanes of every place of a part start as those of its seed, or as never.
struct Seeds {
  static constexpr uint32_t kNone = UpwardClosure::kOutside;
  const uint32_t* seed_of;  // index in `times`, or kNone
  const Lanes* times;
};

// The part is sorted from the top down: lanes of p = the least of its seed and, over each arc,
// those of the head + the arc.
DOSTYQ_FOR_EVERY_CPU
void sweep_down(const uint32_t* first, const SweepArc* arcs, size_t count, Seeds seeds,
                Lanes* times) {
  for (size_t p = 0; p < count; ++p) {
    LaneVector best = LaneVector{} + RoadGraph::kNever;
    if (seeds.seed_of[p] != Seeds::kNone) {
      std::memcpy(&best, &seeds.times[seeds.seed_of[p]], sizeof(best));
    }
    for (uint32_t a = first[p]; a < first[p + 1]; ++a) {
      LaneVector over;
      std::memcpy(&over, &times[arcs[a].head], sizeof(over));
      over += arcs[a].milliseconds;
      best = over < best ? over : best;
    }
    std::memcpy(&times[p], &best, sizeof(best));
  }
}

// The part is sorted from the bottom up: every place passes its lanes on to the heads.
DOSTYQ_FOR_EVERY_CPU
void sweep_up(const uint32_t* first, const SweepArc* arcs, size_t count, Lanes* times) {
  for (size_t p = 0; p < count; ++p) {
    LaneVector here;
    std::memcpy(&here, &times[p], sizeof(here));
    for (uint32_t a = first[p]; a < first[p + 1]; ++a) {
      LaneVector there;
      std::memcpy(&there, &times[arcs[a].head], sizeof(there));
      const LaneVector over = here + arcs[a].milliseconds;
      there = over < there ? over : there;
      std::memcpy(&times[arcs[a].head], &there, sizeof(there));
    }
  }
}

}  // namespace

// What one thread needs for sixteen sources at a time.
class TravelMatrix::Worker {
 public:
  explicit Worker(const TravelMatrix& matrix)
      : matrix_(matrix),
        closure_(matrix.hierarchy_.node_count()),
        seed_of_(matrix.places_.size(), Seeds::kNone),
        times_(matrix.places_.size()) {}

  // Rows `rows` of the table; their sources are at `places`.
  void run(std::span<const uint32_t> places, std::span<const uint32_t> rows, TimeTable& table) {
    climb(places);
    for (size_t i = 0; i < closure_.places().size(); ++i) {
      const uint32_t index = matrix_.closure_.slot(closure_.places()[i]);
      if (index == UpwardClosure::kOutside) continue;
      seeded_.push_back(matrix_.index_of_slot(index));
      seed_of_[seeded_.back()] = static_cast<uint32_t>(i);
    }
    sweep_down(matrix_.first_.data(), matrix_.arcs_.data(), matrix_.places_.size(),
               {seed_of_.data(), above_.data()}, times_.data());
    for (const uint32_t p : seeded_) seed_of_[p] = Seeds::kNone;
    seeded_.clear();
    for (size_t column = 0; column < table.columns(); ++column) {
      const Lanes& times = times_[matrix_.target_index_[column]];
      for (size_t lane = 0; lane < rows.size(); ++lane) {
        table.milliseconds_[rows[lane] * table.columns() + column] = times.times[lane];
      }
    }
  }

 private:
  // Times from the sources to every place above them, in above_.
  void climb(std::span<const uint32_t> places) {
    closure_.run(matrix_.hierarchy_, places, UpArc::kUp);
    first_.assign(1, 0);
    arcs_.clear();
    for (const uint32_t p : closure_.places()) {
      for (const UpArc& arc : matrix_.hierarchy_.arcs_of(p)) {
        if (arc.goes_up()) arcs_.push_back({closure_.slot(arc.head()), arc.milliseconds});
      }
      first_.push_back(static_cast<uint32_t>(arcs_.size()));
    }
    Lanes never;
    never.times.fill(RoadGraph::kNever);
    above_.assign(closure_.places().size(), never);
    for (size_t lane = 0; lane < places.size(); ++lane) {
      above_[closure_.slot(places[lane])].times[lane] = 0;
    }
    sweep_up(first_.data(), arcs_.data(), above_.size(), above_.data());
  }

  const TravelMatrix& matrix_;
  UpwardClosure closure_;
  std::vector<uint32_t> first_;
  std::vector<SweepArc> arcs_;
  std::vector<Lanes> above_;
  std::vector<uint32_t> seeded_;
  std::vector<uint32_t> seed_of_;
  std::vector<Lanes> times_;
};

TravelMatrix::TravelMatrix(Hierarchy hierarchy)
    : hierarchy_(std::move(hierarchy)), closure_(hierarchy_.node_count()) {}

void TravelMatrix::set_targets(std::span<const uint32_t> nodes) {
  std::vector<uint32_t> targets;
  for (const uint32_t node : nodes) {
    DOSTYQ_CHECK(node < hierarchy_.node_count());
    targets.push_back(hierarchy_.place_of(node));
  }
  closure_.run(hierarchy_, targets, UpArc::kDown);
  places_.assign(closure_.places().rbegin(), closure_.places().rend());
  first_.assign(1, 0);
  arcs_.clear();
  for (const uint32_t p : places_) {
    for (const UpArc& arc : hierarchy_.arcs_of(p)) {
      if (!arc.goes_down()) continue;
      arcs_.push_back({index_of_slot(closure_.slot(arc.head())), arc.milliseconds});
    }
    first_.push_back(static_cast<uint32_t>(arcs_.size()));
  }
  target_index_.clear();
  for (const uint32_t p : targets) target_index_.push_back(index_of_slot(closure_.slot(p)));
}

TimeTable TravelMatrix::run(std::span<const uint32_t> sources, unsigned threads) const {
  TimeTable table(sources.size(), target_index_.size());
  // Sources that share a batch should share what is above them.
  std::vector<std::pair<uint32_t, uint32_t>> sorted;  // place, row
  for (size_t row = 0; row < sources.size(); ++row) {
    DOSTYQ_CHECK(sources[row] < hierarchy_.node_count());
    sorted.emplace_back(hierarchy_.place_of(sources[row]), static_cast<uint32_t>(row));
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::unique_ptr<Worker>> workers(std::max(1U, threads));
  parallel_for(sorted.size(), threads, kLanes, [&](size_t begin, size_t end, unsigned worker) {
    if (!workers[worker]) workers[worker] = std::make_unique<Worker>(*this);
    std::vector<uint32_t> places;
    std::vector<uint32_t> rows;
    for (size_t i = begin; i < end; ++i) {
      places.push_back(sorted[i].first);
      rows.push_back(sorted[i].second);
    }
    workers[worker]->run(places, rows, table);
  });
  return table;
}

}  // namespace dostyq::travel
