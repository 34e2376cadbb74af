#include "portal/response_cache.hpp"

#include "http/conditional.hpp"
#include "http/field.hpp"
#include "http/gzip.hpp"

namespace dostyq::portal {
namespace {

constexpr size_t kWorthPacking = 1024;

bool takes_gzip(const http::Request& request) {
  return http::accepted_coding(request.headers.get("Accept-Encoding"), false, true) ==
         http::Coding::kGzip;
}

}  // namespace

http::Response ResponseCache::answer(const http::Request& request, const Kept& kept) {
  const bool zipped = kept.worth_packing && takes_gzip(request);
  if (zipped) {
    std::call_once(kept.packing, [&] {
      std::string bytes = http::gzip(kept.plain.body.view());
      if (bytes.size() < kept.plain.body.size()) kept.gzip = http::Body(std::move(bytes));
      kept.packed.store(true, std::memory_order_release);
    });
  }
  http::Response response = kept.plain;
  if (!zipped || kept.gzip.size() == 0)
    return http::tagged(request, std::move(response), kept.etag);
  response.body = kept.gzip;
  response.headers.add("Content-Encoding", "gzip");
  return http::tagged(request, std::move(response), kept.gzip_etag);
}

std::optional<ResponseCache::Hit> ResponseCache::find(const http::Request& request,
                                                      uint64_t version, bool may_pack) const {
  std::shared_ptr<const Kept> kept;
  {
    const std::shared_lock lock(mutex_);
    const auto found = kept_.find(request.target_text);
    if (found == kept_.end() || found->second->version != version) return std::nullopt;
    kept = found->second;
  }
  const bool must_pack =
      kept->worth_packing && !kept->packed.load(std::memory_order_acquire) && takes_gzip(request);
  if (must_pack && !may_pack) return std::nullopt;
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
  kept->worth_packing = response.body.size() >= kWorthPacking;
  response.headers.set("Cache-Control", "no-cache");
  response.headers.set("Vary", "Accept-Encoding");
  kept->plain = std::move(response);
  // Packed, it is at most as large again.
  kept->bytes = 2 * kept->plain.body.size() + 1024;
  {
    const std::unique_lock lock(mutex_);
    if (bytes_ + kept->bytes > most_bytes_) {
      kept_.clear();
      bytes_ = 0;
    }
    std::shared_ptr<const Kept>& slot = kept_[request.target_text];
    if (slot) bytes_ -= slot->bytes;
    bytes_ += kept->bytes;
    slot = kept;
  }
  return answer(request, *kept);
}

}  // namespace dostyq::portal
