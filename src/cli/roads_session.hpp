#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <vector>

#include "cli/road_points.hpp"
#include "cli/roads.hpp"
#include "travel/network.hpp"
#include "travel/snap.hpp"

namespace dostyq::cli {

/// Whether a file begins as one of roads build does.
bool is_hierarchy(const std::string& path);

/// The hierarchy that a command was given: a file of one, or that of an extract or graph, kept
/// beside it for the next time as FILE.PROFILE.hierarchy. Shows progress and what was left out.
Checked<travel::Network> open_roads(const RoadArguments& arguments, const Context& context);

/// Joins points to the roads; the index of nodes is made once.
class Joiner {
 public:
  Joiner(const travel::Hierarchy& hierarchy, const RoadArguments& arguments);
  std::vector<travel::Snap> join(std::span<const Coordinate> points) const;

 private:
  travel::NodeFinder finder_;
  travel::SnapOptions options_;
};

/// "too_far", "not_on_earth".
const char* name(travel::SnapStatus status);

/// [{"id", "reason"}] of the points that are not joined.
nlohmann::ordered_json not_joined(const RoadPoints& points, const std::vector<travel::Snap>& snaps);

/// A line for each of such a list on stderr.
void say_left_out(const nlohmann::ordered_json& list, const Context& context);

/// [[lon, lat]] with the seven decimals that there are.
nlohmann::ordered_json positions(const std::vector<Coordinate>& line);

/// Rounded up.
inline int64_t whole_seconds(uint64_t milliseconds) {
  return static_cast<int64_t>((milliseconds + 999) / 1000);
}

class Clock {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// Writes text to arguments.out, or to stdout when that is empty and --json is not given.
Result<void> deliver(const std::string& text, const RoadArguments& arguments,
                     const Context& context);

}  // namespace dostyq::cli
