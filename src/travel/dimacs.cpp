#include "travel/dimacs.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "io/file.hpp"
#include "travel/build_road_graph.hpp"

namespace dostyq::travel {
namespace {

constexpr int64_t kMostNodes = 0x7ffffffe;
constexpr int64_t kMostArcs = 0xfffffffe;

/// One text, line by line.
class Lines {
 public:
  Lines(std::string_view text, std::string file) : rest_(text), file_(std::move(file)) {}

  /// The next line that is not empty or a comment; false at the end.
  bool next() {
    while (!rest_.empty()) {
      const size_t end = std::min(rest_.find('\n'), rest_.size());
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++row_;
      while (!line_.empty() && (line_.back() == '\r' || line_.back() == ' '))
        line_.remove_suffix(1);
      if (!line_.empty() && line_.front() != 'c') return true;
    }
    return false;
  }

  /// Takes a word such as "a"; false when the line goes on otherwise.
  bool word(std::string_view wanted) {
    skip_blanks();
    if (!line_.starts_with(wanted)) return false;
    const std::string_view after = line_.substr(wanted.size());
    if (!after.empty() && after.front() != ' ' && after.front() != '\t') return false;
    line_ = after;
    return true;
  }

  bool number(int64_t& value) {
    skip_blanks();
    const auto [end, error] = std::from_chars(line_.data(), line_.data() + line_.size(), value);
    if (error != std::errc()) return false;
    line_.remove_prefix(static_cast<size_t>(end - line_.data()));
    return line_.empty() || line_.front() == ' ' || line_.front() == '\t';
  }

  bool at_end() {
    skip_blanks();
    return line_.empty();
  }

  tl::unexpected<Error> wrong(std::string key, std::vector<std::string> args = {}) const {
    return fail(std::move(key), std::move(args), {file_, row_, ""});
  }
  /// About the whole file.
  tl::unexpected<Error> wrong_file(std::string key, std::vector<std::string> args = {}) const {
    return fail(std::move(key), std::move(args), {file_, 0, ""});
  }

 private:
  void skip_blanks() {
    while (!line_.empty() && (line_.front() == ' ' || line_.front() == '\t'))
      line_.remove_prefix(1);
  }

