#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/events.hpp"
#include "portal/json_view.hpp"
#include "register/plan_desk.hpp"

namespace dostyq::portal {

/// A run of the planner as the pages see it: its events, and the scenario that it became.
struct Run {
  std::shared_ptr<registry::PlanJob> job;
  std::shared_ptr<http::EventChannel> events;
  std::string name, author, started;
  Json input;            ///< ScenarioInput
  std::string scenario;  ///< id, once it is kept
  std::string problem;   ///< a message key, when it failed
};

/// The runs since the program began. Thread-safe.
class ScenarioRuns {
 public:
  /// Starts one; when it ends its plan is kept as a scenario in the name of who asked.
  Result<Run> start(registry::Register& facts, registry::PlanDesk& desk, const Actor& actor,
                    const std::string& name, const registry::PlanRequest& request, Json input);
  std::optional<Run> find(const std::string& job) const;
  /// The run that became this scenario.
  std::optional<Run> of_scenario(const std::string& scenario) const;
  std::vector<Run> all() const;

 private:
  void tell(registry::Register& facts, const Actor& actor, const std::string& id,
            const registry::PlanJob::News& news);

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Run>> runs_;
};

Json job_view(const Run& run, const registry::PlanJob::News& news);
Json progress_view(const registry::PlanJob::News& news);  ///< of news with progress

}  // namespace dostyq::portal
