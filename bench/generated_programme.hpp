#pragma once

#include <cstdint>
#include <filesystem>

namespace dostyq::bench {

/// What a programme folder is drawn from (bench/README.md fixes the sizes and seeds). Whole numbers
/// from std::mt19937_64 only: the same plan gives the same bytes on every machine.
struct ProgrammePlan {
  uint64_t seed = 1;
  int points = 1'000'000;  ///< settlements, candidates among them
  int candidates = 5'000;
  int orders = 200;
  bool clashing = false;  ///< with orders that no plan can meet together
};

/// Writes the folder: 20 regions of 20 districts, towns and villages around them, six groups of
/// people, three phases with budgets, six kinds of site, orders of every form that a plan decides.
/// False: the folder cannot be written.
bool write_programme(const ProgrammePlan& plan, const std::filesystem::path& folder);

}  // namespace dostyq::bench
