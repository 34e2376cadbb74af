#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace dostyq::http {

/// Threads for work that waits: databases, hashes, files. The queue is bounded. Thread-safe.
class WorkPool {
 public:
  WorkPool(unsigned threads, size_t most_waiting);
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  /// False when the queue is full or the pool has stopped; `work` must not throw.
  bool submit(std::function<void()> work);
  /// Does what is waiting, then ends the threads.
  void stop();

 private:
  void serve();

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> waiting_;
  size_t most_waiting_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace dostyq::http
