// Any bytes as a CSV table: never a crash, and what is read without a problem is written back as
// the same.
#include <cstdint>
#include <cstdlib>

#include "io/csv.hpp"

namespace {

std::string written(const dostyq::io::CsvTable& table) {
  std::string text;
  dostyq::io::append_csv_row(text, table.header);
  for (const auto& row : table.rows) dostyq::io::append_csv_row(text, row.cells);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dostyq;
  Problems problems;
  const io::CsvTable table =
      io::parse_csv({reinterpret_cast<const char*>(data), size}, "fuzz.csv", problems);
  if (!table.readable && problems.empty()) std::abort();
  for (const auto& row : table.rows) {
    if (row.cells.size() != table.header.size()) std::abort();
  }
  if (!problems.empty()) return 0;
  const io::CsvTable again = io::parse_csv(written(table), "again.csv", problems);
  if (!problems.empty() || written(again) != written(table)) std::abort();
  return 0;
}
