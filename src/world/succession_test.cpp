#include "world/succession.hpp"

#include <gtest/gtest.h>

namespace dostyq::world {
namespace {

Date day(const char* text) { return *Date::parse(text); }

Programme with(std::vector<Succession> steps) {
  Programme programme;
  programme.successions = std::move(steps);
  return programme;
}

TEST(Succession, DutiesGoWithTheBody) {
  const Programme programme = with({{true, "old", "middle", day("2026-01-01"), {}},
                                    {true, "middle", "new", day("2027-01-01"), {}}});
  EXPECT_EQ(holders(programme, "old", day("2025-12-31")), std::vector<std::string>{"old"});
  EXPECT_EQ(holders(programme, "old", day("2026-01-01")), std::vector<std::string>{"middle"});
  EXPECT_EQ(holders(programme, "old", day("2027-06-01")), std::vector<std::string>{"new"});
  EXPECT_TRUE(acts_for(programme, "new", "old"));
  EXPECT_FALSE(acts_for(programme, "old", "new")) << "a predecessor does not act for its successor";
}

TEST(Succession, ASplitLeavesTheDutyWithAllParts) {
  const Programme programme =
      with({{true, "old", "b", day("2026-01-01"), {}}, {true, "old", "a", day("2026-01-01"), {}}});
  EXPECT_EQ(holders(programme, "old", day("2026-01-01")), (std::vector<std::string>{"a", "b"}));
}

TEST(Succession, AreasAreNotBodiesAndACircleEnds) {
  const Programme programme = with({{false, "x", "y", day("2026-01-01"), {}},
                                    {true, "p", "q", day("2026-01-01"), {}},
                                    {true, "q", "p", day("2026-01-02"), {}}});
  EXPECT_EQ(holders(programme, "x", day("2027-01-01")), std::vector<std::string>{"x"});
  EXPECT_TRUE(acts_for(programme, "q", "p"));
}

}  // namespace
}  // namespace dostyq::world
