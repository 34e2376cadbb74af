#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace dostyq {

/// Asked often by long work; set from a signal handler or another thread. The caller owns it.
class StopFlag {
 public:
  void request() noexcept { stop_.store(true, std::memory_order_relaxed); }
  bool requested() const noexcept { return stop_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> stop_{false};
};

/// One line of progress of a solve. Values are in the objective's own units.
struct Progress {
  std::string stage;  ///< what is being done, a message key
  bool has_incumbent = false;
  double incumbent = 0;
  double bound = 0;
  double seconds = 0;  ///< since the stage began
  int64_t nodes = 0;
};

using ProgressSink = std::function<void(const Progress&)>;

}  // namespace dostyq
