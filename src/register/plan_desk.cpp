#include "register/plan_desk.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <exception>
#include <limits>
#include <nlohmann/json.hpp>

#include "planning/conflicts.hpp"
#include "planning/plan_json.hpp"
#include "planning/solve.hpp"
#include "register/permissions.hpp"
#include "register/remaining_time.hpp"

namespace dostyq::registry {
namespace {

constexpr size_t kMostWaiting = 8;
constexpr size_t kMostKept = 50;

bool has_ended(PlanJob::State state) {
  return state != PlanJob::State::kQueued && state != PlanJob::State::kRunning;
}

constexpr double kUnknown = std::numeric_limits<double>::infinity();

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// plan.json with the cheapest changes that alone make a plan possible.
std::string with_repairs(std::string plan_json, const std::vector<planning::Repair>& repairs) {
  if (repairs.empty()) return plan_json;
  static constexpr std::array kWhat{"date", "number", "budget", "limit", "without"};
  auto json = nlohmann::ordered_json::parse(plan_json);
  json["repairs"] = nlohmann::ordered_json::array();
  for (const planning::Repair& repair : repairs)
    json["repairs"].push_back({{"what", kWhat[static_cast<size_t>(repair.what)]},
                               {"id", repair.id},
                               {"from", repair.from},
                               {"to", repair.to}});
  return json.dump(2) + "\n";
}

/// The case with the wished readings and dates, and the options of the planner.
struct Order {
  planning::Case plan_case;
  planning::PlanOptions options;
};

/// The same world with other budgets. Travel times are made again: they do not depend on money.
world::World with_budgets(const world::World& world, int percent) {
  auto programme = std::make_shared<world::Programme>(world.programme());
  for (world::Phase& phase : programme->config.phases) {
    if (phase.budget) phase.budget = *phase.budget / 100 * percent;
  }
  return world::World(std::move(programme));
}

Result<Order> order_of(const Snapshot& snapshot, const PlanRequest& request, Date today) {
  Order order{*snapshot.plan_case, {}};
  if (const auto chosen = planning::choose_readings(order.plan_case, request.readings); !chosen)
    return tl::unexpected(chosen.error());
  if (const auto moved = planning::slip_dates(order.plan_case, request.slips); !moved)
    return tl::unexpected(moved.error());
  const world::Programme& programme = snapshot.programme();
  for (const auto& [texts, picks] : {std::pair(&request.lock, &order.options.lock),
                                     std::pair(&request.forbid, &order.options.forbid)}) {
    for (const std::string& text : *texts) {
      const auto pick = planning::parse_pick(text, programme);
      if (!pick) return tl::unexpected(pick.error());
      picks->push_back(*pick);
    }
  }
  for (const std::string& id : request.without) {
    if (snapshot.order(id) == nullptr) return fail("planning.unknown_directive", {id});
    order.options.without.insert(id);
  }
  order.options.not_before = request.not_before.value_or(today);
  if (request.budget_percent != 100)
    order.plan_case.world = with_budgets(order.plan_case.world, request.budget_percent);
  if (request.near_adopted && snapshot.adopted) {
    std::vector<planning::PlannedSite> previous;
    for (const world::Fact* fact : snapshot.plan_case->world.facts("intended_sites")) {
      for (const world::Phase& phase : programme.config.phases) {
        if (phase.end == fact->period.from)
          previous.push_back({phase.id, fact->place, fact->property("kind")});
      }
    }
    std::sort(previous.begin(), previous.end());
    order.options.previous = std::move(previous);
  }
  if (request.time_limit_seconds > 0) order.options.time_limit_seconds = request.time_limit_seconds;
  return order;
}

}  // namespace

std::string_view name(PlanJob::State state) {
  switch (state) {
    case PlanJob::State::kQueued:
      return "queued";
    case PlanJob::State::kRunning:
      return "running";
    case PlanJob::State::kDone:
      return "done";
    case PlanJob::State::kStopped:
      return "stopped";
    case PlanJob::State::kFailed:
      return "failed";
  }
  return "";
}

PlanJob::News PlanJob::news() const {
  const std::lock_guard lock(mutex_);
  return news_;
}

bool PlanJob::wait(double seconds) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::duration<double>(seconds),
                           [&] { return has_ended(news_.state); });
}

void PlanJob::tell(const std::function<void(News&)>& change) {
  News copy;
  {
    const std::lock_guard lock(mutex_);
    change(news_);
    copy = news_;
  }
  changed_.notify_all();
  if (listener_) listener_(copy);
}

void PlanJob::run() {
  tell([](News& news) { news.state = State::kRunning; });
  try {
    solve();
  } catch (const std::exception& fault) {
    tell([&](News& news) {
      news.state = State::kFailed;
      news.problem = Error{ErrorCode::kInternal, "plan.failed", {fault.what()}, {}};
    });
  }
}

