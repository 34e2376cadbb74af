#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/progress.hpp"
#include "planning/options.hpp"
#include "register/scenarios.hpp"

namespace dostyq::registry {

/// A run of the planner on one snapshot. Thread-safe.
class PlanJob {
 public:
  enum class State { kQueued, kRunning, kDone, kStopped, kFailed };

  /// What has happened up to now.
  struct News {
    State state = State::kQueued;
    std::optional<Progress> progress;  ///< the last one
    planning::StageBegin stage;        ///< which of how many objectives
    std::optional<double> seconds_left;
    std::string status;            ///< of the plan: optimal, feasible, conflict, limit
    std::string plan_json;         ///< when there is a plan, or an explained conflict
    std::optional<Error> problem;  ///< with kFailed
  };

  const std::string& id() const { return id_; }
  const std::string& author() const { return author_; }
  const PlanRequest& request() const { return request_; }
  int64_t sequence() const { return snapshot_->state.sequence(); }
  News news() const;
  /// Ends the run soon and keeps the best plan so far.
  void stop() { stop_.request(); }
  /// Until it has ended, or `seconds` have gone by; true: ended.
  bool wait(double seconds) const;

 private:
  friend class PlanDesk;
  PlanJob(std::string id, std::string author, PlanRequest request,
          std::shared_ptr<const Snapshot> snapshot, Date today)
      : id_(std::move(id)),
        author_(std::move(author)),
        request_(std::move(request)),
        snapshot_(std::move(snapshot)),
        today_(today) {}
  void run();
  void solve();
  void tell(const std::function<void(News&)>& change);

  const std::string id_, author_;
  const PlanRequest request_;
  const std::shared_ptr<const Snapshot> snapshot_;
  const Date today_;
  StopFlag stop_;
  std::function<void(const News&)> listener_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  News news_;
};

std::string_view name(PlanJob::State state);

/// Runs plans one after another on a thread of its own: a solve takes a core to itself. Keeps the
/// last jobs.
class PlanDesk {
 public:
  PlanDesk();
  ~PlanDesk();  ///< stops what runs and waits for it
  PlanDesk(const PlanDesk&) = delete;
  PlanDesk& operator=(const PlanDesk&) = delete;

  /// Queues a run. `listener` is called from the desk's thread at every change, progress included.
  /// Errors: register.not_allowed, register.empty, planning.* (an unknown place, order, reading),
  /// plan.too_many (ErrorCode::kLimit).
  Result<std::shared_ptr<PlanJob>> start(Register& facts, const Actor& actor,
                                         const PlanRequest& request,
                                         std::function<void(const PlanJob::News&)> listener = {});
  /// Null when there is none, or it is long gone.
  std::shared_ptr<PlanJob> find(const std::string& id) const;
  std::vector<std::shared_ptr<PlanJob>> jobs() const;  ///< newest first

 private:
  void work();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::shared_ptr<PlanJob>> jobs_;  ///< oldest first
  bool closing_ = false;
  int64_t last_id_ = 0;
  std::thread thread_;
};

}  // namespace dostyq::registry
