#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace dostyq::travel {

/// Calls work(part) once for every part of 0 .. parts, on `threads` threads (0: as many as the
/// machine has), the caller's among them. `work` must not throw.
template <typename Work>
void for_each_part(size_t parts, unsigned threads, const Work& work) {
  std::atomic<size_t> next = 0;
  const auto run = [&] {
    for (size_t part = next++; part < parts; part = next++) work(part);
  };
  const size_t wanted = threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> helpers;
  for (size_t i = 1; i < std::min(wanted, parts); ++i) helpers.emplace_back(run);
  run();
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace dostyq::travel
