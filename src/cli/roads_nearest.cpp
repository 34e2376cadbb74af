#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/parallel.hpp"
#include "cli/roads_session.hpp"
#include "io/csv.hpp"
#include "travel/nearest_sites.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using travel::Snap;

}  // namespace

int roads_nearest(const NearestArguments& arguments, const Context& context) {
  const Checked<RoadPoints> points = read_points(arguments.points);
  if (!points) return context.fail(points.error());
  const Checked<RoadPoints> places = read_points(arguments.sites);
  if (!places) return context.fail(places.error());
  const Checked<travel::Network> network = open_roads(arguments, context);
  if (!network) return context.fail(network.error());
  const Clock clock;
  const Joiner joiner(network->hierarchy, arguments);
  const std::vector<Snap> doors = joiner.join(places->at);
  const std::vector<Snap> homes = joiner.join(points->at);
  std::vector<travel::Site> sites;
  std::vector<size_t> site_of;
  for (size_t i = 0; i < doors.size(); ++i) {
    if (!doors[i].snapped()) continue;
    sites.push_back({doors[i].node, doors[i].last_mile_ms});
    site_of.push_back(i);
  }
  travel::NearestQuestion question;
  question.k = arguments.k;
  question.threads = threads_or_all(arguments.threads);
  question.heading = arguments.from_sites ? travel::Heading::kFromSites : travel::Heading::kToSites;
  uint64_t limit = travel::RoadGraph::kNever - 1;
  if (arguments.within_minutes > 0)
    limit = static_cast<uint64_t>(std::min(arguments.within_minutes * 60'000, 2e9));
  question.limit_milliseconds = static_cast<uint32_t>(limit);
  travel::NearestSites nearest(network->hierarchy);
  nearest.run(sites, question);
  std::string csv;
  io::append_csv_row(csv, {"id", "site", "seconds"});
  Json left_out = not_joined(*points, homes), unreachable = Json::array();
  for (size_t i = 0; i < homes.size(); ++i) {
    if (!homes[i].snapped()) continue;
    bool found = false;
    for (const auto& one : nearest.of(homes[i].node)) {
      const uint64_t time = uint64_t{one.milliseconds()} + homes[i].last_mile_ms;
      if (time > limit) break;
      io::append_csv_row(csv, {points->ids[i], places->ids[site_of[one.site()]],
                               std::to_string(whole_seconds(time))});
      found = true;
    }
    if (!found) unreachable.push_back({{"id", points->ids[i]}, {"reason", "no_site"}});
  }
  if (const auto done = deliver(csv, arguments, context); !done) return context.fail(done.error());
  const Json sites_out = not_joined(*places, doors);
  const size_t answered = points->ids.size() - left_out.size() - unreachable.size();
  if (context.json) {
    fmt::print("{}\n", Json{{"points", points->ids.size()},
                            {"answered", answered},
                            {"not_joined", left_out},
                            {"unreachable", unreachable},
                            {"sites", places->ids.size()},
                            {"sites_not_joined", sites_out},
                            {"seconds", clock.seconds()}}
                           .dump(2));
    return kDone;
  }
  say_left_out(left_out, context);
  say_left_out(sites_out, context);
  say_left_out(unreachable, context);
  fmt::print(
      stderr, "{}\n",
      context.say("roads.answered", {std::to_string(points->ids.size()), std::to_string(answered),
                                     fmt::format("{:.2f}", clock.seconds())}));
  return kDone;
}

}  // namespace dostyq::cli
