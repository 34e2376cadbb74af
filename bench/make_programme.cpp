// make_programme POINTS CANDIDATES ORDERS SEED FOLDER [--clashing]: a programme of bench/README.md.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>

#include "bench/generated_programme.hpp"

namespace {

std::optional<int> number(const char* text) {
  int value = 0;
  const char* end = text + std::strlen(text);
  const auto [at, error] = std::from_chars(text, end, value);
  return error == std::errc() && at == end && value >= 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  dostyq::bench::ProgrammePlan plan;
  std::optional<int> points, candidates, orders, seed;
  if (argc == 6 || argc == 7) {
    points = number(argv[1]), candidates = number(argv[2]);
    orders = number(argv[3]), seed = number(argv[4]);
  }
  const bool clashing = argc == 7 && std::string_view(argv[6]) == "--clashing";
  if (!points || !candidates || !orders || !seed || *candidates > *points || *points < 400 ||
      (argc == 7 && !clashing)) {
    std::fputs(
        "usage: make_programme POINTS CANDIDATES ORDERS SEED FOLDER [--clashing]\n"
        "  at least 400 points (a seat for each district) and 400 candidates\n",
        stderr);
    return 2;
  }
  plan.points = *points, plan.candidates = *candidates, plan.orders = *orders;
  plan.seed = static_cast<uint64_t>(*seed), plan.clashing = clashing;
  if (dostyq::bench::write_programme(plan, argv[5])) return 0;
  std::fprintf(stderr, "make_programme: cannot write %s\n", argv[5]);
  return 1;
}
