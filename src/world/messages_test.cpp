// Every problem that src/io, src/travel and src/world can report has words: a key without a message
// would reach the planner as it is.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "i18n/phrase.hpp"

namespace {

namespace fs = std::filesystem;

std::set<std::string> keys_in(const fs::path& folder) {
  const std::regex key(
      R"re("((?:file|folder|csv|toml|config|value|period|area|succession|place|point|register|completeness|figures|workbook|osm|profile|roads|dimacs|matrix)\.[a-z_0-9]+)")re");
  std::set<std::string> keys;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
    std::ifstream file(entry.path());
    const std::string code((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    for (std::sregex_iterator at(code.begin(), code.end(), key), end; at != end; ++at) {
      const std::string found = (*at)[1];
      const bool is_file = found.ends_with(".csv") || found.ends_with(".osm");
      const bool is_key = !is_file && !found.ends_with("_");  // "_": a beginning
      if (is_key) keys.insert(found);
    }
  }
  return keys;
}

TEST(WorldMessages, EveryProblemHasWords) {
  size_t checked = 0;
  for (const char* folder : {"src/io", "src/travel", "src/world"}) {
    for (const std::string& key : keys_in(fs::path(DOSTYQ_SOURCE_DIR) / folder)) {
      EXPECT_TRUE(dostyq::i18n::knows(key)) << key;
      ++checked;
    }
  }
  EXPECT_GT(checked, 80U);
}

}  // namespace
