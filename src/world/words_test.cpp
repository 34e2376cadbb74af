#include "world/words.hpp"

#include <gtest/gtest.h>

namespace dostyq::world {
namespace {

TEST(Words, Ids) {
  for (const char* id : {"a", "2027", "almaty-region", "r.1_x"}) EXPECT_TRUE(is_id(id)) << id;
  for (const char* id : {"", "A", "ә", "a b", "a/b", "a|b"}) EXPECT_FALSE(is_id(id)) << id;
}

TEST(Words, NearestIsNearOrNone) {
  EXPECT_EQ(nearest("confidance", {"source", "confidence"}), "confidence");
  EXPECT_EQ(nearest("panfilof", {"panfilov", "uygur"}), "panfilov");
  EXPECT_EQ(nearest("xyz", {"panfilov", "uygur"}), "none");
  EXPECT_EQ(nearest("a", {}), "none");
  EXPECT_EQ(nearest(std::string(1000, 'a'), {std::string(999, 'a')}), "none");
}

TEST(Words, LookAlikesAreFound) {
  EXPECT_EQ(mixed_alphabet_word("Қaзақстан"), "Қaзақстан") << "a Latin a";
  EXPECT_EQ(mixed_alphabet_word("Достық үйi"), "үйi") << "a Latin i for the Kazakh one";
  EXPECT_EQ(mixed_alphabet_word("Достық үйі (House of Friendship), XXXIV сессия"), std::nullopt);
  EXPECT_EQ(mixed_alphabet_word("ул. Абая, 7a"), std::nullopt);
  EXPECT_EQ(mixed_alphabet_word("\xFF broken \xD0"), std::nullopt);
}

TEST(Words, NamesFold) {
  EXPECT_EQ(fold_name("  Берёзовка — ҚАЛА, г.а. "), "березовка қала г а");
  EXPECT_EQ(fold_name("Өскемен"), fold_name("ӨСКЕМЕН"));
  EXPECT_EQ(fold_name(""), "");
}

TEST(Words, Lists) {
  EXPECT_EQ(split_list(" a | b|| c|"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(split_list("|"), std::vector<std::string>{});
  EXPECT_EQ(join_list({"a", "b"}), "a|b");
  EXPECT_EQ(trim("\t\xC2\xA0 x y \xC2\xA0\n"), "x y");
}

}  // namespace
}  // namespace dostyq::world
