#include "instances/orienteering_file.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "instances/words.hpp"
#include "io/file.hpp"

namespace dostyq::instances {
namespace {

using optim::orienteering::Problem;

constexpr int kMostPoints = 20'000;
constexpr int kChaoDecimals = 6;

size_t at(int index) { return static_cast<size_t>(index); }

struct Place {
  double x = 0, y = 0;
};

double squared(Place a, Place b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

/// TSPLIB 95: degrees and minutes, on its own sphere.
double geographical(Place a, Place b) {
  constexpr double kPi = 3.141592;
  const auto radians = [](double value) {
    const double degrees = std::trunc(value);
    return kPi * (degrees + 5.0 * (value - degrees) / 3.0) / 180.0;
  };
  const double q1 = std::cos(radians(a.y) - radians(b.y));
  const double q2 = std::cos(radians(a.x) - radians(b.x));
  const double q3 = std::cos(radians(a.x) + radians(b.x));
  return std::trunc(6378.388 * std::acos(0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3)) + 1.0);
}

struct Metric {
  const char* name;
  double (*distance)(Place a, Place b);
};
constexpr std::array kMetrics{
    Metric{"EUC_2D", [](Place a, Place b) { return std::floor(std::sqrt(squared(a, b)) + 0.5); }},
    Metric{"CEIL_2D", [](Place a, Place b) { return std::ceil(std::sqrt(squared(a, b))); }},
    Metric{"ATT", [](Place a, Place b) { return std::ceil(std::sqrt(squared(a, b) / 10.0)); }},
    Metric{"GEO", geographical}};

/// "NAME : x", "NAME: x", "DEPOT_SECTION".
std::pair<std::string, std::string> key_and_value(std::string_view line) {
  const size_t colon = std::min(line.find(':'), line.size());
  std::string_view key = line.substr(0, colon);
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  while (key.ends_with(' ') || key.ends_with('\t')) key.remove_suffix(1);
  while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
  return {std::string(key), std::string(value)};
}

/// Whole costs from places; false if one does not fit.
bool fill_costs(const std::vector<Place>& places, double (*distance)(Place, Place), double scale,
                Problem& problem) {
  const int n = problem.points;
  problem.cost.assign(at(n) * at(n), 0);
  for (int a = 0; a < n; ++a) {
    for (int b = a + 1; b < n; ++b) {
      const double value = std::round(distance(places[at(a)], places[at(b)]) * scale);
      if (!(value >= 0 && value <= 2e9)) return false;
      problem.cost[at(a) * at(n) + at(b)] = problem.cost[at(b) * at(n) + at(a)] =
          static_cast<int32_t>(value);
    }
  }
  return true;
}

class OpLib {
 public:
  explicit OpLib(const Source& source) : words_(source) {}

  Checked<OrienteeringInstance> read() {
    while (!words_.failed() && !words_.at_end()) {
      words_.mark();
      const auto [key, value] = key_and_value(words_.rest_of_line());
      if (key == "EOF") break;
      header(key, value);
      if (key == "NODE_COORD_SECTION") coordinates();
      if (key == "NODE_SCORE_SECTION") scores();
      if (key == "DEPOT_SECTION") depot();
    }
    require();
    if (words_.failed()) return words_.problems();
    Problem& problem = instance_.problem;
    if (!fill_costs(places_, metric_->distance, 1, problem)) words_.wrong("instances.too_far");
    if (words_.failed()) return words_.problems();
    instance_.format = "oplib";
    return std::move(instance_);
  }

 private:
  void header(const std::string& key, const std::string& value) {
    Problem& problem = instance_.problem;
    if (key == "NAME") instance_.name = value;
    if (key == "DIMENSION" || key == "COST_LIMIT") {
      const std::optional<Decimal> number = parse_decimal(value);
      const int64_t found = number ? whole(*number, 0).value_or(0) : 0;
      const int64_t most = key == "DIMENSION" ? kMostPoints : int64_t{1} << 40;
      if (found < 1 || found > most) {
        words_.wrong("instances.not_whole", {value, key, "1", std::to_string(most)});
      } else if (key == "DIMENSION") {
        problem.points = static_cast<int>(found);
      } else {
        problem.limit = found;
      }
    }
    if (key == "EDGE_WEIGHT_TYPE") {
      for (const Metric& metric : kMetrics) {
        if (value == metric.name) metric_ = &metric;
      }
      if (metric_ == nullptr)
        words_.wrong("instances.unsupported", {key, value, "EUC_2D, CEIL_2D, ATT, GEO"});
    }
    if (key == "TYPE" && value != "OP") words_.wrong("instances.unsupported", {key, value, "OP"});
  }

  bool dimension_known() {
    const auto n = at(instance_.problem.points);
    if (n == 0) words_.wrong("instances.missing", {"DIMENSION"});
    // A line has at least four characters: a wild number must not take all memory.
    if (n > words_.bytes_left() / 3 + 1)
      words_.wrong("instances.ends_early", {"DIMENSION " + std::to_string(n)});
    return !words_.failed();
  }

