#include "http/field.hpp"
#include "portal/api.hpp"
#include "portal/register_routes.hpp"

namespace dostyq::portal {
namespace {

using accounts::Action;
using accounts::Resource;
using http::Method;

tl::expected<Run, http::Problem> find(const Call& call, const Facts& facts) {
  auto run = facts->runs.find(call.path.text("id"));
  if (!run) return http::refuse(404, "plan.no_job", {call.path.text("id")});
  return std::move(*run);
}

http::Answer get(const Call& call, const Facts& facts) {
  const auto run = find(call, facts);
  if (!run) return tl::unexpected(run.error());
  return answer(job_view(*run, run->job->news()));
}

http::Answer stop(const Call& call, const Facts& facts) {
  const auto run = find(call, facts);
  if (!run) return tl::unexpected(run.error());
  run->job->stop();
  return answer(job_view(*run, run->job->news()), 202);
}

http::Answer events(const Call& call, const Facts& facts) {
  const auto run = find(call, facts);
  if (!run) return tl::unexpected(run.error());
  http::Response response;
  response.headers.add("Content-Type", "text/event-stream");
  response.headers.add("Cache-Control", "no-store");
  response.events = run->events;
  response.after =
      http::parse_count(call.request.headers.get("Last-Event-ID")).value_or(uint64_t{0});
  return response;
}

}  // namespace

void add_job_routes(RouteTable& table, const Facts& facts) {
  constexpr accounts::Permission kRead{Resource::kScenario, Action::kRead};
  constexpr accounts::Permission kRun{Resource::kScenario, Action::kRun};
  table.add(route(Method::kGet, "/jobs/{id}", "jobs.get", "How far a run is.", kRead,
                  [facts](const Call& call) { return get(call, facts); }));
  Route halt =
      route(Method::kPost, "/jobs/{id}/stop", "jobs.stop", "End it and keep the best plan.", kRun,
            [facts](const Call& call) { return stop(call, facts); });
  halt.success = 202;
  halt.takes.clear();
  table.add(std::move(halt));
  Route stream = route(Method::kGet, "/jobs/{id}/events", "jobs.events",
                       "Progress and state as server-sent events.", kRead,
                       [facts](const Call& call) { return events(call, facts); });
  stream.gives_type = "text/event-stream";
  table.add(std::move(stream));
}

}  // namespace dostyq::portal
