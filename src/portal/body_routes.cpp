#include <algorithm>

#include "i18n/phrase.hpp"
#include "portal/api.hpp"
#include "portal/plan_entries.hpp"
#include "portal/register_routes.hpp"
#include "register/exports.hpp"
#include "world/succession.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;

constexpr std::string_view kWorkbookType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Json brief(const Overview& overview, const world::Body& body) {
  const registry::BodyTally* tally = registry::find(overview.discipline, body.id);
  return {{"id", body.id},
          {"name", view(body.name)},
          {"kind", body.kind},
          {"area", area_ref(*overview.snapshot, body.area, overview.today)},
          {"from", view(body.period.from)},
          {"to", view(body.period.to)},
          {"discipline", tally_view(tally == nullptr ? registry::Tally{} : tally->tally)}};
}

http::Answer list(const Call& call, const Overview& overview) {
  Json all = Json::array();
  for (const world::Body& body : overview.snapshot->programme().bodies)
    all.push_back(brief(overview, body));
  return page_of(call.request, all);
}

http::Answer get(const Call& call, const Overview& overview) {
  const world::Programme& programme = overview.snapshot->programme();
  const world::Body* body = programme.find_body(call.path.text("id"));
  if (body == nullptr) return http::refuse(404, "register.no_record", {call.path.text("id")});
  Json shown = brief(overview, *body);
  shown["predecessors"] = shown["successors"] = Json::array();
  for (const world::Succession& step : programme.successions) {
    if (!step.of_body) continue;
    if (step.newer == body->id)
      shown["predecessors"].push_back(
          {{"body", body_ref(*overview.snapshot, step.older)}, {"on", view(step.date)}});
    if (step.older == body->id)
      shown["successors"].push_back(
          {{"body", body_ref(*overview.snapshot, step.newer)}, {"on", view(step.date)}});
  }
  shown["order_list"] = briefs(overview, [&](const Json& order) {
    const Json& ids = order["body_ids"];
    return std::find(ids.begin(), ids.end(), body->id) != ids.end();
  });
  shown["entries"] = plan_entries(
      overview, [&](const world::Fact& fact) { return fact.property("body") == body->id; });
  shown["alarms"] = Json::array();
  for (const Json& order : shown["order_list"]) {
    for (const Json& alarm : order["alarms"])
      if (alarm["body"].is_null() || alarm["body"]["id"] == body->id)
        shown["alarms"].push_back(alarm);
  }
  return answer(shown);
}

http::Answer summary(const Call&, const Overview& overview) {
  Json bodies = Json::array();
  for (const registry::BodyTally& tally : overview.discipline.bodies) {
    if (const world::Body* body = overview.snapshot->programme().find_body(tally.body))
      bodies.push_back(brief(overview, *body));
  }
  return answer({{"as_of", view(overview.today)},
                 {"overall", tally_view(overview.discipline.overall)},
                 {"bodies", std::move(bodies)}});
}

enum class Format { kPdf, kXlsx, kCsv };

/// `body` "": all bodies and all orders.
http::Answer sheets(const Call& call, const Overview& overview, const std::string& body,
                    Format format) {
  const Language language = call.language;
  const registry::Snapshot& snapshot = *overview.snapshot;
  std::vector<registry::Sheet> all;
  if (body.empty())
    all.push_back(registry::bodies_sheet(overview.discipline, snapshot, language));
  else if (snapshot.programme().find_body(body) == nullptr)
    return http::refuse(404, "register.no_record", {body});
  all.push_back(registry::orders_sheet(overview.discipline, body, snapshot, language));
  const std::string name = "discipline" + (body.empty() ? "" : "-" + body) + "-" +
                           overview.today.to_string() + "." + std::string(code(language));
  if (format == Format::kCsv)
    return download(registry::to_csv(all.front()), "text/csv; charset=utf-8", name + ".csv");
  if (format == Format::kXlsx) {
    auto bytes = registry::to_xlsx(all);
    if (!bytes) return tl::unexpected(refusal(bytes.error()));
    return download(std::move(*bytes), kWorkbookType, name + ".xlsx");
  }
  auto bytes = registry::to_pdf(all,
                                i18n::say("discipline.title", {}, language) + ": " +
                                    snapshot.programme().config.name.in(language),
                                overview.today, language);
  if (!bytes) return tl::unexpected(refusal(bytes.error()));
  return download(std::move(*bytes), "application/pdf", name + ".pdf");
}

http::Answer calendar(const Call& call, const Overview& overview) {
  return download(registry::deadlines_ics(overview.discipline, *overview.snapshot, call.language),
                  "text/calendar; charset=utf-8", "deadlines.ics");
}

}  // namespace

void add_body_routes(RouteTable& table, const Facts& facts) {
  Route all = public_get("/bodies", "bodies.list", "Bodies with their discipline of execution.",
                         with_overview(facts, list));
  all.paged = true;
  table.add(std::move(all));
  table.add(public_get("/bodies/{id}", "bodies.get", "One body.", with_overview(facts, get)));
  table.add(public_get("/discipline", "discipline.get", "Orders by verdict, overall and by body.",
                       with_overview(facts, summary)));
  const std::pair<const char*, Format> formats[] = {
      {"pdf", Format::kPdf}, {"xlsx", Format::kXlsx}, {"csv", Format::kCsv}};
  for (const auto& [ending, format] : formats) {
    const std::string type = format == Format::kPdf    ? "application/pdf"
                             : format == Format::kXlsx ? std::string(kWorkbookType)
                                                       : "text/csv";
    const auto add = [&](const std::string& path, const std::string& name, bool own) {
      // The file depends on the language of who asks: it is not kept for everybody.
      Route made =
          route(http::Method::kGet, path + "." + ending, name + "_" + ending,
                "The discipline of execution as a file.", {Resource::kRegister, Action::kRead},
                with_overview(facts, [own, f = format](const Call& call, const Overview& o) {
                  return sheets(call, o, own ? call.path.text("id") : "", f);
                }));
      made.gives_type = type;
      table.add(std::move(made));
    };
    add("/discipline", "discipline", false);
    add("/bodies/{id}/discipline", "bodies.discipline", true);
  }
  Route days = route(http::Method::kGet, "/deadlines.ics", "deadlines.get",
                     "The days of the orders as a calendar.", {Resource::kRegister, Action::kRead},
                     with_overview(facts, calendar));
  days.gives_type = "text/calendar";
  table.add(std::move(days));
}

}  // namespace dostyq::portal
