#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace dostyq::portal {

/// Files that somebody has sent and nothing names yet: in memory, each known only to who sent it,
/// thrown away after a day or when there are too many. Thread-safe.
class Uploads {
 public:
  struct Kept {
    std::string id, owner, name, type, bytes, sha256;
    int64_t at = 0;  ///< seconds
  };
  /// Error: upload.full (ErrorCode::kLimit).
  Result<Kept> keep(const std::string& owner, const std::string& name, const std::string& type,
                    const std::string& bytes);
  /// Gives it away; nothing when there is none, or it is somebody else's.
  std::optional<Kept> take(const std::string& owner, const std::string& id);

 private:
  std::mutex mutex_;
  std::map<std::string, Kept> files_;
};

}  // namespace dostyq::portal
