#include "io/osm.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/way.hpp>
#include <system_error>
#include <thread>
#include <vector>

#include "io/osm_frames.hpp"

namespace dostyq::io {
namespace fs = std::filesystem;
namespace {

constexpr size_t kSniffed = 4096;

tl::unexpected<Error> broken(const OsmSource& source, const std::string& why) {
  return fail("osm.broken", {why}, {source.name(), 0, ""});
}

Result<std::string> first_bytes(const OsmSource& source) {
  if (source.in_memory()) return std::string(source.bytes().substr(0, kSniffed));
  const fs::path& path = source.path();
  std::error_code error;
  if (!fs::exists(path, error))
    return fail("file.missing", {path.string()}, {source.name(), 0, ""});
  std::ifstream in(path, std::ios::binary);
  std::string bytes(kSniffed, '\0');
  if (fs::is_directory(path, error) || !in.is_open()) {
    return fail("file.not_readable", {path.string()}, {source.name(), 0, ""});
  }
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return fail("file.not_readable", {path.string()}, {source.name(), 0, ""});
  bytes.resize(static_cast<size_t>(in.gcount()));
  return bytes;
}

/// The format in libosmium's words.
Result<std::string> format_of(const OsmSource& source) {
  const Result<std::string> head = first_bytes(source);
  if (!head) return tl::unexpected(head.error());
  if (head->empty()) return fail("osm.empty_file", {}, {source.name(), 0, ""});
  if (head->starts_with("\x1f\x8b")) return "xml.gz";
  if (head->starts_with("BZh")) return "xml.bz2";
  if (head->find("OSMHeader") < 16 && head->starts_with('\0')) return "pbf";
  if (head->find("<osmChange") != std::string::npos) {
    return fail("osm.change_file", {}, {source.name(), 0, ""});
  }
  if (head->find("<osm") != std::string::npos) return "xml";
  return fail("osm.not_osm", {}, {source.name(), 0, ""});
}

osmium::io::File opened(const OsmSource& source, const std::string& format) {
  if (source.in_memory()) {
    return osmium::io::File(source.bytes().data(), source.bytes().size(), format);
  }
  // An absolute path: libosmium would take a name such as "http:" for an address.
  return osmium::io::File(fs::absolute(source.path()).string(), format);
}

/// Tells how far the reading has come, seldom.
class Meter {
 public:
  Meter(const OsmOptions& options, const osmium::io::Reader& reader)
      : options_(options), reader_(reader) {}

  void tick() {
    if (!options_.progress) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(200);
    options_.progress(reader_.offset(), reader_.file_size());
  }
  void end() const {
    if (options_.progress) options_.progress(reader_.file_size(), reader_.file_size());
  }

 private:
  const OsmOptions& options_;
  const osmium::io::Reader& reader_;
  std::chrono::steady_clock::time_point next_;
};

/// The tags, read within their bounds: libosmium's own iterator believes that keys and values hold
/// no NUL byte, and a broken file that has one leads it out of the buffer.
void take_tags(const osmium::TagList& from, std::vector<OsmTag>& tags) {
  tags.clear();
  const char* at = reinterpret_cast<const char*>(&from) + sizeof(osmium::TagList);
  const char* const end = reinterpret_cast<const char*>(&from) + from.byte_size();
  const auto text = [&at, end] {
    const char* nul =
        at == end ? nullptr
                  : static_cast<const char*>(std::memchr(at, 0, static_cast<size_t>(end - at)));
    if (nul == nullptr || nul == end) throw osmium::io_error("NUL byte in a tag");
    const std::string_view found(at, static_cast<size_t>(nul - at));
    at = nul + 1;
    return found;
  };
  while (at < end) {
    const std::string_view key = text();
    tags.push_back({key, text()});
  }
}

/// Hands each object of `buffer` on; an error ends the reading.
class WayPass {
 public:
  static constexpr auto kEntities = osmium::osm_entity_bits::way;
  static constexpr bool kBeforeWays = false;

  WayPass(const OsmSource&, const std::function<void(const OsmWay&)>& sink) : sink_(sink) {}

