// The models of services, equity and phases in the words of the literature, every customer with his
// sites written out, against glpsol as a subprocess; skipped where it is not installed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>

#include "optim/location/equity.hpp"
#include "optim/location/kolm_pollak.hpp"
#include "optim/location/phases.hpp"
#include "optim/location/testing_services.hpp"
#include "optim/lp_text.hpp"

namespace dostyq::optim {
namespace {

using testing::below;
namespace fs = std::filesystem;

class Oracle : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("glpsol --version > /dev/null 2>&1") != 0)
      GTEST_SKIP() << "glpsol is not installed: apt install glpk-utils";
    folder_ = fs::path(::testing::TempDir()) / ("services." + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  /// The optimum; nothing when glpsol says that there is no solution.
  std::optional<double> ask(const MipModel& model) {
    std::ofstream(folder_ / "model.lp") << to_lp_text(model);
    const std::string command =
        "cd '" + folder_.string() + "' && glpsol --lp model.lp --write solution > /dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream solution(folder_ / "solution");
    for (std::string word; solution >> word;) {
      if (word != "s") {
        solution.ignore(1'000'000, '\n');
        continue;
      }
      std::string kind, rows, columns, status, objective;
      solution >> kind >> rows >> columns >> status >> objective;
      if (status == "o") return std::stod(objective);
      EXPECT_NE(status, "f") << "glpsol did not finish";
      return std::nullopt;
    }
    ADD_FAILURE() << "glpsol wrote no solution";
    return std::nullopt;
  }

  fs::path folder_;
};

/// Some customers on a line with some sites, all of whom may serve all.
struct Line {
  SiteRules rules;
  std::vector<std::vector<int>> distance;
  std::vector<int64_t> weight;
  std::vector<int> group;

