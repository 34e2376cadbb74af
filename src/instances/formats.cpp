#include "instances/formats.hpp"

#include <algorithm>
#include <array>

#include "instances/capacitated_text.hpp"
#include "instances/covering_dat.hpp"
#include "instances/orlib_pmed.hpp"
#include "instances/point_files.hpp"
#include "instances/tsplib.hpp"
#include "instances/uncapacitated.hpp"
#include "io/file.hpp"
#include "io/mapped_file.hpp"

namespace dostyq::instances {
namespace {

constexpr std::array kFormats{
    Format{"orlib-pmed", "OR-Library pmed: n m p, then edges i j c", looks_like_orlib_pmed,
           read_orlib_pmed},
    Format{"covering-dat", "maximal covering: n m, then F id x y cost, C id x y weight",
           looks_like_covering_dat, read_covering_dat},
    Format{"tsplib", "TSPLIB with NODE_COORD_SECTION and EUC_2D", looks_like_tsplib, read_tsplib},
    Format{"ufl-simple", "UFLLIB simple: FILE: name, n m 0, then rows of costs",
           looks_like_ufl_simple, read_ufl_simple},
    Format{"geojson", "GeoJSON points, weights in the property weight", looks_like_geojson,
           read_geojson},
    Format{"csv", "CSV with lon,lat or x,y, and weight", looks_like_point_csv, read_point_csv},
    Format{"orlib-cap", "OR-Library cap: n m, capacity cost, demand costs", looks_like_orlib_cap,
           read_orlib_cap},
    Format{"sscflp", "n m, capacities, opening costs, demands, then costs by customer",
           looks_like_sscflp, read_sscflp},
};

std::string names() {
  std::string list;
  for (const Format& format : kFormats) {
    if (!list.empty()) list += ", ";
    list += format.name;
  }
  return list;
}

std::string descriptions() {
  std::string list;
  for (const Format& format : kFormats) {
    list += "\n  ";
    list += format.name;
    list += " – ";
    list += format.description;
  }
  return list;
}

tl::unexpected<Problems> wrong(std::string key, std::vector<std::string> args, Where where = {}) {
  return tl::unexpected(
      Problems{{ErrorCode::kBadInput, std::move(key), std::move(args), std::move(where)}});
}

}  // namespace

std::span<const Format> formats() { return kFormats; }

Checked<Instance> parse_instance(const Source& source, const std::string& format) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& one) {
    return format.empty() ? one.recognise(source) : one.name == format;
  });
  if (found == kFormats.end()) {
    if (!format.empty()) return wrong("instances.no_such_format", {format, names()});
    return wrong("instances.unknown_format", {descriptions()}, {source.file, 0, ""});
  }
  Checked<Instance> instance = found->read(source);
  if (!instance) return instance;
  instance->format = found->name;
  if (instance->name.empty()) instance->name = std::filesystem::path(source.file).stem().string();
  return instance;
}

Checked<Instance> read_instance(const std::filesystem::path& path, const std::string& format,
                                const ReadOptions& options) {
  // What cannot be mapped, a pipe, is read; a wrong name is told as ever.
  const Result<io::MappedFile> mapped = io::MappedFile::open(path);
  std::string bytes;
  if (!mapped) {
    Result<std::string> read = io::read_file(path);
    if (!read) return tl::unexpected(Problems{read.error()});
    bytes = std::move(*read);
  }
  std::string_view text = mapped ? mapped->text() : bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return parse_instance({text, path.filename().string(), options}, format);
}

}  // namespace dostyq::instances
