#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace dostyq::accounts {

/// Slows guessing down: after so many wrong log-ins in a row of one account, or from one address,
/// further ones wait, twice as long each time. An attempt counts as wrong from its beginning until
/// it succeeds, so that many at once gain nothing. Unknown accounts are treated alike. In memory,
/// bounded, thread-safe; O(1) amortised.
class LoginGuard {
 public:
  /// Seconds to wait; 0: go on, and tell succeeded() if it was right.
  int64_t attempt(const std::string& account, const std::string& address, int64_t now);
  void succeeded(const std::string& account, const std::string& address);
  /// It was neither right nor wrong: as if it had not been.
  void withdraw(const std::string& account, const std::string& address);

 private:
  struct Count {
    int wrong = 0;
    int64_t last = 0;
  };
  struct Limit {
    int free;           ///< wrong ones without a wait
    int64_t most_wait;  ///< seconds
  };
  static constexpr Limit kOfAccount{5, 300};
  static constexpr Limit kOfAddress{20, 900};
  static constexpr int64_t kForgotten = 3600;  // seconds
  static constexpr size_t kMost = 100'000;
  using Counts = std::unordered_map<std::string, Count>;

  static int64_t wait(const Counts& counts, const std::string& key, const Limit& limit,
                      int64_t now);
  static void forget_one(Counts& counts, const std::string& key);
  static void note(Counts& counts, const std::string& key, int64_t now);

  std::mutex mutex_;
  Counts accounts_, addresses_;
};

}  // namespace dostyq::accounts
