#include "instances/tsplib.hpp"

#include <algorithm>
#include <charconv>

#include "instances/words.hpp"

namespace dostyq::instances {
namespace {

constexpr std::string_view kSection = "NODE_COORD_SECTION";

struct Header {
  std::string name;
  int points = 0;
  bool euclidean = false;
};

/// "NAME : fl1400", "NAME: fl1400", "NAME :fl1400"; the value is "" when there is none.
std::pair<std::string, std::string> key_and_value(std::string_view line) {
  const size_t colon = std::min(line.find(':'), line.size());
  std::string_view key = line.substr(0, colon);
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  while (key.ends_with(' ') || key.ends_with('\t')) key.remove_suffix(1);
  while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
  return {std::string(key), std::string(value)};
}

void take(const std::string& key, const std::string& value, Header& header, Words& words) {
  if (key == "NAME") header.name = value;
  if (key == "DIMENSION") {
    const char* end = value.data() + value.size();
    const auto [at, error] = std::from_chars(value.data(), end, header.points);
    if (error != std::errc() || at != end || header.points < 1)
      words.wrong("instances.not_whole", {value, "DIMENSION", "1", "2147483647"});
  }
  if (key == "EDGE_WEIGHT_TYPE") {
    header.euclidean = value == "EUC_2D";
    if (!header.euclidean) words.wrong("instances.unsupported", {key, value, "EUC_2D"});
  }
}

Header read_header(Words& words) {
  Header header;
  while (!words.failed()) {
    if (words.at_end()) {
      words.mark();
      words.wrong("instances.missing", {std::string(kSection)});
      break;
    }
    words.mark();
    const auto [key, value] = key_and_value(words.rest_of_line());
    if (key == kSection) break;
    take(key, value, header, words);
  }
  if (header.points == 0) words.wrong("instances.missing", {"DIMENSION"});
  if (!header.euclidean) words.wrong("instances.missing", {"EDGE_WEIGHT_TYPE : EUC_2D"});
  return header;
}

}  // namespace

bool looks_like_tsplib(const Source& source) {
  return source.text.find(kSection) != std::string_view::npos &&
         source.text.substr(0, source.text.find(kSection)).find("DIMENSION") !=
             std::string_view::npos;
}

Checked<Instance> read_tsplib(const Source& source) {
  Words words(source);
  const Header header = read_header(words);
  if (words.failed()) return words.problems();
  // A line has at least six characters: a wild number must not take all memory.
  const auto n = static_cast<size_t>(header.points);
  if (n > words.bytes_left() / 5 + 1) {
    words.wrong("instances.ends_early", {"DIMENSION " + std::to_string(n)});
    return words.problems();
  }
  Instance instance;
  instance.site_points.resize(n);
  std::vector<bool> given(n, false);
  for (size_t i = 0; i < n && !words.failed(); ++i) {
    const int number = words.count("i x y", 1, header.points);
    if (words.failed()) break;
    const auto at = static_cast<size_t>(number - 1);
    if (given[at]) words.wrong("instances.twice", {std::to_string(number)});
    given[at] = true;
    instance.site_points[at] = {words.real("i x y"), words.real("i x y")};
  }
  if (words.peek() == "EOF") words.next("");
  words.expect_end();
  if (words.failed()) return words.problems();
  instance.name = header.name;
  instance.sites = instance.customers = header.points;
  instance.weight.assign(n, 1);
  instance.customer_points = instance.site_points;
  instance.measure = Measure::kPlane;
  instance.cost_scale = power_of_ten(source.options.decimals.value_or(0));
  return instance;
}

}  // namespace dostyq::instances