  Result<void> take(const osmium::memory::Buffer& buffer, OsmPass& pass) {
    for (const osmium::Way& way : buffer.select<osmium::Way>()) {
      if (!way.visible()) continue;
      ++pass.objects;
      take_tags(way.tags(), tags_);
      nodes_.clear();
      for (const osmium::NodeRef& node : way.nodes()) nodes_.push_back(node.ref());
      sink_({way.id(), tags_, nodes_});
    }
    return {};
  }

 private:
  const std::function<void(const OsmWay&)>& sink_;
  std::vector<OsmTag> tags_;
  std::vector<int64_t> nodes_;
};

class NodePass {
 public:
  /// Ways only to see where a sorted file's nodes end: the rest need not be unpacked.
  static constexpr auto kEntities = osmium::osm_entity_bits::node | osmium::osm_entity_bits::way;
  static constexpr bool kBeforeWays = true;

  NodePass(const OsmSource& source, const std::function<void(const OsmNode&)>& sink)
      : source_(source), sink_(sink) {}

  Result<void> take(const osmium::memory::Buffer& buffer, OsmPass& pass) {
    for (const osmium::Node& node : buffer.select<osmium::Node>()) {
      const osmium::Location at = node.location();
      if (!node.visible() || at.is_undefined()) continue;
      if (!at.valid()) {
        return fail("osm.bad_position", {std::to_string(node.id())}, {source_.name(), 0, ""});
      }
      ++pass.objects;
      take_tags(node.tags(), tags_);
      sink_({node.id(), Coordinate{at.x(), at.y()}, tags_});
    }
    return {};
  }

 private:
  const OsmSource& source_;
  const std::function<void(const OsmNode&)>& sink_;
  std::vector<OsmTag> tags_;
};

bool holds_way(const osmium::memory::Buffer& buffer) {
  const auto ways = buffer.select<osmium::Way>();
  return ways.begin() != ways.end();
}

template <typename Pass>
Result<OsmPass> run(const OsmSource& source, const std::string& format, const OsmOptions& options,
                    Pass& take) {
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 2U, 8U);
  osmium::thread::Pool pool(static_cast<int>(threads));
  // Who changed what, and when, is of no use here; in XML it also says what was deleted.
  const auto meta = format == "pbf" ? osmium::io::read_meta::no : osmium::io::read_meta::yes;
  osmium::io::Reader reader(opened(source, format), pool, Pass::kEntities, meta);
  if (reader.header().has_multiple_object_versions()) {
    return fail("osm.history_file", {}, {source.name(), 0, ""});
  }
  const bool sorted = reader.header().get("sorting") == "Type_then_ID";
  Meter meter(options, reader);
  OsmPass pass;
  while (const osmium::memory::Buffer buffer = reader.read()) {
    if (Pass::kBeforeWays && sorted && holds_way(buffer)) break;
    if (options.stop != nullptr && options.stop->requested()) {
      return fail("osm.stopped", {}, {source.name(), 0, ""}, ErrorCode::kLimit);
    }
    if (Result<void> taken = take.take(buffer, pass); !taken) {
      return tl::unexpected(taken.error());
    }
    meter.tick();
  }
  meter.end();
  reader.close();
  return pass;
}

template <typename Pass, typename Sink>
Result<OsmPass> read(const OsmSource& source, const OsmOptions& options, const Sink& sink) {
  const Result<std::string> format = format_of(source);
  if (!format) return tl::unexpected(format.error());
  if (*format == "pbf") {
    if (Result<void> whole = check_pbf_frames(source); !whole) return tl::unexpected(whole.error());
  }
  Pass pass(source, sink);
  try {
    return run(source, *format, options, pass);
  } catch (const std::system_error& error) {
    return fail("file.not_readable", {source.path().string()}, {source.name(), 0, ""});
  } catch (const std::exception& error) {
    return broken(source, error.what());
  }
}

}  // namespace

std::string_view tag_value(std::span<const OsmTag> tags, std::string_view key) {
  for (const OsmTag& tag : tags) {
    if (tag.key == key) return tag.value;
  }
  return {};
}

Result<OsmPass> read_osm_ways(const OsmSource& source, const OsmOptions& options,
                              const std::function<void(const OsmWay&)>& sink) {
  return read<WayPass>(source, options, sink);
}

Result<OsmPass> read_osm_nodes(const OsmSource& source, const OsmOptions& options,
                               const std::function<void(const OsmNode&)>& sink) {
  return read<NodePass>(source, options, sink);
}

}  // namespace dostyq::io
