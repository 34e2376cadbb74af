#include "accounts/login_guard.hpp"

#include <algorithm>

namespace dostyq::accounts {

int64_t LoginGuard::wait(const Counts& counts, const std::string& key, const Limit& limit,
                         int64_t now) {
  const auto found = counts.find(key);
  if (found == counts.end() || now - found->second.last >= kForgotten) return 0;
  const int over = found->second.wrong - limit.free;
  if (over < 0) return 0;
  const int64_t pause = std::min(limit.most_wait, int64_t{2} << std::min(over, 20));
  return std::max<int64_t>(0, found->second.last + pause - now);
}

void LoginGuard::note(Counts& counts, const std::string& key, int64_t now) {
  if (counts.size() >= kMost && !counts.contains(key)) {
    std::erase_if(counts, [&](const auto& item) { return now - item.second.last >= kForgotten; });
    // All of them fresh: a flood from everywhere. The oldest half may be forgotten rather than
    // memory be lost.
    if (counts.size() >= kMost) {
      int64_t oldest = now;
      for (const auto& [name, count] : counts) oldest = std::min(oldest, count.last);
      const int64_t middle = oldest + (now - oldest) / 2;
      std::erase_if(counts, [&](const auto& item) { return item.second.last <= middle; });
    }
  }
  Count& count = counts[key];
  if (now - count.last >= kForgotten) count.wrong = 0;
  ++count.wrong;
  count.last = now;
}

int64_t LoginGuard::attempt(const std::string& account, const std::string& address, int64_t now) {
  const std::lock_guard lock(mutex_);
  const int64_t seconds = std::max(wait(accounts_, account, kOfAccount, now),
                                   wait(addresses_, address, kOfAddress, now));
  if (seconds > 0) return seconds;
  note(accounts_, account, now);
  note(addresses_, address, now);
  return 0;
}

void LoginGuard::forget_one(Counts& counts, const std::string& key) {
  const auto found = counts.find(key);
  if (found != counts.end() && --found->second.wrong <= 0) counts.erase(found);
}

void LoginGuard::succeeded(const std::string& account, const std::string& address) {
  const std::lock_guard lock(mutex_);
  accounts_.erase(account);
  // One good log-in does not wash an address clean of the guesses made from it.
  forget_one(addresses_, address);
}

void LoginGuard::withdraw(const std::string& account, const std::string& address) {
  const std::lock_guard lock(mutex_);
  forget_one(accounts_, account);
  forget_one(addresses_, address);
}

}  // namespace dostyq::accounts
