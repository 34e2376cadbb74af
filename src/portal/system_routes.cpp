#include "portal/system_routes.hpp"

#include "http/conditional.hpp"
#include "portal/api.hpp"
#include "portal/openapi.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Permission;
using accounts::Resource;
using http::Answer;
using http::Method;

Route route(const char* path, const char* name, const char* summary, Permission permission,
            Handler handler) {
  Route out;
  out.method = Method::kGet;
  out.path = path;
  out.name = name;
  out.summary = summary;
  out.permission = permission;
  out.handler = std::move(handler);
  return out;
}

Answer healthy(const Call&) { return http::no_content(); }

Answer ready(const store::Database& database) {
  const Result<store::Rows> answer = database.query("SELECT 1");
  if (!answer) return tl::unexpected(refusal(answer.error()));
  return http::no_content();
}

void add_problem_schema(RouteTable& table) {
  table.schema(
      "Problem",
      R"({"type":"object","required":["type","title","status","detail","code"],"properties":{
"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},
"code":{"type":"string","description":"The same in every language."},"errors":{"type":"array","items":{"type":"object",
"required":["field","code","detail"],"properties":{"field":{"type":"string"},"code":{"type":"string"},"detail":{"type":"string"},
"file":{"type":"string"},"row":{"type":"integer"},"column":{"type":"string"}}}}}})");
}

}  // namespace

void add_system_routes(RouteTable& table, const Services& services,
                       const std::shared_ptr<Mirror>& mirror) {
  constexpr Permission kEverybody{Resource::kRegister, Action::kRead};
  add_problem_schema(table);
  Route health = route("/healthz", "system.health", "Does the program run?", kEverybody, healthy);
  health.success = 204;
  health.speed = Speed::kAtOnce;
  health.anonymous = true;
  table.add(std::move(health));
  Route readiness = route("/readyz", "system.ready", "Does the database answer?", kEverybody,
                          [services](const Call&) { return ready(services.database); });
  readiness.success = 204;
  readiness.anonymous = true;
  table.add(std::move(readiness));
  Route metrics = route("/metrics", "system.metrics", "Figures for Prometheus.",
                        {Resource::kSystem, Action::kRead}, [mirror](const Call&) -> Answer {
                          return http::text(200, "text/plain; version=0.0.4; charset=utf-8",
                                            mirror->metrics->text());
                        });
  metrics.loopback_too = true;
  table.schema("PlainText", R"({"type":"string"})");
  metrics.gives = "PlainText";
  metrics.gives_type = "text/plain";
  table.add(std::move(metrics));
  Route description = route("/api/openapi.json", "system.openapi", "This description.", kEverybody,
                            [mirror](const Call& call) -> Answer {
                              http::Response response = http::json(mirror->description);
                              response.headers.set("Cache-Control", "no-cache");
                              return http::tagged(call.request, std::move(response),
                                                  http::etag_of(mirror->description));
                            });
  table.schema("OpenApi", R"({"type":"object","description":"OpenAPI 3.1."})");
  description.gives = "OpenApi";
  description.anonymous = true;
  table.add(std::move(description));
}

}  // namespace dostyq::portal
