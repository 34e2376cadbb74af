#pragma once

#include <cstdio>
#include <cstdlib>

// A programmer's mistake: says where and stops. Expected failures are Result<T> (error.hpp).
#define DOSTYQ_CHECK(condition)                                                          \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)
