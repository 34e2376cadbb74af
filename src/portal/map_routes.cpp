#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "directive/read_back.hpp"
#include "http/json_writer.hpp"
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

Json place_view(const MapBase& base, const world::Place& place, int64_t people) {
  const registry::Snapshot& snapshot = *base.snapshot;
  const std::string region =
      snapshot.plan_case->world.gazetteer().region_of(place.area, base.today);
  return {{"id", place.id},
          {"name", view(place.name)},
          {"district", view(area_name(snapshot, place.area, base.today))},
          {"region", view(area_name(snapshot, region, base.today))},
          {"region_id", region},
          {"point", view(place.point)},
          {"people", people}};
}

/// The nearest open site that serves in full, by settlement.
struct Nearest {
  std::vector<const SiteRow*> site;  ///< null: none within the travel table
  std::vector<int32_t> seconds;
};

Nearest nearest_sites(const MapBase& base) {
  const world::World& world = base.snapshot->plan_case->world;
  Nearest found{std::vector<const SiteRow*>(world.programme().places.size(), nullptr),
                std::vector<int32_t>(world.programme().places.size(), 0)};
  std::vector<char> seen(world.programme().places.size(), 0);
  for (const SiteRow& site : base.sites->all()) {
    // A second site at the same place is never nearer.
    if (!site.serves() || std::exchange(seen[site.place], 1) != 0) continue;
    world.travel().for_each_arrival(site.place, [&](size_t from, int32_t seconds) {
      if (found.site[from] != nullptr && found.seconds[from] <= seconds) return;
      found.site[from] = &site;
      found.seconds[from] = seconds;
    });
  }
  return found;
}

void write_places(const MapBase& base, http::JsonWriter& json) {
  const registry::Snapshot& snapshot = *base.snapshot;
  const world::World& world = snapshot.plan_case->world;
  const world::Programme& programme = world.programme();
  const auto today = planning::reached_points(world, base.serving, base.minutes, base.today);
  const Date horizon = programme.config.phases.back().end;
  const auto planned = snapshot.adopted ? planning::reached_points(*snapshot.adopted, base.serving,
                                                                   base.minutes, horizon)
                                        : today;
  const Nearest nearest = nearest_sites(base);
  std::map<std::string, std::string> district_json;  // by area
  json.array();
  for (size_t i = 0; i < world.demand().points.size(); ++i) {
    const world::DemandPoint& point = world.demand().points[i];
    const world::Place& place = programme.places[point.place];
    std::string& district = district_json[place.area];
    if (district.empty()) {
      http::JsonWriter words;
      words.object()
          .field("district", area_name(snapshot, place.area, base.today))
          .field("region_id", world.gazetteer().region_of(place.area, base.today))
          .end();
      district = words.take();
      district = district.substr(1, district.size() - 2);
    }
    json.object().field("id", place.id).field("name", place.name).raw(district).key("point");
    json.array().value(place.point.lon_e7 / 1e7).value(place.point.lat_e7 / 1e7).end();
    json.field("people", point.people)
        .field("reached", today[i]     ? "today"
                          : planned[i] ? "planned"
                                       : "no");
    const SiteRow* site = nearest.site[point.place];
    if (site == nullptr)
      json.key("site").null().key("seconds").null();
    else
      json.field("site", site->id).field("seconds", nearest.seconds[point.place]);
    json.end();
  }
  json.end();
}

/// Areas that an order names and in which it does not hold.
Json ordered_spots(const MapBase& base) {
  const registry::Snapshot& snapshot = *base.snapshot;
  Json spots = Json::array();
  for (const registry::OrderStatus& status : base.of_sites) {
    const directive::Interpretation* reading = status.order->chosen();
    if (reading == nullptr || status.verdict.status == directive::Status::kMet) continue;
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
      const world::AreaVersion* area = snapshot.programme().find_area(id, base.today);
      if (area == nullptr || area->point == Coordinate{}) continue;
      spots.push_back(
          {{"order", status.order->id},
           {"area", area_ref(snapshot, id, base.today)},
           {"region_id", snapshot.plan_case->world.gazetteer().region_of(id, base.today)},
           {"point", view(area->point)},
           {"requirement", view(directive::read_back(reading->require.front(), snapshot.programme(),
                                                     status.due.now))}});
    }
  }
  return spots;
}

/// The largest answer of all, asked for first by everybody: written without a tree in between.
http::Answer map(const Call&, const MapBase& base) {
  http::JsonWriter json;
  json.object()
      .field("as_of", base.today.to_string())
      .field("minutes", base.minutes)
      .key("sites")
      .array();
  for (const SiteRow& site : base.sites->all()) json.raw(site.json);
  json.end().key("ordered").raw(ordered_spots(base).dump()).key("places");
  write_places(base, json);
  json.key("regions").raw(base.report["regions"].dump()).end();
  return http::json(json.take());
}

http::Answer outlines(const Call&, const MapBase& base) {
  const auto boundaries = base.snapshot->state.file("boundaries.geojson");
  const auto drawn =
      report::outlines(base.snapshot->programme(), base.today, boundaries.value_or(""));
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

http::Answer places(const Call& call, const MapBase& base) {
  const world::World& world = base.snapshot->plan_case->world;
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
                       place_view(base, place, point.people));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  Json all = Json::array();
  for (auto& [rank, place] : found) all.push_back(std::move(place));
  return page_of(call.request, all);
}

http::Answer nearest(const Call& call, const MapBase& base, const Facts&) {
  const world::World& world = base.snapshot->plan_case->world;
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
    const SiteRow* site;
    std::optional<int32_t> seconds;
    double metres;
  };
  std::vector<Candidate> all;
  for (const SiteRow& site : base.sites->all()) {
    if (!site.serves()) continue;
    Candidate next{&site, std::nullopt, metres(point, programme.places[site.place].point)};
    if (from != nullptr)
      next.seconds =
          world.travel().seconds(static_cast<size_t>(from - programme.places.data()), site.place);
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
    Json site = each.site->view();
    add_contacts(*base.snapshot, each.site->id, site);
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
                       with_map(facts, map)));
  table.add(public_get("/outlines", "outlines.list", "Outlines of the regions.",
                       with_map(facts, outlines)));
  Route found = public_get("/places", "places.list", "Settlements by name in any language.",
                           with_map(facts, places));
  found.query = {text_parameter("q", "Part of a name.")};
  found.paged = true;
  table.add(std::move(found));
  Route near = public_get("/nearest", "sites.nearest", "Open Houses, the nearest first.",
                          with_map(facts, [facts](const Call& call, const MapBase& base) {
                            return nearest(call, base, facts);
                          }));
  near.query = {text_parameter("place", "Id of a settlement; else lat and lon."),
                number_parameter("lat", "Degrees.", -90, 90),
                number_parameter("lon", "Degrees.", -180, 180),
                count_parameter("limit", "How many.", 1, 20)};
  table.add(std::move(near));
}

}  // namespace dostyq::portal
