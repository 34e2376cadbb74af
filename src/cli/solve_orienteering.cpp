#include "cli/solve_orienteering.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/parallel.hpp"
#include "cli/progress_line.hpp"
#include "cli/status_name.hpp"
#include "i18n/phrase.hpp"
#include "instances/orienteering_file.hpp"
#include "io/file.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using instances::OrienteeringInstance;
using optim::MipStatus;
using optim::orienteering::Problem;
using optim::orienteering::Recount;
using optim::orienteering::Route;

const char* model(const OrienteeringArguments& arguments) { return arguments.team ? "top" : "op"; }

Json length(int64_t whole, const OrienteeringInstance& instance) {
  if (instance.length_scale == 1) return whole;
  return static_cast<double>(whole) / static_cast<double>(instance.length_scale);
}

/// From start to end, numbers from 1.
Json stops(const Route& route, const Problem& problem) {
  Json list = Json::array({problem.start + 1});
  for (const int point : route) list.push_back(point + 1);
  list.push_back(problem.end + 1);
  return list;
}

double relative_gap(const optim::orienteering::Result& result) {
  const auto apart = static_cast<double>(result.bound - result.score);
  return result.score != 0 ? apart / static_cast<double>(result.score) : apart;
}

std::string answer_json(const optim::orienteering::Result& result,
                        const OrienteeringInstance& instance,
                        const OrienteeringArguments& arguments) {
  const Problem& problem = instance.problem;
  const bool found = result.has_solution();
  Json json{{"model", model(arguments)},
            {"instance", instance.name},
            {"format", instance.format},
            {"status", status_name(result.status)}};
  const bool bounded = found || result.status == MipStatus::kLimit;
  json["objective"] = found ? Json(result.score) : Json(nullptr);
  json["bound"] = bounded ? Json(result.bound) : Json(nullptr);
  json["gap"] = found ? Json(relative_gap(result)) : Json(nullptr);
  json["seconds"] = std::round(result.seconds * 1e3) / 1e3;
  json["limit"] = length(problem.limit, instance);
  Json routes = Json::array(), lengths = Json::array();
  if (found) {
    const Recount counted = optim::orienteering::recount(problem, result.routes);
    for (size_t r = 0; r < result.routes.size(); ++r) {
      if (result.routes[r].empty()) continue;
      routes.push_back(stops(result.routes[r], problem));
      lengths.push_back(length(counted.lengths[r], instance));
    }
  }
  if (!arguments.team) json["route"] = routes.empty() ? Json(nullptr) : routes[0];
  json["routes"] = std::move(routes);
  json["lengths"] = std::move(lengths);
  json["routes_allowed"] = problem.routes;
  json["nodes"] = result.nodes;
  json["cuts"] = result.cuts;
  json["columns"] = result.columns;
  json["seed"] = arguments.seed;
  json["threads"] = threads_or_all(arguments.threads);
  json["time_limit"] = arguments.time_limit > 0 ? Json(arguments.time_limit) : Json(nullptr);
  return json.dump(2) + "\n";
}

void print(const optim::orienteering::Result& result, const OrienteeringInstance& instance,
           const Context& context) {
  const Problem& problem = instance.problem;
  const std::string value = std::to_string(result.score);
  const bool proven = result.status == MipStatus::kOptimal;
  const std::string line =
      proven ? context.say("solve.optimal", {value})
             : context.say("solve.feasible", {value, std::to_string(result.bound),
                                              fmt::format("{:.3f} %", 100 * relative_gap(result))});
  fmt::print("{}\n", context.paint("1", line));
  const Recount counted = optim::orienteering::recount(problem, result.routes);
  int number = 0;
  for (size_t r = 0; r < result.routes.size(); ++r) {
    if (result.routes[r].empty()) continue;
    std::string names;
    for (const Json& stop : stops(result.routes[r], problem))
      names += (names.empty() ? "" : " ") + stop.dump();
    fmt::print("{}\n",
               context.say("solve_routes.route",
                           {std::to_string(++number), std::to_string(result.routes[r].size()),
                            length(counted.lengths[r], instance).dump(),
                            length(problem.limit, instance).dump(), names}));
  }
  fmt::print("{}\n", context.say("solve.effort", {std::to_string(result.nodes),
                                                  fmt::format("{:.2f}", result.seconds)}));
}

Error disagreement(const Recount& counted) {
  const int at = counted.broken == "routes" ? counted.at : counted.at + 1;  // numbers from 1
  return {ErrorCode::kInternal, "check.route_" + counted.broken, {std::to_string(at)}, {}};
}

/// An answer of --json: routes, objective, bound, status.
struct Written {
  std::vector<Route> routes;
  Problems problems;  ///< of the ends
  int64_t objective = 0;
  std::optional<int64_t> bound;
  bool optimal = false;
};

