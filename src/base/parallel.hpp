#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace dostyq {

/// Calls work(i) for every i below `count`, shared among `threads` (0: as many as the machine has),
/// the caller's own among them. Work must not throw.
template <typename Work>
void for_each_index(size_t count, int threads, const Work& work) {
  const size_t wanted = threads > 0 ? static_cast<size_t>(threads)
                                    : std::max(1U, std::thread::hardware_concurrency());
  std::atomic<size_t> next{0};
  const auto run = [&] {
    for (size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  for (size_t t = 1; t < std::min(wanted, count); ++t) others.emplace_back(run);
  run();
}

}  // namespace dostyq
