#include <algorithm>

#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/permissions.hpp"
#include "report/build.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;

/// Records of one register in a region, from records only. Nothing recorded and the table not known
/// to be complete there is "no data" and not 0.
struct Part {
  std::optional<int64_t> count;
  bool complete = false;
  std::string last;  ///< day of the last record; "" none
};

Part part_of(const Overview& overview, const std::string& table, const std::string& region) {
  const registry::Snapshot& snapshot = *overview.snapshot;
  const world::World& world = snapshot.plan_case->world;
  Part part;
  int64_t count = 0;
  for (const world::Fact* fact : world.facts(table)) {
    // What nobody has verified, or only stands for show, is no activity.
    if (fact->provenance.confidence >= Confidence::kUnverified ||
        !fact->period.contains(overview.today) ||
        snapshot.region_of_area(fact->area, overview.today) != region)
      continue;
    ++count;
    if (const registry::Record* record = snapshot.state.find(table, fact->id))
      part.last = std::max(part.last, record->at.substr(0, 10));
  }
  part.complete = world.is_complete(table, "", world.gazetteer().territory(region, overview.today),
                                    overview.today);
  if (count > 0 || part.complete) part.count = count;
  return part;
}

Json index_parts(const Overview& overview, const std::string& region, Json* index) {
  Json parts = Json::array();
  int64_t sum = 0;
  bool known = false;
  const auto add = [&](const std::string& table, const Text& name) {
    const Part part = part_of(overview, table, region);
    if (part.count) {
      known = true;
      sum += *part.count;
    }
    parts.push_back({{"register", table},
                     {"name", view(name)},
                     {"count", part.count ? Json(*part.count) : Json(nullptr)},
                     {"complete", part.complete},
                     {"last", part.last.empty() ? Json(nullptr) : Json(part.last)}});
  };
  for (const world::RegisterSchema& table : overview.snapshot->programme().config.registers)
    add(table.id, table.name);
  *index = known ? Json(sum) : Json(nullptr);
  return parts;
}

bool concerns(const Json& order, const std::string& region) {
  const Json& regions = order["regions"];
  return std::find(regions.begin(), regions.end(), region) != regions.end();
}

Json brief(const Overview& overview, const std::string& region, Json* parts) {
  Json index;
  *parts = index_parts(overview, region, &index);
  int64_t people = 0;
  int64_t reached = 0;
  for (const Json& line : overview.report["regions"]) {
    if (line["id"] != region) continue;
    people = line["people"];
    reached = line["before"];
  }
  int houses = 0;
  int representations = 0;
  for (const SiteRow& site : overview.sites->all()) {
    if (site.region != region || site.state != "open") continue;
    ++(site.is_house ? houses : representations);
  }
  Json orders = Json::object();
  for (const Json& order : overview.orders) {
    if (!concerns(order, region)) continue;
    Json& count = orders[order["today"].get<std::string>()];
    count = count.is_null() ? 1 : count.get<int>() + 1;
  }
  return {{"id", region},
          {"name", view(area_name(*overview.snapshot, region, overview.today))},
          {"people", people},
          {"reached", reached},
          {"houses", houses},
          {"representations", representations},
          {"index", std::move(index)},
          {"orders", std::move(orders)}};
}

http::Answer list(const Call& call, const Overview& overview) {
  Json all = Json::array();
  Json parts;
  for (const std::string& region : report::region_ids(*overview.snapshot->plan_case))
    all.push_back(brief(overview, region, &parts));
  return page_of(call.request, all);
}

http::Answer get(const Call& call, const Overview& overview) {
  const std::string& id = call.path.text("id");
  const auto regions = report::region_ids(*overview.snapshot->plan_case);
  if (std::find(regions.begin(), regions.end(), id) == regions.end())
    return http::refuse(404, "register.no_record", {id});
  Json parts;
  Json shown = brief(overview, id, &parts);
  shown["index_parts"] = std::move(parts);
  shown["coverage"] = nullptr;
  for (const Json& line : overview.report["regions"])
    if (line["id"] == id) shown["coverage"] = line;
  shown["sites"] = Json::array();
  for (const SiteRow& site : overview.sites->all())
    if (site.region == id) shown["sites"].push_back(site.view());
  shown["order_list"] = briefs(overview, [&](const Json& order) { return concerns(order, id); });
  shown["bodies"] = Json::array();
  for (const world::Body& body : overview.snapshot->programme().bodies) {
    if (body.period.contains(overview.today) &&
        overview.snapshot->region_of_area(body.area, overview.today) == id)
      shown["bodies"].push_back(body_ref(*overview.snapshot, body.id));
  }
  return answer(shown);
}

}  // namespace

void add_region_routes(RouteTable& table, const Facts& facts) {
  Route all = public_get("/regions", "regions.list", "Regions with their index, from records only.",
                         with_overview(facts, list));
  all.paged = true;
  table.add(std::move(all));
  table.add(public_get("/regions/{id}", "regions.get", "One region.", with_overview(facts, get)));
}

}  // namespace dostyq::portal
