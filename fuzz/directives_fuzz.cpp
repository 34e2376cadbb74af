// Any bytes as directives.toml: never a crash, and what is read is written back as the same.
#include <cstdint>
#include <cstdlib>

#include "directive/parse.hpp"
#include "directive/test_programme.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dostyq;
  static const world::Programme programme = directive::testing::programme();
  const std::string_view toml(reinterpret_cast<const char*>(data), size);
  const auto parsed = directive::parse(toml, "directives.toml", programme);
  if (!parsed) return 0;
  const auto again = directive::parse(directive::write(*parsed), "written", programme);
  if (!again || *again != *parsed) std::abort();
  return 0;
}
