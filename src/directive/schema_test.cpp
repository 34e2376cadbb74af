#include "directive/schema.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace dostyq::directive {
namespace {

TEST(Schema, TheDocumentationHasTheSameText) {
  std::ifstream file(DOSTYQ_SOURCE_DIR "/docs/directives.schema.json");
  ASSERT_TRUE(file) << "docs/directives.schema.json is missing";
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), json_schema());
}

}  // namespace
}  // namespace dostyq::directive
