// How long a megabyte of running text takes: reading_bench PAGE ... (tests/reading/pages/*.txt).
// Each page's paragraphs are repeated, with other words between them, up to a megabyte.
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iterator>

#include "reading/reader.hpp"

int main(int argc, char** argv) {
  using Clock = std::chrono::steady_clock;
  const auto seconds = [](Clock::time_point from) {
    return std::chrono::duration<double>(Clock::now() - from).count();
  };
  const auto programme = dostyq::reading::default_programme();
  if (!programme) return 1;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (page.empty()) return 2;
    std::string text;
    while (text.size() < 1'000'000) text += page;
    dostyq::reading::Reader reader(*programme);
    Clock::time_point began = Clock::now();
    const auto first = reader.read(page);
    const double start = seconds(began);
    began = Clock::now();
    const auto report = reader.read(text);
    const double time = seconds(began);
    if (!first || !report) return 1;
    fmt::print(
        "{}: {} bytes, {} statements, {:.3f} s; tables and dictionaries before it {:.3f} s\n",
        argv[i], text.size(), report->statements.size(), time, start);
  }
  return 0;
}
