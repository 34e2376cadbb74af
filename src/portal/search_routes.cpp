#include <algorithm>

#include "portal/api.hpp"
#include "portal/register_routes.hpp"

namespace dostyq::portal {
namespace {

std::string kind_of(const Overview& overview, const std::string& table, const std::string& id) {
  if (table == "directives") return "order";
  if (table == "sites") return "site";
  if (table == "places") return "place";
  if (table == "bodies") return "body";
  if (table == "sessions") return "session";
  if (table == "areas") {
    const world::AreaVersion* area = overview.snapshot->programme().find_area(id, overview.today);
    return area != nullptr && area->kind == world::AreaKind::kRegion ? "region" : "record";
  }
  return "record";
}

http::Answer search(const Call& call, const Facts& facts, const Overview& overview) {
  const std::string typed(call.query("limit"));
  const size_t limit = typed.empty() ? 20 : std::stoul(typed);
  const auto index = facts->searcher.index(overview.snapshot);
  const std::string kind(call.query("kind"));
  const auto found = index->find(std::string(call.query("q")), kind.empty() ? limit * 3 : 400);
  Json items = Json::array();
  for (const registry::Hit& hit : found.hits) {
    const size_t tilde = hit.record.find('~');
    const std::string id = hit.table == "areas" ? hit.record.substr(0, tilde) : hit.record;
    const std::string shown = kind_of(overview, hit.table, id);
    if (!kind.empty() && shown != kind) continue;
    if (items.size() == limit) break;
    // An area may have several rows, one for each period.
    const auto same = [&](const Json& item) { return item["kind"] == shown && item["id"] == id; };
    if (std::any_of(items.begin(), items.end(), same)) continue;
    Json item{{"kind", shown},
              {"id", shown == "record" ? hit.table + "/" + hit.record : id},
              {"title", view(hit.title)},
              {"text", nullptr}};
    if (const world::Place* place =
            shown == "place" ? overview.snapshot->programme().find_place(id) : nullptr)
      item["point"] = view(place->point);
    items.push_back(std::move(item));
  }
  return answer({{"items", std::move(items)}, {"next", nullptr}, {"total", found.total}});
}

}  // namespace

void add_search_routes(RouteTable& table, const Facts& facts) {
  Route found =
      public_get("/search", "search.get",
                 "Everything that holds these words, whatever alphabet they were typed in.",
                 with_overview(facts, [facts](const Call& call, const Overview& overview) {
                   return search(call, facts, overview);
                 }));
  found.query = {text_parameter("q", "Words."),
                 text_parameter("kind", "Only these.",
                                {"order", "site", "place", "region", "body", "session", "record"}),
                 count_parameter("limit", "How many.", 1, 100)};
  found.query.front().required = true;
  table.add(std::move(found));
}

}  // namespace dostyq::portal
