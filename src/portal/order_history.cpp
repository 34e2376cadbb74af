#include "portal/order_history.hpp"

#include <algorithm>

#include "i18n/phrase.hpp"
#include "i18n/zone.hpp"
#include "portal/api.hpp"

namespace dostyq::portal {
namespace {

Json event(Date on, const char* kind, const Text& text, const std::string& by) {
  return {{"on", view(on)}, {"kind", kind}, {"text", view(text)}, {"by", by}};
}

Text say(const char* key, std::vector<Text> args = {}) {
  return i18n::say(i18n::Phrase{key, std::move(args)});
}

void add_said(const registry::OrderStatus& status, Json& events) {
  for (const registry::Report& report : status.reports)
    events.push_back(event(report.on, "reported", say("event.reported", {i18n::same(report.says)}),
                           report.body));
  for (const registry::Extension& asked : status.due.extensions) {
    events.push_back(event(asked.asked_on, "extension",
                           say("event.asked", {i18n::date(asked.until)}), asked.body));
    if (asked.decided_on)
      events.push_back(event(*asked.decided_on, "extension",
                             say("event.decided", {i18n::same(asked.decision)}), ""));
  }
}

void add_records(const Overview& overview, const registry::OrderStatus& status,
                 const accounts::Principal& who, Json& events) {
  for (const std::string& fact : status.verdict.finding.facts) {
    const size_t slash = fact.find('/');
    const registry::Record* record =
        overview.snapshot->state.find(fact.substr(0, slash), fact.substr(slash + 1));
    if (record == nullptr) continue;
    events.push_back(event(Date::parse(record->at.substr(0, 10)).value_or(overview.today), "record",
                           i18n::same(fact), who.signed_in() ? record->author : ""));
  }
}

Result<void> add_choices(const Overview& overview, const directive::Directive& order,
                         const Facts& facts, const accounts::Principal& who, Json& events) {
  const auto choices = facts->choices.of(facts->facts, order.id);
  if (!choices) return tl::unexpected(choices.error());
  const std::string& zone = overview.snapshot->programme().config.zone;
  for (size_t i = 1; i < choices->size(); ++i) {
    const registry::Choice& choice = (*choices)[i];
    const auto reading = std::find_if(
        order.interpretations.begin(), order.interpretations.end(), [&](const auto& each) {
          return each.id == choice.reading.id && each.version == choice.reading.version;
        });
    const Text what =
        reading == order.interpretations.end() ? i18n::same(choice.reading.id) : reading->why;
    events.push_back(event(i18n::day_in_zone(choice.at, zone), "interpretation",
                           say("event.chosen", {what, i18n::same(choice.reason)}),
                           who.signed_in() ? choice.author : ""));
  }
  return {};
}

Result<void> add_turns(const Overview& overview, const directive::Directive& order,
                       const Facts& facts, Json& events) {
  const auto turns = facts->turns.of(overview.snapshot, order, overview.today);
  if (!turns) return tl::unexpected(turns.error());
  for (const registry::VerdictTurn& turn : *turns) {
    Json shown =
        event(turn.on, "verdict", say(turn.day_passed ? "event.day_passed" : "event.facts"), "");
    shown["before"] = directive::name(turn.before);
    shown["after"] = directive::name(turn.after);
    events.push_back(std::move(shown));
  }
  return {};
}

}  // namespace

tl::expected<Json, http::Problem> order_history(const Overview& overview,
                                                const registry::OrderStatus& status,
                                                const Facts& facts,
                                                const accounts::Principal& who) {
  Json events = Json::array();
  const directive::Directive& order = *status.order;
  if (const auto done = add_turns(overview, order, facts, events); !done)
    return tl::unexpected(refusal(done.error()));
  add_said(status, events);
  for (const directive::Interpretation& reading : order.interpretations)
    events.push_back(event(reading.decided_on, "interpretation", reading.why, reading.decided_by));
  if (const auto done = add_choices(overview, order, facts, who, events); !done)
    return tl::unexpected(refusal(done.error()));
  add_records(overview, status, who, events);
  std::stable_sort(events.begin(), events.end(),
                   [](const Json& a, const Json& b) { return a["on"] > b["on"]; });
  return events;
}

}  // namespace dostyq::portal
