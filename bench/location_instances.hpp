#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

// Instances of location models that anybody can make again: bench/README.md fixes their sizes and
// seeds. Only whole numbers and additions are drawn, so they are the same on every machine.
namespace dostyq::bench {

/// The numbers of rand() after srand(seed) in the GNU C library (its additive generator TYPE_3), on
/// any machine.
class GnuRandom {
 public:
  static constexpr int32_t kMost = 2147483647;  ///< RAND_MAX

  explicit GnuRandom(uint32_t seed);
  int32_t next();

 private:
  std::array<uint32_t, 31> state_{};
  size_t at_ = 0;
};

/// n points of a square of side 1,000,000, whole coordinates: CSV x,y.
void write_uniform_points(std::FILE* out, int points, uint64_t seed);

/// The same in 200 clusters of unequal size and spread, and a tenth of them anywhere.
void write_clustered_points(std::FILE* out, int points, uint64_t seed);

/// The maximal-covering recipe of Cordeau, Furini and Ljubić (EJOR 275 (2019)): a square of side
/// 30, every cost 1, demands 1 to 100, in their .dat format.
void write_covering(std::FILE* out, int sites, int customers, uint32_t seed);

/// Maximal covering with side rows: `sites` anywhere in the square of side 1,000,000 with costs 50
/// to 150, `customers` in clusters with weights 1 to 100, 50 areas (10 × 5 rectangles named
/// a1 … a50): CSV x,y,weight,cost,site,customer,area.
void write_covering_with_areas(std::FILE* out, int sites, int customers, uint64_t seed);
/// The areas' rows: CSV area,at_least,at_most.
void write_area_rows(std::FILE* out, int at_least, int at_most);

/// Uncapacitated location after Körkel (EJOR 39 (1989)) and Ghosh (EJOR 150 (2003)): n sites, n
/// customers, costs of serving from 1,000 to 2,000, opening costs from `least` to 2 · `least`;
/// UFLLIB's simple format.
struct KoerkelGhosh {
  int n = 250;
  bool symmetric = true;
  int least_opening = 100;  ///< a: 100, b: 1,000, c: 10,000
};
void write_koerkel_ghosh(std::FILE* out, const KoerkelGhosh& kind, uint64_t seed);

}  // namespace dostyq::bench
