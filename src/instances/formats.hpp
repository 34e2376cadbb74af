#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "instances/instance.hpp"

namespace dostyq::instances {

/// A file of an instance, read whole.
struct Source {
  std::string_view text;
  std::string file;  ///< name without folders, for messages
  ReadOptions options;
};

/// One format of instances: a line of the table in formats.cpp.
struct Format {
  const char* name;                         ///< of --format and Instance::format
  const char* description;                  ///< for the list that people read
  bool (*recognise)(const Source& source);  ///< by content and extension, cheaply
  Checked<Instance> (*read)(const Source& source);
};

/// Asked in this order; the first that recognises a file reads it.
std::span<const Format> formats();

/// `format`: a name, or "" to find it out. Errors: those of io/file.hpp, instances.unknown_format
/// (the file), instances.no_such_format (the name), and those of the format.
Checked<Instance> read_instance(const std::filesystem::path& path, const std::string& format = "",
                                const ReadOptions& options = {});
Checked<Instance> parse_instance(const Source& source, const std::string& format = "");

}  // namespace dostyq::instances