void PlanJob::solve() {
  const auto failed = [&](const Error& error) {
    tell([&](News& news) {
      news.state = State::kFailed;
      news.problem = error;
    });
  };
  Result<Order> order = order_of(*snapshot_, request_, today_);
  if (!order) return failed(order.error());
  order->options.stop = &stop_;
  order->options.gap = request_.enough_gap;
  const auto begun = std::chrono::steady_clock::now();
  RemainingTime time(order->options.time_limit_seconds, request_.enough_gap);
  order->options.stage_begins = [&](const planning::StageBegin& stage) {
    time.begin_stage(stage.index, stage.count, seconds_since(begun));
    tell([&](News& news) { news.stage = stage; });
  };
  order->options.progress = [&](const Progress& progress) {
    if (progress.has_incumbent)
      time.tell(std::abs(progress.bound - progress.incumbent) /
                    std::max(1.0, std::abs(progress.incumbent)),
                seconds_since(begun));
    tell([&](News& news) {
      news.progress = progress;
      news.seconds_left = time.seconds(seconds_since(begun));
    });
  };
  Result<planning::Plan> plan = planning::make_plan(order->plan_case, order->options);
  if (!plan) return failed(plan.error());
  std::vector<planning::Repair> repairs;
  if (plan->status == planning::PlanStatus::kConflict) {
    order->options.stage_begins = nullptr;
    order->options.progress = nullptr;
    const auto step = [&](const char* what) {
      tell([&](News& news) {
        news.progress = Progress{what, false, 0, kUnknown, seconds_since(begun), 0};
        news.stage = {};
        news.seconds_left.reset();
      });
    };
    step("cli.step_conflict");
    auto conflicts = planning::find_conflicts(order->plan_case, order->options, false);
    if (!conflicts) return failed(conflicts.error());
    plan->conflicts = std::move(*conflicts);
    if (!plan->conflicts.empty() && !stop_.requested()) {
      step("cli.step_repairs");
      auto found =
          planning::find_repairs(order->plan_case, order->options, plan->conflicts.front());
      if (!found) return failed(found.error());
      repairs = std::move(*found);
    }
  }
  std::string json;
  if (plan->status != planning::PlanStatus::kLimit)
    json = with_repairs(planning::to_json(*plan, order->plan_case, order->options), repairs);
  tell([&](News& news) {
    news.state = stop_.requested() ? State::kStopped : State::kDone;
    news.status = std::string(planning::name(plan->status));
    news.plan_json = std::move(json);
  });
}

PlanDesk::PlanDesk() : thread_([this] { work(); }) {}

PlanDesk::~PlanDesk() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    for (const auto& job : jobs_) job->stop();
  }
  wake_.notify_all();
  thread_.join();
}

Result<std::shared_ptr<PlanJob>> PlanDesk::start(
    Register& facts, const Actor& actor, const PlanRequest& request,
    std::function<void(const PlanJob::News&)> listener) {
  if (const auto allowed = allow(actor, Right::kPlan); !allowed)
    return tl::unexpected(allowed.error());
  const auto snapshot = facts.now();
  if (!snapshot->plan_case) return fail("register.empty", {}, {}, ErrorCode::kNotFound);
  if (const auto order = order_of(*snapshot, request, facts.today()); !order)
    return tl::unexpected(order.error());
  const std::lock_guard lock(mutex_);
  const auto waiting = std::count_if(jobs_.begin(), jobs_.end(),
                                     [](const auto& job) { return !has_ended(job->news().state); });
  if (static_cast<size_t>(waiting) >= kMostWaiting)
    return fail("plan.too_many", {std::to_string(kMostWaiting)}, {}, ErrorCode::kLimit);
  std::shared_ptr<PlanJob> job(
      new PlanJob("run-" + std::to_string(++last_id_), actor.id, request, snapshot, facts.today()));
  job->listener_ = std::move(listener);
  if (jobs_.size() >= kMostKept && has_ended(jobs_.front()->news().state))
    jobs_.erase(jobs_.begin());
  jobs_.push_back(job);
  wake_.notify_all();
  return job;
}

std::shared_ptr<PlanJob> PlanDesk::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto at =
      std::find_if(jobs_.begin(), jobs_.end(), [&](const auto& job) { return job->id() == id; });
  return at == jobs_.end() ? nullptr : *at;
}

std::vector<std::shared_ptr<PlanJob>> PlanDesk::jobs() const {
  const std::lock_guard lock(mutex_);
  return {jobs_.rbegin(), jobs_.rend()};
}

void PlanDesk::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto next = std::find_if(jobs_.begin(), jobs_.end(), [](const auto& job) {
      return job->news().state == PlanJob::State::kQueued;
    });
    if (closing_) return;
    if (next == jobs_.end()) {
      wake_.wait(lock);
      continue;
    }
    const std::shared_ptr<PlanJob> job = *next;
    lock.unlock();
    job->run();
    lock.lock();
  }
}

}  // namespace dostyq::registry
