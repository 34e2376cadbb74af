#include <nlohmann/json.hpp>

#include "instances/point_files.hpp"
#include "instances/points.hpp"

namespace dostyq::instances {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 32;  // a FeatureCollection of points needs six

/// What a person would have written: texts as they are, numbers by their shortest digits.
std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? std::string() : value.dump();
}

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

const Json* coordinates(const Json& feature) {
  const Json* geometry = member(feature, "geometry");
  if (geometry == nullptr) return nullptr;
  const Json* type = member(*geometry, "type");
  const Json* pair = member(*geometry, "coordinates");
  const bool point = type != nullptr && *type == "Point" && pair != nullptr && pair->is_array() &&
                     pair->size() >= 2 && (*pair)[0].is_number() && (*pair)[1].is_number();
  return point ? pair : nullptr;
}

/// The feature's own id goes before a property of that name.
const Json* cell(const Json& feature, PointColumn column) {
  if (column == kId) {
    if (const Json* id = member(feature, "id")) return id;
  }
  const Json* properties = member(feature, "properties");
  return properties == nullptr ? nullptr : member(*properties, kPointColumnNames[column]);
}

tl::unexpected<Problems> wrong(const char* key, std::vector<std::string> args,
                               const Source& source) {
  return tl::unexpected(
      Problems{{ErrorCode::kBadInput, key, std::move(args), {source.file, 0, ""}}});
}

Json parse(std::string_view text) {
  bool too_deep = false;
  Json json = Json::parse(
      text,
      [&](int depth, Json::parse_event_t, Json&) {
        too_deep = too_deep || depth > kDeepest;
        return !too_deep;
      },
      false);
  return too_deep ? Json(Json::value_t::discarded) : json;
}

}  // namespace

bool looks_like_geojson(const Source& source) {
  const size_t begin = source.text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && source.text[begin] == '{' &&
         source.text.find("\"FeatureCollection\"") != std::string_view::npos;
}

Checked<Instance> read_geojson(const Source& source) {
  const Json json = parse(source.text);
  if (json.is_discarded()) return wrong("instances.not_json", {"RFC 8259"}, source);
  const Json* features = member(json, "features");
  if (features == nullptr || !features->is_array())
    return wrong("instances.missing", {"features"}, source);
  std::array<bool, kPointColumns> present{};
  for (const Json& feature : *features) {
    for (size_t column = 0; column < kPointColumns; ++column) {
      if (cell(feature, static_cast<PointColumn>(column)) != nullptr) present[column] = true;
    }
  }
  Problems problems;
  PointRows rows(source, Measure::kEarth, present, problems);
  int number = 0;
  for (const Json& feature : *features) {
    ++number;
    const Json* pair = coordinates(feature);
    if (pair == nullptr) {
      problems.push_back(
          {ErrorCode::kBadInput, "instances.not_points", {}, {source.file, number, "geometry"}});
      continue;
    }
    PointCells cells;
    for (size_t column = 0; column < kPointColumns; ++column) {
      const Json* value = cell(feature, static_cast<PointColumn>(column));
      if (value != nullptr) cells[column] = text_of(*value);
    }
    cells[kX] = text_of((*pair)[0]);
    cells[kY] = text_of((*pair)[1]);
    rows.add(cells, number);
  }
  Instance instance = rows.instance();
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return instance;
}

}  // namespace dostyq::instances