Result<Written> read_answer(const OrienteeringArguments& arguments, const Problem& problem) {
  const Result<std::string> text = io::read_file(arguments.check);
  if (!text) return tl::unexpected(text.error());
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  const auto bad = [](const char* what) { return fail("instances.bad_answer", {what}); };
  if (json.is_discarded() || !json.is_object()) return bad("JSON");
  const auto text_of = [&](const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : "";
  };
  if (text_of("model").empty()) return bad("model");
  if (text_of("model") != model(arguments))
    return fail("instances.other_model", {text_of("model")});
  Written written;
  if (!json.contains("objective") || !json["objective"].is_number_integer())
    return bad("objective");
  written.objective = json["objective"].get<int64_t>();
  if (json.contains("bound") && json["bound"].is_number_integer())
    written.bound = json["bound"].get<int64_t>();
  written.optimal = text_of("status") == "optimal";
  if (!json.contains("routes") || !json["routes"].is_array()) return bad("routes");
  for (const auto& one : json["routes"]) {
    if (!one.is_array() || one.size() < 2) return bad("routes");
    Route route;
    for (const auto& stop : one) {
      if (!stop.is_number_integer() || stop < -1 || stop > 2'000'000'000) return bad("routes");
      route.push_back(stop.get<int>() - 1);
    }
    if (route.front() != problem.start || route.back() != problem.end) {
      written.problems.push_back({ErrorCode::kInternal,
                                  "check.route_ends",
                                  {std::to_string(written.routes.size() + 1)},
                                  {}});
    }
    written.routes.emplace_back(route.begin() + 1, route.end() - 1);
  }
  return written;
}

int check_answer(const OrienteeringArguments& arguments, const OrienteeringInstance& instance,
                 const Context& context) {
  const Result<Written> written = read_answer(arguments, instance.problem);
  if (!written) return context.fail(written.error());
  const Recount counted = optim::orienteering::recount(instance.problem, written->routes);
  Problems problems = written->problems;
  if (!counted.broken.empty()) problems.push_back(disagreement(counted));
  const std::string found = std::to_string(counted.score);
  if (problems.empty() && counted.score != written->objective) {
    problems.push_back(
        {ErrorCode::kInternal, "check.objective", {std::to_string(written->objective), found}, {}});
  }
  const bool open = written->optimal && written->bound && *written->bound > counted.score;
  if (problems.empty() && written->bound && (*written->bound < counted.score || open)) {
    problems.push_back(
        {ErrorCode::kInternal, "check.bound", {std::to_string(*written->bound), found}, {}});
  }
  if (context.json) {
    Json json{{"agrees", problems.empty()}};
    json["objective"] = problems.empty() ? Json(counted.score) : Json(nullptr);
    json["problems"] = Json::array();
    for (const Error& error : problems)
      json["problems"].push_back(
          {{"key", error.key}, {"message", context.say(error.key, error.args)}});
    fmt::print("{}\n", json.dump(2));
  } else if (problems.empty()) {
    fmt::print("{}\n",
               context.say("solve_routes.agree", {found, std::to_string(written->routes.size()),
                                                  length(counted.length, instance).dump()}));
  } else {
    for (const Error& error : problems)
      fmt::print("{}\n", context.say("check.disagree", {context.say(error.key, error.args)}));
  }
  return problems.empty() ? kDone : kOurFault;
}

}  // namespace

int solve_orienteering(const OrienteeringArguments& arguments, const Context& context) {
  Checked<OrienteeringInstance> instance = instances::read_orienteering(arguments.instance);
  if (!instance) return context.fail(instance.error());
  if (arguments.routes) instance->problem.routes = *arguments.routes;
  if (!arguments.team) instance->problem.routes = 1;
  if (!arguments.check.empty()) return check_answer(arguments, *instance, context);
  ProgressLine line(context);
  line.step(context.say("solve_routes.read",
                        {instance->name, instance->format, std::to_string(instance->problem.points),
                         std::to_string(instance->problem.routes)}));
  optim::orienteering::Options options;
  if (arguments.time_limit > 0) options.time_limit_seconds = arguments.time_limit;
  options.threads = arguments.threads;
  options.seed = arguments.seed;
  options.stop = context.stop;
  options.progress = [&](Progress progress) {
    if (i18n::knows(progress.stage)) progress.stage = context.say(progress.stage);
    line.update(progress);
  };
  const optim::orienteering::Result result = optim::orienteering::solve(instance->problem, options);
  const std::string json = answer_json(result, *instance, arguments);
  if (!arguments.out.empty()) {
    if (::dostyq::Result<void> done = io::write_files({{arguments.out, json}}); !done)
      return context.fail(done.error());
  }
  if (context.json) fmt::print("{}", json);
  if (result.has_solution()) {
    if (!context.json) print(result, *instance, context);
    return kDone;
  }
  const bool infeasible = result.status == MipStatus::kInfeasible;
  if (!context.json)
    fmt::print(stderr, "{}\n", context.say(infeasible ? "solve_routes.infeasible" : "solve.limit"));
  return infeasible ? kConflict : kLimit;
}

}  // namespace dostyq::cli
