#pragma once

#include <array>
#include <cstdint>

// Functions marked so are compiled for several x86-64 processors, and the best is picked when the
// program starts. Sanitizers cannot run code that early.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define DOSTYQ_FOR_EVERY_CPU
#endif
#endif
#ifndef DOSTYQ_FOR_EVERY_CPU
#define DOSTYQ_FOR_EVERY_CPU __attribute__((target_clones("avx512f", "avx2", "default")))
#endif
#else
#define DOSTYQ_FOR_EVERY_CPU
#endif

namespace dostyq::travel {

/// Sixteen times, worked on at once: a cache line in memory.
inline constexpr unsigned kLanes = 16;
struct alignas(64) Lanes {
  std::array<uint32_t, kLanes> times;
};

/// The same in registers. Its alignment depends on the processor compiled for, so it must not be
/// stored, nor passed between functions; copy it with memcpy, which is one instruction.
using LaneVector [[gnu::vector_size(kLanes * sizeof(uint32_t))]] = uint32_t;

/// An arc of a part of the hierarchy that was copied to be swept.
struct SweepArc {
  uint32_t head;  ///< index in the part
  uint32_t milliseconds;
};

}  // namespace dostyq::travel
