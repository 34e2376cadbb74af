#pragma once

#include <gtest/gtest.h>

#include <string>

#include "instances/formats.hpp"

namespace dostyq::instances {

/// The first problem of a text read by one reader.
struct Refusal {
  std::string key;
  int row = 0;
  std::string column;
};

inline Refusal refusal(const Checked<Instance>& read) {
  if (read) return {"accepted", 0, ""};
  const Error& first = read.error().front();
  return {first.key, first.where.row, first.where.column};
}

inline void expect_refused(const Checked<Instance>& read, const std::string& key, int row,
                           const std::string& column = "") {
  const Refusal found = refusal(read);
  EXPECT_EQ(found.key, key);
  EXPECT_EQ(found.row, row) << key;
  if (!column.empty()) {
    EXPECT_EQ(found.column, column) << key;
  }
}

}  // namespace dostyq::instances
