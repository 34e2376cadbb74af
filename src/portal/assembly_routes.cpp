#include <algorithm>

#include "portal/api.hpp"
#include "portal/register_routes.hpp"

namespace dostyq::portal {
namespace {

Json brief(const Overview& overview, const world::Fact& session) {
  const std::string date = session.property("date");
  const auto orders = std::count_if(overview.orders.begin(), overview.orders.end(),
                                    [&](const Json& o) { return o["session"] == session.id; });
  return {{"id", session.id},
          {"number", session.property("number")},
          {"body", body_ref(*overview.snapshot, session.property("body"))},
          {"date", date.empty() ? view(session.period.from) : Json(date)},
          {"orders", orders},
          {"confidence", name(session.provenance.confidence)}};
}

http::Answer list(const Call& call, const Overview& overview) {
  Json all = Json::array();
  for (const world::Fact* session : overview.snapshot->plan_case->world.facts("sessions"))
    all.push_back(brief(overview, *session));
  return page_of(call.request, all);
}

http::Answer get(const Call& call, const Overview& overview) {
  const std::string& id = call.path.text("id");
  for (const world::Fact* session : overview.snapshot->plan_case->world.facts("sessions")) {
    if (session->id != id) continue;
    Json shown = brief(overview, *session);
    shown["source"] = view(source_title(*overview.snapshot, session->provenance.source));
    shown["order_list"] = briefs(overview, [&](const Json& o) { return o["session"] == id; });
    return answer(shown);
  }
  return http::refuse(404, "register.no_record", {id});
}

}  // namespace

void add_assembly_routes(RouteTable& table, const Facts& facts) {
  Route all = public_get("/sessions", "assembly.list", "Sessions of the Assembly.",
                         with_overview(facts, list));
  all.paged = true;
  table.add(std::move(all));
  table.add(public_get("/sessions/{id}", "assembly.get", "One session and its orders.",
                       with_overview(facts, get)));
}

}  // namespace dostyq::portal
