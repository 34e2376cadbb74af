// Any bytes as side rows: problems with a line, or rows over sites that there are, which read the
// same when they are written again, as answers write them.
#include <cstdint>
#include <cstdlib>

#include "instances/formats.hpp"
#include "instances/side_rows.hpp"

namespace {

using namespace dostyq;
using namespace dostyq::instances;

void require(bool holds) {
  if (!holds) std::abort();
}

const Instance& towns() {
  static const Instance kTowns = std::move(
      *parse_instance({"id,x,y,cost,area,kind\nA,0,0,1.5,north,large\nB,1,0,2,north,small\n"
                       "\"C D\",2,0,3,south,large\n4,3,0,1,south,small\n",
                       "towns.csv",
                       {}}));
  return kTowns;
}

bool same(const SideRow& a, const SideRow& b) {
  return a.what == b.what && a.at_least == b.at_least && a.at_most == b.at_most &&
         a.sites == b.sites && a.from_phase == b.from_phase && a.to_phase == b.to_phase &&
         a.text == b.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rows = parse_side_rows(text, "rows.txt", towns(), 3);
  if (!rows) {
    for (const Error& error : rows.error()) require(error.where.row >= 1);
    return 0;
  }
  std::string written;
  for (const SideRow& row : *rows) {
    for (const int site : row.sites) require(site >= 0 && site < towns().sites);
    require(row.from_phase >= 0 && row.from_phase <= row.to_phase && row.to_phase < 3);
    written += row.text + "\n";
  }
  const auto again = parse_side_rows(written, "rows.txt", towns(), 3);
  require(again && again->size() == rows->size());
  for (size_t k = 0; k < rows->size(); ++k) require(same((*rows)[k], (*again)[k]));
  return 0;
}
