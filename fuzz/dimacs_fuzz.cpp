// Any bytes as a DIMACS graph, the coordinates from the first "p aux" on: an error with a place, or
// a graph that is written and read back as the same.
#include <cstdint>
#include <cstdlib>

#include "travel/dimacs.hpp"

namespace {

bool same(const dostyq::travel::RoadGraph& a, const dostyq::travel::RoadGraph& b) {
  return a.nodes == b.nodes && a.first_arc == b.first_arc && a.head == b.head &&
         a.milliseconds == b.milliseconds;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dostyq::travel;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const size_t split = std::min(text.find("p aux"), text.size());
  const auto graph = parse_dimacs(text.substr(0, split), "fuzz.gr", text.substr(split), "fuzz.co");
  if (!graph) {
    if (graph.error().key.empty() || graph.error().where.file.empty()) std::abort();
    return 0;
  }
  const DimacsTexts texts = to_dimacs(*graph);
  const auto again = parse_dimacs(texts.arcs, "again.gr", texts.coordinates, "again.co");
  if (!again || !same(*graph, *again)) std::abort();
  return 0;
}
