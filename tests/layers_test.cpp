// No include points upward: a folder of src uses only itself and the folders named before it in
// src/CMakeLists.txt.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

std::vector<std::string> layers() {
  std::vector<std::string> found;
  std::ifstream file(fs::path(DOSTYQ_SOURCE_DIR) / "src/CMakeLists.txt");
  const std::regex line(R"(^add_subdirectory\((\w+)\))");
  for (std::string text; std::getline(file, text);) {
    std::smatch match;
    if (std::regex_search(text, match, line)) found.push_back(match[1]);
  }
  return found;
}

TEST(Layers, NoIncludePointsUpward) {
  const std::vector<std::string> order = layers();
  ASSERT_GE(order.size(), 8u);
  const std::regex include(R"re(^\s*#include\s+"(\w+)/)re");
  size_t checked = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(DOSTYQ_SOURCE_DIR) / "src" / order[i])) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      std::ifstream file(entry.path());
      for (std::string text; std::getline(file, text);) {
        std::smatch match;
        if (!std::regex_search(text, match, include)) continue;
        const auto used = std::find(order.begin(), order.end(), match[1].str());
        ASSERT_NE(used, order.end()) << entry.path() << " includes an unknown folder: " << text;
        EXPECT_LE(static_cast<size_t>(used - order.begin()), i)
            << entry.path() << " points upward: " << text;
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 50u);
}

TEST(Layers, OnlyTheLpFolderKnowsClp) {
  const std::regex include(R"re(^\s*#include\s+[<"](coin/|Clp|Coin|Cbc|Osi))re");
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(DOSTYQ_SOURCE_DIR) / "src")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
    if (entry.path().parent_path().filename() == "lp") continue;
    std::ifstream file(entry.path());
    for (std::string text; std::getline(file, text);) {
      EXPECT_FALSE(std::regex_search(text, include)) << entry.path() << ": " << text;
    }
  }
}

TEST(Layers, OnlyTheServerKnowsBeast) {
  const std::regex include(R"re(^\s*#include\s+<boost/(asio|beast)/)re");
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(DOSTYQ_SOURCE_DIR) / "src")) {
    const std::string name = entry.path().filename();
    if (!name.ends_with(".cpp") && !name.ends_with(".hpp")) continue;
    if (name == "connection.hpp" || name == "connection.cpp" || name == "server.cpp") continue;
    std::ifstream file(entry.path());
    for (std::string text; std::getline(file, text);) {
      EXPECT_FALSE(std::regex_search(text, include)) << entry.path() << ": " << text;
    }
  }
}

TEST(Layers, OnlyTheReaderOfExtractsKnowsOsmium) {
  const std::regex include(R"re(^\s*#include\s+<(osmium|protozero)/)re");
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(DOSTYQ_SOURCE_DIR) / "src")) {
    const std::string name = entry.path().filename();
    if (!name.ends_with(".cpp") && !name.ends_with(".hpp")) continue;
    if (name == "osm.cpp" || name == "osm_frames.cpp" || name.ends_with("_test.cpp")) continue;
    std::ifstream file(entry.path());
    for (std::string text; std::getline(file, text);) {
      EXPECT_FALSE(std::regex_search(text, include)) << entry.path() << ": " << text;
    }
  }
}

}  // namespace
