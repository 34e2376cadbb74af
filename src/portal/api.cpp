#include "portal/api.hpp"

#include <chrono>

#include "portal/guard.hpp"

namespace dostyq::portal {
namespace {

using accounts::Resource;

std::vector<std::string> names_of(const RouteTable& table) {
  std::vector<std::string> names;
  for (const Route& route : table.routes()) names.push_back(route.name);
  return names;
}

bool is_api(const http::Request& request) {
  return !request.target.segments.empty() && request.target.segments.front() == "api";
}

}  // namespace

bool is_protected(accounts::Permission permission) {
  if (permission.action != accounts::Action::kRead) return false;
  return permission.resource == Resource::kEvidence || permission.resource == Resource::kPerson ||
         permission.resource == Resource::kExtension || permission.resource == Resource::kAccount ||
         permission.resource == Resource::kAudit;
}

http::Problem refusal(const Error& error) {
  if (error.code != ErrorCode::kDatabase) return http::problem_of(error);
  return http::Problem{503, "http.store_unavailable", {}, {}, {{"Retry-After", "5"}}};
}

Api::Api(RouteTable table, std::span<const AssetFile> assets, Hooks hooks, http::Log& log)
    : table_(std::move(table)),
      assets_(assets),
      hooks_(std::move(hooks)),
      log_(log),
      metrics_(names_of(table_)) {
  for (size_t r = 0; r < table_.routes().size(); ++r)
    router_.add(table_.routes()[r].method, table_.routes()[r].path, r);
}

size_t Api::most_body_bytes(const http::Request& head) const {
  const http::Found found = router_.find(head.method, head.target.segments);
  const auto* match = std::get_if<http::Match>(&found);
  return match == nullptr ? 64 * 1024 : table_.routes()[match->route].most_body_bytes;
}

std::optional<http::Response> Api::respond_at_once(const http::Request& request) {
  const bool reads = request.method == http::Method::kGet || request.method == http::Method::kHead;
  if (reads) {
    if (auto hit = cache_.find(request, hooks_.register_version(), false)) {
      account(request, hit->route, hit->response);
      return std::move(hit->response);
    }
  }
  const http::Found found = router_.find(request.method, request.target.segments);
  if (const auto* match = std::get_if<http::Match>(&found)) {
    if (table_.routes()[match->route].speed == Speed::kWorker) return std::nullopt;
    return run(request, *match);
  }
  http::Response response = missing(request, found);
  account(request, http::Metrics::kNoRoute, response);
  return response;
}

http::Response Api::respond(const http::Request& request) {
  const http::Found found = router_.find(request.method, request.target.segments);
  if (const auto* match = std::get_if<http::Match>(&found)) return run(request, *match);
  return missing(request, found);
}

http::Response Api::missing(const http::Request& request, const http::Found& found) const {
  const Language language = request.language();
  if (const auto* other = std::get_if<http::OtherMethods>(&found)) {
    if (request.method == http::Method::kOptions) {
      http::Response response = http::no_content();
      response.headers.add("Allow", other->allow);
      return response;
    }
    return http::say({405, "http.other_methods", {other->allow}, {}, {{"Allow", other->allow}}},
                     language);
  }
  const bool reads = request.method == http::Method::kGet || request.method == http::Method::kHead;
  if (reads && !is_api(request)) {
    if (auto file = assets_.find(request)) return std::move(*file);
  }
  return http::say({404, "http.not_found", {}, {}, {}}, language);
}

http::Answer Api::call(const http::Request& request, const http::Match& match) {
  const Route& route = table_.routes()[match.route];
  accounts::Principal who;
  if (!route.cached && !route.anonymous) {
    Result<accounts::Principal> known = hooks_.identify(request);
    if (!known) return tl::unexpected(refusal(known.error()));
    who = std::move(*known);
  }
  const Call call{request, match.path, who, request.language()};
  if (auto problem = guard(route, call)) return tl::unexpected(std::move(*problem));
  if (is_protected(*route.permission)) {
    const Result<void> recorded = hooks_.record_read(who, route, request.target.path());
    if (!recorded) return tl::unexpected(refusal(recorded.error()));
  }
  return route.handler(call);
}

http::Response Api::run(const http::Request& request, const http::Match& match) {
  const Route& route = table_.routes()[match.route];
  // Asked before the handler reads: a change meanwhile makes what is kept stale, never wrong.
  const uint64_t version = route.cached ? hooks_.register_version() : 0;
  if (route.cached && request.method != http::Method::kOptions) {
    // Kept meanwhile by somebody who asked the same, or still to be packed.
    if (auto hit = cache_.find(request, version, true)) {
      account(request, match.route, hit->response);
      return std::move(hit->response);
    }
  }
  http::Answer answer = call(request, match);
  http::Response response =
      answer ? std::move(*answer) : http::say(answer.error(), request.language());
  if (route.cached && response.status == 200)
    response = cache_.keep(request, version, match.route, std::move(response));
  account(request, match.route, response);
  return response;
}

void Api::account(const http::Request& request, size_t route, const http::Response& response) {
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - request.arrived).count();
  metrics_.answered(route, response.status, seconds, response.body.size());
  const bool is_error = response.status >= 500 || response.status == 429;
  if (log_.detail() == http::LogDetail::kOff ||
      (log_.detail() == http::LogDetail::kErrors && !is_error))
    return;
  const std::string client = log_.client(request.peer);
  const std::string_view route_name = route < table_.routes().size()
                                          ? std::string_view(table_.routes()[route].name)
                                          : std::string_view("none");
  log_.info("request", {{"method", name(request.method)},
                        {"route", route_name},
                        {"status", int64_t{response.status}},
                        {"ms", seconds * 1000},
                        {"bytes", static_cast<int64_t>(response.body.size())},
                        {"client", client}});
}

}  // namespace dostyq::portal
