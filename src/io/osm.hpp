#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "base/progress.hpp"

namespace dostyq::io {

/// Valid only while the sink that was given it runs; so are all spans and views below.
struct OsmTag {
  std::string_view key;
  std::string_view value;
};

struct OsmWay {
  int64_t id = 0;
  std::span<const OsmTag> tags;
  std::span<const int64_t> nodes;  ///< ids, in the way's direction
};

struct OsmNode {
  int64_t id = 0;
  Coordinate at;
  std::span<const OsmTag> tags;
};

/// The value of `key`, or "" (a tag of OpenStreetMap is never empty).
std::string_view tag_value(std::span<const OsmTag> tags, std::string_view key);

/// A file of OpenStreetMap data, or the bytes of one. The format (PBF or XML; gzip, bzip2 or
/// plain) is told from the first bytes, not from the name.
class OsmSource {
 public:
  static OsmSource file(std::filesystem::path path) { return {std::move(path), {}, false}; }
  /// `bytes` must outlive the source; `name` stands in errors.
  static OsmSource memory(std::string_view bytes, std::string name) {
    return {std::move(name), bytes, true};
  }

  const std::filesystem::path& path() const { return path_; }
  std::string name() const { return path_.filename().string(); }
  bool in_memory() const { return in_memory_; }
  std::string_view bytes() const { return bytes_; }

 private:
  OsmSource(std::filesystem::path path, std::string_view bytes, bool in_memory)
      : path_(std::move(path)), bytes_(bytes), in_memory_(in_memory) {}

  std::filesystem::path path_;
  std::string_view bytes_;
  bool in_memory_;
};

struct OsmOptions {
  /// Bytes of the file read so far, and its size; called from the reading thread a few times a
  /// second at most.
  std::function<void(uint64_t read, uint64_t total)> progress;
  const StopFlag* stop = nullptr;
};

/// What one pass saw.
struct OsmPass {
  uint64_t objects = 0;
};

/// One pass over the ways, in the file's order; deleted ones are left out. Memory: a few buffers,
/// whatever the size of the file. Decoding runs on threads of its own; the sink is called from the
/// caller's.
///
/// Errors: file.missing, file.not_readable, osm.empty_file, osm.not_osm, osm.change_file,
/// osm.history_file, osm.broken (the file ends too soon, or its bytes were changed), osm.stopped.
Result<OsmPass> read_osm_ways(const OsmSource& source, const OsmOptions& options,
                              const std::function<void(const OsmWay&)>& sink);

/// One pass over the nodes, as above. A node without a position is left out; one whose position is
/// not on Earth is osm.bad_position.
Result<OsmPass> read_osm_nodes(const OsmSource& source, const OsmOptions& options,
                               const std::function<void(const OsmNode&)>& sink);

}  // namespace dostyq::io
