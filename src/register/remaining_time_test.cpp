#include "register/remaining_time.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace dostyq::registry {
namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

TEST(RemainingTime, NobodyKnowsBeforeAGapHasClosed) {
  RemainingTime time(kNoLimit, 0.01);
  time.begin_stage(0, 1, 0);
  EXPECT_FALSE(time.seconds(1));
  time.tell(0.5, 1);
  EXPECT_FALSE(time.seconds(2));
  time.tell(0.6, 3);
  EXPECT_FALSE(time.seconds(4)) << "it grew";
  time.tell(std::numeric_limits<double>::infinity(), 5);
  EXPECT_FALSE(time.seconds(6));
}

TEST(RemainingTime, FollowsAGapThatHalvesEveryTenSeconds) {
  RemainingTime time(kNoLimit, 0.01);
  time.begin_stage(0, 1, 0);
  for (int t = 0; t <= 30; t += 10) time.tell(0.64 * std::pow(0.5, t / 10), t);
  // 0.08 now; three more halvings to 0.01.
  EXPECT_NEAR(*time.seconds(30), 30, 1e-9);
  EXPECT_NEAR(*time.seconds(35), 25, 1e-9);
  time.tell(0.01, 60);
  EXPECT_EQ(time.seconds(60), 0);
}

TEST(RemainingTime, CountsTheObjectivesToComeLikeThoseDone) {
  RemainingTime time(kNoLimit, 0.01);
  time.begin_stage(2, 5, 40);  // two stages took 20 s each
  time.tell(0.04, 40);
  time.tell(0.02, 50);
  EXPECT_NEAR(*time.seconds(50), 10 + 2 * 20, 1e-9);
}

TEST(RemainingTime, NeverPassesTheLimit) {
  RemainingTime time(60, 0.01);
  time.begin_stage(0, 3, 0);
  EXPECT_EQ(time.seconds(10), 50);
  time.tell(0.5, 10);
  time.tell(0.49, 20);
  EXPECT_EQ(time.seconds(20), 40);
  EXPECT_EQ(time.seconds(70), 0);
}

}  // namespace
}  // namespace dostyq::registry
