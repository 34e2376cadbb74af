#include <nlohmann/json.hpp>
#include <string_view>

#include "report/outline_sources.hpp"

namespace dostyq::embedded {
std::string_view world_atlas();  // cmake/Embed.cmake
}

namespace dostyq::report {
namespace {

using nlohmann::json;

/// TopoJSON (github.com/topojson/topojson-specification): arcs are delta-coded on a grid, a
/// negative index is the arc read backwards.
class Topology {
 public:
  explicit Topology(json text) : topology_(std::move(text)) {
    const json& transform = topology_.at("transform");
    for (size_t i : {0U, 1U}) {
      scale_[i] = transform.at("scale").at(i).get<double>();
      translate_[i] = transform.at("translate").at(i).get<double>();
    }
  }

  Polygons country(const std::string& id) const {
    Polygons found;
    for (const json& geometry : topology_.at("objects").at("countries").at("geometries")) {
      if (geometry.value("id", "") != id) continue;
      const json& arcs = geometry.at("arcs");
      if (geometry.at("type") == "Polygon") {
        found.push_back(polygon(arcs));
      } else if (geometry.at("type") == "MultiPolygon") {
        for (const json& part : arcs) found.push_back(polygon(part));
      }
    }
    return found;
  }

 private:
  std::vector<Ring> polygon(const json& rings) const {
    std::vector<Ring> result;
    for (const json& arcs : rings) {
      Ring ring;
      for (const json& index : arcs) add_arc(index.get<int>(), ring.points);
      result.push_back(std::move(ring));
    }
    return result;
  }

  void add_arc(int index, std::vector<Coordinate>& points) const {
    std::vector<Coordinate> arc;
    int64_t x = 0, y = 0;
    for (const json& step :
         topology_.at("arcs").at(static_cast<size_t>(index < 0 ? ~index : index))) {
      x += step.at(0).get<int64_t>();
      y += step.at(1).get<int64_t>();
      arc.push_back(Coordinate::from_degrees(translate_[0] + static_cast<double>(x) * scale_[0],
                                             translate_[1] + static_cast<double>(y) * scale_[1]));
    }
    if (index < 0) arc = {arc.rbegin(), arc.rend()};
    const bool joins = !points.empty() && !arc.empty() && points.back() == arc.front();
    points.insert(points.end(), arc.begin() + (joins ? 1 : 0), arc.end());
  }

  json topology_;
  double scale_[2] = {}, translate_[2] = {};
};

}  // namespace

Result<Polygons> country_outline(const std::string& iso_numeric) {
  try {
    return Topology(json::parse(embedded::world_atlas())).country(iso_numeric);
  } catch (const json::exception& broken) {
    return fail("report.outline.atlas", {broken.what()}, {}, ErrorCode::kInternal);
  }
}

}  // namespace dostyq::report
