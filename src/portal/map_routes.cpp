#include <algorithm>
#include <cmath>

#include "directive/read_back.hpp"
#include "i18n/fold.hpp"
#include "planning/measure.hpp"
#include "portal/register_routes.hpp"
#include "report/outline.hpp"

namespace dostyq::portal {
namespace {

/// Great-circle metres on a sphere; within 0.6 %.
double metres(Coordinate a, Coordinate b) {
  constexpr double kRadians = 3.14159265358979323846 / 180;
  const double dlat = (b.lat() - a.lat()) * kRadians / 2;
  const double dlon = (b.lon() - a.lon()) * kRadians / 2;
  const double h = std::sin(dlat) * std::sin(dlat) + std::cos(a.lat() * kRadians) *
                                                         std::cos(b.lat() * kRadians) *
                                                         std::sin(dlon) * std::sin(dlon);
  return 2 * 6'371'008.8 * std::asin(std::sqrt(std::min(1.0, h)));
}

Json place_view(const Overview& overview, const world::Place& place, int64_t people) {
  const registry::Snapshot& snapshot = *overview.snapshot;
  const std::string region =
      snapshot.plan_case->world.gazetteer().region_of(place.area, overview.today);
  return {{"id", place.id},
          {"name", view(place.name)},
          {"district", view(area_name(snapshot, place.area, overview.today))},
          {"region", view(area_name(snapshot, region, overview.today))},
          {"region_id", region},
          {"point", view(place.point)},
          {"people", people}};
}

/// The open sites that serve in full, as indices into the overview's sites, with their places.
struct Serving {
  std::vector<std::pair<size_t, size_t>> sites;  ///< (site, place)

