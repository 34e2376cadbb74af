#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/life.hpp"

// What people may say of an order: "we have done it", "give us more time". None of it sets a
// verdict.
namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;

/// The body that somebody speaks for: as named, else the responsible one of his or her region, else
/// the only one.
tl::expected<std::string, http::Problem> speaker(const Json& object, const Overview& overview,
                                                 const registry::OrderStatus& status,
                                                 const accounts::Principal& who) {
  const auto named = text_of(object, "body");
  if (!named || !named->empty()) return named;
  for (const std::string& id : status.bodies) {
    const world::Body* body = overview.snapshot->programme().find_body(id);
    if (body != nullptr && !who.region.empty() &&
        overview.snapshot->region_of_area(body->area, overview.today) == who.region)
      return id;
  }
  if (!status.bodies.empty()) return status.bodies.front();
  return http::invalid({{"/body", "http.needs_field", {}, {}}});
}

/// An id that nobody has: the order, what it is, the day, and a number.
std::string free_id(const registry::Snapshot& snapshot, const std::string& table,
                    const std::string& start) {
  for (int number = 1;; ++number) {
    const std::string id = start + "." + std::to_string(number);
    const registry::Table* found = snapshot.state.table(table);
    if (found == nullptr || !found->index.contains(id)) return id;
  }
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

struct Said {
  const directive::Directive* order = nullptr;
  const registry::OrderStatus* status = nullptr;
  registry::Cells cells;
};

tl::expected<Said, http::Problem> said(const Call& call, const Json& object,
                                       const Overview& overview, const std::string& table,
                                       Date on) {
  const std::string& id = call.path.text("id");
  Said made;
  made.order = overview.snapshot->order(id);
  made.status = overview.status(id);
  if (made.order == nullptr || made.status == nullptr)
    return http::refuse(404, "planning.unknown_directive", {id});
  const auto body = speaker(object, overview, *made.status, call.who);
  if (!body) return tl::unexpected(body.error());
  const world::Body* found = overview.snapshot->programme().find_body(*body);
  if (found == nullptr)
    return http::invalid({{"/body", "register.not_responsible", {*body, id}, {}}});
  made.cells = {{"id", free_id(*overview.snapshot, table, lower(id) + "." + *body)},
                {"area", found->area},
                {"body", *body},
                {"directive", id},
                {"from", on.to_string()},
                {"source", registry::kStaffSource},
                {"confidence", "unverified"}};
  return made;
}

http::Answer file(const Call& call, const Facts& facts, const std::string& table,
                  const registry::Cells& cells, const std::vector<std::string>& evidence) {
  const auto before = facts->facts.now();
  registry::Submission submission{{{table, "", false, cells, 0}}, cell(cells, "note"), evidence, 0};
  if (auto source = registry::staff_source(*before))
    submission.changes.push_back(std::move(*source));
  const auto receipt = facts->facts.submit(actor_of(call.who), submission);
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  Json item{{"id", cell(cells, "id")}, {"order", cell(cells, "directive")}};
  return answer(written(*before, *receipt, std::move(item), facts->facts.today()), 201);
}

http::Answer report(const Call& call, const Facts& facts, const Overview& overview) {
  const auto object = object_of(call, {"on", "note", "evidence", "says", "body"});
  if (!object) return tl::unexpected(object.error());
  const auto on = text_of(*object, "on");
  const auto note = text_of(*object, "note");
  const auto says = text_of(*object, "says");
  const auto evidence = ids_of(*object, "evidence");
  if (!on || !note || !says) return http::invalid({{"/note", "http.needs_text", {}, {}}});
  if (!evidence) return tl::unexpected(evidence.error());
  const auto day = on->empty() ? std::optional(overview.today) : Date::parse(*on);
  if (!day) return http::invalid({{"/on", "http.needs_date", {}, {}}});
  auto made = said(call, *object, overview, "reports", *day);
  if (!made) return tl::unexpected(made.error());
  made->cells["says"] = says->empty() ? "done" : *says;
  made->cells["note"] = *note;
  return file(call, facts, "reports", made->cells, *evidence);
}

http::Answer ask(const Call& call, const Facts& facts, const Overview& overview) {
  const auto object = object_of(call, {"until", "reason", "body"});
  if (!object) return tl::unexpected(object.error());
  const auto until = text_of(*object, "until");
  const auto reason = text_of(*object, "reason");
  if (!until || !Date::parse(*until)) return http::invalid({{"/until", "http.needs_date", {}, {}}});
  if (!reason || reason->empty()) return http::invalid({{"/reason", "http.needs_field", {}, {}}});
  auto made = said(call, *object, overview, "extensions", overview.today);
  if (!made) return tl::unexpected(made.error());
  made->cells["until"] = *until;
  made->cells["note"] = *reason;
  return file(call, facts, "extensions", made->cells, {});
}

http::Answer decide(const Call& call, const Facts& facts) {
  const auto object = object_of(call, {"granted", "note"});
  if (!object) return tl::unexpected(object.error());
  if (!object->contains("granted") || !(*object)["granted"].is_boolean())
    return http::invalid({{"/granted", "http.needs_flag", {}, {}}});
  const auto note = text_of(*object, "note");
  if (!note) return tl::unexpected(note.error());
  const std::string& id = call.path.text("id");
  const auto before = facts->facts.now();
  const registry::Record* record = before->state.find("extensions", id);
  if (record == nullptr) return http::refuse(404, "register.no_record", {id});
  registry::Change change{"extensions", id, false,
                          before->state.table("extensions")->cells(*record), record->version};
  change.cells["decision"] = (*object)["granted"].get<bool>() ? "granted" : "refused";
  change.cells["decided_on"] = facts->facts.today().to_string();
  change.cells["decided_by"] = call.who.login;
  const auto receipt =
      facts->facts.submit(actor_of(call.who), {{change}, note->empty() ? "–" : *note, {}, 0});
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  return answer(written(*before, *receipt, {{"id", id}}, facts->facts.today()));
}

}  // namespace

void add_order_action_routes(RouteTable& table, const Facts& facts) {
  Route reports =
      route(Method::kPost, "/orders/{id}/reports", "orders.report",
            "Say that an order is done, or how far it is.", {Resource::kRecord, Action::kWrite},
            with_overview(facts, [facts](const Call& call, const Overview& overview) {
              return report(call, facts, overview);
            }));
  reports.success = 201;
  table.add(std::move(reports));
  Route asks =
      route(Method::kPost, "/orders/{id}/extensions", "orders.ask_extension",
            "Ask for a later date, before the date.", {Resource::kExtension, Action::kWrite},
            with_overview(facts, [facts](const Call& call, const Overview& overview) {
              return ask(call, facts, overview);
            }));
  asks.success = 201;
  table.add(std::move(asks));
  table.add(route(Method::kPost, "/extensions/{id}/decision", "extensions.decide",
                  "Grant or refuse a later date.", {Resource::kExtension, Action::kDecide},
                  [facts](const Call& call) { return decide(call, facts); }));
}

}  // namespace dostyq::portal
