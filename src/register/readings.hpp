#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "directive/choose.hpp"
#include "register/register.hpp"

// Which reading of an order is in force is a fact of the register too: who chose it, when and why.
namespace dostyq::registry {

/// The submission that puts another reading of an order in force; nothing else of directives.toml
/// changes. Errors: planning.unknown_directive, planning.unknown_reading, register.reason,
/// register.no_change when it is in force already.
Result<Submission> choosing(const Snapshot& snapshot, const std::string& order,
                            const directive::ReadingName& reading, const std::string& reason);

/// One choice: from then on the order was read so.
struct Choice {
  std::string at, author, role, reason;
  directive::ReadingName reading;
  int64_t batch = 0;
};

/// Every choice of a reading since the journal began, by order, oldest first; the first one of an
/// order is the reading that it came with. Read again only when directives.toml was changed.
/// Thread-safe.
class Choices {
 public:
  Result<std::vector<Choice>> of(Register& facts, const std::string& order);

 private:
  std::mutex mutex_;
  int64_t sequence_ = -1;  ///< of the record that was read
  std::map<std::string, std::vector<Choice>> choices_;
};

}  // namespace dostyq::registry
