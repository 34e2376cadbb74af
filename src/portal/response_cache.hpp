#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message.hpp"

namespace dostyq::portal {

/// Answers that are the same for everybody until the register changes: made once, then handed out
/// without a copy, with ETag and, when it is worth it and asked for, as gzip. Bounded: when it is
/// full it begins anew. Thread-safe; a hit costs one shared lock and one hash.
class ResponseCache {
 public:
  explicit ResponseCache(size_t most_bytes = 64U << 20U) : most_bytes_(most_bytes) {}

  struct Hit {
    size_t route = 0;
    http::Response response;
  };
  /// What was kept for this request under the register's `version`; 304 when the client has it.
  /// Nothing, too, when it would have to be packed first and `may_pack` is false: that takes
  /// milliseconds, and only workers may.
  std::optional<Hit> find(const http::Request& request, uint64_t version, bool may_pack) const;

  /// Keeps an answer of status 200 and gives it back as find() would. It is the same in every
  /// language.
  http::Response keep(const http::Request& request, uint64_t version, size_t route,
                      http::Response response);

 private:
  struct Kept {
    uint64_t version = 0;
    size_t route = 0;
    std::string etag, gzip_etag;
    http::Response plain;
    size_t bytes = 0;
    bool worth_packing = false;
    mutable std::once_flag packing;
    mutable std::atomic<bool> packed = false;
    mutable http::Body gzip;  ///< once packed; empty: it was not worth it
  };
  static http::Response answer(const http::Request& request, const Kept& kept);

  size_t most_bytes_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Kept>> kept_;
  size_t bytes_ = 0;
};

}  // namespace dostyq::portal
