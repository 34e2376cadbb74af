#include "portal/response_cache.hpp"

#include <mutex>

#include "http/conditional.hpp"
#include "http/field.hpp"
#include "http/gzip.hpp"

namespace dostyq::portal {
namespace {

constexpr size_t kWorthZipping = 1024;

}  // namespace

std::string ResponseCache::key_of(const http::Request& request) {
  std::string key(code(request.language()));
  return key += request.target_text;
}

http::Response ResponseCache::answer(const http::Request& request, const Kept& kept) {
  http::Response response = kept.plain;
  const bool zipped = kept.gzip.size() > 0 &&
                      http::accepted_coding(request.headers.get("Accept-Encoding"), false, true) ==
                          http::Coding::kGzip;
  if (zipped) {
    response.body = kept.gzip;
    response.headers.add("Content-Encoding", "gzip");
  }
  return http::tagged(request, std::move(response), zipped ? kept.gzip_etag : kept.etag);
}

std::optional<ResponseCache::Hit> ResponseCache::find(const http::Request& request,
                                                      uint64_t version) const {
  std::shared_ptr<const Kept> kept;
  {
    const std::shared_lock lock(mutex_);
    const auto found = kept_.find(key_of(request));
    if (found == kept_.end() || found->second->version != version) return std::nullopt;
    kept = found->second;
  }
  return Hit{kept->route, answer(request, *kept)};
}

http::Response ResponseCache::keep(const http::Request& request, uint64_t version, size_t route,
                                   http::Response response) {
  auto kept = std::make_shared<Kept>();
  kept->version = version;
  kept->route = route;
  kept->etag = http::etag_of(response.body.view());
  kept->gzip_etag = kept->etag;
  kept->gzip_etag.insert(kept->gzip_etag.size() - 1, "-gzip");
  if (response.body.size() >= kWorthZipping) {
    std::string zipped = http::gzip(response.body.view());
    if (zipped.size() < response.body.size()) kept->gzip = http::Body(std::move(zipped));
  }
  response.headers.set("Cache-Control", "no-cache");
  response.headers.set("Vary", "Accept-Encoding, Accept-Language");
  kept->plain = std::move(response);
  kept->bytes = kept->plain.body.size() + kept->gzip.size() + 1024;
  {
    const std::unique_lock lock(mutex_);
    if (bytes_ + kept->bytes > most_bytes_) {
      kept_.clear();
      bytes_ = 0;
    }
    std::shared_ptr<const Kept>& slot = kept_[key_of(request)];
    if (slot) bytes_ -= slot->bytes;
    bytes_ += kept->bytes;
    slot = kept;
  }
  return answer(request, *kept);
}

}  // namespace dostyq::portal
