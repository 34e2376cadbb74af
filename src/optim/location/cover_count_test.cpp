#include "optim/location/cover_count.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <random>

#include "optim/location/testing_site_rules.hpp"

namespace dostyq::optim {
namespace {

using testing::below;

/// The fewest sites that cover every group, of all choices; -1: none do.
int fewest(const CoverGroups& groups, const std::vector<SiteState>& states) {
  int best = -1;
  for (unsigned choice = 0; choice < 1U << states.size(); ++choice) {
    const auto is_open = [&](int32_t site) { return (choice >> site & 1U) != 0; };
    bool good = true;
    for (size_t j = 0; j < states.size(); ++j) {
      good = good && (states[j] == SiteState::kFree || !is_open(static_cast<int32_t>(j)));
    }
    for (int group = 0; group < groups.size() && good; ++group) {
      good = std::ranges::any_of(groups.sites(group), is_open);
    }
    const int count = std::popcount(choice);
    if (good && (best < 0 || count < best)) best = count;
  }
  return best;
}

CoverGroups random_groups(std::mt19937& random, int sites, int count, int density) {
  CoverGroups groups;
  for (int group = 0; group < count; ++group) {
    std::vector<int32_t> covering;
    for (int32_t site = 0; site < sites; ++site) {
      if (below(random, 100) < density) covering.push_back(site);
    }
    groups.add(covering, 1);
  }
  return groups;
}

TEST(CoverCount, DecidesAsAllChoicesDo) {
  std::mt19937 random(7);
  const LocationOptions options;
  const SolveClock clock(options);
  int feasible = 0, infeasible = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    const int sites = 1 + below(random, 11);
    const CoverGroups groups =
        random_groups(random, sites, below(random, 25), 10 + below(random, 60));
    std::vector<SiteState> states(static_cast<size_t>(sites), SiteState::kFree);
    for (SiteState& state : states) {
      if (below(random, 10) == 0) state = SiteState::kClosed;
    }
    const int best = fewest(groups, states);
    for (int most = 0; most <= sites; ++most) {
      CoverCount count(groups, states, most);
      const MipStatus status = count.run(1'000'000, clock);
      if (best < 0 || best > most) {
        ASSERT_EQ(status, MipStatus::kInfeasible) << trial << " " << most;
        ++infeasible;
        continue;
      }
      ++feasible;
      ASSERT_EQ(status, MipStatus::kFeasible) << trial << " " << most;
      std::vector<int> opened = count.sites();
      ASSERT_LE(opened.size(), static_cast<size_t>(most));
      for (const int site : opened) {
        ASSERT_EQ(states[static_cast<size_t>(site)], SiteState::kFree);
      }
      ASSERT_EQ(covered_weight(groups, opened), groups.total_weight());
    }
  }
  EXPECT_GT(feasible, 3000);
  EXPECT_GT(infeasible, 3000);
}

TEST(CoverCount, AProofThatTakesBranching) {
  // Steiner triples of 9 points: every third of them must be hit, 5 points do and 4 do not.
  CoverGroups groups;
  for (const auto& triple : std::vector<std::vector<int32_t>>{{0, 1, 2},
                                                              {3, 4, 5},
                                                              {6, 7, 8},
                                                              {0, 3, 6},
                                                              {1, 4, 7},
                                                              {2, 5, 8},
                                                              {0, 4, 8},
                                                              {1, 5, 6},
                                                              {2, 3, 7},
                                                              {0, 5, 7},
                                                              {1, 3, 8},
                                                              {2, 4, 6}}) {
    groups.add(triple, 1);
  }
  const std::vector<SiteState> free(9, SiteState::kFree);
  const LocationOptions options;
  const SolveClock clock(options);
  CoverCount four(groups, free, 4), five(groups, free, 5), cut_short(groups, free, 4);
  EXPECT_EQ(four.run(1000, clock), MipStatus::kInfeasible);
  EXPECT_GT(four.nodes(), 1);
  EXPECT_EQ(five.run(1000, clock), MipStatus::kFeasible);
  EXPECT_EQ(five.sites().size(), 5U);
  EXPECT_EQ(cut_short.run(1, clock), MipStatus::kLimit);
}

}  // namespace
}  // namespace dostyq::optim
