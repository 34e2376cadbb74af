#include <algorithm>
#include <set>

#include "directive/read_back.hpp"
#include "directive/walk.hpp"
#include "i18n/fold.hpp"
#include "i18n/phrase.hpp"
#include "portal/api.hpp"
#include "portal/order_history.hpp"
#include "portal/plan_entries.hpp"
#include "portal/register_routes.hpp"
#include "register/documents.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;

bool has(const Json& list, std::string_view value) {
  return std::any_of(list.begin(), list.end(), [&](const Json& each) { return each == value; });
}

http::Answer list(const Call& call, const Overview& overview) {
  const std::string wanted = i18n::fold_for_search(call.query("q"));
  return page_of(
      call.request, briefs(overview, [&](const Json& order) {
        const auto verdict = call.query("verdict");
        const auto region = call.query("region");
        const auto alarm = call.query("alarm");
        if (!verdict.empty() && order["today"] != verdict) return false;
        if (!call.query("body").empty() && !has(order["body_ids"], call.query("body")))
          return false;
        if (!region.empty() && !order["regions"].empty() && !has(order["regions"], region))
          return false;
        if (!alarm.empty() && std::none_of(order["alarms"].begin(), order["alarms"].end(),
                                           [&](const Json& a) { return a["kind"] == alarm; }))
          return false;
        return wanted.empty() ||
               i18n::fold_for_search(order["id"].dump() + " " + order["text"].dump())
                       .find(wanted) != std::string::npos;
      }));
}

/// The verdict today under another reading than the chosen one.
Json under(const registry::Snapshot& snapshot, const directive::Directive& order,
           const directive::Interpretation& reading, Date today) {
  directive::Directive other = order;
  for (directive::Interpretation& each : other.interpretations)
    each.chosen = each.id == reading.id && each.version == reading.version;
  const auto verdict = directive::judge(other, snapshot.plan_case->world,
                                        snapshot.adopted ? &*snapshot.adopted : nullptr, today);
  return verdict ? Json(directive::name(verdict->status)) : Json("no_data");
}

Json interpretations(const Overview& overview, const directive::Directive& order) {
  static constexpr std::array kForces{"binding", "preferred", "watched"};
  Json all = Json::array();
  for (const directive::Interpretation& reading : order.interpretations) {
    Json requirements = Json::array();
    for (const directive::Requirement& requirement : reading.require)
      requirements.push_back(view(directive::read_back(requirement, overview.snapshot->programme(),
                                                       reading.due ? reading.due : order.due)));
    all.push_back({{"id", reading.id},
                   {"version", reading.version},
                   {"decided_by", reading.decided_by},
                   {"decided_on", view(reading.decided_on)},
                   {"chosen", reading.chosen},
                   {"force", kForces[static_cast<size_t>(reading.force)]},
                   {"why", view(reading.why)},
                   {"due", view(reading.due)},
                   {"requirements", std::move(requirements)},
                   {"today", under(*overview.snapshot, order, reading, overview.today)}});
  }
  return all;
}

Json extension_view(const registry::Extension& asked, const std::string& order) {
  return {{"id", asked.id},
          {"order", order},
          {"asked_on", view(asked.asked_on)},
          {"asked_by", asked.body},
          {"until", view(asked.until)},
          {"reason", asked.note},
          {"state", asked.decision.empty() ? "asked" : asked.decision}};
}

Json evidence(const Overview& overview, const registry::OrderStatus& status, const Facts& facts,
              const accounts::Principal& who) {
  std::vector<std::string> ids;
  const registry::State& state = overview.snapshot->state;
  const auto take = [&](const registry::Record* record) {
    if (record != nullptr) ids.insert(ids.end(), record->evidence.begin(), record->evidence.end());
  };
  for (const std::string& fact : status.verdict.finding.facts) {
    const size_t slash = fact.find('/');
    take(state.find(fact.substr(0, slash), fact.substr(slash + 1)));
  }
  for (const registry::Report& report : status.reports) take(state.find("reports", report.id));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  Json all = Json::array();
  for (const std::string& id : ids) {
    Json shown = document_view(*overview.snapshot, facts->facts.database(), id, who);
    if (!shown.is_null()) all.push_back(std::move(shown));
  }
  return all;
}

Json related(const Overview& overview, const directive::Directive& order,
             const registry::OrderStatus* status) {
  Json sites = Json::array();
  std::set<std::string> counts;
  if (status != nullptr)
    counts.insert(status->verdict.finding.facts.begin(), status->verdict.finding.facts.end());
  for (const SiteRow& site : overview.sites->all()) {
    const bool needed =
        std::find(site.because.begin(), site.because.end(), order.id) != site.because.end();
    if (needed || counts.contains("sites/" + site.id)) sites.push_back(site.view());
  }
  return {{"sites", std::move(sites)}, {"entries", plan_entries(overview, order)}};
}

Json forecast(const Overview& overview, const directive::Directive& order) {
  const auto cast = registry::forecast(*overview.snapshot, order, overview.today);
  if (!cast) return nullptr;
  const char* key = cast->holds ? "forecast.holds" : "forecast.breaks";
  return {{"met_by", nullptr},
          {"slack_days", cast->holds ? Json(cast->slack_days) : Json(nullptr)},
          {"text", view(i18n::say(i18n::Phrase{
                       key,
                       {i18n::number(cast->slack_days),
                        i18n::number(static_cast<long long>(cast->overdue.size()))}}))}};
}

