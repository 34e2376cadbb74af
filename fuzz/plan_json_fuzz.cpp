// A plan.json of any bytes is read or refused, never a crash.
#include <cstdint>
#include <string>

#include "planning/plan_json.hpp"
#include "world/load.hpp"
#include "world/new_programme.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto programme = dostyq::world::load_files(dostyq::world::example_files());
  if (!programme) return 0;
  (void)dostyq::planning::openings_from_json(std::string(reinterpret_cast<const char*>(data), size),
                                             "plan.json", *programme);
  return 0;
}