  /// `take` reads the rest of each point's line.
  template <typename Take>
  void each_point(const char* notation, const Take& take) {
    const int n = instance_.problem.points;
    std::vector<bool> given(at(n), false);
    for (int i = 0; i < n && !words_.failed(); ++i) {
      const int number = words_.count(notation, 1, n);
      if (words_.failed()) return;
      if (given[at(number - 1)]) words_.wrong("instances.twice", {std::to_string(number)});
      given[at(number - 1)] = true;
      take(at(number - 1));
    }
    words_.rest_of_line();
  }

  void coordinates() {
    if (!dimension_known()) return;
    places_.resize(at(instance_.problem.points));
    each_point("i x y",
               [&](size_t i) { places_[i] = {words_.real("i x y"), words_.real("i x y")}; });
  }

  void scores() {
    if (!dimension_known()) return;
    instance_.problem.score.assign(at(instance_.problem.points), 0);
    each_point("i score", [&](size_t i) {
      instance_.problem.score[i] = words_.whole("i score", 0, 1'000'000'000);
    });
  }

  void depot() {
    if (instance_.problem.points == 0) words_.wrong("instances.missing", {"DIMENSION"});
    if (words_.failed()) return;
    instance_.problem.start = instance_.problem.end =
        words_.count("depot", 1, instance_.problem.points) - 1;
    words_.rest_of_line();
    if (words_.peek() == "-1") words_.rest_of_line();
  }

  void require() {
    const auto need = [&](bool there, const char* what) {
      if (!there) words_.wrong("instances.missing", {what});
    };
    need(instance_.problem.points > 0, "DIMENSION");
    need(metric_ != nullptr, "EDGE_WEIGHT_TYPE");
    need(instance_.problem.limit > 0, "COST_LIMIT");
    need(!places_.empty(), "NODE_COORD_SECTION");
    need(!instance_.problem.score.empty(), "NODE_SCORE_SECTION");
  }

  Words words_;
  OrienteeringInstance instance_;
  const Metric* metric_ = nullptr;
  std::vector<Place> places_;
};

/// n, m and tmax in this order, each after its letter; then x y score of every point.
Checked<OrienteeringInstance> read_chao(const Source& source) {
  Words words(source);
  OrienteeringInstance instance;
  Problem& problem = instance.problem;
  const auto letter = [&](const char* name) {
    if (words.next(name) != name && !words.failed()) words.wrong("instances.line", {name});
  };
  letter("n");
  problem.points = words.count("n", 2, kMostPoints);
  letter("m");
  problem.routes = words.count("m", 1, 100);
  letter("tmax");
  const Decimal limit = words.amount("tmax");
  if (!words.failed() && at(problem.points) > words.bytes_left() / 5 + 1)
    words.wrong("instances.ends_early", {"n " + std::to_string(problem.points)});
  std::vector<Place> places;
  for (int i = 0; i < problem.points && !words.failed(); ++i) {
    const double x = words.real("x y score"), y = words.real("x y score");
    places.push_back({x, y});
    const Decimal score = words.amount("x y score");
    const std::optional<int64_t> points = whole(score, 0);
    if (!words.failed() && (!points || *points > 1'000'000'000))
      words.wrong("instances.not_whole", {"score", "x y score", "0", "1000000000"});
    problem.score.push_back(points.value_or(0));
  }
  words.expect_end();
  const std::optional<int64_t> tmax = rounded(limit, kChaoDecimals);
  if (!words.failed() && (!tmax || *tmax > int64_t{1} << 40)) words.wrong("instances.too_far");
  if (words.failed()) return words.problems();
  instance.length_scale = power_of_ten(kChaoDecimals);
  problem.limit = *tmax;
  problem.start = 0;
  problem.end = problem.points - 1;
  const auto straight = [](Place a, Place b) { return std::sqrt(squared(a, b)); };
  if (!fill_costs(places, straight, static_cast<double>(instance.length_scale), problem)) {
    words.wrong("instances.too_far");
    return words.problems();
  }
  instance.format = "chao";
  return instance;
}

}  // namespace

Checked<OrienteeringInstance> parse_orienteering(const Source& source) {
  const bool scores = source.text.find("NODE_SCORE_SECTION") != std::string_view::npos;
  const bool counts = source.text.substr(0, 400).find("tmax") != std::string_view::npos;
  if (!scores && !counts) {
    return tl::unexpected(Problems{
        {ErrorCode::kBadInput, "instances.unknown_orienteering", {}, {source.file, 0, ""}}});
  }
  Checked<OrienteeringInstance> instance = scores ? OpLib(source).read() : read_chao(source);
  if (instance && (instance->name.empty() || instance->format == "chao"))
    instance->name = std::filesystem::path(source.file).stem().string();
  return instance;
}

Checked<OrienteeringInstance> read_orienteering(const std::filesystem::path& path) {
  const Result<std::string> text = io::read_file(path);
  if (!text) return tl::unexpected(Problems{text.error()});
  return parse_orienteering({*text, path.filename().string(), {}});
}

}  // namespace dostyq::instances