http::Answer get(const Call& call, const Facts& facts, const Overview& overview) {
  const std::string& id = call.path.text("id");
  const directive::Directive* order = overview.snapshot->order(id);
  if (order == nullptr) return http::refuse(404, "planning.unknown_directive", {id});
  const registry::OrderStatus* status = overview.status(id);
  const registry::Snapshot& snapshot = *overview.snapshot;
  const world::Source* source = snapshot.programme().find_source(order->source);
  Json shown = *overview.order(id);
  shown["issuer"] = body_ref(snapshot, order->issuer);
  shown["passage_source"] = {
      {"id", order->source},
      {"title", source == nullptr ? order->source : source->title},
      {"url", source == nullptr || source->url.empty() ? Json(nullptr) : Json(source->url)},
      {"published",
       source == nullptr || source->published.empty() ? Json(nullptr) : Json(source->published)},
      {"text", view(order->text)}};
  shown["interpretations"] = interpretations(overview, *order);
  shown["extensions"] = Json::array();
  shown["history"] = shown["evidence"] = Json::array();
  if (status != nullptr) {
    shown["evidence"] = evidence(overview, *status, facts, call.who);
    auto events = order_history(overview, *status, facts, call.who);
    if (!events) return tl::unexpected(std::move(events.error()));
    shown["history"] = std::move(*events);
    for (const registry::Extension& asked : status->due.extensions)
      shown["extensions"].push_back(extension_view(asked, id));
  }
  shown["related"] = related(overview, *order, status);
  shown["forecast"] = forecast(overview, *order);
  return answer(shown);
}

/// What a document can show: the keys that an order's requirements name.
http::Answer evidence_keys(const Call& call, const Overview& overview) {
  const directive::Directive* order = overview.snapshot->order(call.path.text("id"));
  if (order == nullptr)
    return http::refuse(404, "planning.unknown_directive", {call.path.text("id")});
  Json keys = Json::array();
  if (const directive::Interpretation* reading = order->chosen()) {
    const world::Programme& programme = overview.snapshot->programme();
    directive::walk(reading->require, [&](const directive::Requirement& requirement) {
      if (const auto* evidence = std::get_if<directive::Evidence>(&requirement.form))
        keys.push_back(
            {{"about", evidence->about}, {"text", view(read_back(requirement, programme))}});
    });
  }
  return answer({{"items", std::move(keys)}, {"next", nullptr}});
}

http::Answer verdict_changes(const Call& call, const Facts& facts, const Overview& overview) {
  const Date since = *Date::parse(call.query("since"));
  const auto before = facts->facts.known_on(since);
  if (!before) return tl::unexpected(problem_of(before.error()));
  const auto moves = registry::verdict_changes(**before, *overview.snapshot, overview.today);
  if (!moves) return tl::unexpected(refusal(moves.error()));
  Json items = Json::array();
  for (const registry::VerdictChange& move : *moves) {
    const directive::Directive* order = overview.snapshot->order(move.directive);
    if (order == nullptr) order = (*before)->order(move.directive);
    const auto status = [](const std::optional<directive::Verdict>& verdict) {
      return verdict ? Json(directive::name(verdict->status)) : Json("no_data");
    };
    const Text cause = i18n::say(
        i18n::Phrase{move.reworded ? "change.reworded" : "change.records", {i18n::date(since)}});
    items.push_back({{"id", move.directive},
                     {"order", move.directive},
                     {"text", view(order->text)},
                     {"on", view(overview.today)},
                     {"before", status(move.before)},
                     {"after", status(move.after)},
                     {"cause", view(cause)}});
  }
  return page_of(call.request, items);
}

}  // namespace

void add_order_routes(RouteTable& table, const Facts& facts) {
  Route all = public_get("/orders", "orders.list", "Every order with its verdict today.",
                         with_overview(facts, list));
  all.query = {text_parameter("verdict", "Only these.",
                              {"met", "on_track", "at_risk", "not_met", "no_data", "described"}),
               text_parameter("body", "Id of a responsible body."),
               text_parameter("region", "Id of a region."),
               text_parameter("alarm", "With this alarm.",
                              {"reported_but_disagrees", "silence", "stale_evidence",
                               "breach_forecast", "late"}),
               text_parameter("q", "Words of the order.")};
  all.paged = true;
  table.add(std::move(all));
  table.add(route(Method::kGet, "/orders/{id}", "orders.get",
                  "One order: source, readings, verdict, witness, evidence, history.",
                  {Resource::kRegister, Action::kRead},
                  with_overview(facts, [facts](const Call& call, const Overview& overview) {
                    return get(call, facts, overview);
                  })));
  table.add(public_get("/orders/{id}/evidence-keys", "orders.evidence_keys",
                       "What a document can show for this order.",
                       with_overview(facts, evidence_keys)));
  Route changes = public_get("/verdict-changes", "orders.verdict_changes",
                             "What the records since a day did to verdicts.",
                             with_overview(facts, [facts](const Call& call, const Overview& o) {
                               return verdict_changes(call, facts, o);
                             }));
  changes.query = {day_parameter("since", "Compared with what was known at the end of this day.")};
  changes.query.front().required = true;
  changes.paged = true;
  table.add(std::move(changes));
}

}  // namespace dostyq::portal
