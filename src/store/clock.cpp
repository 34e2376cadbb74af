#include "store/clock.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace dostyq::store {

std::string utc_now() {
  using std::chrono::duration_cast, std::chrono::milliseconds;
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto whole = duration_cast<milliseconds>(since).count();
  const std::time_t seconds = whole / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::array<char, 8> rest{};
  std::snprintf(rest.data(), rest.size(), ".%03dZ", static_cast<int>(whole % 1000));
  return std::string(text.data(), length) + rest.data();
}

}  // namespace dostyq::store
