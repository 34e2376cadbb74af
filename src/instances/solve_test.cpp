// Every option of dostyq solve on small instances with random side rows, against every choice of
// sites (and of phases), each counted by the recounting of --check, which shares nothing with the
// solvers.
#include "instances/solve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "instances/formats.hpp"

namespace dostyq::instances {
namespace {

class Draw {
 public:
  explicit Draw(uint64_t seed) : random_(seed) {}
  int below(int end) { return static_cast<int>(random_() % static_cast<uint64_t>(end)); }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::mt19937_64 random_;
};

/// A table of points as a person writes it: sites with areas, places and kinds, groups of
/// customers; points on top of each other and weights of zero among them.
Instance table(Draw& draw, int sites, int customers) {
  std::string csv = "id,x,y,weight,cost,site,customer,area,place,kind,shut,group\n";
  const int span = draw.chance(30) ? 3 : 40;
  const auto point = [&] {
    return std::to_string(draw.below(span)) + "," + std::to_string(draw.below(span));
  };
  for (int j = 0; j < sites; ++j) {
    csv += "s" + std::to_string(j) + "," + point() + ",1," + std::to_string(draw.below(9)) +
           ",1,0," + (draw.chance(50) ? "north" : "south") + "," + (draw.chance(20) ? "P" : "") +
           "," + (draw.chance(50) ? "large" : "small") + "," + std::to_string(10 * draw.below(8)) +
           ",\n";
  }
  const char* const kGroups[] = {"a", "b", "c", ""};
  for (int i = 0; i < customers; ++i) {
    csv += "c" + std::to_string(i) + "," + point() + "," + std::to_string(draw.below(5)) +
           ",0,0,1,,,,," + kGroups[draw.below(4)] + "\n";
  }
  auto read = parse_instance({csv, "drawn.csv", {}});
  EXPECT_TRUE(read) << csv;
  return std::move(*read);
}

std::string side_rows(Draw& draw, int sites, int phases) {
  std::string text = "# drawn\n";
  const auto site = [&] { return "s" + std::to_string(draw.below(sites)); };
  for (int line = draw.below(4); line > 0; --line) {
    const bool may_phase = phases > 1 && draw.chance(50);
    if (may_phase)
      text += (draw.chance(50) ? "in phase " : "by phase ") +
              std::to_string(1 + draw.below(phases)) + ": ";
    switch (draw.below(may_phase ? 7 : 9)) {
      case 0:
        text += "at least " + std::to_string(draw.below(3)) + " in north";
        break;
      case 1:
        text += "at most " + std::to_string(1 + draw.below(3));
        break;
      case 2:
        text += "budget " + std::to_string(draw.below(9 * sites));
        break;
      case 3:
        text += "budget " + std::to_string(5 + draw.below(20)) + " in south kind small";
        break;
      case 4:
        text += "one of " + site() + " " + site() + " " + site();
        break;
      case 5:
        text += "at most " + std::to_string(draw.below(3)) + " kind large";
        break;
      case 6:
        text += (draw.chance(50) ? "force " : "forbid ") + site();
        break;
      case 7:
        text += site() + " needs " + site();
        break;
      default:
        text += "exactly 1 of " + site() + " " + site();
    }
    text += "\n";
  }
  return text;
}

/// Options of one of the models, drawn; not all of them go together.
Question question(Draw& draw, int sites) {
  Question asked;
  constexpr Model kDrawn[] = {Model::kPMedian, Model::kPMedian, Model::kUfl,    Model::kMclp,
                              Model::kMclp,    Model::kLscp,    Model::kPCentre};
  asked.model = kDrawn[draw.below(7)];
  const bool covers = asked.model == Model::kMclp;
  asked.p = draw.below(sites + 1);
  if (asked.model == Model::kPCentre) {
    asked.exact = draw.chance(50);
    return asked;
  }
  if (asked.model == Model::kLscp) {
    asked.radius = draw.below(60);
    asked.backup = 1 + draw.below(2);
    if (draw.chance(50)) asked.share = 10 * (1 + draw.below(10));
    return asked;
  }
  if (covers) {
    if (draw.chance(50)) {
      asked.radius = draw.below(30);
    } else {
      asked.steps = {{5.0 + draw.below(5), 10}, {12, 6}, {30, draw.chance(50) ? 6 : 1}};
      asked.step_scale = 10;
    }
    asked.backup = 1 + draw.below(2);
  }
  switch (draw.below(5)) {
    case 0:
      if (!covers) asked.nearest = 2;
      break;
    case 1:
      if (covers) break;
      asked.shut = draw.chance(50) ? "column" : std::to_string(10 * draw.below(10));
      asked.penalty = draw.below(80);
      break;
    case 2:
      if (asked.model == Model::kUfl) break;
      asked.equity = draw.chance(50) ? Equity::kWorst : Equity::kLexicographic;
      if (!covers && draw.chance(30)) asked.equity = Equity::kKolmPollak;
      if (asked.equity == Equity::kKolmPollak) {
        asked.kappa = 0.02 * (1 + draw.below(9));
      } else if (!covers) {
        asked.nearest = 1 + draw.below(2);
      }
      break;
    default:
      break;
  }
  if (asked.equity == Equity::kNone && draw.chance(40)) {
    asked.phases = 2;
    if (draw.chance(50)) asked.phase_weights = {draw.below(4), 1 + draw.below(3)};
    const bool may_order =
        asked.model != Model::kUfl && asked.shut.empty() && asked.phase_weights.empty();
    if (may_order && draw.chance(50))
      asked.phase_order = draw.chance(50) ? PhaseOrder::kFirst : PhaseOrder::kLast;
  }
  return asked;
}

/// What an answer is worth, the greatest the best, compared item by item.
std::vector<double> worth(const Question& asked, const Recount& recount) {
  const double sign = asked.model == Model::kMclp ? 1 : -1;
  std::vector<double> values;
  if (asked.equity == Equity::kLexicographic) {
    for (const auto& group : recount.groups) {
      if (group) values.push_back(sign * *group);
    }
    std::sort(values.begin(), values.end());
  } else if (asked.phase_order != PhaseOrder::kSum) {
    for (const double phase : recount.phases) values.push_back(sign * phase);
    if (asked.phase_order == PhaseOrder::kLast) std::reverse(values.begin(), values.end());
  } else if (recount.value) {
    values.push_back(sign * *recount.value);
  } else {
    values.push_back(sign * static_cast<double>(recount.objective));
  }
  return values;
}

/// -1, 0 or 1, within what two ways of computing may differ.
int compare(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
  EXPECT_EQ(a.size(), b.size());
  for (size_t k = 0; k < a.size(); ++k) {
    if (a[k] < b[k] - tolerance) return -1;
    if (a[k] > b[k] + tolerance) return 1;
  }
  return 0;
}

template <typename Use>
void for_each_answer(int sites, int phases, const Use& use) {
  int count = 1;
  for (int j = 0; j < sites; ++j) count *= phases + 1;
  for (int code = 0; code < count; ++code) {
    Answer answer;
    for (int j = 0, rest = code; j < sites; ++j, rest /= phases + 1) {
      if (rest % (phases + 1) == 0) continue;
      answer.sites.push_back(j);
      if (phases > 1) answer.phase.push_back(rest % (phases + 1) - 1);
    }
    use(answer);
  }
}

void expect_best(Instance& instance, const Question& asked, int& feasible, int& infeasible) {
  std::optional<std::vector<double>> best;
  for_each_answer(instance.sites, asked.phases, [&](const Answer& answer) {
    const Recount counted = recount(instance, asked, answer);
    if (!counted.broken.empty()) return;
    const std::vector<double> value = worth(asked, counted);
    if (!best || compare(value, *best, 0) > 0) best = value;
  });
  const Result<Solution> solved = solve(instance, asked, {});
  ASSERT_TRUE(solved) << solved.error().key;
  if (!best) {
    const Recount found = recount(instance, asked, solved->answer());
    ASSERT_EQ(solved->result.status, optim::MipStatus::kInfeasible)
        << name(asked.model) << ": " << (found.broken.empty() ? "" : found.broken.front().key);
    ++infeasible;
    return;
  }
  ++feasible;
  ASSERT_EQ(solved->result.status, optim::MipStatus::kOptimal);
  const Recount counted = recount(instance, asked, solved->answer());
  ASSERT_TRUE(counted.broken.empty()) << counted.broken.front().key;
  // Of exponentials made whole: 1 / (kappa · scale), and scale is at least 100 here.
  const bool rounded = asked.equity == Equity::kKolmPollak;
  const double tolerance = rounded ? 1 / (100 * *asked.kappa) : 1e-6;
  ASSERT_EQ(compare(worth(asked, counted), *best, tolerance), 0);
  const int64_t scale = objective_scale(asked, instance);
  const double objective = objective_of(*solved, scale), bound = bound_of(*solved, scale);
  const bool maximises = asked.model == Model::kMclp;
  const double value = counted.value
                           ? *counted.value
                           : static_cast<double>(counted.objective) / static_cast<double>(scale);
  ASSERT_NEAR(objective, value, 1e-6);
  ASSERT_GE(maximises ? bound - objective : objective - bound, -1e-9);
  ASSERT_LE(std::abs(objective - bound), rounded ? tolerance : 1e-5);
}

TEST(Solve, AsGoodAsEveryChoiceOfSitesAndPhases) {
  int feasible = 0, infeasible = 0;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Draw draw(seed);
    const int sites = 1 + draw.below(6);
    Instance instance = table(draw, sites, 1 + draw.below(7));
    Question asked = question(draw, sites);
    const std::string text = side_rows(draw, sites, asked.phases);
    SCOPED_TRACE(text);
    auto rows = parse_side_rows(text, "rows.txt", instance, asked.phases);
    // A word that no site has, drawn by chance, is refused.
    if (!rows) {
      const std::string& key = rows.error().front().key;
      ASSERT_TRUE(key == "side.no_area" || key == "side.no_kind" || key == "side.no_sites") << key;
      continue;
    }
    asked.rows = std::move(*rows);
    const Result<Question> question = complete(asked, instance);
    ASSERT_TRUE(question) << question.error().key;
    expect_best(instance, *question, feasible, infeasible);
    if (HasFailure()) return;
  }
  EXPECT_GT(feasible, 1000);
  EXPECT_GT(infeasible, 200);
}

/// Every customer to every site, for models that say who is served by whom.
template <typename Use>
void for_each_assignment(int sites, int customers, const Use& use) {
  int count = 1;
  for (int i = 0; i < customers; ++i) count *= sites;
  for (int code = 0; code < count; ++code) {
    std::vector<int> assignment;
    for (int i = 0, rest = code; i < customers; ++i, rest /= sites)
      assignment.push_back(rest % sites);
    use(assignment);
  }
}

TEST(Solve, CapacitatedWithinTheSameSideRows) {
  int feasible = 0, infeasible = 0;
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Draw draw(seed);
    const int sites = 1 + draw.below(4), customers = 1 + draw.below(3);
    Instance instance = table(draw, sites, customers);
    for (int j = 0; j < sites; ++j) instance.capacity.push_back(draw.below(9));
    for (int i = 0; i < customers; ++i) instance.demand.push_back(draw.below(5));
    Question asked;
    asked.model = Model::kCflp;
    const std::string text = side_rows(draw, sites, 1);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + text);
    auto rows = parse_side_rows(text, "rows.txt", instance);
    if (!rows) continue;
    asked.rows = std::move(*rows);
    const Result<Question> question = complete(asked, instance);
    ASSERT_TRUE(question);
    std::optional<int64_t> least;
    for_each_answer(sites, 1, [&](Answer answer) {
      for_each_assignment(sites, customers, [&](const std::vector<int>& assignment) {
        answer.assignment = assignment;
        const Recount counted = recount(instance, *question, answer);
        if (!counted.broken.empty()) return;
        if (!least || counted.objective < *least) least = counted.objective;
      });
    });
    const Result<Solution> solved = solve(instance, *question, {});
    ASSERT_TRUE(solved) << solved.error().key;
    ASSERT_EQ(solved->result.status,
              least ? optim::MipStatus::kOptimal : optim::MipStatus::kInfeasible);
    (least ? feasible : infeasible) += 1;
    if (!least) continue;
    ASSERT_EQ(solved->result.objective, *least);
    ASSERT_EQ(solved->result.bound, *least);
    ASSERT_TRUE(recount(instance, *question, solved->answer()).broken.empty());
  }
  EXPECT_GT(feasible, 100);
  EXPECT_GT(infeasible, 50);
}

}  // namespace
}  // namespace dostyq::instances
