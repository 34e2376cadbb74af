#include "travel/route.hpp"

#include <algorithm>
#include <functional>

#include "base/check.hpp"

namespace dostyq::travel {

RouteQuery::RouteQuery(Hierarchy hierarchy) : hierarchy_(std::move(hierarchy)) {
  for (Side* side : {&forward_, &backward_}) {
    side->time.assign(hierarchy_.node_count(), RoadGraph::kNever);
    side->arc.assign(hierarchy_.node_count(), kNone);
    side->parent.assign(hierarchy_.node_count(), kNone);
  }
  backward_.leave = UpArc::kDown;
}

std::optional<uint32_t> RouteQuery::milliseconds(uint32_t from, uint32_t to) {
  if (!search(from, to)) return std::nullopt;
  return best_;
}

std::optional<Route> RouteQuery::run(uint32_t from, uint32_t to) {
  if (!search(from, to)) return std::nullopt;
  const auto places = unpacked_places();
  if (!places) return std::nullopt;
  const RoadGraphView& road = hierarchy_.road();
  Route route;
  route.milliseconds = best_;
  for (const uint32_t place : *places) {
    const uint32_t node = hierarchy_.node_at(place);
    if (!route.nodes.empty()) {
      const auto arc = road.find_arc(route.nodes.back(), node);
      if (!arc) return std::nullopt;
      route.road_arcs.push_back(*arc);
      const auto points = road.shape_of(*arc);
      route.line.insert(route.line.end(), points.begin(), points.end());
    }
    route.nodes.push_back(node);
    route.line.push_back(road.nodes[node]);
  }
  return route;
}

void RouteQuery::start(Side& side, uint32_t place) const {
  for (const uint32_t p : side.touched) {
    side.time[p] = RoadGraph::kNever;
    side.arc[p] = kNone;
  }
  side.touched.assign(1, place);
  side.heap.assign(1, {0, place});
  side.time[place] = 0;
}

bool RouteQuery::search(uint32_t from, uint32_t to) {
  DOSTYQ_CHECK(std::max(from, to) < hierarchy_.node_count());
  start(forward_, hierarchy_.place_of(from));
  start(backward_, hierarchy_.place_of(to));
  best_ = RoadGraph::kNever;
  meeting_ = kNone;
  const auto can_improve = [&](const Side& side) {
    return !side.heap.empty() && side.heap.front().first < best_;
  };
  bool turn = false;
  while (can_improve(forward_) || can_improve(backward_)) {
    turn = !turn;
    Side& side = turn ? forward_ : backward_;
    if (can_improve(side)) settle(side, turn ? backward_ : forward_);
  }
  return meeting_ != kNone;
}

void RouteQuery::settle(Side& side, const Side& other) {
  std::pop_heap(side.heap.begin(), side.heap.end(), std::greater<>());
  const auto [time, place] = side.heap.back();
  side.heap.pop_back();
  if (time != side.time[place]) return;
  const uint32_t whole = time + other.time[place];
  if (whole < best_) {
    best_ = whole;
    meeting_ = place;
  }
  if (is_stalled(side, place)) return;
  const auto first = hierarchy_.first_arc();
  for (uint32_t a = first[place]; a < first[place + 1]; ++a) {
    const UpArc& arc = hierarchy_.arcs()[a];
    const uint32_t there = time + arc.milliseconds;
    const uint32_t head = arc.head();
    if ((arc.head_and_ways & side.leave) == 0 || there >= side.time[head]) continue;
    if (side.time[head] == RoadGraph::kNever) side.touched.push_back(head);
    side.time[head] = there;
    side.arc[head] = a;
    side.parent[head] = place;
    side.heap.emplace_back(there, head);
    std::push_heap(side.heap.begin(), side.heap.end(), std::greater<>());
  }
}

// A place that is reached sooner over one above it is on no quickest way up.
bool RouteQuery::is_stalled(const Side& side, uint32_t place) const {
  const auto arcs = hierarchy_.arcs_of(place);
  return std::any_of(arcs.begin(), arcs.end(), [&](const UpArc& arc) {
    return (arc.head_and_ways & ~side.leave & 3) != 0 &&
           side.time[arc.head()] + arc.milliseconds < side.time[place];
  });
}

std::optional<std::vector<uint32_t>> RouteQuery::unpacked_places() const {
  std::vector<uint32_t> climb;  // places from the meeting down to the start
  for (uint32_t p = meeting_; forward_.arc[p] != kNone; p = forward_.parent[p]) climb.push_back(p);
  uint32_t at = climb.empty() ? meeting_ : forward_.parent[climb.back()];
  std::vector<uint32_t> places{at};
  for (; !climb.empty(); climb.pop_back()) {
    if (!unpack(at, forward_.arc[climb.back()], true, places)) return std::nullopt;
    at = climb.back();
  }
  while (backward_.arc[at] != kNone) {
    const uint32_t below = backward_.parent[at];
    if (!unpack(below, backward_.arc[at], false, places)) return std::nullopt;
    at = below;
  }
  return places;
}

std::optional<uint32_t> RouteQuery::find_arc(uint32_t place, uint32_t head, uint32_t way) const {
  const auto first = hierarchy_.first_arc();
  for (uint32_t a = first[place]; a < first[place + 1]; ++a) {
    const UpArc& arc = hierarchy_.arcs()[a];
    if (arc.head() == head && (arc.head_and_ways & way) != 0) return a;
  }
  return std::nullopt;
}

// Appends the places after the first of an arc that `place` holds, travelled up or down.
bool RouteQuery::unpack(uint32_t place, uint32_t arc, bool up,
                        std::vector<uint32_t>& places) const {
  struct Step {
    uint32_t place, arc;
    bool up;
  };
  std::vector<Step> steps{{place, arc, up}};
  while (!steps.empty()) {
    const Step step = steps.back();
    steps.pop_back();
    const uint32_t head = hierarchy_.arcs()[step.arc].head();
    const uint32_t middle = hierarchy_.middle()[step.arc];
    const uint32_t from = step.up ? step.place : head;
    const uint32_t to = step.up ? head : step.place;
    if (middle == Hierarchy::kNoMiddle) {
      places.push_back(to);
      if (places.size() > hierarchy_.node_count()) return false;  // a quickest way meets none twice
      continue;
    }
    const auto down = find_arc(middle, from, UpArc::kDown);
    const auto upward = find_arc(middle, to, UpArc::kUp);
    if (!down || !upward) return false;  // only in a file made to deceive
    steps.push_back({middle, *upward, true});
    steps.push_back({middle, *down, false});
  }
  return true;
}

}  // namespace dostyq::travel
