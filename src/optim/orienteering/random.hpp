#pragma once

#include <cstdint>

namespace dostyq::optim::orienteering {

/// splitmix64: small, quick, the same on every machine.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL + 1) {}
  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// 0 .. count - 1
  int below(int count) {
    return static_cast<int>((next() >> 32) * static_cast<uint64_t>(count) >> 32);
  }
  /// [0, 1)
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

 private:
  uint64_t state_;
};

}  // namespace dostyq::optim::orienteering
