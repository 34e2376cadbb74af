#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dostyq::http {

/// What the server counts, for Prometheus. Counting is a few relaxed additions; text() is linear in
/// the routes.
class Metrics {
 public:
  explicit Metrics(std::vector<std::string> routes);

  /// `route` counts from 0; kNoRoute for requests that found none.
  static constexpr size_t kNoRoute = static_cast<size_t>(-1);
  void answered(size_t route, int status, double seconds, size_t bytes);

  std::atomic<int64_t> connections{0};  ///< open now
  std::atomic<int64_t> streams{0};      ///< of events, open now
  std::atomic<int64_t> working{0};      ///< requests on worker threads or waiting for one
  std::atomic<uint64_t> accepted{0};    ///< connections
  std::atomic<uint64_t> refused{0};     ///< connections over the limit
  std::atomic<uint64_t> timed_out{0};   ///< connections that were too slow
  std::atomic<uint64_t> malformed{0};   ///< requests that are not HTTP as we take it

  /// The text exposition format, version 0.0.4.
  std::string text() const;

 private:
  static constexpr std::array<double, 9> kSeconds{0.001, 0.0025, 0.005, 0.01, 0.025,
                                                  0.1,   0.5,    2.5,   10};
  struct OfRoute {
    std::array<std::atomic<uint64_t>, 6> classes{};  // 1xx … 5xx at 1 … 5
    std::array<std::atomic<uint64_t>, kSeconds.size() + 1> within{};
    std::atomic<uint64_t> microseconds{0}, bytes{0};
  };
  std::vector<std::string> names_;
  std::unique_ptr<OfRoute[]> routes_;  // one more than names: requests without a route
};

}  // namespace dostyq::http
