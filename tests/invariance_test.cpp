// The plan depends on what the files say and not on the order in which they say it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "planning/plan_json.hpp"
#include "planning/solve.hpp"
#include "random/dice.hpp"
#include "world/new_programme.hpp"

namespace dostyq::trial {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

/// Orders with many plans that are equally good: which one is taken must not hang on anything.
std::string orders(const std::vector<std::string>& areas) {
  std::string list;
  for (const std::string& area : areas) list += (list.empty() ? "\"" : ", \"") + area + "\"";
  const auto order = [](const std::string& id, const std::string& require) {
    const std::string text = ".kk = \"x\"\n", ru = ".ru = \"x\"\n", en = ".en = \"x\"\n";
    return "[[directive]]\nid = \"" + id + "\"\ntext" + text + "text" + ru + "text" + en +
           "source = \"decree\"\ndate = 2026-01-15\npassage = 1\nissuer = \"president\"\n"
           "bodies = []\nmodality = \"ordered\"\n[[directive.interpretation]]\nid = \"a\"\n"
           "version = 1\ndecided_by = \"test\"\ndecided_on = 2026-02-01\nwhy" +
           text + "why" + ru + "why" + en +
           "force = \"binding\"\nchosen = true\n"
           "[[directive.interpretation.require]]\n" +
           require + "\n";
  };
  return "format = 1\n" +
         order("some-by-dates",
               "roll_out = { areas = [" + list +
                   "] }\nmilestones = [ {by = 2027-12-31, percent = 25}, "
                   "{by = 2028-12-31, percent = 50}, {by = 2029-12-31, percent = 75} ]\n"
                   "then = [ { count = \"sites\", kind = \"representation\", opened_after = "
                   "2026-01-15, "
                   "at_least = 1 } ]") +
         order("one-more",
               "count = \"sites\"\nkind = \"house\"\nopened_after = 2026-01-15\n"
               "at_least = 1") +
         order("every-named",
               "for_every = { areas = [" + list +
                   "] }\nthen = [ { any_of = [ "
                   "{ count = \"sites\", kind = \"representation\", at_least = 1 }, "
                   "{ reach = \"everyone\", percent = 50, minutes = 30, kind = \"house\" } ] } ]");
}

const std::vector<std::string> kAreas{"aq", "boz", "kol", "qum", "su", "tas"};

Files read_folder(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files[entry.path().filename().string()] = bytes.str();
  }
  return files;
}

Files small_programme() {
  Files files = read_folder(fs::path(DOSTYQ_TESTS_DIR) / "behaviour/programmes/small");
  files["directives.toml"] = orders(kAreas);
  return files;
}

template <typename T>
void shuffle(std::vector<T>& items, Dice& dice) {
  for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[dice.index(i)]);
}

/// The rows of every table in another order, below the same header. No cell of these files has a
/// line break.
Files shuffled(Files files, Dice& dice) {
  for (auto& [name, bytes] : files) {
    if (!name.ends_with(".csv")) continue;
    std::vector<std::string> rows;
    std::istringstream lines(bytes);
    for (std::string line; std::getline(lines, line);) rows.push_back(line);
    const std::string header = rows.front();
    rows.erase(rows.begin());
    shuffle(rows, dice);
    bytes = header + "\n";
    for (const std::string& row : rows) bytes += row + "\n";
  }
  return files;
}

/// plan.json of the programme; without the hashes of the files, which do change.
std::string plan_of(const Files& files, bool with_inputs) {
  const fs::path folder =
      fs::path(testing::TempDir()) / ("invariance." + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const auto& [name, bytes] : files) std::ofstream(folder / name, std::ios::binary) << bytes;
  const auto loaded = planning::load_case(folder);
  fs::remove_all(folder);
  if (!loaded) return "problem: " + loaded.error().front().key;
  const planning::PlanOptions options;
  const auto plan = planning::make_plan(*loaded, options);
  if (!plan) return "error: " + plan.error().key;
  const std::string json = planning::to_json(*plan, *loaded, options);
  if (with_inputs) return json;
  auto parsed = nlohmann::ordered_json::parse(json);
  parsed.erase("inputs");
  return parsed.dump(2);
}

TEST(Invariance, TwoRunsGiveTheSameBytes) {
  for (const Files& files : {small_programme(), Files(world::example_files())}) {
    const std::string once = plan_of(files, true);
    EXPECT_NE(once.find("\"status\": \"optimal\""), std::string::npos) << once;
    EXPECT_EQ(plan_of(files, true), once);
  }
}

TEST(Invariance, OrderOfRowsDoesNotMatter) {
  for (const Files& files : {small_programme(), Files(world::example_files())}) {
    const std::string plain = plan_of(files, false);
    for (uint64_t seed = 0; seed < trials(15); ++seed) {
      Dice dice(seed);
      ASSERT_EQ(plan_of(shuffled(files, dice), false), plain) << "seed " << seed;
    }
  }
}

TEST(Invariance, OrderOfAreasInAnOrderDoesNotMatter) {
  Files files = small_programme();
  const std::string plain = plan_of(files, false);
  for (uint64_t seed = 0; seed < trials(30); ++seed) {
    Dice dice(seed);
    std::vector<std::string> areas = kAreas;
    shuffle(areas, dice);
    files["directives.toml"] = orders(areas);
    ASSERT_EQ(plan_of(files, false), plain) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dostyq::trial
