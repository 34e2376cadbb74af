#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace dostyq::trial {

/// A number that can be set from outside for a run by hand.
inline uint64_t from_environment(const char* name, uint64_t usual) {
  const char* value = std::getenv(name);
  return value == nullptr ? usual : std::strtoull(value, nullptr, 10);
}

/// How many random cases to try: `usual`, or as many times that as DOSTYQ_TRIALS says.
inline uint64_t trials(uint64_t usual) { return usual * from_environment("DOSTYQ_TRIALS", 1); }

/// Random choices that are the same on every machine: the engine is standardised, the library's
/// distributions are not, so the reductions are ours (their small bias does not matter here).
class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}

  /// Between `least` and `most`, both included.
  int64_t between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(engine_() % static_cast<uint64_t>(most - least + 1));
  }
  size_t index(size_t n) { return static_cast<size_t>(engine_() % n); }
  bool chance(int percent) { return between(0, 99) < percent; }
  template <typename T>
  const T& pick(const std::vector<T>& items) {
    return items[index(items.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace dostyq::trial
