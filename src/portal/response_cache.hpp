#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message.hpp"

namespace dostyq::portal {

/// Answers that are the same for everybody until the register changes: made once, then handed out
/// without a copy, with ETag and, when it is worth it, as gzip. Bounded: when it is full it begins
/// anew. Thread-safe; a hit costs one shared lock and one hash.
class ResponseCache {
 public:
  explicit ResponseCache(size_t most_bytes = 64U << 20U) : most_bytes_(most_bytes) {}

  struct Hit {
    size_t route = 0;
    http::Response response;
  };
  /// What was kept for this request under the register's `version`; 304 when the client has it.
  std::optional<Hit> find(const http::Request& request, uint64_t version) const;

  /// Keeps an answer of status 200 and gives it back as find() would.
  http::Response keep(const http::Request& request, uint64_t version, size_t route,
                      http::Response response);

 private:
  struct Kept {
    uint64_t version = 0;
    size_t route = 0;
    std::string etag, gzip_etag;
    http::Response plain;
    http::Body gzip;  ///< empty: not worth it
    size_t bytes = 0;
  };
  static std::string key_of(const http::Request& request);
  static http::Response answer(const http::Request& request, const Kept& kept);

  size_t most_bytes_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Kept>> kept_;
  size_t bytes_ = 0;
};

}  // namespace dostyq::portal
