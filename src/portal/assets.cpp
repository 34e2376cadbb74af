#include "portal/assets.hpp"

#include <array>

#include "http/conditional.hpp"
#include "http/field.hpp"
#include "http/wire.hpp"

namespace dostyq::portal {
namespace {

struct Type {
  std::string_view ending, type;
};

constexpr std::array kTypes{
    Type{".html", "text/html; charset=utf-8"},
    Type{".js", "text/javascript; charset=utf-8"},
    Type{".mjs", "text/javascript; charset=utf-8"},
    Type{".css", "text/css; charset=utf-8"},
    Type{".json", "application/json; charset=utf-8"},
    Type{".geojson", "application/geo+json"},
    Type{".webmanifest", "application/manifest+json"},
    Type{".svg", "image/svg+xml"},
    Type{".png", "image/png"},
    Type{".webp", "image/webp"},
    Type{".ico", "image/x-icon"},
    Type{".woff2", "font/woff2"},
    Type{".woff", "font/woff"},
    Type{".txt", "text/plain; charset=utf-8"},
    Type{".wasm", "application/wasm"},
};

std::string joined(const std::vector<std::string>& segments) {
  std::string path;
  for (const std::string& segment : segments) path += (path.empty() ? "" : "/") + segment;
  return path;
}

}  // namespace

std::string_view type_of(std::string_view path) {
  for (const Type& type : kTypes) {
    if (path.ends_with(type.ending)) return type.type;
  }
  return "application/octet-stream";
}

Assets::Assets(std::span<const AssetFile> files) {
  for (const AssetFile& file : files)
    entries_.emplace(std::string(file.path),
                     Entry{file, http::etag_of(file.bytes), type_of(file.path)});
}

std::optional<http::Response> Assets::find(const http::Request& request) const {
  auto found = entries_.find(joined(request.target.segments));
  if (found == entries_.end()) {
    const bool names_a_file = !request.target.segments.empty() &&
                              request.target.segments.back().find('.') != std::string::npos;
    if (names_a_file) return std::nullopt;
    found = entries_.find("index.html");
    if (found == entries_.end()) return std::nullopt;
  }
  const Entry& entry = found->second;
  const bool lasts = entry.file.path.starts_with("assets/");
  http::Response response;
  response.headers.add("Content-Type", std::string(entry.type));
  response.headers.add("Cache-Control", lasts ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.add("Vary", "Accept-Encoding");
  if (entry.type.starts_with("text/html"))
    response.headers.add("Content-Security-Policy", std::string(http::page_policy()));
  std::string etag = entry.etag;
  switch (http::accepted_coding(request.headers.get("Accept-Encoding"), !entry.file.brotli.empty(),
                                !entry.file.gzip.empty())) {
    case http::Coding::kBrotli:
      response.headers.add("Content-Encoding", "br");
      response.body = http::Body::constant(entry.file.brotli);
      etag.insert(etag.size() - 1, "-br");
      break;
    case http::Coding::kGzip:
      response.headers.add("Content-Encoding", "gzip");
      response.body = http::Body::constant(entry.file.gzip);
      etag.insert(etag.size() - 1, "-gzip");
      break;
    case http::Coding::kIdentity:
      response.body = http::Body::constant(entry.file.bytes);
      break;
  }
  return http::tagged(request, std::move(response), etag);
}

}  // namespace dostyq::portal
