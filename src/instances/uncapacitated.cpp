#include "instances/uncapacitated.hpp"

#include <algorithm>

#include "instances/cost_table.hpp"
#include "instances/words.hpp"

namespace dostyq::instances {
namespace {

constexpr std::string_view kFile = "FILE:";

/// Words of the next line with text; nothing at the end.
std::vector<std::string_view> line_of(std::string_view& text) {
  std::vector<std::string_view> words;
  while (words.empty() && !text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (true) {
      const size_t begin = line.find_first_not_of(" \t\r");
      if (begin == std::string_view::npos) break;
      line.remove_prefix(begin);
      const size_t length = std::min(line.find_first_of(" \t\r"), line.size());
      words.push_back(line.substr(0, length));
      line.remove_prefix(length);
      if (words.size() > 3) return words;
    }
  }
  return words;
}

}  // namespace

bool looks_like_orlib_cap(const Source& source) {
  std::string_view text = source.text;
  const auto first = line_of(text), second = line_of(text);
  const auto numeric = [](std::string_view word) { return looks_numeric(word); };
  const bool looks = first.size() == 2 && std::all_of(first.begin(), first.end(), numeric) &&
                     second.size() == 2 && numeric(second[1]) &&
                     (numeric(second[0]) || second[0] == "capacity");
  if (!looks || first[0] != "2" || second[0] == "capacity") return looks;
  // Two sites: a line of two figures may be all capacities ("sscflp"). Then the fourth line holds
  // all demands, and lines of two costs follow; here it is one demand, alone or with its two costs.
  line_of(text);
  const size_t fourth = line_of(text).size(), fifth = line_of(text).size();
  return fourth == 1 || (fourth == 3 && fifth != 2);
}

Checked<Instance> read_orlib_cap(const Source& source) {
  Words words(source);
  CostTable table;
  table.sites = words.count("n m", 1, kMostMatrixSide);
  table.customers = words.count("n m", 1, kMostMatrixSide);
  if (!believable(table, words, "n m")) return words.problems();
  bool limited = true;
  for (int site = 0; site < table.sites && !words.failed(); ++site) {
    if (words.peek() == "capacity") {
      words.next("capacity cost");
      limited = false;
    } else {
      table.capacity.push_back(words.amount("capacity cost"));
    }
    table.opening.push_back(words.amount("capacity cost"));
  }
  for (int customer = 0; customer < table.customers && !words.failed(); ++customer) {
    table.demand.push_back(words.amount("demand cost …"));
    for (int site = 0; site < table.sites && !words.failed(); ++site)
      table.service.push_back(words.amount("demand cost …"));
  }
  words.expect_end();
  if (words.failed()) return words.problems();
  Instance instance;
  if (Checked<void> taken = take_costs(table, source, instance); !taken)
    return tl::unexpected(taken.error());
  if (limited) {
    if (Checked<void> taken = take_capacities(table, source, instance); !taken)
      return tl::unexpected(taken.error());
  }
  return instance;
}

bool looks_like_ufl_simple(const Source& source) {
  const size_t begin = source.text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && source.text.substr(begin).starts_with(kFile);
}

Checked<Instance> read_ufl_simple(const Source& source) {
  Words words(source);
  Instance instance;
  if (words.peek() == kFile) words.next("FILE: name");
  instance.name = words.rest_of_line();
  if (instance.name.starts_with(kFile)) instance.name.erase(0, kFile.size());
  CostTable table;
  table.sites = words.count("n m 0", 1, kMostMatrixSide);
  table.customers = words.count("n m 0", 1, kMostMatrixSide);
  const std::string_view capacities = words.next("n m 0");
  if (!words.failed() && capacities != "0")
    words.wrong("instances.unsupported", {"n m 0", std::string(capacities), "0"});
  if (!believable(table, words, "n m 0")) return words.problems();
  const auto sites = static_cast<size_t>(table.sites);
  table.service.resize(sites * static_cast<size_t>(table.customers));
  for (size_t site = 0; site < sites && !words.failed(); ++site) {
    const int number = static_cast<int>(site) + 1;
    words.count("i cost cost …", number, number);
    table.opening.push_back(words.amount("i cost cost …"));
    for (size_t cell = site; cell < table.service.size() && !words.failed(); cell += sites)
      table.service[cell] = words.amount("i cost cost …");
  }
  words.expect_end();
  if (words.failed()) return words.problems();
  if (Checked<void> taken = take_costs(table, source, instance); !taken)
    return tl::unexpected(taken.error());
  return instance;
}

}  // namespace dostyq::instances
