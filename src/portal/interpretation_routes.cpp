#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "register/readings.hpp"

// How an order is read: which reading is in force, who chose it and why.
namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;

http::Answer choose(const Call& call, const Facts& facts) {
  const auto object = object_of(call, {"id", "version", "reason"});
  if (!object) return tl::unexpected(object.error());
  const auto id = text_of(*object, "id");
  const auto reason = text_of(*object, "reason");
  if (!id || id->empty()) return http::invalid({{"/id", "http.needs_field", {}, {}}});
  if (!reason) return tl::unexpected(reason.error());
  const bool preview = call.query("preview") == "true";
  if (reason->empty() && !preview) return http::invalid({{"/reason", "register.reason", {}, {}}});
  const Json version = object->value("version", Json(1));
  if (!version.is_number_integer() || version < 1 || version > 1'000'000)
    return http::invalid({{"/version", "http.needs_number", {"1", "1000000"}, {}}});
  const std::string& order = call.path.text("id");
  const auto before = facts->facts.now();
  if (!before->plan_case) return http::refuse(404, "register.empty");
  const auto submission =
      registry::choosing(*before, order, {*id, version.get<int>()}, preview ? "preview" : *reason);
  if (!submission) {
    const bool about_id = submission.error().key == "planning.unknown_reading";
    if (about_id)
      return http::invalid({{"/id", submission.error().key, submission.error().args, {}}});
    return tl::unexpected(refusal(submission.error()));
  }
  const Actor actor = actor_of(call.who);
  const Json item{{"order", order}, {"id", *id}, {"version", version}};
  if (preview) {
    const auto after = facts->facts.preview(actor, *submission);
    if (!after) return tl::unexpected(problem_of(after.error()));
    Json shown = written(*before, registry::Receipt{0, {}, *after}, item, facts->facts.today());
    shown["change"] = nullptr;
    return answer(shown);
  }
  const auto receipt = facts->facts.submit(actor, *submission);
  if (!receipt) return tl::unexpected(problem_of(receipt.error()));
  return answer(written(*before, *receipt, item, facts->facts.today()));
}

}  // namespace

void add_interpretation_routes(RouteTable& table, const Facts& facts) {
  Route post = route(Method::kPost, "/orders/{id}/interpretation", "orders.choose_interpretation",
                     "Put another interpretation of an order in force, with the reason.",
                     {Resource::kInterpretation, Action::kWrite},
                     [facts](const Call& call) { return choose(call, facts); });
  post.query = {flag_parameter("preview", "true: only which verdicts would change.")};
  table.add(std::move(post));
}

}  // namespace dostyq::portal
