#include "directive/choose.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace dostyq::directive {
namespace {

std::string kazakhstan() {
  std::ifstream file(std::string(DOSTYQ_SOURCE_DIR) + "/programmes/kazakhstan/directives.toml");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::stringstream stream(text);
  for (std::string line; std::getline(stream, line);) all.push_back(line);
  return all;
}

TEST(Choose, ChangesTwoWordsAndLeavesTheRestOfTheFile) {
  const std::string text = kazakhstan();
  ASSERT_EQ(chosen_readings(text).at("R1"), (ReadingName{"new-house", 1}));
  const Result<std::string> other = choose(text, "R1", {"any-house", 1});
  ASSERT_TRUE(other) << other.error().key;
  auto expected = chosen_readings(text);
  expected["R1"] = {"any-house", 1};
  EXPECT_EQ(chosen_readings(*other), expected);
  const std::vector<std::string> before = lines(text);
  const std::vector<std::string> after = lines(*other);
  ASSERT_EQ(before.size(), after.size());
  size_t changed = 0;
  for (size_t i = 0; i < before.size(); ++i) changed += before[i] != after[i] ? 1 : 0;
  EXPECT_EQ(changed, 2U);
  EXPECT_EQ(choose(*other, "R1", {"new-house", 1}), text);
  EXPECT_EQ(choose(text, "R1", {"new-house", 1}), text);
}

TEST(Choose, TellsWhatIsNotThere) {
  const std::string text = kazakhstan();
  EXPECT_EQ(choose(text, "R99", {"any-house", 1}).error().key, "planning.unknown_directive");
  EXPECT_EQ(choose(text, "R1", {"any-house", 2}).error().key, "planning.unknown_reading");
  EXPECT_EQ(choose("= no", "R1", {"any-house", 1}).error().key, "directive.syntax");
  EXPECT_TRUE(chosen_readings("= no").empty());
}

TEST(Choose, WritesTheWordWhereItWasLeftOutAndBetweenBraces) {
  const std::string text =
      "[[directive]] # Әуелі\r\nid = \"R1\"\r\ninterpretation = [ { id = \"ә\", version = 1, "
      "chosen = true }, { id = \"b\", version = 2 } ]\r\n"
      "[[directive]]\nid = \"R2\"\n  [[directive.interpretation]]\n  id = \"a\"\n"
      "  version = 1\n  chosen = true\n  [[directive.interpretation]]\n  id = \"a\"\n  version = "
      "2\n";
  const Result<std::string> first = choose(text, "R1", {"b", 2});
  ASSERT_TRUE(first) << first.error().key;
  EXPECT_NE(first->find("{ id = \"ә\", version = 1, chosen = false }, { chosen = true, id = \"b\""),
            std::string::npos)
      << *first;
  const Result<std::string> second = choose(*first, "R2", {"a", 2});
  ASSERT_TRUE(second) << second.error().key;
  EXPECT_NE(second->find("  chosen = true\n  id = \"a\"\n  version = 2\n"), std::string::npos)
      << *second;
  const auto now = chosen_readings(*second);
  EXPECT_EQ(now.at("R1"), (ReadingName{"b", 2}));
  EXPECT_EQ(now.at("R2"), (ReadingName{"a", 2}));
}

}  // namespace
}  // namespace dostyq::directive
