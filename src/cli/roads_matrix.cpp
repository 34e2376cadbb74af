#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/parallel.hpp"
#include "cli/roads_session.hpp"
#include "io/csv.hpp"
#include "travel/travel_matrix.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using travel::Snap;

}  // namespace

int roads_matrix(const MatrixArguments& arguments, const Context& context) {
  const Checked<RoadPoints> from = read_points(arguments.from);
  if (!from) return context.fail(from.error());
  const Checked<RoadPoints> to = read_points(arguments.to);
  if (!to) return context.fail(to.error());
  const Checked<travel::Network> network = open_roads(arguments, context);
  if (!network) return context.fail(network.error());
  const Clock clock;
  const Joiner joiner(network->hierarchy, arguments);
  const std::vector<Snap> starts = joiner.join(from->at);
  const std::vector<Snap> ends = joiner.join(to->at);
  std::vector<uint32_t> sources, targets;
  std::vector<size_t> target_of;
  for (const Snap& start : starts) sources.push_back(start.snapped() ? start.node : 0);
  for (size_t i = 0; i < ends.size(); ++i) {
    if (!ends[i].snapped()) continue;
    targets.push_back(ends[i].node);
    target_of.push_back(i);
  }
  travel::TravelMatrix matrix(network->hierarchy);
  matrix.set_targets(targets);
  const travel::TimeTable table = matrix.run(sources, threads_or_all(arguments.threads));
  std::string csv;
  io::append_csv_row(csv, {"from", "to", "seconds"});
  int64_t no_pair = 0;
  for (size_t i = 0; i < starts.size(); ++i) {
    if (!starts[i].snapped()) continue;
    for (size_t j = 0; j < target_of.size(); ++j) {
      const auto time = table.milliseconds(i, j);
      if (!time) {
        ++no_pair;
        continue;
      }
      const Snap& end = ends[target_of[j]];
      const uint64_t all = uint64_t{*time} + starts[i].last_mile_ms + end.last_mile_ms;
      io::append_csv_row(csv,
                         {from->ids[i], to->ids[target_of[j]], std::to_string(whole_seconds(all))});
    }
  }
  if (const auto done = deliver(csv, arguments, context); !done) return context.fail(done.error());
  const Json from_out = not_joined(*from, starts), to_out = not_joined(*to, ends);
  if (context.json) {
    fmt::print("{}\n", Json{{"rows", from->ids.size()},
                            {"columns", to->ids.size()},
                            {"pairs_without_way", no_pair},
                            {"from_not_joined", from_out},
                            {"to_not_joined", to_out},
                            {"seconds", clock.seconds()}}
                           .dump(2));
    return kDone;
  }
  say_left_out(from_out, context);
  say_left_out(to_out, context);
  return kDone;
}

}  // namespace dostyq::cli
