#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace dostyq::portal {

/// A file of the pages, inside the binary (cmake/Embed.cmake); gzip and brotli are empty when they
/// would not be smaller.
struct AssetFile {
  std::string_view path;  ///< "index.html", "assets/main-D4f9x2.js"
  std::string_view bytes, gzip, brotli;
};

/// web/portal/dist.
std::span<const AssetFile> embedded_assets();

/// The files of the pages as answers. Files under assets/ have a hash in their names and are kept
/// by browsers for a year; the others are asked for again each time with their ETag. Thread-safe
/// once made.
class Assets {
 public:
  explicit Assets(std::span<const AssetFile> files);

  /// A file, or for a path without a dot in its last segment index.html: the page finds its own
  /// way. Nothing: no such file. O(log files).
  std::optional<http::Response> find(const http::Request& request) const;

 private:
  struct Entry {
    AssetFile file;
    std::string etag;
    std::string_view type;
  };
  std::map<std::string, Entry, std::less<>> entries_;
};

/// "text/javascript; charset=utf-8" by the file's ending.
std::string_view type_of(std::string_view path);

}  // namespace dostyq::portal