  explicit Line(std::mt19937& random) : rules(testing::random_rules(random, 2 + below(random, 4))) {
    std::vector<int> at;
    for (int j = 0; j < rules.sites; ++j) at.push_back(below(random, 60));
    for (int i = 2 + below(random, 4); i > 0; --i) {
      const int here = below(random, 60);
      distance.emplace_back();
      for (const int there : at) distance.back().push_back(std::abs(here - there));
      weight.push_back(1 + below(random, 5));
      group.push_back(below(random, 3));
    }
  }
  int customers() const { return static_cast<int>(weight.size()); }
  int at(int customer, int site) const {
    return distance[static_cast<size_t>(customer)][static_cast<size_t>(site)];
  }
  std::vector<Near> near(int customer) const {
    std::vector<Near> found;
    for (int j = 0; j < rules.sites; ++j) found.push_back({at(customer, j), j});
    return found;
  }
};

MipModel sites_of(const SiteRules& rules) {
  MipModel mip;
  for (int j = 0; j < rules.sites; ++j) mip.add_column({0, 1, 0, true, ""});
  for (const int site : rules.forced) mip.add_row({1, 1, {{site, 1}}, ""});
  for (const int site : rules.forbidden) mip.add_row({0, 0, {{site, 1}}, ""});
  for (const Row& row : rules.rows) {
    if (!row.terms.empty()) mip.rows.push_back(row);
  }
  return mip;
}

bool empty_row_fails(const SiteRules& rules) {
  return std::any_of(rules.rows.begin(), rules.rows.end(), [](const Row& row) {
    return row.terms.empty() && (row.lower > 0 || row.upper < 0);
  });
}

/// x(i, j): customer i goes to site j. Gives their columns.
std::vector<std::vector<int>> add_assignment(const Line& line, MipModel& mip,
                                             const std::function<double(int, int)>& cost) {
  std::vector<std::vector<int>> columns;
  for (int i = 0; i < line.customers(); ++i) {
    columns.emplace_back();
    Row once{1, 1, {}, ""};
    for (int j = 0; j < line.rules.sites; ++j) {
      columns.back().push_back(mip.add_column({0, 1, cost(i, j), true, ""}));
      once.terms.push_back({columns.back().back(), 1});
      mip.add_row({-kInfinity, 0, {{columns.back().back(), 1}, {j, -1}}, ""});
    }
    mip.add_row(std::move(once));
  }
  return columns;
}

TEST_F(Oracle, TheKthNearest) {
  std::mt19937 random(11);
  int compared = 0;
  for (int trial = 0; trial < 100; ++trial) {
    SCOPED_TRACE(trial);
    const Line line(random);
    if (empty_row_fails(line.rules)) continue;
    const int k = 1 + below(random, 3);
    MipModel mip = sites_of(line.rules);
    ServiceModel model(kth_nearest(k), line.rules);
    for (int i = 0; i < line.customers(); ++i) {
      model.add(line.near(i), ServiceModel::kMust, line.weight[static_cast<size_t>(i)]);
      const int kth = mip.add_column(
          {0, 1000, static_cast<double>(line.weight[static_cast<size_t>(i)]), false, ""});
      // At least d(j), unless k sites nearer than j are open.
      for (int j = 0; j < line.rules.sites; ++j) {
        const int within = mip.add_column({0, 1, 0, true, ""});
        Row enough{0, kInfinity, {{within, -static_cast<double>(k)}}, ""};
        for (int other = 0; other < line.rules.sites; ++other) {
          if (line.at(i, other) < line.at(i, j)) enough.terms.push_back({other, 1});
        }
        mip.add_row(std::move(enough));
        const auto d = static_cast<double>(line.at(i, j));
        mip.add_row({d, kInfinity, {{kth, 1}, {within, d}}, ""});
      }
      Row serve{static_cast<double>(k), kInfinity, {}, ""};
      for (int j = 0; j < line.rules.sites; ++j) serve.terms.push_back({j, 1});
      mip.add_row(std::move(serve));
    }
    const std::optional<double> theirs = ask(mip);
    const ServiceResult ours = solve_service(model);
    ASSERT_EQ(ours.status, theirs ? MipStatus::kOptimal : MipStatus::kInfeasible);
    if (!theirs) continue;
    ++compared;
    ASSERT_NEAR(static_cast<double>(ours.objective), *theirs, 1e-5 * (1 + *theirs));
  }
  EXPECT_GT(compared, 40);
}

/// Levels and the facility of last resort, as Snyder and Daskin write it.
TEST_F(Oracle, SitesThatMayBeShut) {
  std::mt19937 random(12);
  int compared = 0;
  for (int trial = 0; trial < 80; ++trial) {
    SCOPED_TRACE(trial);
    const Line line(random);
    if (empty_row_fails(line.rules)) continue;
    const double q = (1 + below(random, 8)) / 10.0;
    const int penalty = 5 + below(random, 70), sites = line.rules.sites;
    MipModel mip = sites_of(line.rules);
    ServiceModel model(unreliable(std::vector<double>(static_cast<size_t>(sites), q)), line.rules);
    for (int i = 0; i < line.customers(); ++i) {
      const auto weight = static_cast<double>(line.weight[static_cast<size_t>(i)]);
      model.add(line.near(i), penalty, line.weight[static_cast<size_t>(i)]);
      std::vector<Row> once(static_cast<size_t>(sites));
      Row given_up{1, 1, {}, ""};
      std::vector<int> last;  // u(i, r): from level r on, nobody
      for (int r = 0; r <= sites; ++r) {
        last.push_back(mip.add_column({0, 1, weight * std::pow(q, r) * penalty, true, ""}));
        given_up.terms.push_back({last.back(), 1});
        Row level{1, 1, {}, ""};
        for (int s = 0; s <= r; ++s) level.terms.push_back({last[static_cast<size_t>(s)], 1});
        for (int j = 0; j < sites; ++j) {
          const double cost = weight * std::pow(q, r) * (1 - q) * line.at(i, j);
          const int column = mip.add_column({0, 1, cost, true, ""});
          level.terms.push_back({column, 1});
          once[static_cast<size_t>(j)].terms.push_back({column, 1});
        }
        mip.add_row(std::move(level));
      }
      mip.add_row(std::move(given_up));
      for (int j = 0; j < sites; ++j) {
        Row& row = once[static_cast<size_t>(j)];
        row.upper = 0;
        row.terms.push_back({j, -1});
        mip.add_row(std::move(row));
      }
    }
    const std::optional<double> theirs = ask(mip);
    const ServiceResult ours = solve_service(model);
    ASSERT_EQ(ours.status, theirs ? MipStatus::kOptimal : MipStatus::kInfeasible);
    if (!theirs) continue;
    ++compared;
    ASSERT_NEAR(ours.value, *theirs, 1e-5 * (1 + *theirs));
  }
  EXPECT_GT(compared, 30);
}

TEST_F(Oracle, TheWorstMeanOfGroups) {
  std::mt19937 random(13);
  int compared = 0;
  for (int trial = 0; trial < 100; ++trial) {
    SCOPED_TRACE(trial);
    const Line line(random);
    if (empty_row_fails(line.rules)) continue;
    MipModel mip = sites_of(line.rules);
    const int worst = mip.add_column({0, 1000, 1, false, ""});
    const auto columns = add_assignment(line, mip, [](int, int) { return 0.0; });
    ServiceModel model(kth_nearest(1), line.rules, 3);
    for (int i = 0; i < line.customers(); ++i) {
      const auto own = static_cast<size_t>(i);
      model.add(line.near(i), ServiceModel::kMust, line.weight[own], line.group[own]);
    }
    for (int g = 0; g < 3; ++g) {
      Row mean{-kInfinity, 0, {{worst, -static_cast<double>(model.group_weight(g))}}, ""};
      for (int i = 0; i < line.customers(); ++i) {
        const auto own = static_cast<size_t>(i);
        for (int j = 0; line.group[own] == g && j < line.rules.sites; ++j) {
          mean.terms.push_back(
              {columns[own][static_cast<size_t>(j)],
               static_cast<double>(line.weight[own]) * static_cast<double>(line.at(i, j))});
        }
      }
      if (model.group_weight(g) > 0) mip.add_row(std::move(mean));
    }
    const std::optional<double> theirs = ask(mip);
    const EquityResult ours = solve_equity(model, false);
    ASSERT_EQ(ours.status, theirs ? MipStatus::kOptimal : MipStatus::kInfeasible);
    if (!theirs) continue;
    ++compared;
    ASSERT_NEAR(ours.value, *theirs, 1e-5 * (1 + *theirs));
  }
  EXPECT_GT(compared, 40);
}

TEST_F(Oracle, TheProxyOfKolmAndPollak) {
  std::mt19937 random(14);
  int compared = 0;
  for (int trial = 0; trial < 80; ++trial) {
    SCOPED_TRACE(trial);
    const Line line(random);
    if (empty_row_fails(line.rules)) continue;
    const double kappa = (1 + below(random, 10)) / 100.0;
    MipModel mip = sites_of(line.rules);
    double all = 0;
    std::vector<int32_t> matrix;
    for (int i = 0; i < line.customers(); ++i) {
      all += static_cast<double>(line.weight[static_cast<size_t>(i)]);
      for (int j = 0; j < line.rules.sites; ++j) matrix.push_back(line.at(i, j));
    }
    add_assignment(line, mip, [&](int i, int j) {
      return static_cast<double>(line.weight[static_cast<size_t>(i)]) *
             std::exp(kappa * line.at(i, j));
    });
    const auto costs = matrix_costs(line.customers(), line.rules.sites, matrix);
    AssignmentModel model;
    model.costs = costs.get();
    model.weight = line.weight;
    model.rules = line.rules;
    const std::optional<double> theirs = ask(mip);
    const KolmPollakResult ours = solve_kolm_pollak(model, kappa, 1);
    ASSERT_EQ(ours.status, theirs ? MipStatus::kOptimal : MipStatus::kInfeasible);
    if (!theirs) continue;
    ++compared;
    const double ede = std::log(*theirs / all) / kappa;
    ASSERT_NEAR(ours.value, ede, 1e-4 * (1 + ede));
  }
  EXPECT_GT(compared, 30);
}

/// y(j, t): open in phase t, no less than in the phase before.
TEST_F(Oracle, PhasesOfAPMedian) {
  std::mt19937 random(15);
  int compared = 0;
  for (int trial = 0; trial < 80; ++trial) {
    SCOPED_TRACE(trial);
    const Line line(random);
    const int sites = line.rules.sites, phases = 2;
    const int first = 1 + below(random, 2), p = first + below(random, sites);
    const std::vector<int64_t> weights{1 + below(random, 3), 1 + below(random, 3)};
    MipModel mip;
    SiteRules rules;  // over pairs: at most one phase a site, p in all, `first` at most at first
    rules.sites = sites * phases;
    Row all{static_cast<double>(p), static_cast<double>(p), {}, ""}, early = all, begun = all;
    early.lower = -kInfinity;
    early.upper = first;
    begun.lower = -kInfinity;
    begun.upper = first;
    Row total = all;
    for (int j = 0; j < sites; ++j) {
      for (int t = 0; t < phases; ++t) {
        mip.add_column({0, 1, 0, true, ""});
        all.terms.push_back({phase_column(j, t, phases), 1});
      }
      mip.add_row({0, kInfinity, {{2 * j + 1, 1}, {2 * j, -1}}, ""});
      rules.rows.push_back({-kInfinity, 1, {{2 * j, 1}, {2 * j + 1, 1}}, ""});
      early.terms.push_back({2 * j, 1});
      begun.terms.push_back({2 * j, 1});
      total.terms.push_back({2 * j + 1, 1});
    }
    rules.rows.push_back(all);
    rules.rows.push_back(early);
    mip.add_row(begun);
    mip.add_row(total);
    std::vector<int32_t> matrix;
    AssignmentModel model;
    for (int i = 0; i < line.customers(); ++i) {
      for (int j = 0; j < sites; ++j) matrix.push_back(line.at(i, j));
      for (int t = 0; t < phases; ++t) {
        const int64_t weight =
            line.weight[static_cast<size_t>(i)] * weights[static_cast<size_t>(t)];
        model.weight.push_back(weight);
        Row once{1, 1, {}, ""};
        for (int j = 0; j < sites; ++j) {
          const double cost = static_cast<double>(weight) * static_cast<double>(line.at(i, j));
          const int column = mip.add_column({0, 1, cost, true, ""});
          once.terms.push_back({column, 1});
          mip.add_row({-kInfinity, 0, {{column, 1}, {2 * j + t, -1}}, ""});
        }
        mip.add_row(std::move(once));
      }
    }
    const auto costs = matrix_costs(line.customers(), sites, matrix);
    const auto phased = phased_costs(*costs, phases);
    model.costs = phased.get();
    model.rules = rules;
    const std::optional<double> theirs = ask(mip);
    const LocationResult ours = solve_assignment(model);
    ASSERT_EQ(ours.status, theirs ? MipStatus::kOptimal : MipStatus::kInfeasible);
    if (!theirs) continue;
    ++compared;
    ASSERT_NEAR(static_cast<double>(ours.objective), *theirs, 1e-5 * (1 + *theirs));
  }
  EXPECT_GT(compared, 40);
}

}  // namespace
}  // namespace dostyq::optim