  std::string_view rest_;
  std::string_view line_;
  std::string file_;
  int row_ = 0;
};

Result<void> read_arcs(Lines& lines, size_t bytes, const DimacsOptions& options, int64_t& nodes,
                       std::vector<RoadArc>& arcs) {
  int64_t announced = 0;
  const bool problem = lines.next() && lines.word("p") && lines.word("sp") && lines.number(nodes) &&
                       lines.number(announced) && lines.at_end();
  if (!problem || nodes < 0 || announced < 0) {
    return lines.wrong("dimacs.no_problem_line", {"p sp n m"});
  }
  if (nodes > kMostNodes || announced > kMostArcs) return lines.wrong("dimacs.too_large");
  // A line has at least seven characters: a wild number must not take all memory.
  arcs.reserve(std::min(static_cast<size_t>(announced), bytes / 7 + 1));
  int64_t count = 0;
  while (lines.next()) {
    int64_t tail = 0;
    int64_t head = 0;
    int64_t weight = 0;
    if (!lines.word("a") || !lines.number(tail) || !lines.number(head) || !lines.number(weight) ||
        !lines.at_end()) {
      return lines.wrong("dimacs.line", {"a tail head weight"});
    }
    for (const int64_t node : {tail, head}) {
      if (node >= 1 && node <= nodes) continue;
      return lines.wrong("dimacs.node", {std::to_string(node), std::to_string(nodes)});
    }
    const double exact = static_cast<double>(weight) * options.milliseconds_per_unit;
    if (weight < 0 || !(exact < RoadGraph::kNever)) {
      return lines.wrong("dimacs.weight", {std::to_string(weight)});
    }
    ++count;
    if (tail == head) continue;
    const auto ms = std::max<long long>(std::llround(exact), 1);
    arcs.push_back({static_cast<uint32_t>(tail - 1), static_cast<uint32_t>(head - 1),
                    static_cast<uint32_t>(std::min<long long>(ms, RoadGraph::kNever - 1)), 0, 0});
  }
  if (count == announced) return {};
  return lines.wrong_file("dimacs.count", {std::to_string(announced), std::to_string(count)});
}

Result<void> read_coordinates(Lines& lines, size_t bytes, int64_t nodes,
                              std::vector<Coordinate>& at) {
  int64_t announced = 0;
  const bool problem = lines.next() && lines.word("p") && lines.word("aux") && lines.word("sp") &&
                       lines.word("co") && lines.number(announced) && lines.at_end();
  if (!problem) return lines.wrong("dimacs.no_problem_line", {"p aux sp co n"});
  const bool fits = announced == nodes && static_cast<size_t>(nodes) <= bytes / 7 + 1;
  if (!fits) {
    return lines.wrong("dimacs.count", {std::to_string(nodes), std::to_string(announced)});
  }
  at.resize(static_cast<size_t>(nodes));
  std::vector<bool> given(at.size(), false);
  int64_t count = 0;
  while (lines.next()) {
    int64_t node = 0;
    int64_t lon = 0;
    int64_t lat = 0;
    if (!lines.word("v") || !lines.number(node) || !lines.number(lon) || !lines.number(lat) ||
        !lines.at_end()) {
      return lines.wrong("dimacs.line", {"v node longitude latitude"});
    }
    if (node < 1 || node > nodes) {
      return lines.wrong("dimacs.node", {std::to_string(node), std::to_string(nodes)});
    }
    const auto place = static_cast<size_t>(node - 1);
    if (given[place]) return lines.wrong("dimacs.twice", {std::to_string(node)});
    if (lon < -180'000'000 || lon > 180'000'000 || lat < -90'000'000 || lat > 90'000'000) {
      return lines.wrong("dimacs.position", {std::to_string(lon), std::to_string(lat)});
    }
    given[place] = true;
    at[place] = {static_cast<int32_t>(lon * 10), static_cast<int32_t>(lat * 10)};
    ++count;
  }
  if (count == nodes) return {};
  return lines.wrong_file("dimacs.count", {std::to_string(nodes), std::to_string(count)});
}

void append(std::string& text, int64_t number) {
  text += ' ';
  text += std::to_string(number);
}

int64_t millionths(int32_t e7) { return std::lround(e7 / 10.0); }

}  // namespace

Result<RoadGraph> parse_dimacs(std::string_view arcs, const std::string& arcs_file,
                               std::string_view coordinates, const std::string& coordinates_file,
                               const DimacsOptions& options) {
  std::vector<Coordinate> at;
  std::vector<RoadArc> list;
  int64_t nodes = 0;
  Lines arc_lines(arcs, arcs_file);
  if (Result<void> read = read_arcs(arc_lines, arcs.size(), options, nodes, list); !read) {
    return tl::unexpected(std::move(read.error()));
  }
  Lines lines(coordinates, coordinates_file);
  if (Result<void> read = read_coordinates(lines, coordinates.size(), nodes, at); !read) {
    return tl::unexpected(std::move(read.error()));
  }
  return make_road_graph(std::move(at), list);
}

Result<RoadGraph> read_dimacs(const std::filesystem::path& arcs,
                              const std::filesystem::path& coordinates,
                              const DimacsOptions& options) {
  const Result<std::string> arc_text = io::read_file(arcs);
  if (!arc_text) return tl::unexpected(arc_text.error());
  const Result<std::string> coordinate_text = io::read_file(coordinates);
  if (!coordinate_text) return tl::unexpected(coordinate_text.error());
  return parse_dimacs(*arc_text, arcs.filename().string(), *coordinate_text,
                      coordinates.filename().string(), options);
}

DimacsTexts to_dimacs(const RoadGraph& graph) {
  DimacsTexts texts;
  texts.arcs = "c travel times in milliseconds\np sp " + std::to_string(graph.node_count()) + " " +
               std::to_string(graph.arc_count()) + "\n";
  texts.coordinates = "c longitude and latitude in millionths of a degree\np aux sp co " +
                      std::to_string(graph.node_count()) + "\n";
  for (size_t v = 0; v < graph.node_count(); ++v) {
    for (uint32_t a = graph.first_arc[v]; a < graph.first_arc[v + 1]; ++a) {
      texts.arcs += 'a';
      append(texts.arcs, static_cast<int64_t>(v) + 1);
      append(texts.arcs, int64_t{graph.head[a]} + 1);
      append(texts.arcs, graph.milliseconds[a]);
      texts.arcs += '\n';
    }
    texts.coordinates += 'v';
    append(texts.coordinates, static_cast<int64_t>(v) + 1);
    append(texts.coordinates, millionths(graph.nodes[v].lon_e7));
    append(texts.coordinates, millionths(graph.nodes[v].lat_e7));
    texts.coordinates += '\n';
  }
  return texts;
}

}  // namespace dostyq::travel