  explicit Serving(const Overview& overview) {
    const world::Programme& programme = overview.snapshot->programme();
    for (size_t i = 0; i < overview.sites.size(); ++i) {
      const Json& site = overview.sites[i];
      if (site["state"] != "open" || !site["is_house"].get<bool>()) continue;
      const world::Place* place = programme.find_place(site["place_id"].get<std::string>());
      sites.emplace_back(i, static_cast<size_t>(place - programme.places.data()));
    }
  }
};

Json map_places(const Overview& overview) {
  const world::World& world = overview.snapshot->plan_case->world;
  const world::Programme& programme = world.programme();
  const auto today =
      planning::reached_points(world, overview.serving, overview.minutes, overview.today);
  const Date horizon = programme.config.phases.back().end;
  const auto planned = overview.snapshot->adopted
                           ? planning::reached_points(*overview.snapshot->adopted, overview.serving,
                                                      overview.minutes, horizon)
                           : today;
  const Serving serving(overview);
  Json places = Json::array();
  for (size_t i = 0; i < world.demand().points.size(); ++i) {
    const world::DemandPoint& point = world.demand().points[i];
    Json shown = place_view(overview, programme.places[point.place], point.people);
    shown.erase("region");
    shown["reached"] = today[i] ? "today" : planned[i] ? "planned" : "no";
    shown["site"] = shown["seconds"] = nullptr;
    for (const auto& [site, at] : serving.sites) {
      const std::optional<int32_t> seconds = world.travel().seconds(point.place, at);
      if (!seconds || (!shown["seconds"].is_null() && shown["seconds"].get<int32_t>() <= *seconds))
        continue;
      shown["seconds"] = *seconds;
      shown["site"] = overview.sites[site]["id"];
    }
    places.push_back(std::move(shown));
  }
  return places;
}

/// Areas that an order names and in which it does not hold.
Json ordered_spots(const Overview& overview) {
  const registry::Snapshot& snapshot = *overview.snapshot;
  Json spots = Json::array();
  for (const registry::OrderStatus& status : overview.discipline.statuses) {
    const directive::Interpretation* reading = status.order->chosen();
    if (!status.verdict.plannable || reading == nullptr ||
        status.verdict.status == directive::Status::kMet)
      continue;
    std::vector<std::string> areas = status.verdict.finding.missing_areas;
    for (const directive::Requirement& requirement : reading->require) {
      const auto* count = std::get_if<directive::Count>(&requirement.form);
      if (count != nullptr && !count->in.empty() &&
          count->in != snapshot.programme().config.country)
        areas.push_back(count->in);
    }
    std::sort(areas.begin(), areas.end());
    areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
    for (const std::string& id : areas) {
      const world::AreaVersion* area = snapshot.programme().find_area(id, overview.today);
      if (area == nullptr || area->point == Coordinate{}) continue;
      spots.push_back(
          {{"order", status.order->id},
           {"area", area_ref(snapshot, id, overview.today)},
           {"region_id", snapshot.plan_case->world.gazetteer().region_of(id, overview.today)},
           {"point", view(area->point)},
           {"requirement", view(directive::read_back(reading->require.front(), snapshot.programme(),
                                                     status.due.now))}});
    }
  }
  return spots;
}

http::Answer map(const Call&, const Overview& overview) {
  return answer({{"as_of", view(overview.today)},
                 {"minutes", overview.minutes},
                 {"sites", overview.sites},
                 {"ordered", ordered_spots(overview)},
                 {"places", map_places(overview)},
                 {"regions", overview.report["regions"]}});
}

http::Answer outlines(const Call&, const Overview& overview) {
  const auto boundaries = overview.snapshot->state.file("boundaries.geojson");
  const auto drawn =
      report::outlines(overview.snapshot->programme(), overview.today, boundaries.value_or(""));
  if (!drawn) return tl::unexpected(problem_of_error(drawn.error()));
  Json items = Json::array();
  for (const report::Outline& outline : *drawn) {
    Json polygons = Json::array();
    for (const auto& polygon : outline.polygons) {
      Json rings = Json::array();
      for (const report::Ring& ring : polygon) {
        Json points = Json::array();
        for (const Coordinate point : ring.points) points.push_back(view(point));
        rings.push_back(std::move(points));
      }
      polygons.push_back(std::move(rings));
    }
    items.push_back({{"region_id", outline.region_id},
                     {"name", view(outline.name)},
                     {"label", view(outline.label)},
                     {"polygons", std::move(polygons)}});
  }
  return answer(
      {{"items", std::move(items)}, {"next", nullptr}, {"indicative", !boundaries.has_value()}});
}

http::Answer places(const Call& call, const Overview& overview) {
  const world::World& world = overview.snapshot->plan_case->world;
  const std::string wanted = i18n::fold_for_search(call.query("q"));
  std::vector<std::pair<int64_t, Json>> found;
  for (const world::DemandPoint& point : world.demand().points) {
    const world::Place& place = world.programme().places[point.place];
    const std::string words = " " + i18n::fold_for_search(place.name.kk + " " + place.name.ru +
                                                          " " + place.name.en + " " + place.id);
    const size_t at = words.find(wanted);
    if (at == std::string::npos) continue;
    const bool begins = words.find(" " + wanted) != std::string::npos;
    found.emplace_back(point.people + (begins ? 1'000'000'000 : 0),
                       place_view(overview, place, point.people));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  Json all = Json::array();
  for (auto& [rank, place] : found) all.push_back(std::move(place));
  return page_of(call.request, all);
}

http::Answer nearest(const Call& call, const Overview& overview, const Facts&) {
  const world::World& world = overview.snapshot->plan_case->world;
  const world::Programme& programme = world.programme();
  const std::string id(call.query("place"));
  const world::Place* from = id.empty() ? nullptr : programme.find_place(id);
  if (!id.empty() && from == nullptr)
    return http::invalid({{"place", "planning.unknown_place", {id}, {}}});
  Coordinate point;
  if (from != nullptr) {
    point = from->point;
  } else {
    if (call.query("lat").empty() || call.query("lon").empty())
      return http::invalid({{"place", "http.needs_field", {}, {}}});
    point = Coordinate::from_degrees(std::stod(std::string(call.query("lon"))),
                                     std::stod(std::string(call.query("lat"))));
  }
  struct Candidate {
    size_t site;
    std::optional<int32_t> seconds;
    double metres;
  };
  std::vector<Candidate> all;
  for (const auto& [site, at] : Serving(overview).sites) {
    Candidate next{site, std::nullopt, metres(point, programme.places[at].point)};
    if (from != nullptr)
      next.seconds =
          world.travel().seconds(static_cast<size_t>(from - programme.places.data()), at);
    all.push_back(next);
  }
  std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    if (a.seconds.has_value() != b.seconds.has_value()) return a.seconds.has_value();
    return a.seconds && *a.seconds != *b.seconds ? *a.seconds < *b.seconds : a.metres < b.metres;
  });
  const std::string typed(call.query("limit"));
  all.resize(std::min<size_t>(all.size(), typed.empty() ? 3 : std::stoul(typed)));
  Json items = Json::array();
  for (const Candidate& each : all) {
    Json site = overview.sites[each.site];
    add_contacts(*overview.snapshot, site["id"].get<std::string>(), site);
    items.push_back({{"site", std::move(site)},
                     {"seconds", each.seconds ? Json(*each.seconds) : Json(nullptr)},
                     {"metres", std::lround(each.metres)}});
  }
  return answer(
      {{"from",
        {{"name", from == nullptr ? Json(nullptr) : view(from->name)}, {"point", view(point)}}},
       {"by", world.roads() == nullptr ? "model" : "roads"},
       {"items", std::move(items)}});
}

}  // namespace

void add_map_routes(RouteTable& table, const Facts& facts) {
  table.add(public_get("/map", "map.get",
                       "The first screen: sites, what is ordered, who is within reach.",
                       with_overview(facts, map)));
  table.add(public_get("/outlines", "outlines.list", "Outlines of the regions.",
                       with_overview(facts, outlines)));
  Route found = public_get("/places", "places.list", "Settlements by name in any language.",
                           with_overview(facts, places));
  found.query = {text_parameter("q", "Part of a name.")};
  found.paged = true;
  table.add(std::move(found));
  Route near = public_get("/nearest", "sites.nearest", "Open Houses, the nearest first.",
                          with_overview(facts, [facts](const Call& call, const Overview& overview) {
                            return nearest(call, overview, facts);
                          }));
  near.query = {text_parameter("place", "Id of a settlement; else lat and lon."),
                number_parameter("lat", "Degrees.", -90, 90),
                number_parameter("lon", "Degrees.", -180, 180),
                count_parameter("limit", "How many.", 1, 20)};
  table.add(std::move(near));
}

}  // namespace dostyq::portal
