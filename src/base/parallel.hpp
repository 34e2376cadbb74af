#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace dostyq {

/// What a number of threads means that a person gives: 0 is as many as the machine has.
inline unsigned threads_or_all(unsigned threads) {
  return threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

/// Calls body(begin, end, worker) on pieces of [0, count) of at most `grain` items, from up to
/// `threads` threads; worker is below `threads`. Who gets which piece is left to chance, so bodies
/// must not depend on it. Runs on the caller's thread alone when there is one piece.
template <typename Body>
void parallel_for(size_t count, unsigned threads, size_t grain, const Body& body) {
  if (count == 0) return;
  const size_t pieces = (count + grain - 1) / grain;
  std::atomic<size_t> next{0};
  const auto work = [&](unsigned worker) {
    while (true) {
      const size_t begin = next.fetch_add(1, std::memory_order_relaxed) * grain;
      if (begin >= count) return;
      body(begin, std::min(count, begin + grain), worker);
    }
  };
  const auto helpers = static_cast<unsigned>(std::min<size_t>(threads, pieces)) - 1;
  std::vector<std::thread> pool;
  pool.reserve(helpers);
  for (unsigned worker = 1; worker <= helpers; ++worker) pool.emplace_back(work, worker);
  work(0);
  for (std::thread& thread : pool) thread.join();
}

/// Calls work(i) once for every i below `count`, on `threads` threads (0: as many as the machine
/// has), the caller's among them. Work must not throw.
template <typename Work>
void for_each_index(size_t count, unsigned threads, const Work& work) {
  parallel_for(count, threads_or_all(threads), 1, [&](size_t i, size_t, unsigned) { work(i); });
}

}  // namespace dostyq
