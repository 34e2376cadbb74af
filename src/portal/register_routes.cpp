#include "portal/register_routes.hpp"

#include <algorithm>

#include "http/conditional.hpp"
#include "portal/api.hpp"
#include "portal/tourist_map.hpp"

namespace dostyq::portal {

using accounts::Action;
using accounts::Resource;
using http::Method;

const RegionOf kDecidedByRegister =
    [](const Call& call) -> tl::expected<std::string, http::Problem> { return call.who.region; };

void add_register_routes(RouteTable& table, const Facts& facts) {
  // The shapes themselves are TypeScript, which the pages are compiled against
  // (docs/api-shapes.md).
  table.schema("Record", R"({"type":"object","description":"web/portal/src/api/types.ts"})");
  table.schema("Input", R"({"type":"object","description":"web/portal/src/api/types.ts"})");
  add_programme_routes(table, facts);
  add_map_routes(table, facts);
  add_site_routes(table, facts);
  add_order_routes(table, facts);
  add_order_action_routes(table, facts);
  add_interpretation_routes(table, facts);
  add_region_routes(table, facts);
  add_body_routes(table, facts);
  add_assembly_routes(table, facts);
  add_tourism_routes(table, facts);
  add_search_routes(table, facts);
  add_record_routes(table, facts);
  add_history_routes(table, facts);
  add_evidence_routes(table, facts);
  add_scenario_routes(table, facts);
  add_reading_routes(table, facts);
  add_job_routes(table, facts);
  add_audit_routes(table, facts);
}

Route route(Method method, std::string path, std::string name, std::string summary,
            accounts::Permission permission, Handler handler) {
  Route made;
  made.method = method;
  made.path = "/api/v1" + path;
  made.name = std::move(name);
  made.summary = std::move(summary);
  made.permission = permission;
  made.handler = std::move(handler);
  made.region_of = kDecidedByRegister;
  made.gives = "Record";
  if (method == Method::kPost || method == Method::kPut || method == Method::kPatch)
    made.takes = "Input";
  return made;
}

Route public_get(std::string path, std::string name, std::string summary, Handler handler) {
  Route made = route(Method::kGet, std::move(path), std::move(name), std::move(summary),
                     {Resource::kRegister, Action::kRead}, std::move(handler));
  made.cached = true;
  made.region_of = nullptr;
  return made;
}

Parameter text_parameter(std::string name, std::string summary, std::vector<std::string> one_of) {
  Parameter made;
  made.name = std::move(name);
  made.summary = std::move(summary);
  made.one_of = std::move(one_of);
  return made;
}

Parameter flag_parameter(std::string name, std::string summary) {
  Parameter made = text_parameter(std::move(name), std::move(summary));
  made.kind = Parameter::Kind::kFlag;
  return made;
}

Parameter day_parameter(std::string name, std::string summary) {
  Parameter made = text_parameter(std::move(name), std::move(summary));
  made.kind = Parameter::Kind::kDate;
  return made;
}

Parameter number_parameter(std::string name, std::string summary, double least, double most) {
  Parameter made = text_parameter(std::move(name), std::move(summary));
  made.kind = Parameter::Kind::kDecimal;
  made.least = least;
  made.most = most;
  return made;
}

Parameter count_parameter(std::string name, std::string summary, double least, double most) {
  Parameter made = number_parameter(std::move(name), std::move(summary), least, most);
  made.kind = Parameter::Kind::kInt;
  return made;
}

Handler with_overview(const Facts& facts, WithOverview make) {
  return [facts, make = std::move(make)](const Call& call) -> http::Answer {
    const auto overview = facts->overviews.now();
    if (!overview) return tl::unexpected(refusal(overview.error()));
    return make(call, **overview);
  };
}

Handler with_map(const Facts& facts, WithMap make) {
  return [facts, make = std::move(make)](const Call& call) -> http::Answer {
    const auto base = facts->overviews.base();
    if (!base) return tl::unexpected(refusal(base.error()));
    return make(call, **base);
  };
}

Json written(const registry::Snapshot& before, const registry::Receipt& receipt, Json item,
             Date today) {
  Json changed = Json::array();
  if (const auto moves = registry::verdict_changes(before, *receipt.snapshot, today)) {
    for (const registry::VerdictChange& move : *moves) {
      const auto name_of_status = [](const std::optional<directive::Verdict>& verdict) {
        return verdict ? Json(directive::name(verdict->status)) : Json(nullptr);
      };
      if (move.before && move.after && move.before->status == move.after->status) continue;
      changed.push_back({{"order", move.directive},
                         {"before", name_of_status(move.before)},
                         {"after", name_of_status(move.after)}});
    }
  }
  return {{"item", std::move(item)},
          {"changed", std::move(changed)},
          {"change", std::to_string(receipt.batch)}};
}

tl::expected<Json, http::Problem> object_of(const Call& call,
                                            const std::vector<std::string>& fields) {
  Json object = Json::parse(call.request.body, nullptr, false);
  if (object.is_discarded() || !object.is_object()) return http::refuse(400, "http.bad_json");
  std::vector<http::FieldError> unknown;
  for (const auto& [field, value] : object.items()) {
    if (std::find(fields.begin(), fields.end(), field) == fields.end())
      unknown.push_back({"/" + field, "http.unknown_field", {}, {}});
  }
  if (!unknown.empty()) return http::invalid(std::move(unknown));
  return object;
}

tl::expected<std::string, http::Problem> text_of(const Json& object, const std::string& field) {
  if (!object.contains(field) || object[field].is_null()) return std::string();
  if (!object[field].is_string()) return http::invalid({{"/" + field, "http.needs_text", {}, {}}});
  return object[field].get<std::string>();
}

tl::expected<std::vector<std::string>, http::Problem> ids_of(const Json& object,
                                                             const std::string& field) {
  std::vector<std::string> ids;
  if (!object.contains(field) || object[field].is_null()) return ids;
  const Json& value = object[field];
  if (value.is_string()) return std::vector{value.get<std::string>()};
  const bool fits =
      value.is_array() && value.size() <= 50 &&
      std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_string(); });
  if (!fits) return http::invalid({{"/" + field, "http.needs_text", {}, {}}});
  for (const Json& id : value) ids.push_back(id.get<std::string>());
  return ids;
}

std::string version_tag(int64_t version) { return "\"" + std::to_string(version) + "\""; }

tl::expected<void, http::Problem> must_match(const Call& call, int64_t version) {
  if (auto problem = http::unless_match(call.request, version_tag(version)))
    return tl::unexpected(std::move(*problem));
  return {};
}

http::Response tagged_answer(const Call& call, const Json& json, int64_t version) {
  return http::tagged(call.request, answer(json), version_tag(version));
}

http::Response download(std::string bytes, std::string_view type, const std::string& name) {
  http::Response response;
  response.headers.add("Content-Type", std::string(type));
  response.headers.add("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.add("X-Content-Type-Options", "nosniff");
  response.body = std::move(bytes);
  return response;
}

Json briefs(const Overview& overview, const std::function<bool(const Json&)>& wanted) {
  Json list = Json::array();
  std::copy_if(overview.orders.begin(), overview.orders.end(), std::back_inserter(list), wanted);
  return list;
}

}  // namespace dostyq::portal
