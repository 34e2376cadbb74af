#include "portal/scenario_runs.hpp"

#include <algorithm>
#include <cmath>

#include "i18n/phrase.hpp"

namespace dostyq::portal {
namespace {

using registry::PlanJob;

std::optional<double> gap_of(const Progress& progress) {
  if (!progress.has_incumbent || !std::isfinite(progress.bound)) return std::nullopt;
  return std::abs(progress.bound - progress.incumbent) /
         std::max(1.0, std::abs(progress.incumbent));
}

/// "people_reached(house, 60 min)" and the planner's other steps, in words.
Text stage_text(const std::string& stage) {
  if (i18n::knows(stage)) return i18n::term(stage, stage);
  const std::string measure = "measure." + stage.substr(0, stage.find('('));
  return i18n::term(i18n::knows(measure) ? measure : "stage." + stage, stage);
}

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

}  // namespace

Json progress_view(const PlanJob::News& news) {
  const Progress& progress = *news.progress;
  const auto gap = gap_of(progress);
  return {
      {"stage", view(stage_text(progress.stage))},
      {"stage_index", news.stage.index},
      {"stages", news.stage.count},
      {"incumbent", progress.has_incumbent ? number_or_null(progress.incumbent) : Json(nullptr)},
      {"bound", number_or_null(progress.bound)},
      {"gap", gap ? Json(*gap) : Json(nullptr)},
      {"seconds", progress.seconds},
      {"eta", news.seconds_left ? number_or_null(*news.seconds_left) : Json(nullptr)},
      {"nodes", progress.nodes}};
}

Json job_view(const Run& run, const PlanJob::News& news) {
  return {{"id", run.job->id()},
          {"kind", "plan"},
          {"state", name(news.state)},
          {"scenario", run.scenario.empty() ? Json(nullptr) : Json(run.scenario)},
          {"progress", news.progress ? progress_view(news) : Json(nullptr)},
          {"problem", run.problem.empty() ? Json(nullptr) : Json(run.problem)},
          {"started", run.started}};
}

Result<Run> ScenarioRuns::start(registry::Register& facts, registry::PlanDesk& desk,
                                const Actor& actor, const std::string& name,
                                const registry::PlanRequest& request, Json input) {
  const auto run = std::make_shared<Run>();
  run->events = std::make_shared<http::EventChannel>();
  run->name = name;
  run->author = actor.id;
  run->started = facts.clock();
  run->input = std::move(input);
  // The desk may begin at once: its first news wait until the run is known here.
  const std::lock_guard lock(mutex_);
  auto job =
      desk.start(facts, actor, request, [this, &facts, actor, run](const PlanJob::News& news) {
        std::string id;
        {
          const std::lock_guard inner(mutex_);
          id = run->job->id();
        }
        tell(facts, actor, id, news);
      });
  if (!job) return tl::unexpected(job.error());
  run->job = *job;
  runs_[run->job->id()] = run;
  return *run;
}

void ScenarioRuns::tell(registry::Register& facts, const Actor& actor, const std::string& id,
                        const PlanJob::News& news) {
  std::shared_ptr<Run> run;
  {
    const std::lock_guard lock(mutex_);
    run = runs_.at(id);
  }
  const bool ended = news.state == PlanJob::State::kDone ||
                     news.state == PlanJob::State::kStopped ||
                     news.state == PlanJob::State::kFailed;
  std::string scenario;
  std::string problem = news.problem ? news.problem->key : "";
  if (ended && !news.plan_json.empty()) {
    const auto kept = registry::keep_scenario(facts, actor, run->name, run->input.dump(),
                                              news.plan_json, run->job->sequence());
    if (kept)
      scenario = kept->id;
    else
      problem = kept.error().key;
  } else if (ended && problem.empty()) {
    problem = "cli.limit_reached";
  }
  Json shown;
  {
    const std::lock_guard lock(mutex_);
    run->scenario = scenario;
    run->problem = problem;
    shown = job_view(*run, news);
  }
  if (!ended && news.progress) run->events->publish("progress", progress_view(news).dump());
  if (ended || !news.progress) run->events->publish("state", shown.dump());
  if (ended) run->events->close();
}

std::optional<Run> ScenarioRuns::find(const std::string& job) const {
  const std::lock_guard lock(mutex_);
  const auto at = runs_.find(job);
  return at == runs_.end() ? std::nullopt : std::optional(*at->second);
}

std::optional<Run> ScenarioRuns::of_scenario(const std::string& scenario) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, run] : runs_)
    if (run->scenario == scenario) return *run;
  return std::nullopt;
}

std::vector<Run> ScenarioRuns::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<Run> found;
  for (const auto& [id, run] : runs_) found.push_back(*run);
  return found;
}

}  // namespace dostyq::portal
