// Any bytes as programme.toml among the example's tables: never a crash, and what is accepted is
// written back as the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "world/load.hpp"
#include "world/new_programme.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dostyq;
  static const auto example = world::example_files();
  auto files = example;
  files["programme.toml"].assign(reinterpret_cast<const char*>(data), size);
  const auto programme = world::load_files(files);
  if (!programme) {
    if (programme.error().empty()) std::abort();
    return 0;
  }
  const auto saved = world::to_files(*programme);
  const auto again = world::load_files(saved);
  if (!again || world::to_files(*again) != saved) std::abort();
  return 0;
}
